"""Parses HTML into a tree of limited depth; deeply nested tags lose no text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["parse_page"]

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*(?:>|\Z)")  # lxml refuses text with one, even broken
_MAX_DEPTH = 120  # pages of the press nest 15 to 40 levels deep; the walk takes 4 frames a level
_TOO_DEEP = "newsbrief-too-deep"
_PARSER_LIMIT = "ERR_RESOURCE_LIMIT"  # libxml2 drops all that follows 2,048 open elements

# Comments, declarations and elements of raw text pass as they are; tags are counted.
_MARKUP = re.compile(
    r"<!--.*?(?:-->|\Z)|<!.*?(?:>|\Z)"
    r"|<(?P<raw>script|style|textarea|title|xmp)\b.*?(?:</(?P=raw)\s*>|\Z)"
    r"|<(?P<close>/?)(?P<name>[a-z][\w:-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>",
    re.IGNORECASE | re.DOTALL,
)

_UNNESTED = frozenset(
    """area base br col embed hr img input link meta param source track wbr
    html head body p li dt dd tr td th option thead tbody tfoot""".split()
)


def parse_page(source: str) -> HtmlElement:
    """Return the page's root; elements below the depth that a walk can bear lose their tags only.

    Raises lxml's `ParserError` for a source without content.
    """
    from lxml import html

    source = _DECLARATION.sub("", source)
    parser = html.HTMLParser(huge_tree=True)  # else text below 256 levels is lost
    tree: HtmlElement = html.document_fromstring(source, parser=parser)
    if any(entry.type_name == _PARSER_LIMIT for entry in parser.error_log):
        tree = html.document_fromstring(_shallow(source), parser=html.HTMLParser(huge_tree=True))
    _flatten(tree)
    return tree


def _shallow(source: str) -> str:
    """Drop the tags that open below `_MAX_DEPTH`, and those that close them, in one pass."""
    depth = 0

    def keep(match: re.Match[str]) -> str:
        nonlocal depth
        name = match["name"]
        if name is None or name.lower() in _UNNESTED or match[0].endswith("/>"):
            return match[0]
        depth += -1 if match["close"] else 1
        inner = depth if match["close"] else depth - 1
        depth = max(depth, 0)
        return match[0] if inner < _MAX_DEPTH else " "

    return _MARKUP.sub(keep, source)


def _flatten(tree: HtmlElement) -> None:
    """Keep the text of elements below `_MAX_DEPTH` but not the elements: walking them recurses.

    They are stripped in one pass: taking them out one by one is quadratic in its siblings.
    """
    from lxml import etree

    depths = {tree: 0}
    for element in tree.iterdescendants():
        depths[element] = depths[element.getparent()] + 1
    for element in [e for e, depth in depths.items() if depth > _MAX_DEPTH]:
        if isinstance(element.tag, str):
            element.tag = _TOO_DEEP
    etree.strip_tags(tree, _TOO_DEEP)
