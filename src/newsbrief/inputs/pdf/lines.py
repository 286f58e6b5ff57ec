"""A PDF page's runs of text as lines in reading order, one column after another."""

from __future__ import annotations

import re
from collections import defaultdict
from enum import Enum
from itertools import groupby, pairwise
from statistics import median
from typing import TYPE_CHECKING

from newsbrief.inputs.pdf.pages import BULLET, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Line", "columns", "lines_of"]

_SAME_LINE_EM = 0.5
_SPACE_EM = 0.12  # letters of one word stand closer
_APART_EM = 4.0
_PHRASE = re.compile(r"[^\W\d_]{2,}\s.*[^\W\d_]{2,}")  # two words at least; a cell may be one

# Columns have prose of 30 to 50 characters a line, the cells of a table fewer. At least three lines
# must stand side by side.
_MIN_COLUMN_CHARS, _MIN_COLUMN_LINES = 16, 3
_MIN_GUTTER_EM = 0.3
_TOLERANCE_PT = 2.0
_MAX_EDGES = 60  # tried on a page, the most frequent first; six columns have six
_MAX_DEPTH = 8
Line = Run  # the runs at one height of a column, joined


def lines_of(runs: Iterable[Run]) -> list[Line]:
    """Return the lines of the runs of one column, from the top down.

    Phrases far apart at one height are two lines ("LE COURRIER          Mercredi 5 mars"), but the
    cells in a row of a table are one.
    """
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.base, run.left)):
        size = max(run.size, rows[-1][0].size) if rows else 0.0
        if rows and rows[-1][0].base - run.base < _SAME_LINE_EM * size:
            rows[-1].append(run)
        else:
            rows.append([run])
    return [_line(part) for row in rows for part in _parts(sorted(row, key=lambda r: r.left))]


def _parts(row: list[Run]) -> list[list[Run]]:
    parts = [[row[0]]]
    for before, run in pairwise(row):
        apart = run.left - before.right > _APART_EM * run.size
        if apart and _PHRASE.search(before.text) and _PHRASE.search(run.text):
            parts.append([])
        parts[-1].append(run)
    return parts


def _line(row: list[Run]) -> Line:
    text = row[0].text
    for before, run in pairwise(row):
        apart = run.left - before.right > _SPACE_EM * run.size
        text += (" " if apart else "") + run.text
    longest = max(row, key=lambda run: len(run.text))
    bold = all(run.bold for run in row if run.text != BULLET)
    return Line(text, row[0].left, row[-1].right, longest.base, longest.size, bold)


def columns(runs: Sequence[Run], depth: int = 0) -> list[list[Line]]:
    """Return the page's lines by columns, each from the top down.

    Lines across the columns (a title, a picture's caption) separate the columns above from those
    below.
    """
    edge = _find_edge(runs) if depth < _MAX_DEPTH else None
    if edge is None:
        return [lines_of(runs)] if runs else []
    result: list[list[Line]] = []
    spanning: list[Run] = []
    for band in _bands(runs, edge):
        if not _facing_lines(band, edge):
            spanning += band
            continue
        result += [lines_of(spanning)] if spanning else []
        spanning = []
        for side in (_Side.LEFT, _Side.RIGHT):
            result += columns([run for run in band if _side(run, edge) is side], depth + 1)
    return [*result, lines_of(spanning)] if spanning else result


class _Side(Enum):
    """The side of a column's left edge that a run stands on."""

    LEFT = 0
    RIGHT = 1
    ACROSS = 2


def _side(run: Run, edge: float) -> _Side:
    if run.right <= edge + _TOLERANCE_PT:
        return _Side.LEFT
    return _Side.RIGHT if run.left >= edge - _TOLERANCE_PT else _Side.ACROSS


def _bands(runs: Sequence[Run], edge: float) -> list[list[Run]]:
    """Return the runs from the top down, in bands that cross the edge or do not."""
    by_height = sorted(runs, key=lambda run: -run.base)
    groups = groupby(by_height, key=lambda run: _side(run, edge) is _Side.ACROSS)
    return [list(band) for _, band in groups]


def _facing_lines(band: Sequence[Run], edge: float) -> int:
    """Return how many lines of prose stand side by side in a band; 0 if it has no columns."""
    left = [run for run in band if _side(run, edge) is _Side.LEFT]
    right = [run for run in band if _side(run, edge) is _Side.RIGHT]
    if not left or not right or len(left) + len(right) < len(band):
        return 0
    gutter = min(run.left for run in right) - max(run.right for run in left)
    rows = sorted((_rows(left), _rows(right)))
    if gutter < _MIN_GUTTER_EM * band[0].size or rows[1] < _MIN_COLUMN_LINES:
        return 0
    return rows[0] if _is_prose(left) and _is_prose(right) else 0


def _rows(runs: Iterable[Run]) -> int:
    return len({round(run.base) for run in runs})


def _is_prose(runs: Sequence[Run]) -> bool:
    """Whether lines are as long as those of a column and not figures and labels of a table."""
    lengths: dict[int, int] = defaultdict(int)
    for run in runs:
        lengths[round(run.base)] += len(run.text)
    return median(lengths.values()) >= _MIN_COLUMN_CHARS


def _find_edge(runs: Sequence[Run]) -> float | None:
    """Return the left edge of a column with the most lines of prose on both sides of it."""
    best, most = None, _MIN_COLUMN_LINES - 1
    for edge in _edges(runs):
        count = sum(_facing_lines(band, edge) for band in _bands(runs, edge))
        if count > most:
            best, most = edge, count
    return best


def _edges(runs: Sequence[Run]) -> list[float]:
    """Return the left edges that several runs share, from the left."""
    shared: dict[int, list[float]] = defaultdict(list)
    for run in runs:
        shared[round(run.left / _TOLERANCE_PT)].append(run.left)
    often = sorted(shared.values(), key=len, reverse=True)[:_MAX_EDGES]
    return sorted(min(lefts) for lefts in often if len(lefts) > 1)
