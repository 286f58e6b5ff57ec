"""A live blog's entries: each hour goes with what it dates."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from newsbrief.document import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["HOUR", "with_hours"]

HOUR = re.compile(r"\d{1,2}\s?[h:]\s?\d{2}")
_MIN_ENTRIES = 3  # an hour alone, once or twice, is a programme's or the page's own


def with_hours(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with each entry's hour before its heading ("20h58 – La route rouverte").

    An hour above a paragraph becomes a heading; else it would be taken for a page's label.
    """
    hours = {i for i, b in enumerate(blocks[:-1]) if _is_hour(b) and not _is_hour(blocks[i + 1])}
    if len(hours) < _MIN_ENTRIES:
        return tuple(blocks)
    return tuple(
        _dated(block, blocks[index - 1] if index - 1 in hours else None)
        for index, block in enumerate(blocks)
        if not (index in hours and blocks[index + 1].kind is BlockKind.HEADING)
    )


def _is_hour(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and bool(HOUR.fullmatch(block.text))


def _dated(block: Block, hour: Block | None) -> Block:
    if _is_hour(block):
        return replace(block, kind=BlockKind.HEADING, level=3)
    if hour is None or block.kind is not BlockKind.HEADING:
        return block
    before = f"{hour.text} – "
    spans = (replace(s, start=s.start + len(before), end=s.end + len(before)) for s in block.spans)
    return replace(block, text=before + block.text, spans=tuple(spans))
