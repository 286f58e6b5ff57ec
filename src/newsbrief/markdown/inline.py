"""Writes a line of text with spans as Markdown that renders as exactly the same text."""

from __future__ import annotations

import re
import string
from collections import defaultdict
from dataclasses import replace
from html.entities import html5
from itertools import count
from typing import TYPE_CHECKING

from newsbrief.document import MARKS, VERBATIM_SPANS, Span, SpanKind
from newsbrief.markdown.parser import parser, read_inline
from newsbrief.text.links import clean_target
from newsbrief.text.printable import clean_line
from newsbrief.text.spans import clean_label, tidy_spans, trim_span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["write_inline"]

# What opens a block when it starts a line; group 1 ends where the backslash goes.
_LINE_STARTS = [
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^()#{1,6}(?=[ \t]|$)",  # heading
        r"^()>",  # quotation
        r"^()[-+*](?=[ \t]|$)",  # bullet
        r"^(\d{1,9})[.)](?=[ \t]|$)",  # ordered list item
        r"^()([-_*])(?:[ \t]*\2){2,}[ \t]*$",  # thematic break
        r"^()(?:=+|-+)[ \t]*$",  # underline of a heading
        r"^()~~~",  # fence
        r"^()\$\$",  # formula
        r"^()[-:|][-:| \t]*$",  # second row of a table
        r"^()\[[ xX]\][ \t]",  # task list
    )
]

_DEFINITION = re.compile(r"^\[", re.MULTILINE)  # of a link, if "]:" follows

# What is markup wherever it stands in a line.
_INLINE = [
    re.compile(pattern)
    for pattern in (
        rf"\\(?=[{re.escape(string.punctuation)}\n]|$)",
        r"`",
        r"<(?=[A-Za-z/!?])",
        r"&(?=#(?:\d{1,7}|[xX][0-9A-Fa-f]{1,6});)",
        r"\](?=[(\[])",
        r"\[(?=\^)",  # a footnote's mark
        # pandoc's and GitHub's inline mathematics: "$x$", but not "10 $ et 20 $"
        r"\$(?=[^\s$](?:[^$\n]*[^\s$])?\$(?!\d))",
    )
]

_ENTITY = re.compile(r"&(\w+;)")
_HEADING_ID = re.compile(r"\{(?=#[\w.:-]+\}$)")
_CLOSING_HASHES = re.compile(r"(?:^|(?<=[ \t]))#(?=#*$)")
_LINE_ENDS = (_HEADING_ID, _CLOSING_HASHES)


def escape_positions(text: str, *, line: bool = False, marked: str = "") -> set[int]:
    """Return the positions of `text` that need a backslash before them.

    `text` is clean (see `clean_text`). `line`: it is the content of a heading or a table cell,
    where nothing can open a block. `marked` are the signs that will be written around parts of it:
    "*", "~", "$".
    """
    positions = {match.start() for pattern in _INLINE for match in pattern.finditer(text)}
    positions |= {match.start() for match in _ENTITY.finditer(text) if match.group(1) in html5}
    if line:
        positions |= {m.start() for end in _LINE_ENDS for m in end.finditer(text)}
    else:
        positions |= {match.end(1) for pattern in _LINE_STARTS for match in pattern.finditer(text)}
        last = max(0, text.rfind("]:"))
        positions |= {match.start() for match in _DEFINITION.finditer(text, 0, last)}
    for char in "*_~":
        positions |= _delimiters(text, char, marked=char in marked)
    return positions | {i for i, char in enumerate(text) if char == "$" and "$" in marked}


def _delimiters(text: str, char: str, *, marked: bool) -> set[int]:
    """Return where `char` could open or close emphasis; a lone run of it never does."""
    runs = [m for m in re.finditer(re.escape(char) + "+", text) if marked or _active(text, m)]
    if len(runs) < 2 and not marked:
        return set()
    return {position for run in runs for position in range(*run.span())}


def _active(text: str, run: re.Match[str]) -> bool:
    before = text[max(run.start() - 1, 0) : run.start()] or " "
    after = text[run.end() : run.end() + 1] or " "
    if before.isspace() and after.isspace():
        return False
    return run.group()[0] != "_" or not (before.isalnum() and after.isalnum())


_SIGNS = {SpanKind.EMPHASIS: "*", SpanKind.STRONG: "**", SpanKind.STRIKE: "~~", SpanKind.MATH: "$"}

# Each try reads the whole text again. No text of the samples and tests takes more than three.
MAX_TRIES = 20
_TAGS = {SpanKind.SUBSCRIPT: "sub", SpanKind.SUPERSCRIPT: "sup"}

# CommonMark lets these open and close only beside spaces and punctuation.
_FLANKED = (SpanKind.EMPHASIS, SpanKind.STRONG, SpanKind.STRIKE)


