"""The lines of a PDF's columns as whole paragraphs, across the ends of columns and pages."""

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
_GAP_SHARE = 1.3  # of the usual distance of two lines; a wider one separates paragraphs
_USUAL_EM = 2.2  # lines farther apart do not count for the usual distance
_DEFAULT_LEADING_EM = 1.2
_INDENT_EM = 0.7
_MIN_INDENTS = 3
_ROOM_EM = 0.5  # beside a word that would have fitted; a ragged margin is not more exact
_LOOK_BACK = 4  # a picture's caption or a box may split a paragraph at the top of a page
_WIDE_SHARE = 0.75  # a ragged margin is never shorter; titles, addresses and items are
_MARK = re.compile(r"(?:[•‣▪●◦○■□►·\uf0b7\uf0a7➢❖]\s*)+")
_COUNTED = re.compile(r"(?:[-–—*]|\d{1,2}[.)°]|[a-z]\))\s")
_END = re.compile(r"[.!?…:;][\s»”\"')\]]*$")
_SMALL = re.compile(r"[a-zà-ÿœæ]")


@dataclass(frozen=True)
class Paragraph:
    """A paragraph's text in one line, and the size (in points) and weight of most of it."""

    text: str
    size: float
    bold: bool


@dataclass(frozen=True)
class _Column:
    """The margins of a column; on the right one for each size and weight of type."""

    left: float
    rights: dict[tuple[int, bool], float]

    def wide(self, last: Line) -> bool:
        """Whether a line takes up most of the column's width, as lines of prose do."""
        width = self.rights.get(_type(last), last.right) - self.left
        return last.right - last.left >= _WIDE_SHARE * width

    def fits(self, last: Line, line: Line) -> bool:
        """Whether `last` ended early: the first word of `line` would have fitted at its end."""
        room = self.rights.get(_type(last), last.right) - last.right
        word = len(line.text.partition(" ")[0]) * (line.right - line.left) / len(line.text)
        return room > word + _ROOM_EM * line.size


def paragraphs_of(columns: Sequence[Sequence[Line]]) -> list[Paragraph]:
    """Return the paragraphs of all columns of all pages, in order."""
    groups: list[list[Line]] = []
    leading = _leading(columns)
    indented = _indents(columns)
    column = _Column(0.0, {})
    for lines in filter(None, columns):
        for index, line in enumerate(lines):
            usual = leading.get(round(line.size), _DEFAULT_LEADING_EM * line.size)
            near = groups and index and _continues(column, groups[-1], line, usual)
            flush = indented and _is_flush(lines)
            over = (
                groups
                and not index
                and _continues_column(column, groups[-1][-1], line, flush=flush)
            )
            if near or over:
                groups[-1].append(line)
            elif unfinished := _unfinished(groups, column, line):
                unfinished.append(line)
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


def _same_type(line: Line, following: Line) -> bool:
    larger = max(line.size, following.size)
    near = abs(line.size - following.size) <= _SIZE_SHARE * larger
    return near and line.bold is following.bold


def _column(lines: Sequence[Line]) -> _Column:
    rights: dict[tuple[int, bool], float] = {}
    for line in lines:
        rights[_type(line)] = max(line.right, rights.get(_type(line), line.right))
    return _Column(min(line.left for line in lines), rights)


def _leading(columns: Sequence[Sequence[Line]]) -> dict[int, float]:
    """Return the most frequent distance of two lines, in points, for each size of type."""
    steps: dict[int, Counter[float]] = defaultdict(Counter)
    for line, following in chain.from_iterable(map(pairwise, columns)):
        step = round(2 * (line.base - following.base)) / 2
        if _same_type(line, following) and 0 < step < _USUAL_EM * line.size:
            steps[round(line.size)][step] += 1
    return {size: counts.most_common(1)[0][0] for size, counts in steps.items()}


def _continues(column: _Column, group: Sequence[Line], line: Line, leading: float) -> bool:
    """Whether a line continues the paragraph of the line right above it."""
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
    """Whether the indentation of a line begins a new paragraph."""
    shift = line.left - group[-1].left
    if abs(shift) <= _INDENT_EM * line.size:
        return False
    first = len(group) == 1
    hanging = bool(_MARK.match(group[0].text) or _COUNTED.match(group[0].text))
    return not first or (shift > 0 and not hanging)


def _continues_column(column: _Column, last: Line, line: Line, *, flush: bool) -> bool:
    """Whether the first line of a column continues the last line of the column before.

    `flush`: paragraphs begin with an indented line here, and this line is not indented.
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
    """Whether the first of the lines is not indented against the second."""
    return len(lines) > 1 and lines[0].left - lines[1].left <= _INDENT_EM * lines[0].size


def _unfinished(groups: Sequence[list[Line]], column: _Column, line: Line) -> list[Line] | None:
    """Return a recent paragraph that broke off within a sentence and that the line continues."""
    if not _is_small(line):
        return None
    for group in reversed(groups[-_LOOK_BACK:-1]):
        last = group[-1]
        if _same_type(last, line) and not _END.search(last.text) and not column.fits(last, line):
            return group
    return None
