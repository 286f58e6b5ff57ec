"""Inline Markdown tokens as a block's plain text and the spans over it."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from newsbrief.document import MARKS, VERBATIM_SPANS, Span, SpanKind
from newsbrief.links import clean_target

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it.token import Token

__all__ = ["HTML_SPANS", "alternative", "clean_label", "read_inline", "tidy_spans", "trim_span"]

_OPENING = {
    "em_open": SpanKind.EMPHASIS,
    "strong_open": SpanKind.STRONG,
    "s_open": SpanKind.STRIKE,
    "link_open": SpanKind.LINK,
}
_VERBATIM = {"code_inline": SpanKind.CODE, "math_inline": SpanKind.MATH}
HTML_SPANS = {
    "em": SpanKind.EMPHASIS,
    "i": SpanKind.EMPHASIS,
    "strong": SpanKind.STRONG,
    "b": SpanKind.STRONG,
    "s": SpanKind.STRIKE,
    "del": SpanKind.STRIKE,
    "strike": SpanKind.STRIKE,
    "sub": SpanKind.SUBSCRIPT,
    "sup": SpanKind.SUPERSCRIPT,
    "code": SpanKind.CODE,
    "kbd": SpanKind.CODE,
}
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-z]+)\s*>", re.IGNORECASE)
_NO_LABEL = re.compile(r"[^\w.-]+")


def clean_label(label: str) -> str:
    """Return a footnote's label with the characters alone that every reader of Markdown takes."""
    return _NO_LABEL.sub("-", label).strip("-")


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


def tidy_spans(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return `spans` in order, trimmed to words, joined where they touch, without crossings.

    A link without a target, a span within one of its own kind and a span within code go. Marks
    stand after the word before them.
    """
    spans = [replace(s, start=min(s.start, len(text)), end=min(s.end, len(text))) for s in spans]
    covering = _nested(text, (span for span in spans if span.kind not in MARKS))
    verbatim = sorted((s.start, s.end) for s in covering if s.kind in VERBATIM_SPANS)
    marks = [m for s in spans if s.kind in MARKS for m in _mark_in(text, s, verbatim)]
    return tuple(sorted([*covering, *dict.fromkeys(marks)], key=_order))


def _nested(text: str, spans: Iterable[Span]) -> list[Span]:
    """Return the spans that stand within each other or apart; linear in their number."""
    kept: dict[tuple[SpanKind, str, int], Span] = {}  # by kind, target and end
    around: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        trimmed = trim_span(text, span)
        while around and around[-1].end <= trimmed.start:
            around.pop()
        if (
            trimmed.start >= trimmed.end
            or (span.kind is SpanKind.LINK and not span.target)
            or any(_shuts_out(k, trimmed) for k in around)
        ):
            continue
        twin = kept.pop((trimmed.kind, trimmed.target, trimmed.start), trimmed)
        trimmed = replace(trimmed, start=twin.start)
        kept[trimmed.kind, trimmed.target, trimmed.end] = trimmed
        around.append(trimmed)
    return list(kept.values())


def _shuts_out(outer: Span, span: Span) -> bool:
    return outer.kind is span.kind or outer.kind in VERBATIM_SPANS or outer.end < span.end


def _mark_in(text: str, mark: Span, verbatim: Sequence[tuple[int, int]]) -> list[Span]:
    """Return the mark where it may stand, none where it leads nowhere."""
    place = max(mark.start, 0)
    while place and text[place - 1] == " ":
        place -= 1
    index = bisect_left(verbatim, (place, 0)) - 1
    if index >= 0 and place < verbatim[index][1]:
        place = verbatim[index][1]
    return [replace(mark, start=place, end=place)] if mark.target else []


def _order(span: Span) -> tuple[int, int, str]:
    return span.start, -span.end, span.kind.value


def trim_span(text: str, span: Span) -> Span:
    """Return `span` without the spaces at its ends."""
    start, end = max(span.start, 0), min(span.end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return replace(span, start=start, end=end)
