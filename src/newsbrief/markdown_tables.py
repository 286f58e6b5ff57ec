"""Tables as Markdown, from the flat cells that make them up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsbrief.markdown_inline import write_inline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.document import Block

__all__ = ["write_table"]

_RULES = {"left": ":---", "center": ":---:", "right": "---:"}


_MAX_FILLED = 100_000  # cells


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
    aligned = {cell.level: cell.align for cell in cells if cell.align}
    rows.insert(1, [_RULES.get(aligned.get(column, ""), "---") for column in range(width)])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _cell(cell: Block) -> str:
    return write_inline(cell.text, cell.spans, line=True).replace("|", "\\|")
