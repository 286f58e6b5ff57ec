"""The one Markdown parser: CommonMark with the marks that articles and reports use besides."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

__all__ = ["parser"]


@cache
def parser() -> MarkdownIt:
    """Return the parser: CommonMark, tables, struck text, footnotes and formulas between dollars.

    A footnote's mark is one whether or not the note is there; the note stays in its place.
    """
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin

    # What nests deeper is dropped, text and all: CommonMark's preset allows 20 levels.
    markdown = MarkdownIt("commonmark", {"maxNesting": 40}).enable(["table", "strikethrough"])
    markdown.block.ruler.at("reference", _reference)
    markdown.use(footnote_plugin, inline=False, move_to_end=False, always_match_refs=True)
    markdown.use(dollarmath_plugin, allow_labels=False, allow_blank_lines=False)
    markdown.inline.ruler.at("math_inline", _math)
    return markdown


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a link's definition, but not "[^note 1]: Insee": a footnote's text would vanish."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    return not line.startswith("[^") and reference(state, start, end, silent)


# pandoc's rule, and no letter beside the dollars: "US$ et C$" and "10 $ et 20 $" are money.
_DOLLARS = re.compile(r"\$(?![\s$])((?:\\[^\n]|[^\\$\n])+)(?<!\s)\$(?![\w$])")
_FORMULA = re.compile(r"[\\^_={}+*/<>|-]")


def _math(state: StateInline, silent: bool) -> bool:
    """Take a formula between single dollars; words between two prices are none."""
    match = _DOLLARS.match(state.src, state.pos, state.posMax)
    before = state.src[state.pos - 1] if state.pos else " "
    if match is None or before.isalnum() or before == "$":
        return False
    if " " in match[1] and not _FORMULA.search(match[1]):
        return False
    if not silent:
        token = state.push("math_inline", "math", 0)
        token.content, token.markup = match[1], "$"
    state.pos = match.end()
    return True
