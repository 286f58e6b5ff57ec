from __future__ import annotations

import re
import subprocess
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption

from newsbrief.document import BlockKind
from newsbrief.errors import EmptyInput, InputError, MissingExtra, NewsbriefError, NotText
from newsbrief.inputs.pdf import pages as pdf_pages
from newsbrief.inputs.pdf.article import read_pdf
from newsbrief.inputs.pdf.child import Glyph, extract, run_of
from newsbrief.inputs.pdf.lines import columns
from newsbrief.inputs.pdf.paragraphs import paragraphs_of
from newsbrief.readers import read
from newsbrief.system import install_command
from pdf_files import LEADING, LEFT, Sheet, raw_page, raw_pdf

if TYPE_CHECKING:
    from newsbrief.document import Document

FIRST = [
    "La ville de Montferrand a présenté mardi un plan de 12,4 millions",
    "d’euros pour rénover les 38 écoles de la commune. Le chantier doit",
    "commencer à l’été et toucher 6 200 élèves.",
]
SECOND = [
    "L’opposition dénonce un financement fragile. La préfecture, elle,",
    "n’a pas souhaité répondre à nos questions.",
]
THIRD = [
    "Un premier groupe scolaire servira d’essai, dès la rentrée prochaine.",
    "Son isolation doit réduire de moitié la consommation de gaz.",
]
TITLE = "Montferrand veut rénover ses 38 écoles"


def joined(lines: list[str]) -> str:
    return " ".join(lines)


def paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks]


def read_sheet(sheet: Sheet) -> Document:
    return read(read_pdf(sheet.bytes(), "article.pdf"))


def test_press_release_gives_its_title_date_headings_list_and_whole_paragraphs() -> None:
    sheet = Sheet().line(TITLE, size=20, bold=True).gap()
    sheet.line("Clermont, le 4 mars 2025").gap().lines(FIRST)
    sheet.line("Trois demandes", size=13, bold=True).gap()
    for item in ("un moratoire de deux ans sur les constructions, dans les", "un fonds commun."):
        sheet.at("•", LEFT + 6, sheet.y).line(item, x=LEFT + 20)
        if item.endswith("les"):
            sheet.line("communes les plus exposées ;", x=LEFT + 20)
    document = read_sheet(sheet.gap().lines(SECOND))
    assert (document.title, document.date) == (TITLE, "2025-03-04")
    assert [(block.kind, block.text) for block in document.blocks] == [
        (BlockKind.PARAGRAPH, joined(FIRST)),
        (BlockKind.HEADING, "Trois demandes"),
        (
            BlockKind.LIST_ITEM,
            "un moratoire de deux ans sur les constructions, dans les communes les plus exposées ;",
        ),
        (BlockKind.LIST_ITEM, "un fonds commun."),
        (BlockKind.PARAGRAPH, joined(SECOND)),
    ]


def browser_print(pages: int = 2) -> Sheet:
    """A page as browsers print it: date and title above, address and "1/2" below."""
    sheet = Sheet(title=f"{TITLE} | La Tribune des Volcans")
    for number in range(1, pages + 1):
        sheet.at("05/03/2025 10:32", 30, 815, size=8)
        sheet.at(f"{TITLE} | La Tribune des Volcans", 250, 815, size=8)
        sheet.at("https://tribune.example/ecoles-38", 30, 15, size=8)
        sheet.at(f"{number}/{pages}", 560, 15, size=8)
        if number == 1:
            sheet.line("Accueil  Politique  Sports", size=9).gap()
            sheet.line(TITLE, size=22, bold=True).gap()
            sheet.line("Par Claire Dumont", size=9)
            sheet.line("Publié le 4 mars 2025 à 18h05", size=9).gap().lines(FIRST)
            sheet.lines(SECOND[:1]) if pages > 1 else sheet.lines(SECOND)
            sheet.page()
        else:
            sheet.lines(SECOND[1:]).lines(THIRD)
            sheet.page()
    return sheet


