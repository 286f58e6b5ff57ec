"""A brief as a Word document that Word's own tools understand."""

from __future__ import annotations

import re
import zipfile
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import docx
import pytest

from briefs import brief_of, flagged_brief, full_brief, hostile_brief
from newsbrief.document import Block, BlockKind, Document
from newsbrief.formats import Format, Layout, write

if TYPE_CHECKING:
    from newsbrief.results import Brief


def opened(brief: Brief, layout: Layout = Layout.ENGLISH) -> Any:
    return docx.Document(BytesIO(write(brief, Format.DOCX, layout=layout, show_removed=True)))


def part(brief: Brief, name: str = "word/document.xml", layout: Layout = Layout.ENGLISH) -> str:
    content = write(brief, Format.DOCX, layout=layout)
    return zipfile.ZipFile(BytesIO(content)).read(name).decode()


def test_blocks_have_the_styles_that_word_knows() -> None:
    styles = [(p.style.name, p.text) for p in opened(full_brief()).paragraphs]
    assert styles[:2] == [
        ("Brief Outlet", "Le Courrier du Val"),
        ("Title", "Lormay's bridge opens on Monday"),
    ]
    for expected in [
        ("Heading 1", "Summary"),
        ("Heading 2", "What next?"),
        ("Quote", "“We can breathe,” says the mayor."),
        ("List Bullet", "two lanes;"),
        ("List Bullet 2", "a bicycle path."),
        ("Brief Lead", "A 1,200-metre bridge opens on Monday."),
    ]:
        assert expected in styles


def test_a_table_is_a_table() -> None:
    (table,) = opened(full_brief()).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Year", "Traffic"],
        ["2024", "9,000"],
    ]


def test_a_note_has_its_label_once_and_a_quotation_its_table() -> None:
    blocks = (
        Block(BlockKind.QUOTE, "Citation."),
        Block(BlockKind.TABLE_CELL, "An", number=0, within=(BlockKind.QUOTE,)),
        Block(BlockKind.FOOTNOTE, "Note.", target="1"),
        Block(BlockKind.PARAGRAPH, "Suite.", within=(BlockKind.FOOTNOTE,)),
    )
    document = opened(brief_of(*blocks))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[-3:] == ["Citation.", "[1] Note.", "Suite."]
    assert document.tables[0].cell(0, 0).text == "An"


def test_side_by_side_is_a_table_of_two_columns() -> None:
    table = opened(flagged_brief(), Layout.SIDE_BY_SIDE).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["English", "Français"]
    assert [cell.text for cell in table.rows[1].cells] == [
        "The city has 12 schools.",
        "La ville compte 12 écoles.",
    ]


def test_each_text_says_its_language() -> None:
    xml = part(flagged_brief(), layout=Layout.INTERLEAVED)
    french = re.search(r'<w:lang w:val="fr-FR"/></w:rPr><w:t[^>]*>La ville compte', xml)
    english = re.search(r'<w:lang w:val="en-GB"/></w:rPr><w:t[^>]*>The city has', xml)
    assert french
    assert english


def test_findings_are_comments_on_their_words() -> None:
    document = opened(flagged_brief())
    assert [comment.text for comment in document.comments] == [
        "Number: « 384 » became “834”",
        "Name: « Office » is missing",
        "Unconfirmed in the source: resigned",
    ]
    xml = part(flagged_brief())
    commented = re.search(r'<w:commentRangeStart w:id="0"/>(.*?)<w:commentRangeEnd', xml)
    assert commented
    assert re.findall(r"<w:t[^>]*>(.*?)</w:t>", commented[1]) == ["834"]
    assert '<w:highlight w:val="yellow"/>' in commented[1]


def test_summary_marks_lead_to_their_paragraphs() -> None:
    xml = part(full_brief())
    assert set(re.findall(r'w:anchor="(\w+)"', xml)) <= set(
        re.findall(r'bookmarkStart[^>]* w:name="(\w+)"', xml)
    )
    assert len(set(re.findall(r'bookmarkStart w:id="(\d+)"', xml))) == xml.count("<w:bookmarkStart")


def test_links_are_links_and_no_other_address_is() -> None:
    relations = part(full_brief(), "word/_rels/document.xml.rels")
    assert 'Target="https://a.example/c" TargetMode="External"' in relations
    hostile = part(hostile_brief(), "word/_rels/document.xml.rels")
    assert "External" not in hostile


def test_the_core_properties_come_from_the_article() -> None:
    core = opened(full_brief()).core_properties
    assert (core.title, core.author, core.subject, core.category) == (
        "Lormay's bridge opens on Monday",
        "Anne Delvaux",
        "Le pont de Lormay ouvre enfin",
        "Le Courrier du Val",
    )
    assert core.created.replace(tzinfo=None) == datetime(2025, 2, 24, 11, 28)


def test_each_list_has_the_numbers_of_the_article() -> None:
    numbers = [1, 2, 7, 1]
    blocks = tuple(Block(BlockKind.LIST_ITEM, "x", number=n) for n in numbers)
    document = opened(brief_of(*blocks))
    used = [p._p.pPr.numPr.numId.val for p in document.paragraphs if p.style.name == "List Number"]
    starts = {
        num.numId: num.lvlOverride_lst[0].startOverride.val
        for num in document.part.numbering_part.element.num_lst
        if num.lvlOverride_lst
    }
    assert [starts[own] for own in used] == [1, 1, 7, 1]


def test_what_xml_cannot_write_does_not_stop_a_document() -> None:
    document = opened(hostile_brief(), Layout.SIDE_BY_SIDE)
    assert "\x1b" not in "".join(paragraph.text for paragraph in document.paragraphs)


@pytest.mark.parametrize("layout", Layout)
def test_without_a_translation_the_french_is_there_where_it_was_asked_for(layout: Layout) -> None:
    block = Block(BlockKind.PARAGRAPH, "Bonjour.")
    texts = [
        p.text
        for p in opened(brief_of(document=Document((block,)), translation=None), layout).paragraphs
    ]
    assert ("Bonjour." in texts) is (layout is not Layout.ENGLISH)
