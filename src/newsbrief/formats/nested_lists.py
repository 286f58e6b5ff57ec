"""Turns flat list items and table cells into the nested lists and rows of HTML and Word."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.document import Block

__all__ = ["NestedList", "nested", "table_rows"]

MAX_COLUMNS = 200  # what stands further right follows without gaps
MAX_DEPTH = 8  # deeper, a page has no room left; templates nest calls at each level


class _HasBlock(Protocol):
    @property
    def block(self) -> Block: ...


T = TypeVar("T", bound=_HasBlock)


@dataclass
class Item(Generic[T]):
    """One item of a list, with the lists inside it."""

    content: T
    lists: list[NestedList[T]] = field(default_factory=list)


@dataclass
class NestedList(Generic[T]):
    """A list: its items, and its first number where it is an ordered one (None: bullets)."""

    start: int | None
    items: list[Item[T]] = field(default_factory=list)

    @property
    def last_number(self) -> int | None:
        """The number of the last item."""
        return self.items[-1].content.block.number if self.items else self.start


def nested(items: Sequence[T]) -> list[NestedList[T]]:
    """Return flat list items as lists in lists; a level without its parent level is raised.

    Numbers that jump, and a change between numbers and bullets, start a new list.
    """
    top: list[NestedList[T]] = []
    trail: list[list[NestedList[T]]] = [top]
    for item in items:
        depth = max(0, min(item.block.level, len(trail) - 1, MAX_DEPTH))
        del trail[depth + 1 :]
        lists = trail[depth]
        if not lists or not _continues(lists[-1], item.block.number):
            lists.append(NestedList(item.block.number))
        lists[-1].items.append(Item(item))
        trail.append(lists[-1].items[-1].lists)
    return top


def _continues(lists: NestedList[T], number: int | None) -> bool:
    last = lists.last_number
    return number is None if last is None else number == last + 1


def table_rows(cells: Sequence[T]) -> list[list[T | None]]:
    """Return flat table cells as rows, in order, None where a row has no cell.

    The first is the header if its cells are of row 0.
    """
    lines = [list(row) for _, row in groupby(cells, key=lambda cell: cell.block.number)]
    width = 1 + max((min(cell.block.level, MAX_COLUMNS) for cell in cells), default=0)
    return [_padded(line, width) for line in lines]


def _padded(line: Sequence[T], width: int) -> list[T | None]:
    placed = {cell.block.level: cell for cell in line}
    beyond = [cell for level, cell in placed.items() if level >= width]
    return [*(placed.get(column) for column in range(width)), *beyond]
