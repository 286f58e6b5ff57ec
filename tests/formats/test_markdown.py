from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from briefs import (
    K,
    S,
    blocks_of,
    brief_of,
    full_brief,
    paragraph,
    texts,
)
from newsbrief.document import (
    Block,
    BlockKind,
    Document,
    Span,
    SpanKind,
    nested,
    paragraph_numbers,
    with_content,
)
from newsbrief.formats import Layout
from newsbrief.formats.markdown import render
from newsbrief.markdown.blocks import write_blocks
from newsbrief.markdown.front_matter import read_front_matter
from newsbrief.markdown.inline import write_inline
from newsbrief.readers.markdown import read_blocks
from newsbrief.results import (
    Finding,
    FindingKind,
    ModelUse,
    Summary,
    SummarySentence,
)
from newsbrief.text.printable import clean_block

GOLDEN = Path(__file__).parent / "golden"


def body(rendered: str) -> str:
    return read_front_matter(rendered)[1].strip("\n")


LITERAL = [
    "1. A paragraph that starts like a list",
    "2024) is a year",
    "# not a heading",
    "- not a bullet",
    "+ nor this",
    "* Required fields",
    "> not a quotation",
    "---",
    "***",
    "- - -",
    "===",
    "~~~",
    "```",
    "| a | b |\n| --- | --- |",
    "first\n---",
    "first\n===",
    "*a* and _b_ and `c`",
    "**a**",
    "a~~b~~c",
    "<script>alert(1)</script>",
    "<http://a.example>",
    "&amp; &#35; &copy;",
    "[x](y)",
    "![x](y)",
    "[x]: y",
    "[^1]: Insee",
    "[x][y]",
    "[ ] to do",
    "a backslash \\",
    "\\* and \\\\",
    "a\\\nb",
    "$x$",
    "    four spaces",
    "word #",
    "#",
]


@pytest.mark.parametrize("text", LITERAL)
def test_text_that_looks_like_markup_reads_back_as_the_same_text(text: str) -> None:
    blocks = read_blocks(write_blocks([paragraph(text)], top=3))
    assert blocks == (paragraph(text.strip()),)


@pytest.mark.parametrize("text", LITERAL)
@pytest.mark.parametrize("kind", [K.HEADING, K.QUOTE, K.LIST_ITEM, K.TABLE_CELL])
def test_text_that_looks_like_markup_is_safe_in_every_kind_of_block(
    text: str, kind: BlockKind
) -> None:
    block = Block(kind, text, level=int(kind in (K.HEADING, K.QUOTE)))
    (read,) = read_blocks(write_blocks([block], top=1))
    assert (read.kind, read.text) == (kind, clean_block(block).text)


@pytest.mark.parametrize(
    "text",
    [
        "Chapter 2. The year of 3 - 1 goals, a 50% rise (or 5 * 10) at the mayor's.",
        "He said [sic] that file_name_here is worth $10 and $20 billion, or 10 $ et 20 $.",
        "R&D at AT&T; prices < 5 and > 3; see note* below; ~3% more; C# & F#.",
        "Oh! « Vraiment ? » 12 000 m² / 3 % – voilà… l’été",
        "2024 was good. + 3 points = more | less",
    ],
)
def test_ordinary_prose_carries_no_backslash(text: str) -> None:
    assert write_inline(text) == text


