"""Both languages in one Markdown table."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs import blocks_of, brief_of, paragraph, texts
from newsbrief.document import Block, BlockKind, Document, Span, SpanKind
from newsbrief.formats.bilingual import passages
from newsbrief.formats.markdown import write_side_by_side
from newsbrief.readers.markdown import read_blocks
from newsbrief.results import Translation

K = BlockKind


def table_of(*french: Block, english: str | None = None) -> str:
    other = tuple(replace(b, text=english, spans=()) for b in french) if english else french
    return write_side_by_side(
        brief_of(document=Document(french), translation=Translation(None, other))
    )


@pytest.mark.parametrize(
    ("block", "cell"),
    [
        (paragraph("a | b"), "a \\| b"),
        (paragraph("one\ntwo"), "one<br>two"),
        (paragraph("a <br> b"), "a \\<br> b"),
        (paragraph("see it", Span(4, 6, SpanKind.LINK, "https://a.example/")), "see [it](https://a.example/)"),
        (Block(K.HEADING, "Part", level=2), "**Part**"),
        (Block(K.QUOTE, "Yes.", level=1), "> Yes."),
        (Block(K.LIST_ITEM, "x", number=3), "3. x"),
        (Block(K.LIST_ITEM, "x", level=1), "&emsp;• x"),
        (Block(K.CODE, "if a | b:\n    c"), "`if a \\| b:`<br>&nbsp;&nbsp;&nbsp;&nbsp;`c`"),
        (Block(K.IMAGE, "A quay", target="https://a.example/i.jpg"), "[A quay](https://a.example/i.jpg)"),
        (Block(K.IMAGE, "", target="https://a.example/i.jpg"), "[i.jpg](https://a.example/i.jpg)"),
    ],
)  # fmt: skip
def test_each_kind_of_block_is_one_cell(block: Block, cell: str) -> None:
    row = table_of(block).split("\n")[2]
    assert row.partition("|")[2].partition("|")[2].strip() == f"{cell} | {cell} |"


def test_a_list_and_a_table_are_one_row_each() -> None:
    items = [Block(K.LIST_ITEM, "a"), Block(K.LIST_ITEM, "b")]
    cells = [
        Block(K.TABLE_CELL, t, number=r, level=c)
        for t, r, c in [("x", 0, 0), ("y", 0, 1), ("z", 1, 0)]
    ]
    assert table_of(*items, *cells).split("\n")[2:] == [
        "| 1–2 | • a<br>• b | • a<br>• b |",
        "|  | x · y<br>z | x · y<br>z |",
    ]


@settings(max_examples=300, deadline=None)
@given(st.lists(blocks_of(), max_size=5), texts)
def test_any_two_texts_make_one_table_of_three_columns(blocks: list[Block], english: str) -> None:
    brief = brief_of(
        document=Document(tuple(blocks)),
        translation=Translation(None, tuple(replace(b, text=english, spans=()) for b in blocks)),
    )
    written = write_side_by_side(brief)
    height = sum(passage.kind is not K.RULE for passage in passages(brief))
    cells = read_blocks(written)
    assert {cell.kind for cell in cells} <= {K.TABLE_CELL}
    assert len(written.split("\n")) == (height + 2 if height else 1)
    assert max((cell.level for cell in cells), default=2) == 2
    assert max((cell.number or 0 for cell in cells), default=0) == height
