"""The lines under a title that say only who wrote the article and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsbrief.document import BlockKind
from newsbrief.readers.metadata import Metadata, parse_metadata

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsbrief.document import Block

__all__ = ["HEAD_BLOCKS", "merge_metadata", "read_signature", "take_signatures"]

HEAD_BLOCKS = 6  # lead and byline stand within the first few blocks, around a picture


def read_signature(text: str) -> Metadata | None:
    """Return what a block tells when each of its lines is a byline or a date, else None."""
    told = [parse_metadata(line) for line in text.split("\n")]
    known = [line for line in told if line is not None]
    return merge_metadata(known) if known and len(known) == len(told) else None


def merge_metadata(told: Iterable[Metadata]) -> Metadata:
    """Return the first byline and the first date of all that was told."""
    told = list(told)
    return Metadata(
        byline=next((line.byline for line in told if line.byline), None),
        date=next((line.date for line in told if line.date), None),
    )


def take_signatures(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], Metadata]:
    """Return the blocks without the signatures among the first few, and what those told."""
    kept: list[Block] = []
    told: list[Metadata] = []
    for index, block in enumerate(blocks):
        judged = index < HEAD_BLOCKS and block.kind is BlockKind.PARAGRAPH
        signature = read_signature(block.text) if judged else None
        if signature is None:
            kept.append(block)
        else:
            told.append(signature)
    return tuple(kept), merge_metadata(told)
