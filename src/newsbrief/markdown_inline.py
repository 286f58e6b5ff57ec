"""Inline Markdown both ways: a block's text and spans ⇄ one run of Markdown source."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, reference

from newsbrief.document import Span, SpanKind
from newsbrief.links import clean_target
from newsbrief.markdown_escape import escape_positions

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it.token import Token

__all__ = ["parser", "read_inline", "tidy_spans", "write_inline"]

_OPENING = {
    "em_open": SpanKind.EMPHASIS,
    "strong_open": SpanKind.STRONG,
    "link_open": SpanKind.LINK,
}
_EMPHASIS = (SpanKind.EMPHASIS, SpanKind.STRONG)
_TRIES = 20  # each costs a parse; ordinary text needs one or two
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


@cache
def parser() -> MarkdownIt:
    """Return the one parser: CommonMark and tables, footnotes as plain text."""
    commonmark = MarkdownIt("commonmark").enable("table")
    commonmark.block.ruler.at("reference", _reference)
    return commonmark


def _reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a link's definition, but not "[^1]: Insee": a footnote's text would vanish."""
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    return not line.startswith("[^") and reference(state, start, end, silent)


def read_inline(tokens: Sequence[Token]) -> tuple[str, tuple[Span, ...]]:
    """Return the plain text of inline `tokens` and the spans over it; a hard break is a newline."""
    text = ""
    spans: list[Span] = []
    opened: list[tuple[int, SpanKind, str]] = []
    for token in tokens:
        if token.type in _OPENING:
            target = clean_target(str(token.attrs.get("href", "")))
            opened.append((len(text), _OPENING[token.type], target))
        elif token.nesting < 0:
            start, kind, target = opened.pop()
            spans.append(Span(start, len(text), kind, target))
        else:
            start, text = len(text), text + _plain(token)
            if token.type == "code_inline":
                spans.append(Span(start, len(text), SpanKind.CODE))
    return text, tidy_spans(text, spans)


def _plain(token: Token) -> str:
    if token.type == "softbreak":
        return " "
    if token.type == "hardbreak":
        return "\n"
    if token.type == "html_inline":
        return "\n" if _BREAK.fullmatch(token.content) else ""
    return token.content


def tidy_spans(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return `spans` in order, trimmed to words, joined where they touch, without crossings.

    A link without a target, a span within one of its own kind and a span within code go.
    """
    kept: list[Span] = []
    around: list[Span] = []
    places: dict[SpanKind, int] = {}  # in `kept`, of the last of each kind: they never overlap
    wanted = sorted((_trim(text, span) for span in spans), key=lambda span: (span.start, -span.end))
    for trimmed in wanted:
        around = [k for k in around if k.end > trimmed.start]
        if (
            trimmed.start >= trimmed.end
            or (trimmed.kind is SpanKind.LINK and not trimmed.target)
            or any(k.kind in (trimmed.kind, SpanKind.CODE) or k.end < trimmed.end for k in around)
        ):
            continue
        place = places.get(trimmed.kind)
        if place is not None and _touches(twin := kept[place], trimmed):
            kept[place] = Span(twin.start, trimmed.end, trimmed.kind, trimmed.target)
        else:
            places[trimmed.kind] = place = len(kept)
            kept.append(trimmed)
        around.append(kept[place])
    return tuple(sorted(kept, key=_order))


def _touches(first: Span, second: Span) -> bool:
    same = (first.kind, first.target) == (second.kind, second.target)
    return same and first.end == second.start


def _order(span: Span) -> tuple[int, int, str]:
    return span.start, -span.end, span.kind.value


def _trim(text: str, span: Span) -> Span:
    start, end = max(span.start, 0), min(span.end, len(text))
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end, span.kind, span.target)


def write_inline(text: str, spans: Iterable[Span] = (), *, line: bool = False) -> str:
    """Return Markdown that reads back as `text` and as many of `spans` as Markdown can express.

    `text` is clean, and without newlines when `line` says that it stands in a heading or a cell.
    CommonMark has no way to write some emphasis (a word's half that starts with a bracket): it is
    moved off the punctuation at its ends, or left out. No text ever changes.
    """
    wanted = tidy_spans(text, (_writable(text, span) for span in spans))
    for _ in range(_TRIES):
        if not wanted:
            break
        source = _compose(text, wanted, line=line)
        read, found = read_inline(parser().parseInline(source)[0].children or [])
        if read == text and found == wanted:
            return source
        survivors = tuple(span for span in wanted if span in found) if read == text else wanted
        wanted = survivors if len(survivors) < len(wanted) else _without_one(wanted)
    return _compose(text, (), line=line)


def _without_one(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return `spans` less the innermost emphasis, or less the last where there is none."""
    emphasis = [span for span in spans if span.kind in _EMPHASIS]
    last = (emphasis or spans)[-1]
    return tuple(span for span in spans if span is not last)


def _writable(text: str, span: Span) -> Span:
    """Return `span` with an address that Markdown keeps, its emphasis moved off punctuation."""
    if span.kind is SpanKind.LINK:
        return Span(span.start, span.end, span.kind, clean_target(span.target))
    if span.kind is SpanKind.CODE:  # a code span cannot hold a line break
        return Span(span.start, text.find("\n", span.start, span.end) + 1 or span.end, span.kind)
    span = _trim(text, span)
    start, end = span.start, span.end
    while start < end and _word(text[start - 1 : start]) and not _word(text[start]):
        start += 1
        start = _trim(text, Span(start, end, span.kind)).start
    while end > start and _word(text[end : end + 1]) and not _word(text[end - 1]):
        end -= 1
        end = _trim(text, Span(start, end, span.kind)).end
    return Span(start, end, span.kind)


def _word(char: str) -> bool:
    return char.isalnum()


def _compose(text: str, spans: tuple[Span, ...], *, line: bool) -> str:
    emphasised = any(span.kind in _EMPHASIS for span in spans)
    escaped = escape_positions(text, line=line, marked=emphasised)
    links = [span for span in spans if span.kind is SpanKind.LINK]
    escaped |= {i for s in links for i in range(s.start, s.end) if text[i] in "[]"}
    escaped |= {s.start - 1 for s in links if text[s.start - 1 : s.start] in ("!", "]")} - {-1}
    escaped -= {i for s in spans if s.kind is SpanKind.CODE for i in range(s.start, s.end)}
    marks: dict[int, list[str]] = {}
    for span in reversed(spans):
        marks.setdefault(span.end, []).append(_mark(text, span, closing=True))
    for span in spans:
        marks.setdefault(span.start, []).append(_mark(text, span, closing=False))
    pieces: list[str] = []
    for position in range(len(text) + 1):
        pieces += marks.get(position, ())
        char = text[position : position + 1]
        if position in escaped or char == "\n":
            pieces.append("\\")
        pieces.append(char)
    return "".join(pieces)


def _mark(text: str, span: Span, *, closing: bool) -> str:
    if span.kind is SpanKind.LINK:
        target = re.sub(r"&(?=#?\w+;)", r"\\&", span.target)  # "&copy;" would become a character
        return f"]({target})" if closing else "["
    if span.kind is SpanKind.CODE:
        return _ticks(text[span.start : span.end], closing=closing)
    return "**" if span.kind is SpanKind.STRONG else "*"


def _ticks(code: str, *, closing: bool) -> str:
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    ticks = "`" * (longest + 1)
    pad = " " if code.startswith("`") or code.endswith("`") else ""
    return pad + ticks if closing else ticks + pad
