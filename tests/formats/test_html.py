"""A brief as a page: whole in one file, every text escaped, each place linked."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import example, given, settings
from lxml import html as lxml_html

from briefs import any_brief, brief_of, flagged_brief, full_brief, hostile_brief, paragraph
from newsbrief.document import Block, BlockKind, Document, Span, SpanKind
from newsbrief.formats import Layout
from newsbrief.formats.html import write_html
from newsbrief.formats.nested_lists import nested, table_rows
from newsbrief.formats.rows import Words
from newsbrief.formats.runs import address, runs, runs_by_link
from newsbrief.results import (
    Brief,
    Finding,
    FindingKind,
    Summary,
    SummarySentence,
    Translation,
)

ALLOWED = re.compile(r"https?://|mailto:|#")


def tree(brief: Brief, layout: Layout = Layout.SIDE_BY_SIDE) -> lxml_html.HtmlElement:
    return lxml_html.document_fromstring(write_html(brief, layout=layout))


def assert_sound(page: lxml_html.HtmlElement) -> None:
    """No script, no handler, no inline style, no live address, each link of the page answered."""
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert not page.xpath(
        "//script | //img | //iframe | //object | //svg | //form | //link | //base"
    )
    for element in page.iter(tag=lxml_html.etree.Element):
        assert not [name for name in element.attrib if name.startswith("on") or name == "style"]
    for target in page.xpath("//@href"):
        assert ALLOWED.match(target)
        assert not target.startswith("#") or target[1:] in ids


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("brief", [full_brief(), flagged_brief(), hostile_brief()])
def test_nothing_of_the_article_is_live(brief: Brief, layout: Layout) -> None:
    assert_sound(tree(brief, layout))


QUOTATION = (
    Block(BlockKind.QUOTE, "0"),
    Block(BlockKind.PARAGRAPH, "1", within=(BlockKind.QUOTE,)),
    Block(BlockKind.LIST_ITEM, "2", within=(BlockKind.QUOTE,)),
    Block(BlockKind.CODE, "3", within=(BlockKind.QUOTE,)),
    Block(BlockKind.TABLE_CELL, "4", number=0, within=(BlockKind.QUOTE,)),
    Block(BlockKind.TABLE_CELL, "5", number=1, within=(BlockKind.QUOTE,)),
)
NOTE = (
    Block(BlockKind.FOOTNOTE, "0", target="1"),
    Block(BlockKind.PARAGRAPH, "1", within=(BlockKind.FOOTNOTE,)),
    Block(BlockKind.HEADING, "2", level=1, within=(BlockKind.FOOTNOTE,)),
)
TABLE = tuple(Block(BlockKind.TABLE_CELL, str(n), level=n, number=0) for n in range(3))


def flagged(blocks: tuple[Block, ...]) -> Brief:
    """A brief of French blocks alone with a finding about each."""
    found = tuple(Finding(FindingKind.NUMBER, "", index) for index in range(len(blocks)))
    return brief_of(document=Document(blocks), translation=None, findings=found)


@pytest.mark.parametrize("blocks", [QUOTATION, QUOTATION[1:], QUOTATION[4:], NOTE, TABLE])
def test_a_page_shows_each_block_of_a_quotation_note_or_table_and_findings_lead_there(
    blocks: tuple[Block, ...],
) -> None:
    page = tree(flagged(blocks))
    assert_sound(page)
    targets = page.xpath("//li[starts-with(@id, 'f')]//a/@href")
    assert len(set(targets)) == len(blocks)
    for block, target in zip(blocks, targets, strict=True):
        assert block.text in page.get_element_by_id(target[1:]).text_content()
    bilingual = tree(replace(flagged(blocks), translation=Translation(None, blocks)))
    assert_sound(bilingual)


@settings(max_examples=100, deadline=None)
@given(any_brief())
@example(
    replace(
        flagged((Block(BlockKind.HEADING, "", level=1), Block(BlockKind.RULE, ""), *QUOTATION[:2])),
        findings=(Finding(FindingKind.NUMBER, ""), Finding(FindingKind.NUMBER, "", 3)),
    )
)
def test_no_brief_makes_a_page_unsound(brief: Brief) -> None:
    summary = brief.summary  # marks of paragraphs that do not exist lead nowhere
    numbers = (
        {n for s in summary.sentences + summary.key_points for n in s.paragraphs}
        if summary
        else set()
    )
    page = tree(brief)
    ids = set(page.xpath("//@id"))
    marks = {f"p{number}" for number in numbers}
    for target in page.xpath("//@href[starts-with(., '#')]"):
        assert target[1:] in ids | marks
    assert not page.xpath("//script")


def test_the_page_may_load_its_own_style_sheet_and_nothing_else() -> None:
    (policy,) = tree(full_brief()).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script" not in policy
    assert "unsafe" not in policy


def test_summary_and_article_are_linked_both_ways() -> None:
    page = tree(full_brief())
    assert page.xpath("//*[@id='s2']//a/@href") == ["#p2"]
    assert "#s2" in page.xpath("//*[@id='p2']//a/@href")
    assert page.xpath("//*[@id='k1']//a/@href") == ["#p4", "#p5"]


def test_each_language_is_named() -> None:
    page = tree(full_brief())
    assert page.get("lang") == "en"
    assert {e.get("lang") for e in page.find_class("fr")} - {None} == {"fr"}
    assert {e.get("lang") for e in page.find_class("en")} - {None} == {"en"}


def test_the_words_of_findings_are_marked_in_both_languages() -> None:
    page = tree(flagged_brief())
    marked = [(mark.get("class"), mark.text_content()) for mark in page.iter("mark")]
    assert marked == [
        ("flag", "834"),
        ("flag", "384"),
        ("flag", "l’Office des écoles"),
        ("note", "reportedly"),
        ("note", "aurait démissionné"),
    ]
    assert page.xpath("//li[@id='f1']//a/@href") == ["#p2"]
    assert "2 to look at" not in page.text_content()
    assert "3 to look at" in page.find_class("state")[0].text_content()


def test_what_was_left_out_of_the_page_is_there_and_closed() -> None:
    brief = brief_of(
        paragraph("x"), document=Document((paragraph("x"),), removed=("Menu", "À la une"))
    )
    (details,) = tree(brief).find_class("removed")
    assert details.get("open") is None
    assert [item.text for item in details.iter("li")] == ["Menu", "À la une"]


def test_without_a_translation_the_french_stands_alone() -> None:
    page = tree(
        brief_of(paragraph("x"), document=Document((paragraph("Bonjour."),)), translation=None)
    )
    assert page.get_element_by_id("article").find_class("fr")[0].text_content() == "Bonjour."
    assert not page.xpath("//input")


def test_a_footnote_is_linked_to_its_mark() -> None:
    blocks = (
        paragraph("Le mot", Span(6, 6, SpanKind.FOOTNOTE, "1")),
        Block(BlockKind.FOOTNOTE, "La note.", target="1"),
    )
    page = tree(brief_of(document=Document(blocks), translation=Translation(None, blocks)))
    assert page.xpath("//*[@id='p2']//sup/text()") == ["1"]
    for link in page.xpath("//sup/a/@href"):
        assert link == "#p2"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://a.example/b c", "https://a.example/bc"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("javascript:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("/relative", ""),
        ("tel:+33", ""),
    ],
)
def test_only_plain_addresses_are_links(target: str, expected: str) -> None:
    assert address(target) == expected


def test_runs_hold_the_whole_text_and_one_link_is_one_stop() -> None:
    spans = (Span(0, 8, SpanKind.LINK, "https://a.example/"), Span(2, 4, SpanKind.STRONG))
    cut = runs("a bc defg", spans)
    assert "".join(run.text for run in cut) == "a bc defg"
    assert [link.address for link in runs_by_link(cut)] == ["https://a.example/", ""]


def items(*levels: tuple[int, int | None]) -> list[Words]:
    blocks = [Block(BlockKind.LIST_ITEM, "x", level=level, number=n) for level, n in levels]
    return [Words(i, block, (), "") for i, block in enumerate(blocks)]


def shape(lists: list) -> list:  # type: ignore[type-arg]
    return [(own.start, [shape(item.lists) for item in own.items]) for own in lists]


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([(0, None), (1, None), (0, None)], [(None, [[(None, [[]])], []])]),
        ([(0, 1), (0, 2), (0, 7)], [(1, [[], []]), (7, [[]])]),
        ([(0, None), (0, 1)], [(None, [[]]), (1, [[]])]),
        ([(3, None), (5, None)], [(None, [[(None, [[]])]])]),
    ],
)
def test_flat_items_become_nested_lists(
    levels: list[tuple[int, int | None]], expected: list[object]
) -> None:
    assert shape(nested(items(*levels))) == expected


def test_a_table_with_holes_keeps_its_columns() -> None:
    cells = [
        Words(0, Block(BlockKind.TABLE_CELL, text, number=row, level=column), (), "")
        for text, row, column in [("a", 0, 0), ("b", 0, 2), ("c", 1, 1)]
    ]
    lines = [[w.block.text if w else None for w in line] for line in table_rows(cells)]
    assert lines == [["a", None, "b"], [None, "c", None]]


def test_a_sentence_that_rests_on_nothing_has_no_mark() -> None:
    summary = Summary("H", (SummarySentence("Alone."),), ())
    page = tree(brief_of(paragraph("x"), summary=summary))
    assert page.get_element_by_id("s1").text_content() == "Alone."
