"""Both languages side by side as one Markdown table: a row for each block, list or code."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from newsbrief.aligned import Passage, passages
from newsbrief.document import Block, BlockKind, Span, SpanKind
from newsbrief.links import clean_target
from newsbrief.markdown_inline import write_inline

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsbrief.pipeline import Brief

__all__ = ["write_side_by_side"]

_HEAD = "| ¶ | English | Français |\n| ---: | --- | --- |"
_BREAK = "<br>"  # the one line break that a cell can hold


def write_side_by_side(brief: Brief) -> str:
    """Return a table "¶ | English | Français" of all passages of `brief`.

    A cell of a pipe table is one line of inline Markdown. So headings and leads are bold, the
    items of a list and the lines of code are parted by <br>, and the rows of a table inside are
    lines too. A thematic break has no row. It is a GFM table, and reads back as one.
    """
    rows = [_row(passage) for passage in passages(brief) if passage.kind is not BlockKind.RULE]
    return "\n".join((_HEAD, *rows)) if rows else ""


def _row(passage: Passage) -> str:
    numbers = [pair.number for pair in passage.pairs if pair.number is not None]
    marks = "" if not numbers else f"{numbers[0]}"
    marks += f"–{numbers[-1]}" if len(numbers) > 1 else ""
    cells = (marks, _cell(passage.english), _cell(passage.french))
    return "| " + " | ".join(cells) + " |"


def _cell(blocks: Sequence[Block]) -> str:
    """Return blocks of one kind as the content of a cell, its pipes escaped."""
    if not blocks:
        return ""
    write = _WRITERS.get(blocks[0].kind)
    lines = write(blocks) if write else [_inline(block) for block in blocks]
    return _BREAK.join(lines).replace("|", "\\|")


def _inline(block: Block, *extra: Span) -> str:
    """Return a block's text and spans in one line, its hard breaks as <br>."""
    written = write_inline(block.text, (*block.spans, *extra), line=True)
    return written.replace("\\\n", _BREAK)


def _strong(blocks: Sequence[Block]) -> list[str]:
    return [_inline(block, Span(0, len(block.text), SpanKind.STRONG)) for block in blocks]


def _quote(blocks: Sequence[Block]) -> list[str]:
    return [f"> {line}" for block in blocks for line in _inline(block).split(_BREAK)]


def _list(blocks: Sequence[Block]) -> list[str]:
    return [f"{_indent(block.level)}{_marker(block)} {_inline(block)}" for block in blocks]


def _indent(level: int) -> str:
    return "&emsp;" * max(level, 0)


def _marker(block: Block) -> str:
    return "•" if block.number is None else f"{block.number}."


def _table(blocks: Sequence[Block]) -> list[str]:
    rows = groupby(blocks, key=lambda cell: cell.number)
    return [" · ".join(_inline(cell) for cell in cells) for _, cells in rows]


def _code(blocks: Sequence[Block]) -> list[str]:
    lines = blocks[0].text.split("\n")
    return [_code_line(line) if line.strip() else "" for line in lines]


def _code_line(line: str) -> str:
    """Return a line as a code span; its indentation stands before it, where it is not folded."""
    text = line.strip()
    indent = "&nbsp;" * len(line[: len(line) - len(line.lstrip())].expandtabs(4))
    return indent + write_inline(text, (Span(0, len(text), SpanKind.CODE),), line=True)


def _image(blocks: Sequence[Block]) -> list[str]:
    """Return the caption, linked to the picture: a picture would burst its column."""
    block = blocks[0]
    target = clean_target(block.target)
    named = block if block.text else Block(block.kind, re.sub(r"^.*/(?=.)", "", target))
    return [_inline(named, Span(0, len(named.text), SpanKind.LINK, target))]


_WRITERS: dict[BlockKind, Callable[[Sequence[Block]], list[str]]] = {
    BlockKind.HEADING: _strong,
    BlockKind.LEAD: _strong,
    BlockKind.QUOTE: _quote,
    BlockKind.LIST_ITEM: _list,
    BlockKind.TABLE_CELL: _table,
    BlockKind.CODE: _code,
    BlockKind.IMAGE: _image,
}