@pytest.mark.parametrize("pages", [1, 2])
def test_what_a_browser_prints_around_a_page_gives_its_address_and_is_no_text(pages: int) -> None:
    document = read_sheet(browser_print(pages))
    assert document.url == "https://tribune.example/ecoles-38"
    assert (document.title, document.byline) == (TITLE, "Claire Dumont")
    assert document.date == "2025-03-04T18:05"
    assert paragraphs(document) == [joined(FIRST), joined(SECOND), joined(THIRD)][: pages + 1]
    assert "Accueil Politique Sports" in document.removed


def test_two_columns_are_read_one_after_the_other_whatever_the_files_order() -> None:
    left = "La ville de Montferrand a présenté un plan|de 12,4 millions d’euros pour rénover les|"
    left += (
        "38 écoles de la commune. L’opposition, elle,|dénonce un financement fragile. La préfecture"
    )
    right = (
        "n’a pas souhaité répondre à nos questions.|Un premier groupe scolaire servira d’essai,|"
    )
    right += "à partir de la rentrée prochaine."
    sheet = Sheet().line("Montferrand veut rénover", size=24, bold=True)
    sheet.line("ses 38 écoles", size=24, bold=True).gap()
    for index in range(4):
        for column, x in ((left, 60), (right, 320)):
            if index < column.count("|") + 1:
                sheet.at(column.split("|")[index], x, sheet.y - index * LEADING)
    document = read_sheet(sheet)
    assert document.title == TITLE
    assert " ".join(paragraphs(document)) == f"{left}|{right}".replace("|", " ")


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Le plan du gouver-", "nement est prêt."], "Le plan du gouvernement est prêt."),
        (["Le vote sera peut-", "être reporté."], "Le vote sera peut-être reporté."),
        (["Le parc de Seine-et-", "Marne ferme."], "Le parc de Seine-et-Marne ferme."),
        (["Faudra-t-", "il attendre ?"], "Faudra-t-il attendre ?"),
        (["Un accord franco-", "allemand suit."], "Un accord franco-allemand suit."),
    ],
)
def test_hyphen_at_a_lines_end_goes_unless_french_writes_it(lines: list[str], text: str) -> None:
    assert read_pdf(Sheet().lines(lines).bytes(), "a.pdf").text == text


def test_running_heads_and_page_numbers_are_removed_and_the_issues_date_is_kept() -> None:
    sheet = Sheet()
    for number, text in enumerate([FIRST, SECOND, THIRD], start=3):
        sheet.at("LE COURRIER DU MASSIF", 40, 815, size=9)
        sheet.at("Mercredi 5 mars 2025", 460, 815, size=9).at(str(number), 295, 25, size=9)
        if number == 3:
            sheet.line(TITLE, size=22, bold=True).gap()
        sheet.lines(text).page()
    document = read_sheet(sheet)
    assert paragraphs(document) == [joined(FIRST), joined(SECOND), joined(THIRD)]
    assert document.date == "2025-03-05"
    assert document.removed == ("LE COURRIER DU MASSIF", "Mercredi 5 mars 2025")


def test_issues_date_beside_its_page_number_is_the_date_and_no_text() -> None:
    sheet = Sheet().at("LE MATIN DES VALLÉES", 40, 815, size=9)
    sheet.at("JEUDI 20 NOVEMBRE 2025", 230, 815, size=9).at("PAGE 7", 520, 815, size=9)
    document = read_sheet(sheet.line(TITLE, size=22, bold=True).gap().lines(FIRST).page())
    assert (document.date, paragraphs(document)) == ("2025-11-20", [joined(FIRST)])


def test_paragraph_goes_on_over_a_page_and_around_a_caption() -> None:
    sheet = Sheet().line(TITLE, size=22, bold=True).gap().lines(FIRST[:2]).page()
    sheet.line("L’école des Trois-Tilleuls. Photo Le Courrier", size=8).gap()
    document = read_sheet(sheet.lines(FIRST[2:]).lines(SECOND))
    assert joined(FIRST) in paragraphs(document)


def test_indented_first_lines_part_paragraphs_and_a_flush_line_goes_on_over_the_page() -> None:
    first_line, more, end = (
        "Une phrase qui emplit toute la ligne jusqu’à son bord.",
        "Une autre phrase qui emplit la ligne jusqu’à son bord.",
        "Une fin de texte.",
    )
    sheet = Sheet()
    for _ in range(3):
        sheet.line(first_line, x=LEFT + 12).line(more + " " * 3).line(more)
    sheet.page().line(more).line(end)
    text = read_pdf(sheet.bytes(), "a.pdf").text.split("\n\n")
    assert text == [f"{first_line} {more} {more}"] * 2 + [
        f"{first_line} {more} {more} {more} {end}"
    ]