def write_inline(text: str, spans: Iterable[Span] = (), *, line: bool = False) -> str:
    """Return Markdown that reads back as `text` and as many of `spans` as Markdown can express.

    `text` is clean; `line` says that it stands in a heading or a cell, where nothing opens a block
    and a newline is a "<br>". CommonMark has no way to write some emphasis (a word's half that
    starts with a bracket): it is moved off the punctuation at its ends, or left out. No text ever
    changes.
    """
    wanted = tidy_spans(text, (_writable(text, span) for span in spans))
    for tries in count(1):
        if not wanted:
            break
        source = _compose(text, wanted, line=line)
        read, read_spans = read_inline(parser().parseInline(source)[0].children or [])
        if read == text and read_spans == wanted:
            return source
        survivors = tuple(span for span in wanted if span in read_spans) if read == text else wanted
        wanted = survivors if len(survivors) < len(wanted) else _without_one(wanted)
        if tries >= MAX_TRIES:
            wanted = ()
    return _compose(text, (), line=line)


def _without_one(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return `spans` less one: emphasis first, the innermost of it, and marks last."""
    emphasis = [span for span in spans if span.kind in _FLANKED]
    last = (emphasis or [s for s in spans if s.kind not in MARKS] or spans)[-1]
    return tuple(span for span in spans if span is not last)


def _writable(text: str, span: Span) -> Span:
    """Return `span` with an address that Markdown keeps, its emphasis moved off punctuation."""
    if span.kind is SpanKind.FOOTNOTE:
        return replace(span, target=clean_label(span.target))
    if span.kind in (SpanKind.LINK, SpanKind.IMAGE):
        return replace(span, target=clean_target(span.target), label=clean_line(span.label))
    if span.kind in VERBATIM_SPANS:  # neither can hold a line break
        end = text.find("\n", span.start, span.end)
        return replace(span, end=span.end if end < 0 else end)
    return _off_punctuation(text, trim_span(text, span)) if span.kind in _FLANKED else span


def _off_punctuation(text: str, span: Span) -> Span:
    start, end = span.start, span.end
    while start < end and _word(text[start - 1 : start]) and not _word(text[start]):
        start += 1
        start = trim_span(text, Span(start, end, span.kind)).start
    while end > start and _word(text[end : end + 1]) and not _word(text[end - 1]):
        end -= 1
        end = trim_span(text, Span(start, end, span.kind)).end
    return Span(start, end, span.kind)


def _word(char: str) -> bool:
    return char.isalnum()


def _compose(text: str, spans: tuple[Span, ...], *, line: bool) -> str:
    escaped = _escaped(text, spans, line=line)
    covering = [span for span in spans if span.kind not in MARKS]
    marks = [span for span in spans if span.kind in MARKS]
    closing, opening, standing = (defaultdict[int, list[Span]](list) for _ in range(3))
    for span in covering:
        closing[span.end].insert(0, span)
        opening[span.start].append(span)
    for mark in marks:
        standing[mark.start].append(mark)
    pieces: list[str] = []
    for position in range(len(text) + 1):
        pieces += [_mark(text, span, closing=True) for span in closing.get(position, ())]
        pieces += [_placed(text, mark) for mark in standing.get(position, ())]
        pieces += [_mark(text, span, closing=False) for span in opening.get(position, ())]
        char = text[position : position + 1]
        if char == "\n":
            pieces.append("<br>" if line else "\\\n")
        else:
            pieces.append(f"\\{char}" if position in escaped else char)
    return "".join(pieces)


def _escaped(text: str, spans: tuple[Span, ...], *, line: bool) -> set[int]:
    """Return the positions that need a backslash, given the markup that will stand around them."""
    signs = "".join(_SIGNS.get(span.kind, "") for span in spans)
    escaped = escape_positions(text, line=line, marked=signs)
    links = [span for span in spans if span.kind is SpanKind.LINK]
    escaped |= {i for s in links for i in range(s.start, s.end) if text[i] in "[]"}
    bracketed = [*links, *(span for span in spans if span.kind in MARKS)]
    escaped |= {s.start - 1 for s in bracketed if text[s.start - 1 : s.start] in ("!", "]")} - {-1}
    return escaped - set(_verbatim(spans))


def _verbatim(spans: Iterable[Span]) -> Iterator[int]:
    for span in spans:
        if span.kind in VERBATIM_SPANS:
            yield from range(span.start, span.end)


def _mark(text: str, span: Span, *, closing: bool) -> str:
    if span.kind is SpanKind.LINK:
        return f"]({_destination(span.target)})" if closing else "["
    if span.kind is SpanKind.CODE:
        return _ticks(text[span.start : span.end], closing=closing)
    if span.kind in _TAGS:
        return f"<{'/' if closing else ''}{_TAGS[span.kind]}>"
    return _SIGNS[span.kind]


def _placed(text: str, mark: Span) -> str:
    """Return a footnote's mark, or an image, which stands a space away from the text before it."""
    if mark.kind is SpanKind.FOOTNOTE:
        return f"[^{mark.target}]"
    escaped = escape_positions(mark.label, line=True)
    escaped |= {i for i, char in enumerate(mark.label) if char in "[]"}
    label = "".join(f"\\{c}" if i in escaped else c for i, c in enumerate(mark.label))
    before = text[: mark.start]
    gap = " " if before and not before[-1].isspace() else ""
    return f"{gap}![{label}]({_destination(mark.target)})"


def _destination(target: str) -> str:
    return re.sub(r"&(?=#?\w+;)", r"\\&", target)  # "&copy;" would become a character


def _ticks(code: str, *, closing: bool) -> str:
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    ticks = "`" * (longest + 1)
    pad = " " if code.startswith("`") or code.endswith("`") else ""
    return pad + ticks if closing else ticks + pad
