"""A PDF page's runs of text as lines in reading order, one column after the other."""

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

# Columns hold prose: 30 to 50 characters a line, a table's cells fewer. Three lines side by side
# are the least that shows them.
_MIN_COLUMN_CHARS, _MIN_COLUMN_LINES = 16, 3
_MIN_GUTTER_EM = 0.3
_TOLERANCE_PT = 2.0
_MAX_EDGES = 60  # looked at on a page, the most frequent first; six columns have six
_MAX_DEPTH = 8
Line = Run  # the runs of a column that stand at one height, as one


def lines_of(runs: Iterable[Run]) -> list[Line]:
    """The lines that runs make up if they are all of one column, from the top down.

    What stands far apart on one height is two lines ("LE COURRIER          Mercredi 5 mars"), but
    for the cells of a table's row.
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
    """The page's lines by columns, each from the top down.

    What spans the columns (a title, a picture's caption) parts what is above it from what is
    below.
    """
    edge = _find_edge(runs) if depth < _MAX_DEPTH else None
    if edge is None:
        return [lines_of(runs)] if runs else []
    found: list[list[Line]] = []
    spanning: list[Run] = []
    for band in _bands(runs, edge):
        if not _facing(band, edge):
            spanning += band
            continue
        found += [lines_of(spanning)] if spanning else []
        spanning = []
        for side in (_Side.LEFT, _Side.RIGHT):
            found += columns([run for run in band if _side(run, edge) is side], depth + 1)
    return [*found, lines_of(spanning)] if spanning else found


class _Side(Enum):
    """Where a run stands beside the left edge of a column."""

    LEFT = 0
    RIGHT = 1
    ACROSS = 2


def _side(run: Run, edge: float) -> _Side:
    if run.right <= edge + _TOLERANCE_PT:
        return _Side.LEFT
    return _Side.RIGHT if run.left >= edge - _TOLERANCE_PT else _Side.ACROSS


def _bands(runs: Sequence[Run], edge: float) -> list[list[Run]]:
    """The runs from the top down: stretches across the edge, and those between them."""
    by_height = sorted(runs, key=lambda run: -run.base)
    groups = groupby(by_height, key=lambda run: _side(run, edge) is _Side.ACROSS)
    return [list(band) for _, band in groups]


def _facing(band: Sequence[Run], edge: float) -> int:
    """How many lines of prose stand side by side in a band; 0 where it is no columns'."""
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
    """Whether the lines are as long as a column's: those of a table are figures and labels."""
    lengths: dict[int, int] = defaultdict(int)
    for run in runs:
        lengths[round(run.base)] += len(run.text)
    return median(lengths.values()) >= _MIN_COLUMN_CHARS


def _find_edge(runs: Sequence[Run]) -> float | None:
    """The left edge of a column with most lines of prose side by side before and after it."""
    best, most = None, _MIN_COLUMN_LINES - 1
    for edge in _edges(runs):
        faced = sum(_facing(band, edge) for band in _bands(runs, edge))
        if faced > most:
            best, most = edge, faced
    return best


def _edges(runs: Sequence[Run]) -> list[float]:
    """The left edges that several runs share, from the left."""
    shared: dict[int, list[float]] = defaultdict(list)
    for run in runs:
        shared[round(run.left / _TOLERANCE_PT)].append(run.left)
    often = sorted(shared.values(), key=len, reverse=True)[:_MAX_EDGES]
    return sorted(min(lefts) for lefts in often if len(lefts) > 1)