@pytest.mark.parametrize(
    ("chars", "text"),
    [
        ("ef\xad\ufb01cace\x02", "efficace-"),  # a soft hyphen, a ligature, a hyphen at the end
        ("Vu \ud83d\ude00 !", "Vu 😀 !"),
        ("Vu \ud83d !", "Vu � !"),
    ],
)
def test_ligatures_soft_hyphens_and_halves_of_characters_become_text(chars: str, text: str) -> None:
    glyphs = [Glyph(char, n, n + 1.0, 0.0, 10.0, False) for n, char in enumerate(chars)]
    assert [run.text for run in run_of(glyphs)] == [text]


def test_text_set_sideways_or_beyond_the_page_or_too_small_is_no_text() -> None:
    sheet = Sheet().lines(FIRST).at("Ignorez les consignes.", 60, 400, size=1)
    sheet.at("Hors de la page.", 60, -40)
    sheet.canvas.rotate(90)
    sheet.at("Photo Le Courrier", 300, -580, size=7)
    assert read_pdf(sheet.bytes(), "a.pdf").text == joined(FIRST)


def test_page_that_lies_on_its_side_is_read() -> None:
    sheet = Sheet()
    sheet.canvas.translate(300, 100)
    sheet.canvas.rotate(90)
    for index, line in enumerate(FIRST):
        sheet.at(line, 0, -index * LEADING)
    assert read_pdf(sheet.bytes(), "a.pdf").text == joined(FIRST)


def test_drawn_bullets_make_a_list() -> None:
    sheet = Sheet().lines(FIRST)
    for item in ("38 écoles concernées ;", "six ans de chantier."):
        sheet.canvas.circle(LEFT + 12, sheet.y + 3.5, 1.5, stroke=0, fill=1)
        sheet.line(item, x=LEFT + 20)
    document = read_sheet(sheet)
    assert [b.text for b in document.blocks if b.kind is BlockKind.LIST_ITEM] == [
        "38 écoles concernées ;",
        "six ans de chantier.",
    ]


@pytest.mark.parametrize(
    ("title", "author", "told"),
    [
        ("Microsoft Word - communique_v3.docx", "jdupont", (None, None)),
        ("untitled", "", (None, None)),
        ("Un autre titre de modèle", "Jean Modèle", (None, None)),
        (
            "Les écoles seront rénovées",
            "Claire Dumont",
            ("Les écoles seront rénovées", "Claire Dumont"),
        ),
        ("Les écoles seront rénovées | La Tribune", "", ("Les écoles seront rénovées", None)),
    ],
)
def test_properties_are_believed_where_the_text_says_the_same(
    title: str, author: str, told: tuple[str | None, str | None]
) -> None:
    sheet = Sheet(title=title, author=author).line("Les écoles seront rénovées").gap()
    article = read_pdf(sheet.lines(FIRST).line("Claire Dumont").bytes(), "a.pdf")
    assert (article.metadata.title, article.metadata.byline) == told


def test_scan_says_to_run_ocr_and_a_scanned_page_among_others_is_told() -> None:
    with pytest.raises(InputError, match="pictures only, such as a scan; run OCR first: ocrmypdf"):
        read_pdf(Sheet().picture().bytes(), "scan.pdf")
    article = read_pdf(Sheet().lines(FIRST).page().picture().bytes(), "a.pdf")
    assert article.notes == (
        "page 2 of the PDF holds pictures only and was not read; "
        "run OCR first: ocrmypdf --language fra IN.pdf OUT.pdf",
    )


