"""An HTML page as a Document: its metadata, and its article without the rest of the page."""

from __future__ import annotations

import logging
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsbrief.document import BlockKind, Document, SpanKind
from newsbrief.errors import EmptyInput
from newsbrief.readers.html.blocks import is_hidden, read_placed
from newsbrief.readers.html.content import find_content, with_hours
from newsbrief.readers.html.head import arrange, find_title, first_line, with_headings
from newsbrief.readers.html.metadata import PageMetadata, read_metadata, tidy_byline
from newsbrief.readers.html.notes import paired
from newsbrief.readers.html.state import find_data_version
from newsbrief.readers.html.style import fades, hides_for_good
from newsbrief.readers.pasted.clutter import clean_blocks, is_walled
from newsbrief.text.html_tree import parse_page

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from newsbrief.article import Article
    from newsbrief.document import Block

__all__ = ["read_html"]

# The style of a class or id. "display: none" does not count: sites hide menus and whole articles
# with it until a script has run.
_RULE = re.compile(r"([.#])([\w-]{1,100})\s{0,9}\{([^{}]*)\}")

# Pages of the press have up to some 5,000. For each element trafilatura takes four times as long as
# newsbrief does, and a page with more shows its article as well by its structure.
_MAX_ELEMENTS = 40_000


def read_html(article: Article) -> Document:
    """Return the article of an HTML page: title, byline, date, site, address and blocks.

    Hidden text is left out; the rest of the page is listed in `removed`. Raises `EmptyInput` for a
    page without any text.
    """
    tree = _parse(article)
    metadata = read_metadata(tree, article.text)
    data = find_data_version(tree, metadata)
    _prune(tree)
    placed = read_placed(tree, metadata.url)
    heading = find_title(placed, metadata.titles)
    content = find_content(placed, _extract(tree), heading, metadata.url)
    whole = False
    if data is not None and data.says_more(content):
        content, metadata = data.content(content), data.metadata
        whole = data.is_whole
    title = first_line(placed[heading]) if heading is not None else None
    title = title or next(iter(metadata.titles), None)
    head = arrange(content.kept, title, metadata)
    blocks = with_hours(with_headings(head.blocks))
    cleaned = clean_blocks([_without_dead_links(b) for b in blocks])
    left = tuple(p.block.text for p in content.left if p.block.text)
    return Document(
        blocks=paired(cleaned.blocks),
        title=title,
        byline=_byline(metadata, tidy_byline(head.signed.byline)),
        date=_date(metadata.date, head.signed.date),
        site=metadata.site,
        url=metadata.url,
        origin=article.origin,
        removed=left + cleaned.removed,
        paywalled=not whole and (cleaned.paywalled or is_walled(cleaned.blocks, left)),
    )


def _date(date: str | None, signed: str | None) -> str | None:
    """Return the page's date, or the signed one if that is the same day to the minute."""
    return signed if date is None or (signed and signed.startswith(date)) else date


def _byline(metadata: PageMetadata, signed: str | None) -> str | None:
    """Return the byline of the metadata, or the signed one if that is missing or the outlet's."""
    byline = metadata.byline
    return signed if signed and byline in (None, metadata.site) else byline


def _without_dead_links(block: Block) -> Block:
    """Return the block without the relative links that could not be resolved."""
    spans = (s for s in block.spans if s.kind is not SpanKind.LINK or urlsplit(s.target).scheme)
    dead = block.kind is BlockKind.IMAGE and not urlsplit(block.target).scheme
    return replace(block, spans=tuple(spans), target="" if dead else block.target)


def _parse(article: Article) -> HtmlElement:
    from lxml import etree

    try:
        return parse_page(article.text)
    except etree.ParserError as exc:
        raise EmptyInput(f"{article.origin!r} holds no text; give an article") from exc


def _prune(tree: HtmlElement) -> None:
    """Remove what a browser does not show, so that no extractor reads it."""
    total = len(tree.text_content())
    _apply_style_sheets(tree)
    _fade_in(tree, total)
    for element in list(tree.iter()):
        if element.getparent() is None or element.tag == "head":
            continue
        if not isinstance(element.tag, str):
            element.drop_tree()
        elif is_hidden(element):
            _hide(element, total)


def _apply_style_sheets(tree: HtmlElement) -> None:
    """Mark as hidden what the style sheets in the page make invisible."""
    sheets = " ".join(style.text or "" for style in tree.iter("style"))
    hidden = {(kind, name) for kind, name, style in _RULE.findall(sheets) if hides_for_good(style)}
    if not hidden:
        return
    for element in tree.iter("*"):
        names = {(".", name) for name in (element.get("class") or "").split()}
        if hidden & (names | {("#", element.get("id") or "")}):
            element.set("hidden", "")


def _fade_in(tree: HtmlElement, total: int) -> None:
    """Show what a script would fade in, if that is more than half of the page's text."""
    faded = [e for e in tree.iter("*") if fades(e.get("style", ""))]
    if 2 * sum(len(element.text_content()) for element in faded) > total:
        for element in faded:
            del element.attrib["style"]


def _hide(element: HtmlElement, total: int) -> None:
    """Drop a hidden element, but show one with over half of the page: a script would show it."""
    for name in ("style", "hidden", "aria-hidden"):
        if 2 * len(element.text_content()) > total:
            element.attrib.pop(name, None)
    if is_hidden(element):
        element.drop_tree()


def _extract(tree: HtmlElement) -> str:
    """Return what trafilatura takes for the article's text, "" if it finds none."""
    from lxml import html
    from trafilatura import extract

    for name in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(name).addHandler(logging.NullHandler())  # without one it writes to stderr
    if sum(1 for _ in tree.iter()) > _MAX_ELEMENTS:
        return ""
    source = html.tostring(tree, encoding="unicode")
    return extract(source, include_comments=False) or ""
