"""The lines of a PDF's columns as whole paragraphs, over the ends of columns and pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from newsbrief.text.hyphens import broken_word, join_lines, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.inputs.pdf.lines import Line

__all__ = ["Paragraph", "paragraphs_of"]

_SIZE_SHARE = 0.08  # a heading is larger by more; lines with a raised figure differ by less
_GAP_SHARE = 1.3  # of the usual distance of two lines; more parts paragraphs
_USUAL_EM = 2.2  # lines farther apart tell nothing of the usual distance
_DEFAULT_LEADING_EM = 1.2
_INDENT_EM = 0.7
_MIN_INDENTS = 3
_ROOM_EM = 0.5  # beside a word that would have fitted: a ragged margin is not measured finer
_LOOK_BACK = 4  # a picture's caption or a box may part a paragraph at the top of a page
_WIDE_SHARE = 0.75  # a ragged margin is never shorter; titles, addresses and items are
_MARK = re.compile(r"(?:[•‣▪●◦○■□►·\uf0b7\uf0a7➢❖]\s*)+")
_COUNTED = re.compile(r"(?:[-–—*]|\d{1,2}[.)°]|[a-z]\))\s")
_END = re.compile(r"[.!?…:;][\s»”\"')\]]*$")
_SMALL = re.compile(r"[a-zà-ÿœæ]")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph's text in one line, and the type that most of it is set in, in points."""

    text: str
    size: float
    bold: bool


@dataclass(frozen=True)
class _Column:
    """What is usual in a column: the margins, on the right for each size and weight."""

    left: float
    rights: dict[tuple[int, bool], float]

    def wide(self, last: Line) -> bool:
        """Whether a line takes up most of its measure, as those of prose do."""
        measure = self.rights.get(_type(last), last.right) - self.left
        return last.right - last.left >= _WIDE_SHARE * measure

    def fits(self, last: Line, line: Line) -> bool:
        """Whether the first word of `line` had room at the end of `last`, which so ended early."""
        room = self.rights.get(_type(last), last.right) - last.right
        word = len(line.text.partition(" ")[0]) * (line.right - line.left) / len(line.text)
        return room > word + _ROOM_EM * line.size


def paragraphs_of(columns: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """The paragraphs of all columns of all pages, in order, each in one line."""
    groups: list[list[Line]] = []
    leading = _leading(columns)
    indented = _indents(columns)
    column = _Column(0.0, {})
    for lines in filter(None, columns):
        for index, line in enumerate(lines):
            usual = leading.get(round(line.size), _DEFAULT_LEADING_EM * line.size)
            near = groups and index and _goes_on(column, groups[-1], line, usual)
            flush = indented and _is_flush(lines)
            over = groups and not index and _goes_over(column, groups[-1][-1], line, flush=flush)
            if near or over:
                groups[-1].append(line)
            elif left_open := _left_open(groups, column, line):
                left_open.append(line)
            else:
                groups.append([line])
            if not index:
                column = _column(lines)
    words = words_of("\n".join(line.text for group in groups for line in group))
    return [_paragraph(group, words) for group in groups]


def _paragraph(group: Sequence[Line], words: frozenset[str]) -> Paragraph:
    text = join_lines([line.text for line in group], words)
    size, bold = Counter({(x.size, x.bold): len(x.text) for x in group}).most_common(1)[0][0]
    return Paragraph(_MARK.sub("• ", text, count=1), size, bold)


def _is_small(line: Line) -> bool:
    return bool(_SMALL.match(line.text))


def _type(line: Line) -> tuple[int, bool]:
    return round(line.size), line.bold


def _same_type(one: Line, other: Line) -> bool:
    near = abs(one.size - other.size) <= _SIZE_SHARE * max(one.size, other.size)
    return near and one.bold is other.bold


def _column(lines: Sequence[Line]) -> _Column:
    rights: dict[tuple[int, bool], float] = {}
    for line in lines:
        rights[_type(line)] = max(line.right, rights.get(_type(line), line.right))
    return _Column(min(line.left for line in lines), rights)


def _leading(columns: Sequence[Sequence[Line]]) -> dict[int, float]:
    """The most frequent distance of two lines, in points, for each size of type."""
    steps: dict[int, Counter[float]] = defaultdict(Counter)
    for one, other in chain.from_iterable(map(pairwise, columns)):
        step = round(2 * (one.base - other.base)) / 2
        if _same_type(one, other) and 0 < step < _USUAL_EM * one.size:
            steps[round(one.size)][step] += 1
    return {size: counts.most_common(1)[0][0] for size, counts in steps.items()}


def _goes_on(column: _Column, group: Sequence[Line], line: Line, leading: float) -> bool:
    """Whether a line goes on with the paragraph of the line right above it."""
    last = group[-1]
    step = last.base - line.base
    if not _same_type(last, line) or not 0 < step <= _GAP_SHARE * leading:
        return False
    if broken_word(last.text):
        return True
    open_end = not _END.search(last.text)
    early = column.fits(last, line)
    if _MARK.match(line.text) or (_COUNTED.match(line.text) and (early or not open_end)):
        return False
    if _steps_aside(group, line):
        return False
    return not early or (open_end and (_is_small(line) or column.wide(last)))


def _steps_aside(group: Sequence[Line], line: Line) -> bool:
    """Whether a line's indentation begins a paragraph: its first line, or what is set off."""
    shift = line.left - group[-1].left
    if abs(shift) <= _INDENT_EM * line.size:
        return False
    first = len(group) == 1
    hanging = bool(_MARK.match(group[0].text) or _COUNTED.match(group[0].text))
    return not first or (shift > 0 and not hanging)


def _goes_over(column: _Column, last: Line, line: Line, *, flush: bool) -> bool:
    """Whether the first line of a column goes on with the last one of the column before.

    `flush`: paragraphs have an indented first line here, and this one is not.
    """
    if not _same_type(last, line) or _MARK.match(line.text):
        return False
    if broken_word(last.text) or _is_small(line):
        return True
    return (flush or not _END.search(last.text)) and not column.fits(last, line)


def _indents(columns: Sequence[Sequence[Line]]) -> bool:
    """Whether paragraphs begin with an indented line."""
    pairs = chain.from_iterable(map(pairwise, columns))
    first = (_same_type(a, b) and not _is_flush((a, b)) for a, b in pairs)
    return sum(first) >= _MIN_INDENTS


def _is_flush(lines: Sequence[Line]) -> bool:
    """Whether the first of some lines is no farther to the right than the second."""
    return len(lines) > 1 and lines[0].left - lines[1].left <= _INDENT_EM * lines[0].size


def _left_open(groups: Sequence[list[Line]], column: _Column, line: Line) -> list[Line] | None:
    """The paragraph just before that broke off within a sentence, which the line goes on with."""
    if not _is_small(line):
        return None
    for group in reversed(groups[-_LOOK_BACK:-1]):
        last = group[-1]
        if _same_type(last, line) and not _END.search(last.text) and not column.fits(last, line):
            return group
    return None