@pytest.mark.parametrize(
    ("text", "spans", "expected"),
    [
        ("a word", [Span(2, 6, S.STRONG)], "a **word**"),
        ("a word ", [Span(1, 7, S.EMPHASIS)], "a *word* "),
        ("both", [Span(0, 4, S.STRONG), Span(0, 4, S.EMPHASIS)], "***both***"),
        ("code `x`", [Span(5, 8, S.CODE)], "code `` `x` ``"),
        ("see it", [Span(4, 6, S.LINK, "https://a.example/b_c(d)")], "see [it](https://a.example/b_c%28d%29)"),
        ("run", [Span(0, 3, S.LINK, "javascript:alert(1)")], "run"),
        ("half(way)", [Span(4, 9, S.STRONG)], "half(**way)**"),
        ("Question ?Réponse", [Span(0, 10, S.STRONG)], "**Question** ?Réponse"),
        ("Wow!here", [Span(4, 8, S.LINK, "https://a.example/")], "Wow\\![here](https://a.example/)"),
        ("ab", [Span(0, 1, S.STRONG), Span(1, 2, S.STRONG)], "**ab**"),
        ("ab", [Span(0, 1, S.EMPHASIS), Span(1, 2, S.STRONG)], "*a***b**"),
        ("5 * 3", [Span(0, 1, S.STRONG)], "**5** \\* 3"),
    ],
)  # fmt: skip
def test_spans_are_written_where_commonmark_can_express_them(
    text: str, spans: list[Span], expected: str
) -> None:
    assert write_inline(text, spans) == expected


def test_headings_nest_below_their_section_and_never_pass_rank_six() -> None:
    blocks = [Block(K.HEADING, f"Rank {rank}", level=rank) for rank in (2, 3, 6)]
    assert write_blocks(blocks, top=3) == "### Rank 2\n\n#### Rank 3\n\n###### Rank 6"


def test_lists_keep_their_nesting_and_numbers() -> None:
    items = [("a", 0, 1), ("b", 1, None), ("c", 0, 2), ("d", 0, 7), ("e", 1, 3)]
    blocks = [Block(K.LIST_ITEM, text, level=level, number=n) for text, level, n in items]
    source = write_blocks(blocks, top=3)
    assert source == "1. a\n   - b\n2. c\n\n7) d\n\n   3. e"
    assert list(read_blocks(source)) == blocks


def test_a_table_keeps_its_places_and_its_pipes() -> None:
    cells = [("Year", 0, 0), ("a|b", 0, 1), ("2024", 2, 0)]
    blocks = [Block(K.TABLE_CELL, text, number=row, level=column) for text, row, column in cells]
    source = write_blocks(blocks, top=3)
    assert source == "| Year | a\\|b |\n| --- | --- |\n|  |  |\n| 2024 |  |"
    assert list(read_blocks(source)) == blocks


def test_neighbouring_quotations_make_one() -> None:
    blocks = [Block(K.QUOTE, "a\nb", level=1), Block(K.QUOTE, "c", level=2)]
    assert write_blocks(blocks, top=3) == "> a\\\n> b\n>\n> > c"


def test_an_image_shows_its_caption_and_its_address() -> None:
    block = Block(K.IMAGE, "A quay", target="https://a.example/i.jpg")
    assert write_blocks([block], top=3) == "![](https://a.example/i.jpg)\\\n*A quay*"


def test_a_fence_outgrows_the_backticks_inside() -> None:
    block = Block(K.CODE, "a\n```\nb", target="sh")
    assert write_blocks([block], top=3) == "````sh\na\n```\nb\n````"


def test_control_characters_and_terminal_escapes_are_removed() -> None:
    source = write_blocks([paragraph("a\x1b[31mred\x1b[0m\x00\x07 \u202eb\r\nc")], top=3)
    assert source == "ared b\\\nc"


def test_spans_keep_to_their_words_when_text_is_cleaned() -> None:
    block = paragraph("\x1b[31m  red word", Span(11, 15, S.STRONG))
    assert write_blocks([block], top=3) == "red **word**"


def test_paragraph_numbers_count_what_a_reader_would_count() -> None:
    kinds = [K.LEAD, K.HEADING, K.PARAGRAPH, K.IMAGE, K.LIST_ITEM, K.TABLE_CELL, K.QUOTE]
    assert paragraph_numbers([Block(kind, "x") for kind in kinds]) == {0: 1, 2: 2, 4: 3, 6: 4}


@pytest.mark.parametrize("title", ["a: b", "# a", "'a' \"b\"", "- a", "yes", "2024", "é « à »"])
def test_front_matter_gives_every_title_back(title: str) -> None:
    fields, _ = read_front_matter(render(brief_of(title=title)))
    assert fields["title"] == title


