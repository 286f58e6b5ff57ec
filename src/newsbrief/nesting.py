"""Which blocks stand inside which list item, quotation or footnote: the flat Document as a tree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsbrief.document import MARKS, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsbrief.document import Block

__all__ = ["Nested", "groups", "has_content", "nested", "with_content"]

_HOLDERS = (BlockKind.LIST_ITEM, BlockKind.FOOTNOTE)
_Path = tuple[BlockKind, ...]


@dataclass(frozen=True)
class Nested:
    """A block and what is really open around it, outermost first."""

    block: Block
    path: _Path

    def inside(self, depth: int) -> BlockKind | None:
        """Return the container at `depth` (from 0), None where the block itself stands there."""
        return self.path[depth] if depth < len(self.path) else None


def has_content(block: Block) -> bool:
    """Tell whether a block leaves anything to show."""
    if block.kind is BlockKind.RULE or block.text.strip():
        return True
    marked = any(span.kind in MARKS and span.target for span in block.spans)
    return marked or (block.kind is BlockKind.IMAGE and bool(block.target))


def with_content(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks that leave something to show, and those that hold one without text."""
    kept: list[Nested] = []
    for part in reversed(nested(blocks)):
        if has_content(part.block) or (kept and _holds(part, kept[-1])):
            kept.append(part)
    return [part.block for part in reversed(kept)]


def _holds(part: Nested, after: Nested) -> bool:
    """Tell whether a block without text holds the next one, which is not its own paragraph."""
    within = (*part.path, part.block.kind)
    if part.block.kind not in _HOLDERS or after.path[: len(within)] != within:
        return False
    plain = after.block.kind in (BlockKind.PARAGRAPH, BlockKind.LEAD, BlockKind.IMAGE)
    return after.path != within or not plain


def nested(blocks: Iterable[Block]) -> list[Nested]:
    """Return the blocks with their containers; a level without its parent level is raised."""
    parts: list[Nested] = []
    opened: _Path = ()
    for block in blocks:
        path = () if block.kind is BlockKind.FOOTNOTE else _really_open(block.containers, opened)
        parts.append(Nested(block, path))
        opened = (*path, block.kind) if block.kind in _HOLDERS else path
    return parts


def _really_open(wanted: _Path, opened: _Path) -> _Path:
    path: _Path = ()
    for kind in wanted:
        if kind is BlockKind.QUOTE or opened[: len(path) + 1] == (*path, kind):
            path += (kind,)
    return path


def groups(parts: Sequence[Nested], depth: int = 0) -> list[range]:
    """Return the runs of `parts`, all inside the same container at `depth`, that belong together.

    A run is a whole list, quotation, footnote or table, or any other block.
    """
    found: list[range] = []
    for index, part in enumerate(parts):
        if index and _continues(parts[found[-1].start], parts[index - 1], part, depth):
            found[-1] = range(found[-1].start, index + 1)
        else:
            found.append(range(index, index + 1))
    return found


def _continues(first: Nested, previous: Nested, part: Nested, depth: int) -> bool:
    """Tell whether `part` goes on what `first` begins."""
    around = part.inside(depth)
    if first.inside(depth) is not None:
        return around is first.inside(depth)
    kind = first.block.kind
    if kind in _HOLDERS:
        listed = kind is BlockKind.LIST_ITEM and around is None and part.block.kind is kind
        return around is kind or listed
    if kind is not BlockKind.TABLE_CELL or around is not None or part.block.kind is not kind:
        return False
    before, after = previous.block, part.block
    return (before.number or 0, before.level) < (after.number or 0, after.level)
