from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbrief.document import (
    MARKS,
    VERBATIM_BLOCKS,
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
    Brief,
    Finding,
    FindingKind,
    ModelUse,
    Summary,
    SummarySentence,
    TermUse,
    Translation,
)
from newsbrief.text.printable import clean_block

K, S = BlockKind, SpanKind
GOLDEN = Path(__file__).parent / "golden"


def paragraph(text: str, *spans: Span) -> Block:
    return Block(K.PARAGRAPH, text, spans)


def brief_of(*english: Block, title: str | None = None, **fields: object) -> Brief:
    values: dict[str, object] = {
        "document": Document(tuple(english), title="Titre"),
        "language": "fr",
        "translation": Translation(title, tuple(english)),
        "summary": None,
        "findings": (),
        "num_figures": 0,
        "num_names": 0,
        "terms": (),
        "models": (),
        "version": "0.0",
    }
    return Brief(**{**values, **fields})  # type: ignore[arg-type]


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


def full_brief() -> Brief:
    french = (
        Block(K.LEAD, "Un pont de 1 200 mètres ouvre lundi."),
        paragraph(
            "Le chantier a coûté 38,4 millions d'euros.", Span(3, 11, S.LINK, "https://a.example/c")
        ),
        Block(K.HEADING, "Et après ?", level=2),
        Block(K.QUOTE, "« On respire », dit le maire.", level=1),
        Block(K.LIST_ITEM, "deux voies ;"),
        Block(K.LIST_ITEM, "une piste cyclable.", level=1),
        Block(K.TABLE_CELL, "Année", number=0),
        Block(K.TABLE_CELL, "Trafic", number=0, level=1),
        Block(K.TABLE_CELL, "2024", number=1),
        Block(K.TABLE_CELL, "9 000", number=1, level=1),
        Block(K.IMAGE, "Le pont, dimanche.", target="https://a.example/p.jpg"),
        Block(K.RULE, ""),
        paragraph("1. Fin."),
    )
    texts = (
        "A 1,200-metre bridge opens on Monday.",
        "The project cost 38.4 million euros.",
        "What next?",
        "“We can breathe,” says the mayor.",
        "two lanes;",
        "a bicycle path.",
        "Year",
        "Traffic",
        "2024",
        "9,000",
        "The bridge on Sunday.",
        "",
        "1. The end.",
    )
    english = tuple(
        replace(b, text=t, spans=tuple(replace(s, start=4, end=11) for s in b.spans))
        for b, t in zip(french, texts, strict=True)
    )
    return Brief(
        document=Document(
            french,
            title="Le pont de Lormay ouvre enfin",
            byline="Anne Delvaux",
            date="2025-02-24T11:28",
            site="Le Courrier du Val",
            url="https://courrier-val.example/pont",
            origin="pont.html",
        ),
        language="fr",
        translation=Translation("The Lormay bridge opens at last", english),
        summary=Summary(
            "Lormay's bridge opens on Monday",
            (
                SummarySentence("The bridge is 1,200 metres long.", (1,)),
                SummarySentence("It cost 38.4 million euros.", (2,)),
            ),
            (SummarySentence("It has two lanes and a bicycle path.", (4, 5)),),
        ),
        findings=(
            Finding(FindingKind.NUMBER, "«\xa038,4\xa0» became “384”", 1),
            Finding(FindingKind.UNCONFIRMED, "The bridge has reportedly cracked.", 2),
        ),
        num_figures=12,
        num_names=5,
        terms=(TermUse("taux directeur", "key rate", 2),),
        models=(
            ModelUse("translation", "opus-mt-fr-en", "a1b2c3d4e5f6", "ctranslate2 int8, beam 4"),
            ModelUse("summary", "qwen2.5-coder-1.5b-instruct", "0123456789ab", "llama.cpp Q4_K_M"),
        ),
        version="0.1.0",
    )


@pytest.mark.parametrize("layout", Layout)
def test_a_full_brief_is_the_golden_one(layout: Layout) -> None:
    golden = GOLDEN / f"brief-{layout.value}.md"
    assert render(full_brief(), layout=layout) == golden.read_text(encoding="utf-8")


SIGNS = """* ** _ __ ` `` [ ] ( ) ]( ![ < > <b> </b> <!-- &amp; &#35; # ## - + 1. 12) ---
=== *** ~~~ ~~ | |---| :- $ $x$ \\ \\\\ ! [^1]: [a]: http://x.example/ <http://x.example>
é ’ « » ' \ud800"""
SPACES = [
    " ",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "\r\n",
    "\xa0",
    "\u2028",
    "\x1b[31m",
    "\x00",
    "\ufeff",
    "\u202e",
]
piece = st.one_of(st.sampled_from(SIGNS.split() + SPACES), st.text(alphabet="ab .,é«»", max_size=4))
texts = st.one_of(st.text(max_size=20), st.lists(piece, max_size=8).map("".join))
targets = st.sampled_from(["", "https://x.example/a_b(c)?a=1&copy;=2", "javascript:x", "/é *"])


@st.composite
def spans_over(draw: st.DrawFn, text: str) -> Span:
    start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    kind = draw(st.sampled_from(list(S)))
    if kind in MARKS:
        target = draw(st.sampled_from(["1", "note-é", "i.png"]))
        if kind is S.IMAGE:  # at the head of a paragraph it would be a block of its own
            return Span(max(start, 2), max(start, 2), kind, target, draw(texts))
        return Span(start, start, kind, target)
    return Span(start, end, kind, draw(targets) if kind is S.LINK else "")


formulas = st.sampled_from(["x^2", "a\\\\\nb = \\frac{1}{2}", "* #\n- > 1."])
labels = st.sampled_from(["1", "b-2"])
holders = st.lists(st.sampled_from([K.LIST_ITEM, K.QUOTE, K.FOOTNOTE]), max_size=3)
LEVELS = {K.HEADING: (1, 6), K.QUOTE: (0, 3), K.LIST_ITEM: (0, 3), K.TABLE_CELL: (0, 3)}


@st.composite
def blocks_of(draw: st.DrawFn) -> Block:
    kind = draw(st.sampled_from(list(K)))
    text = "" if kind is K.RULE else draw(formulas if kind is K.MATH else texts)
    spans = () if kind in VERBATIM_BLOCKS else tuple(draw(st.lists(spans_over(text), max_size=3)))
    text = f"ab{text}" if any(span.kind is S.IMAGE for span in spans) else text
    number = None
    if kind is K.LIST_ITEM:
        number = draw(st.none() | st.integers(0, 12))
    if kind is K.TABLE_CELL:
        number = draw(st.integers(0, 3))
    level = draw(st.integers(*LEVELS.get(kind, (0, 0))))
    target = {K.IMAGE: "https://x.example/i.png", K.FOOTNOTE: draw(labels)}.get(kind, "")
    within = () if kind in (K.LEAD, K.FOOTNOTE) else tuple(draw(holders))
    if kind is K.QUOTE and within:
        within = (*within, K.QUOTE)
    return Block(kind, text, spans, level, number, target, within)


def shape(block: Block) -> tuple[BlockKind, str, int | None]:
    kind = K.PARAGRAPH if block.kind in (K.LEAD, K.QUOTE) else block.kind
    return kind, block.text, None if kind is K.TABLE_CELL else block.number


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
