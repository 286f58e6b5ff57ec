"""Blocks as Markdown source: lists, tables, footnotes and the rest, with their nesting."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from newsbrief.document import (
    Block,
    BlockKind,
    Nested,
    Span,
    SpanKind,
    groups,
    heading_shift,
    nested,
    with_content,
)
from newsbrief.markdown.inline import write_inline
from newsbrief.text.links import clean_target
from newsbrief.text.printable import clean_block
from newsbrief.text.spans import clean_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["write_blocks", "write_group", "write_table"]

_NOTE_INDENT = "    "
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


_FORMULA_FENCE = re.compile(r"\$\$|\n[ \t]*\n")
_NO_ID = re.compile(r"[^\w.:-]+")


def write_blocks(blocks: Iterable[Block], *, top: int) -> str:
    """Return Markdown for `blocks`; the highest heading among them gets the rank `top`."""
    kept = with_content([clean_block(block) for block in blocks])
    return write_group(kept, heading_shift(kept, top))


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
    """Return a footnote; what it holds begins on a line of its own if the note has no text.

    Behind the label ("[^1]: - item") a parser counts the columns of the first line from the label
    and those of the next lines from the indent: an item's second block would leave the item.
    """
    label = f"[^{clean_label(note.target) or 'note'}]:"
    text = write_inline(note.text, note.spans)
    if held and not text:
        return f"{label}\n{hung(_NOTE_INDENT, held)}"
    return f"{label} " + hung(_NOTE_INDENT, "\n\n".join(filter(None, (text, held)))).lstrip()


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
