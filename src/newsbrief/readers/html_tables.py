"""Tables in web pages: which hold figures and which lay out a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["is_data_table", "table_rows"]

_CELL_CHARS = 600  # a cell with more is a page's column, not a figure or a label


def table_rows(table: HtmlElement) -> list[list[HtmlElement]]:
    """Return the cells of each row that has any."""
    rows = (list(row.iterchildren("td", "th")) for row in table.iter("tr"))
    return [cells for cells in rows if cells]


def is_data_table(table: HtmlElement) -> bool:
    """Tell a table of figures from one that lays out a page."""
    rows = table_rows(table)
    return (
        len(rows) > 1
        and max(map(len, rows)) > 1
        and table.find(".//table") is None
        and table.find(".//h1") is None
        and all(len(cell.text_content()) < _CELL_CHARS for cells in rows for cell in cells)
    )
