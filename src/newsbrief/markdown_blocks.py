"""Blocks as Markdown: each kind in its own way, lists and tables gathered from their parts."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from newsbrief.document import Block, BlockKind, Span, SpanKind
from newsbrief.links import clean_target
from newsbrief.markdown_escape import clean_chars, clean_line
from newsbrief.markdown_inline import write_inline
from newsbrief.markdown_lists import write_list, write_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "clean_block",
    "group_blocks",
    "has_content",
    "heading_shift",
    "write_blocks",
    "write_group",
]

_GATHERED = (BlockKind.LIST_ITEM, BlockKind.TABLE_CELL)
_ONE_LINE = (BlockKind.HEADING, BlockKind.TABLE_CELL, BlockKind.IMAGE)


def clean_block(block: Block) -> Block:
    """Return `block` with printable text, in one line where Markdown allows no more.

    Spans keep to their words. Running it twice changes nothing.
    """
    if block.kind is BlockKind.CODE:
        return _clean_code(block)
    chars = clean_chars(block.text)
    text = "".join(char for _, char in chars)
    if block.kind in _ONE_LINE:
        text = text.replace("\n", " ")
    places = [place for place, _ in chars]
    spans = (
        Span(bisect_left(places, s.start), bisect_left(places, s.end), s.kind, s.target)
        for s in block.spans
    )
    return Block(block.kind, text, tuple(spans), block.level, block.number, block.target)


def _clean_code(block: Block) -> Block:
    lines = (_clean_code_line(line) for line in re.split(r"\r\n|[\n\r]", block.text))
    language = re.sub(r"[^\w+#.-]+", "", block.target)
    return Block(block.kind, "\n".join(lines).strip("\n"), target=language)


def _clean_code_line(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    return indent + clean_line(line)


def has_content(block: Block) -> bool:
    """Tell whether a clean `block` leaves anything to write."""
    if block.kind is BlockKind.RULE:
        return True
    return bool(block.text.strip() or (block.kind is BlockKind.IMAGE and block.target))


def group_blocks(blocks: Sequence[Block]) -> list[range]:
    """Return the runs of `blocks` that are written together: a list, a table, or one block."""
    groups: list[range] = []
    for index, block in enumerate(blocks):
        if index and _continues(blocks[index - 1], block):
            groups[-1] = range(groups[-1].start, index + 1)
        else:
            groups.append(range(index, index + 1))
    return groups


def _continues(previous: Block, block: Block) -> bool:
    if block.kind is not previous.kind or block.kind not in _GATHERED:
        return False
    if block.kind is BlockKind.LIST_ITEM:
        return True
    return (previous.number or 0, previous.level) < (block.number or 0, block.level)


def write_blocks(blocks: Iterable[Block], *, top: int) -> str:
    """Return Markdown for `blocks`; the highest heading among them gets the rank `top`."""
    kept = [block for block in map(clean_block, blocks) if has_content(block)]
    shift = heading_shift(kept, top)
    written = ""
    previous: Block | None = None
    for group in group_blocks(kept):
        first = kept[group.start]
        written += _gap(previous, first) + write_group(kept[group.start : group.stop], shift)
        previous = first
    return written


def heading_shift(blocks: Iterable[Block], top: int) -> int:
    """Return what to add to each heading's rank so that the highest one gets `top`."""
    ranks = [max(block.level, 1) for block in blocks if block.kind is BlockKind.HEADING]
    return top - min(ranks, default=top)


def _gap(previous: Block | None, block: Block) -> str:
    """Return what parts two blocks: an empty line, inside the quotation that both belong to."""
    if previous is None:
        return ""
    if previous.kind is block.kind is BlockKind.QUOTE:
        shared = min(_depth(previous), _depth(block))
        return "\n" + ("> " * shared).rstrip() + "\n"
    return "\n\n"


def write_group(group: Sequence[Block], shift: int = 0) -> str:
    """Return one of the groups of `group_blocks`, clean and with content, as Markdown."""
    first = group[0]
    if first.kind is BlockKind.LIST_ITEM:
        return write_list(group)
    if first.kind is BlockKind.TABLE_CELL:
        return write_table(group)
    return _write_block(first, shift)


def _write_block(block: Block, shift: int) -> str:
    if block.kind is BlockKind.HEADING:
        rank = min(6, max(block.level, 1) + shift)
        return f"{'#' * rank} {write_inline(block.text, block.spans, line=True)}"
    if block.kind is BlockKind.RULE:
        return "---"
    if block.kind is BlockKind.CODE:
        return _write_code(block)
    if block.kind is BlockKind.IMAGE:
        return _write_image(block)
    if block.kind is BlockKind.LEAD:
        return write_inline(block.text, (*block.spans, _whole(block, SpanKind.STRONG)))
    if block.kind is BlockKind.QUOTE:
        prefix = "> " * _depth(block)
        return prefix + write_inline(block.text, block.spans).replace("\n", "\n" + prefix)
    return write_inline(block.text, block.spans)


def _depth(block: Block) -> int:
    return max(block.level, 1)


def _whole(block: Block, kind: SpanKind) -> Span:
    return Span(0, len(block.text), kind)


def _write_code(block: Block) -> str:
    longest = max((len(run) for run in re.findall("`+", block.text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{block.target}\n{block.text}\n{fence}"


def _write_image(block: Block) -> str:
    """Return the image and, below it, the caption, which nobody would see as "alt"."""
    target = clean_target(block.target)
    caption = write_inline(block.text, (*block.spans, _whole(block, SpanKind.EMPHASIS)))
    return "\\\n".join(part for part in (f"![]({target})" if target else "", caption) if part)