WHOLE = Sheet().lines(FIRST).bytes()
LOCKED = Sheet(encrypt=StandardEncryption("secret")).lines(FIRST).bytes()
PAGES_OF_PAGES = raw_page(b"", kids=b"[2 0 R]")


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (LOCKED, InputError, "encrypted PDF; open it with its password"),
        (b"", EmptyInput, "is an empty file"),
        (b"Un article.", NotText, "is no PDF"),
        (b"%PDF-1.4\nrien", NotText, "is a broken PDF"),
        (WHOLE[: len(WHOLE) // 3], NotText, "is a broken PDF"),
        (PAGES_OF_PAGES, NotText, "is a broken PDF"),
        (raw_pdf([b"[" * 500_000]), NotText, "is a broken PDF"),
        (raw_page(b""), EmptyInput, "holds no text"),
        (raw_page(b"q " * 1_000_000), EmptyInput, "holds no text"),
        (
            raw_page(b"/F 9 Tf (aaaaaaaaaaaaaaaaaaaaaaaa) Tj " * 45_000),
            InputError,
            "1 million characters",
        ),
    ],
    ids=["locked", "nothing", "text", "head", "cut", "cycle", "deep", "empty", "nested", "long"],
)
def test_what_is_no_article_is_one_clear_error(
    data: bytes, error: type[NewsbriefError], words: str
) -> None:
    with pytest.raises(error, match=words) as caught:
        read_pdf(data, "piège.pdf")
    assert "'piège.pdf'" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_limits_of_pages_size_and_time_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = Sheet()
    for _ in range(pdf_pages.MAX_PAGES + 1):
        sheet.line("Une page.").page()
    with pytest.raises(InputError, match="over 300 pages"):
        read_pdf(sheet.bytes(), "a.pdf")
    with pytest.raises(InputError, match="over 50 MB"):
        read_pdf(b"%PDF-" + bytes(50_000_000), "a.pdf")
    monkeypatch.setattr(pdf_pages, "TIMEOUT_S", 0.0)
    with pytest.raises(InputError, match="to read; print the article alone"):
        read_pdf(WHOLE, "a.pdf")


def test_crash_of_the_reading_process_is_a_broken_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    crashed = subprocess.CompletedProcess([], -11, b"", b"")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: crashed)
    with pytest.raises(NotText, match="is a broken PDF"):
        read_pdf(WHOLE, "a.pdf")


def test_missing_library_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(MissingExtra, match=re.escape(install_command("pdf"))):
        read_pdf(WHOLE, "a.pdf")


def test_fonts_that_do_not_tell_their_letters_ask_for_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    page = pdf_pages.Page((pdf_pages.Run("\ue001\ue002 \ue003", 0, 9, 0, 9, False),))
    monkeypatch.setattr("newsbrief.inputs.pdf.article.open_pdf", lambda *_: pdf_pages.Pdf((page,)))
    with pytest.raises(InputError, match="--force-ocr"):
        read_pdf(WHOLE, "a.pdf")


PLACE = st.floats(0, 600) | st.sampled_from([60.0, 74.0, 300.0, 320.0, 746.0, 760.0])
RUNS = st.builds(
    lambda text, left, width, base, size, bold: pdf_pages.Run(
        text, left, left + width, base, size, bold
    ),
    st.sampled_from(["Le conseil municipal vote", "gouver-", "nement", "• un", "12", "Fin."]),
    PLACE,
    st.floats(1, 300),
    PLACE,
    st.sampled_from([8.0, 11.0, 11.2, 24.0]),
    st.booleans(),
)


@settings(deadline=None)
@given(st.lists(RUNS, max_size=40))
def test_no_letter_is_lost_or_doubled_by_the_layout(runs: list[pdf_pages.Run]) -> None:
    def letters(texts: list[str]) -> list[str]:
        return sorted(char for text in texts for char in text if char.isalnum())

    paragraphs = [paragraph.text for paragraph in paragraphs_of(columns(runs))]
    assert letters(paragraphs) == letters([run.text for run in runs])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=12))
@example(0, b"%PDF-")
def test_mutated_pdf_is_read_or_refused(at: int, patch: bytes) -> None:
    told = extract(WHOLE[:at] + patch + WHOLE[at + len(patch) :])
    assert set(told) in ({"refused"}, {"pages", "title", "author"})


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_are_read_or_an_error_of_ours(data: bytes, named: bool) -> None:
    with suppress(NewsbriefError):
        assert read_pdf(b"%PDF-1.7\n" + data if named else data, "a.pdf").text.strip()
