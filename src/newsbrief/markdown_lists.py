"""Lists as Markdown: the signs before their items, and what the items hold."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsbrief.document import BlockKind
from newsbrief.markdown_inline import write_inline

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsbrief.document import Block
    from newsbrief.nesting import Nested

__all__ = ["hung", "write_list"]

_LAST_NUMBER = 999_999_999  # CommonMark: at most nine digits
_BOXES = {True: "[x] ", False: "[ ] ", None: ""}


@dataclass(frozen=True)
class _Marker:
    """The sign before a list item: "-", "3." or "3)"; a change of sign starts another list."""

    number: int | None
    sign: str

    def __str__(self) -> str:
        return self.sign if self.number is None else f"{self.number}{self.sign}"


def hung(marker: str, text: str) -> str:
    """Return `text` behind `marker`, its further lines under its first character."""
    lines = text.split("\n")
    indent = " " * len(marker)
    return "\n".join([marker + lines[0], *(indent + line if line else "" for line in lines[1:])])


def write_list(
    parts: Sequence[Nested], depth: int, write: Callable[[Sequence[Nested], int], str]
) -> str:
    """Return one list at `depth`: its items and, by `write`, what they hold.

    Numbers that jump start a new list, which CommonMark tells by the sign after the number.
    """
    written: list[str] = []
    before: _Marker | None = None
    for item, inside in _items(parts, depth):
        marker = _marker(item, before)
        held = write(inside, depth + 1) if inside else ""
        if written and (_needs_gap(marker, before) or "\n\n" in written[-1]):
            written.append("")
        written.append(hung(f"{marker} ", _joined(item, inside, depth, held)))
        before = marker
    return "\n".join(written)


def _items(parts: Sequence[Nested], depth: int) -> list[tuple[Block, list[Nested]]]:
    items: list[tuple[Block, list[Nested]]] = []
    for part in parts:
        if part.inside(depth) is None:
            items.append((part.block, []))
        else:
            items[-1][1].append(part)
    return items


def _joined(item: Block, inside: Sequence[Nested], depth: int, held: str) -> str:
    """Return an item's text and what it holds; a list may follow without an empty line."""
    text = _BOXES[item.checked] + write_inline(item.text, item.spans)
    if not (text.strip() and held):
        return text or held
    first = inside[0]
    listed = first.block.kind is BlockKind.LIST_ITEM and first.inside(depth + 1) is None
    tight = listed and not _needs_gap(_marker(first.block, None), None)
    return f"{text}\n{held}" if tight else f"{text}\n\n{held}"


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