def test_a_title_with_newlines_is_folded() -> None:
    rendered = render(brief_of(paragraph("x"), title="One\ntwo"))
    assert body(rendered).startswith("# One two\n")


def test_absent_sections_are_left_out() -> None:
    rendered = render(brief_of(paragraph("x"), translation=None))
    assert body(rendered) == "# Titre"


def test_the_french_stands_alone_when_asked_for_without_a_translation() -> None:
    rendered = render(brief_of(paragraph("Bonjour."), translation=None), layout=Layout.INTERLEAVED)
    assert body(rendered) == "# Titre\n\n## Source text\n\nBonjour."


def test_summary_sentences_carry_the_marks_of_their_paragraphs() -> None:
    sentences = (SummarySentence("One.", (1, 3)), SummarySentence("Two."))
    summary = Summary("Headline", sentences, (SummarySentence("# point", (2,)),))
    rendered = body(render(brief_of(summary=summary, translation=None)))
    expected = "# Headline\n\n## Summary\n\nOne. (¶1, ¶3) Two.\n\n## Key points\n\n- \\# point (¶2)"
    assert rendered == expected


def test_a_translated_title_that_is_not_the_headline_heads_the_translation() -> None:
    summary = Summary("Headline", (), ())
    blocks = (Block(K.HEADING, "Part", level=2),)
    rendered = body(render(brief_of(*blocks, title="Title", summary=summary)))
    assert rendered == "# Headline\n\n## Translation\n\n### Title\n\n#### Part"


def test_findings_name_the_paragraph_and_the_models() -> None:
    rendered = render(
        brief_of(
            paragraph("a"),
            paragraph("b"),
            findings=(
                Finding(FindingKind.NUMBER, "12 is missing", 1),
                Finding(FindingKind.SOURCE, "stub"),
            ),
            models=(ModelUse("translation", "mt", "abc", "int8"),),
        )
    )  # fmt: skip
    checks = body(rendered).split("## Checks\n\n")[1]
    assert checks == (
        "- **Verified**: that no figure was added (1 to look at, below)\n"
        "- **Number** (¶2): 12 is missing\n- **Source**: stub\n\n"
        "Models: translation by mt (abc; int8)."
    )
    assert yaml.safe_load(rendered.split("---\n")[1])["findings"] == {
        "flagged": 2,
        "number": 1,
        "source": 1,
    }


def test_bilingual_quotes_the_french_below_each_block_and_whole_list() -> None:
    english = (
        paragraph("Hello."),
        Block(K.LIST_ITEM, "a"),
        Block(K.LIST_ITEM, "b"),
        Block(K.CODE, "x"),
    )
    french = (
        paragraph("Bonjour."),
        Block(K.LIST_ITEM, "à"),
        Block(K.LIST_ITEM, "bé"),
        Block(K.CODE, "x"),
    )
    rendered = body(
        render(brief_of(*english, document=Document(french)), layout=Layout.INTERLEAVED)
    )
    assert rendered == (
        "## Translation\n\nHello.\n\n> **FR** Bonjour.\n\n- a\n- b\n\n"
        "> **FR**\n>\n> - à\n> - bé\n\n```\nx\n```"
    )


@pytest.mark.parametrize("layout", Layout)
def test_a_full_brief_is_the_golden_one(layout: Layout) -> None:
    golden = GOLDEN / f"brief-{layout.value}.md"
    assert render(full_brief(), layout=layout) == golden.read_text(encoding="utf-8")


def shape(block: Block) -> tuple[BlockKind, str, int | None]:
    kind = K.PARAGRAPH if block.kind in (K.LEAD, K.QUOTE) else block.kind
    return kind, block.text, None if kind is K.TABLE_CELL else block.number


