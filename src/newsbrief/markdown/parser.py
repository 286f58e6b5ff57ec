"""The Markdown parser, and its inline tokens as plain text with spans over it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference

from newsbrief.document import Span, SpanKind
from newsbrief.text.links import clean_target
from newsbrief.text.spans import HTML_SPANS, clean_label, tidy_spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

__all__ = ["alternative", "parser", "read_inline"]


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


_OPENING = {
    "em_open": SpanKind.EMPHASIS,
    "strong_open": SpanKind.STRONG,
    "s_open": SpanKind.STRIKE,
    "link_open": SpanKind.LINK,
}

_VERBATIM = {"code_inline": SpanKind.CODE, "math_inline": SpanKind.MATH}
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-z]+)\s*>", re.IGNORECASE)


def alternative(image: Token) -> str:
    """Return an image's alternative text, in one line, without markup."""
    return " ".join(read_inline(image.children or [])[0].split())


def read_inline(tokens: Sequence[Token]) -> tuple[str, tuple[Span, ...]]:
    """Return the plain text of inline `tokens` and the spans over it; a hard break is a newline.

    The space before a footnote's mark or an image is not part of the text.
    """
    reading = _Reading()
    for token in tokens:
        reading.take(token)
    text = "".join(reading.pieces)
    return text, tidy_spans(text, reading.spans)


@dataclass
class _Reading:
    """The text and the spans so far, and the markup that is still open."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[Span] = field(default_factory=list)
    opened: list[tuple[int, SpanKind, str]] = field(default_factory=list)
    tags: list[tuple[int, str]] = field(default_factory=list)
    marked: bool = False  # a mark took the space that stood before it

    def take(self, token: Token) -> None:
        """Take the next token."""
        if token.type in _OPENING:
            target = clean_target(str(token.attrs.get("href", "")))
            self.opened.append((self.length, _OPENING[token.type], target))
        elif token.nesting < 0:
            start, kind, target = self.opened.pop()
            self.spans.append(Span(start, self.length, kind, target))
        elif token.type == "footnote_ref":
            self._mark(SpanKind.FOOTNOTE, clean_label(token.meta["label"]))
        elif token.type == "image" and (target := clean_target(str(token.attrs.get("src", "")))):
            self._mark(SpanKind.IMAGE, target, alternative(token))
        elif token.type == "html_inline":
            self._tag(token.content)
        else:
            start = self.length
            self._say(_plain(token))
            if token.type in _VERBATIM:
                start = max(start, self.length - len(token.content))
                self.spans.append(Span(start, self.length, _VERBATIM[token.type]))

    def _say(self, text: str) -> None:
        if not self.length or self.pieces[-1].endswith("\n"):
            text = text.lstrip(" ")
        if self.marked and text[:1].isalnum():
            text = f" {text}"
        self.marked = self.marked and not text
        if text:
            self.pieces.append(text)
            self.length += len(text)

    def _mark(self, kind: SpanKind, target: str, label: str = "") -> None:
        while self.pieces and self.pieces[-1].endswith(" "):
            last = self.pieces.pop()
            bare = last.rstrip(" ")
            self.pieces += [bare] if bare else []
            self.length -= len(last) - len(bare)
            self.marked = True
        self.spans.append(Span(self.length, self.length, kind, target, label))

    def _tag(self, source: str) -> None:
        if _BREAK.fullmatch(source):
            self._say("\n")
        elif match := _TAG.fullmatch(source):
            self._styled(match[2].lower(), closing=bool(match[1]))

    def _styled(self, name: str, *, closing: bool) -> None:
        """Take a tag of HTML; one that nothing closes, or nothing opened, marks no text."""
        if name not in HTML_SPANS:
            return
        if not closing:
            self.tags.append((self.length, name))
        elif opened := next((t for t in reversed(self.tags) if t[1] == name), None):
            self.tags.remove(opened)
            self.spans.append(Span(opened[0], self.length, HTML_SPANS[name]))


def _plain(token: Token) -> str:
    if token.type == "softbreak":
        return " "
    return "\n" if token.type == "hardbreak" else token.content
