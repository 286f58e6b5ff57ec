"""The structure of a document, for comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsbrief.document import VERBATIM_BLOCKS, VERBATIM_SPANS, BlockKind, SpanKind, nested

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.document import Block


def fingerprint(blocks: Sequence[Block]) -> list[object]:
    """The structure alone: kinds, levels, numbers, what holds what, addresses, marks and code."""
    shift = min((b.level for b in blocks if b.kind is K.HEADING), default=0)
    return [_print(part.block, part.path, shift) for part in nested(blocks)]


K, S = BlockKind, SpanKind


def _print(block: Block, path: tuple[BlockKind, ...], shift: int) -> object:
    kind = K.PARAGRAPH if block.kind is K.LEAD else block.kind
    level = block.level - shift if kind is K.HEADING else block.level
    lead = [(S.STRONG.value, "", "")] if block.kind is K.LEAD else []
    spans = lead + sorted(
        (
            span.kind.value,
            span.target,
            block.text[span.start : span.end] if span.kind in VERBATIM_SPANS else "",
        )
        for span in block.spans
    )
    code = block.text if kind in VERBATIM_BLOCKS else ""
    told = (block.number, block.target, block.align, block.checked, block.text.count("\n"))
    return (kind, level, *told, path, code, spans)
