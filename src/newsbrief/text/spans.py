"""Spans of inline markup: trimmed to words, joined, and nested without crossings."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from typing import TYPE_CHECKING

from newsbrief.document import MARKS, VERBATIM_SPANS, Span, SpanKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["HTML_SPANS", "clean_label", "tidy_spans", "trim_span"]

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

_NO_LABEL = re.compile(r"[^\w.-]+")


def clean_label(label: str) -> str:
    """Return a footnote's label reduced to characters that every Markdown reader accepts."""
    return _NO_LABEL.sub("-", label).strip("-")


def tidy_spans(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return `spans` in order, trimmed to words, joined where they touch, without crossings.

    A link without a target, a span within one of its own kind and a span within code are
    left out. Marks stand after the word before them.
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
    """Return the mark at an allowed position, or none if it has no target."""
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
