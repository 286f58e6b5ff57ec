"""Lists and tables as Markdown, from the flat blocks that make them up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsbrief.markdown_inline import write_inline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.document import Block

__all__ = ["write_list", "write_table"]

_MAX_FILLED = 100_000  # cells
_LAST_NUMBER = 999_999_999  # CommonMark: at most nine digits


@dataclass(frozen=True)
class _Marker:
    """The sign before a list item: "-", "3." or "3)"; a change of sign starts another list."""

    number: int | None
    sign: str

    def __str__(self) -> str:
        return self.sign if self.number is None else f"{self.number}{self.sign}"


def write_list(items: Sequence[Block]) -> str:
    """Return `items`, clean list items, as one nested list.

    A level without its parent level is raised below the item before it. Numbers that jump start
    a new list, which CommonMark tells by the sign after the number.
    """
    lines: list[str] = []
    open_markers: list[_Marker] = []
    for item in items:
        depth = max(0, min(item.level, len(open_markers)))
        before = open_markers[depth] if depth < len(open_markers) else None
        marker = _marker(item, before)
        if lines and _needs_gap(marker, before):
            lines.append("")
        open_markers[depth:] = [marker]
        indent = " " * sum(len(f"{parent} ") for parent in open_markers[:depth])
        hanging = "\n" + indent + " " * len(f"{marker} ")
        text = write_inline(item.text, item.spans).replace("\n", hanging)
        lines.append(f"{indent}{marker} {text}")
    return "\n".join(lines)


def _marker(item: Block, before: _Marker | None) -> _Marker:
    if item.number is None or not 0 <= item.number <= _LAST_NUMBER:
        return _Marker(None, "-")
    if before is None or before.number is None:
        return _Marker(item.number, ".")
    if item.number == before.number + 1:
        return _Marker(item.number, before.sign)
    return _Marker(item.number, ")" if before.sign == "." else ".")


def _needs_gap(marker: _Marker, before: _Marker | None) -> bool:
    """Tell whether the item would be read as more text of the item above it.

    A list that starts at another number than 1 cannot follow text without an empty line.
    """
    continues = before is not None and before.sign == marker.sign
    return marker.number not in (None, 1) and not continues


def write_table(cells: Sequence[Block]) -> str:
    """Return `cells`, clean table cells in order, as a table; row 0 is its header."""
    texts = {(cell.number or 0, cell.level): _cell(cell) for cell in cells}
    width = 1 + max(column for _, column in texts)
    height = 1 + max(row for row, _ in texts)
    # Rows are filled up unless that makes a small table a huge one; a reader fills what is missing.
    ends = dict.fromkeys(range(height), width if width * height <= _MAX_FILLED else 1)
    for row, column in texts:
        ends[row] = max(ends[row], column + 1)
    rows = [[texts.get((row, column), "") for column in range(ends[row])] for row in range(height)]
    rows[0] += [""] * (width - len(rows[0]))
    rows.insert(1, ["---"] * width)
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _cell(cell: Block) -> str:
    return write_inline(cell.text, cell.spans, line=True).replace("|", "\\|")