@pytest.mark.parametrize(
    ("held", "source"),
    [
        ([Block(K.LIST_ITEM, "a"), Block(K.HEADING, "b", level=1)], "- a\n\n      # b"),
        ([Block(K.LIST_ITEM, "a"), paragraph("b")], "- a\n\n      b"),
        ([Block(K.LIST_ITEM, ""), Block(K.CODE, "b")], "- ```\n      b\n      ```"),
        ([Block(K.LIST_ITEM, "a"), Block(K.LIST_ITEM, "b", level=1)], "- a\n      - b"),
    ],
)
def test_what_a_list_item_holds_stays_in_it_in_a_footnote_without_text(
    held: list[Block], source: str
) -> None:
    item, inside = held
    blocks = [
        Block(K.FOOTNOTE, "", target="1"),
        replace(item, within=(K.FOOTNOTE,)),
        replace(inside, within=(K.FOOTNOTE, K.LIST_ITEM)),
    ]
    written = write_blocks(blocks, top=1)
    assert written == f"[^1]:\n    {source}"
    assert [part.path for part in nested(read_blocks(written))] == [
        (),
        (K.FOOTNOTE,),
        (K.FOOTNOTE, K.LIST_ITEM),
    ]


def test_a_footnote_goes_that_holds_nothing_once_its_empty_item_has_gone() -> None:
    blocks = [
        Block(K.FOOTNOTE, "", target="1"),
        Block(K.LIST_ITEM, "", within=(K.FOOTNOTE,)),
        Block(K.PARAGRAPH, "a", within=(K.FOOTNOTE, K.LIST_ITEM)),
    ]
    assert with_content(blocks) == blocks[2:]


@settings(max_examples=300, deadline=None)
@given(st.lists(blocks_of(), max_size=5))
def test_any_document_reads_back_as_the_same_blocks_with_the_same_text(blocks: list[Block]) -> None:
    written = write_blocks(blocks, top=1)
    kept = nested(with_content([clean_block(block) for block in blocks]))
    notes = [K.FOOTNOTE in (*part.path, part.block.kind) for part in kept]
    body = [part for part, noted in zip(kept, notes, strict=True) if not noted]
    kept = [*body, *(part for part, noted in zip(kept, notes, strict=True) if noted)]
    read = nested(read_blocks(written))
    assert [shape(part.block) for part in read] == [shape(part.block) for part in kept]
    assert [part.path for part in read] == [part.path for part in kept]
    assert "\r" not in written
    written.encode()


@settings(max_examples=200, deadline=None)
@given(texts, texts, texts)
def test_any_brief_is_one_well_formed_text(title: str, message: str, text: str) -> None:
    finding = Finding(FindingKind.SOURCE, message)
    summary = Summary(title, (SummarySentence(text, (1,)),), (SummarySentence(message),))
    document = Document((paragraph(text),), title=text, byline=message, site=title)
    brief = brief_of(
        paragraph(message), title=title, document=document, summary=summary, findings=(finding,)
    )
    for layout in Layout:
        rendered = render(brief, layout=layout)
        assert rendered.endswith("\n")
        assert not rendered.endswith("\n\n")
        fields, _ = read_front_matter(rendered)
        assert fields["language"] == "fr"
        assert "\x1b" not in rendered


words = st.sampled_from("budget maire l'été 3 % (enquête) « Oui », vite. d'Armor 12 000".split())
sentences = st.lists(words, min_size=3, max_size=8)


@settings(max_examples=200, deadline=None)
@given(sentences, st.integers(0, 7), st.sampled_from([S.EMPHASIS, S.STRONG, S.LINK]))
def test_markup_of_whole_words_survives_the_round_trip(
    chosen: list[str], place: int, kind: SpanKind
) -> None:
    place = min(place, len(chosen) - 1)
    start = sum(len(word) + 1 for word in chosen[:place])
    target = "https://a.example/b" if kind is S.LINK else ""
    block = paragraph(" ".join(chosen), Span(start, start + len(chosen[place]), kind, target))
    assert read_blocks(write_blocks([block], top=3)) == (block,)
