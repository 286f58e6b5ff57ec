"""Blocks as Markdown: each kind in its own way, inside the lists, quotations and notes it is in."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from newsbrief.document import Block, BlockKind, Span, SpanKind
from newsbrief.links import clean_target
from newsbrief.markdown_escape import clean_chars, clean_line
from newsbrief.markdown_inline import write_inline
from newsbrief.markdown_lists import hung, write_list
from newsbrief.markdown_spans import clean_label
from newsbrief.markdown_tables import write_table
from newsbrief.nesting import Nested, groups, nested, with_content

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["clean_block", "group_blocks", "heading_shift", "write_blocks", "write_group"]

_ONE_LINE = (BlockKind.HEADING, BlockKind.IMAGE)
_FORMULA_FENCE = re.compile(r"\$\$|\n[ \t]*\n")
_NO_ID = re.compile(r"[^\w.:-]+")


def clean_block(block: Block) -> Block:
    """Return `block` with printable text, in one line where Markdown allows no more.

    Spans keep to their words. Running it twice changes nothing.
    """
    if block.kind in (BlockKind.CODE, BlockKind.MATH):
        return _clean_code(block)
    chars = clean_chars(block.text)
    text = "".join(char for _, char in chars)
    if block.kind in _ONE_LINE:
        text = text.replace("\n", " ")
    places = [place for place, _ in chars]
    spans = (
        replace(s, start=bisect_left(places, s.start), end=bisect_left(places, s.end))
        for s in block.spans
    )
    return replace(block, text=text, spans=tuple(spans))


def _clean_code(block: Block) -> Block:
    lines = (_clean_code_line(line) for line in re.split(r"\r\n|[\n\r]", block.text))
    language = re.sub(r"[^\w+#.-]+", "", block.target)
    return replace(block, text="\n".join(lines).strip("\n"), spans=(), target=language)


def _clean_code_line(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    return indent + clean_line(line)


def group_blocks(blocks: Sequence[Block]) -> list[range]:
    """Return the runs of `blocks` that are shown together: a list, a table, a note, or one block.

    The paragraphs of a quotation are shown one by one where it holds nothing else.
    """
    found: list[range] = []
    for group in groups(nested(blocks)):
        quoted = all(blocks[index].kind is BlockKind.QUOTE for index in group)
        found += [range(index, index + 1) for index in group] if quoted else [group]
    return found


def write_blocks(blocks: Iterable[Block], *, top: int) -> str:
    """Return Markdown for `blocks`; the highest heading among them gets the rank `top`."""
    kept = with_content([clean_block(block) for block in blocks])
    return write_group(kept, heading_shift(kept, top))


def heading_shift(blocks: Iterable[Block], top: int) -> int:
    """Return what to add to each heading's rank so that the highest one gets `top`."""
    ranks = [max(block.level, 1) for block in blocks if block.kind is BlockKind.HEADING]
    return top - min(ranks, default=top)


def write_group(group: Sequence[Block], shift: int = 0) -> str:
    """Return blocks, clean and with content, as Markdown; headings are moved by `shift` ranks."""
    return _write(nested(group), 0, shift=shift)


def _write(parts: Sequence[Nested], depth: int, *, shift: int) -> str:
    """Return the blocks that one container at `depth` holds."""
    written = (_write_part(parts[g.start : g.stop], depth, shift) for g in groups(parts, depth))
    return "\n\n".join(written)


def _write_part(parts: Sequence[Nested], depth: int, shift: int) -> str:
    first = parts[0].block
    write = partial(_write, shift=shift)
    if parts[0].inside(depth) is BlockKind.QUOTE:
        lines = write(parts, depth + 1).split("\n")
        return "\n".join(f"> {line}".rstrip() for line in lines)
    if first.kind is BlockKind.LIST_ITEM:
        return write_list(parts, depth, write)
    if first.kind is BlockKind.TABLE_CELL:
        return write_table([part.block for part in parts])
    if first.kind is BlockKind.FOOTNOTE:
        return _write_note(first, write(parts[1:], depth + 1))
    if first.kind is BlockKind.RULE and depth:
        return "***"  # "- ---" would be a rule beside the list
    return _write_block(first, shift)


def _write_note(note: Block, held: str) -> str:
    text = "\n\n".join(filter(None, (write_inline(note.text, note.spans), held)))
    label = f"[^{clean_label(note.target) or 'note'}]: "
    return label + hung("    ", text).lstrip()


def _write_block(block: Block, shift: int) -> str:
    if block.kind is BlockKind.HEADING:
        return _write_heading(block, shift)
    if block.kind is BlockKind.RULE:
        return "---"
    if block.kind is BlockKind.CODE:
        return _write_code(block)
    if block.kind is BlockKind.MATH:
        return _write_formula(block)
    if block.kind is BlockKind.IMAGE:
        return _write_image(block)
    if block.kind is BlockKind.LEAD:
        return write_inline(block.text, (*block.spans, _whole(block, SpanKind.STRONG)))
    return write_inline(block.text, block.spans)


def _whole(block: Block, kind: SpanKind) -> Span:
    return Span(0, len(block.text), kind)


def _write_heading(block: Block, shift: int) -> str:
    rank = min(6, max(block.level, 1) + shift)
    name = _NO_ID.sub("-", block.target)
    mark = f" {{#{name}}}" if name else ""
    return f"{'#' * rank} {write_inline(block.text, block.spans, line=True)}{mark}"


def _write_code(block: Block) -> str:
    longest = max((len(run) for run in re.findall("`+", block.text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{block.target}\n{block.text}\n{fence}"


def _write_formula(block: Block) -> str:
    if _FORMULA_FENCE.search(block.text):
        return _write_code(replace(block, target="math"))
    return f"$$\n{block.text}\n$$"


def _write_image(block: Block) -> str:
    """Return the image and, below it, the caption, which nobody would see as "alt".

    A link over all of the caption is the image's.
    """
    target = clean_target(block.target)
    linked = [s for s in block.spans if (s.start, s.end) == (0, len(block.text)) and _leads(s)]
    spans = (s for s in block.spans if not (target and s in linked))
    caption = write_inline(block.text, (*spans, _whole(block, SpanKind.EMPHASIS)))
    image = f"![]({target})" if target else ""
    if image and linked:
        image = f"[{image}]({clean_target(linked[0].target)})"
    return "\\\n".join(part for part in (image, caption) if part)


def _leads(span: Span) -> bool:
    return span.kind is SpanKind.LINK and bool(clean_target(span.target))
