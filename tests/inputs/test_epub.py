from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from newsbrief.errors import EmptyInput, InputError, NewsbriefError, NotText
from newsbrief.inputs.epub import read_epub
from newsbrief.markdown.blocks import write_blocks
from newsbrief.readers import read
from office_files import chapter, epub, zipped

SNOW = (
    "<p>Au pied du Grand Veymont, il ne reste&nbsp;plus que 3 hectares de neige permanente, contre "
    "31 en 1985. Le gardien du refuge, Luc Perrin, en tient le compte chaque automne depuis "
    "trente-deux ans et n’a jamais vu un recul aussi rapide.</p>"
)
CHEESE = (
    "<p>Fondée en 1921, la coopérative laitière de Lans emploie dix-sept personnes et transforme "
    "2,6 millions de litres de lait par an. Son directeur, Paul Achard, partira à la retraite le "
    "30 juin, et trois candidats ont déposé un dossier.</p>"
)
IMPRINT = "<p>Directrice de la publication : Anne Billon. Imprimé à Valence.</p>" * 9
TITLES = {"a.xhtml": "Les névés du Vercors", "b.xhtml": "La fromagerie de Lans"}
PAGES = {
    "cover.xhtml": chapter('<img src="../cover.jpg" alt=""/>', "cover"),
    "title.xhtml": chapter("<h1>La Revue des Alpes</h1><p>Mars 2025</p>"),
    "a.xhtml": chapter(f"<h1>Les névés du Vercors</h1><p>Par Jeanne Morand</p>{SNOW}"),
    "b.xhtml": chapter(f"<h1>La fromagerie de Lans</h1>{CHEESE}"),
    "ours.xhtml": chapter(f"<h1>Ours</h1>{IMPRINT}"),
}


@pytest.mark.parametrize("ncx", [False, True])
def test_magazine_gives_its_articles_without_cover_contents_and_imprint(ncx: bool) -> None:
    articles = read_epub(epub(PAGES, TITLES, ncx=ncx), "revue.epub")
    assert [article.origin for article in articles] == ["revue.epub#1", "revue.epub#2"]
    first, second = map(read, articles)
    assert (first.title, first.byline, first.date) == (
        TITLES["a.xhtml"],
        "Jeanne Morand",
        "2025-03-01",
    )
    assert (second.title, second.byline) == (TITLES["b.xhtml"], None)
    assert second.site == "La Revue des Alpes, n° 12"
    assert [len(document.blocks) for document in (first, second)] == [1, 1]
    assert "reste\xa0plus que 3 hectares" in first.blocks[0].text


def test_author_of_the_whole_book_is_that_of_an_article_which_names_none() -> None:
    (article,) = read_epub(
        epub(
            {"a.xhtml": chapter(SNOW)}, {"a.xhtml": "La neige"}, title="La neige", creator="Luc Roy"
        ),
        "a.epub",
    )
    assert (article.metadata.byline, article.metadata.site) == ("Luc Roy", "Éditions du Lac")


def test_document_that_no_contents_name_goes_on_with_the_one_before() -> None:
    pages = {**PAGES, "b2.xhtml": chapter(CHEESE.replace("Fondée", "Refondée"))}
    pages["ours.xhtml"] = pages.pop("ours.xhtml")
    articles = read_epub(epub(pages, TITLES), "revue.epub")
    assert len(articles) == 2
    assert "Refondée en 1921" in articles[1].text


def test_structure_survives_and_what_points_into_the_book_does_not() -> None:
    body = (
        f'{SNOW}<h2>Sources</h2><ul><li>Gresse : 46 jours ;</li><li><a href="b.xhtml">Lans</a>.</li>'
        '</ul><span epub:type="pagebreak" title="12">12</span><figure><img src="n.jpg" alt="x"/>'
        '<figcaption>Le névé, en <a href="https://x.example/">2024</a>.</figcaption></figure>'
        "<script>alert(1)</script><!-- rien -->"
    )
    (article,) = read_epub(epub({"a.xhtml": chapter(body)}, {"a.xhtml": "La neige"}), "a.epub")
    written = write_blocks(read(article).blocks[1:], top=2)
    assert written == (
        "## Sources\n\n- Gresse : 46 jours ;\n- Lans.\n\n*Le névé, en [2024](https://x.example/).*"
    )


@pytest.mark.parametrize(
    ("mark", "note"),
    [
        (
            '<a epub:type="noteref" href="#n">1</a>',
            '<aside epub:type="footnote" id="n">Vu.</aside>',
        ),
        ('<sup><a id="r" href="#n">1</a></sup>', '<p><a id="n" href="#r">1</a>. Vu.</p>'),
        ('<a href="#n"><sup>[1]</sup></a>', '<ol><li id="n">Vu. <a href="#r">↑</a></li></ol>'),
    ],
)
def test_footnotes_stand_after_the_text_and_are_numbered_on(mark: str, note: str) -> None:
    body = SNOW.replace("1985", f"1985{mark}") + note + "<p>Fin.</p>"
    pages = {"a.xhtml": chapter(body), "b.xhtml": chapter(body)}
    (article,) = read_epub(epub(pages, {"a.xhtml": "La neige"}), "a.epub")
    for number in (1, 2):
        call = f'1985<sup><a href="#note-{number}">{number}</a></sup>. Le gardien'
        assert article.text.count(call) == 1
        assert article.text.count(f' id="note-{number}"') == 1
    assert "↑" not in article.text


def test_mark_of_a_note_that_stands_elsewhere_adds_no_figure() -> None:
    body = SNOW.replace("1985", '1985<sup><a href="notes.xhtml#n">1</a></sup>')
    (article,) = read_epub(epub({"a.xhtml": chapter(body)}, {}), "a.epub")
    assert "contre 31 en 1985. Le gardien" in read(article).blocks[0].text


def test_document_that_is_no_xml_is_read_as_a_browser_would() -> None:
    broken = f"<html><body><h1>La neige<br>fond</h1>{SNOW}<p>Une fin &inconnue; & ouverte"
    (article,) = read_epub(epub({"a.xhtml": broken}, {}), "a.epub")
    assert "Une fin" in read(article).blocks[-1].text


def test_text_under_endless_tags_is_read() -> None:
    deep = f"<html><body>{'<div>' * 3000}{SNOW}{'</div>' * 3000}</body></html>"
    (article,) = read_epub(epub({"a.xhtml": deep}, {}), "a.epub")
    assert "3 hectares" in read(article).blocks[0].text


DRM = (
    '<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData>'
    '<e:EncryptionMethod Algorithm="{}"/></e:EncryptedData></encryption>'
)
AES = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"


def test_scrambled_fonts_are_no_protection() -> None:
    scrambled = {"META-INF/encryption.xml": DRM.format("http://www.idpf.org/2008/embedding")}
    assert len(read_epub(epub(PAGES, TITLES, extra=scrambled), "a.epub")) == 2


ENTITY = '<!DOCTYPE d [<!ENTITY a "boum">]><container/>'


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"Un article.", NotText, "is not an EPUB"),
        (zipped({"a.txt": "Un article."}), NotText, "no EPUB"),
        (epub(PAGES, TITLES)[:-99], NotText, "is cut off or damaged"),
        (epub(PAGES, TITLES, extra={"META-INF/container.xml": "<a"}), NotText, "broken XML"),
        (epub(PAGES, TITLES, extra={"META-INF/container.xml": "<a/>"}), NotText, "damaged EPUB"),
        (
            epub(PAGES, TITLES, extra={"META-INF/container.xml": ENTITY}),
            NotText,
            "declares entities",
        ),
        (
            epub(PAGES, TITLES, extra={"META-INF/encryption.xml": DRM.format(AES)}),
            InputError,
            "DRM",
        ),
        (epub({"title.xhtml": PAGES["title.xhtml"]}, {}), EmptyInput, "holds no article"),
        (epub({"a.xhtml": chapter(" " * 5_000_000)}, {}), InputError, "unpacks to far more"),
        (bytes(50_000_001), InputError, "over 50 MB"),
    ],
    ids=["text", "zip", "cut", "xml", "package", "entity", "drm", "empty", "bomb", "large"],
)
def test_what_is_no_article_is_one_clear_error(
    data: bytes, error: type[NewsbriefError], words: str
) -> None:
    with pytest.raises(error, match=words) as caught:
        read_epub(data, "piège.epub")
    assert "'piège.epub'" in str(caught.value)
    assert "\n" not in str(caught.value)


WHOLE = epub(PAGES, TITLES)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(WHOLE) - 1), st.binary(min_size=1, max_size=12))
def test_mutated_archive_is_read_or_an_error_of_ours(at: int, patch: bytes) -> None:
    with suppress(NewsbriefError):
        list(map(read, read_epub(WHOLE[:at] + patch + WHOLE[at + len(patch) :], "a.epub")))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(
        ["META-INF/container.xml", "OPS/book.opf", "OPS/nav.xhtml", "OPS/text/a.xhtml"]
    ),
    st.floats(0, 1),
    st.integers(0, 12),
    st.text("<>/=\"' abhilmnprtvx:#0-9é&;", max_size=9),
)
def test_mutated_part_is_read_or_an_error_of_ours(
    name: str, place: float, length: int, patch: str
) -> None:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        parts = {entry: archive.read(entry).decode() for entry in archive.namelist()}
    at = int(place * len(parts[name]))
    parts[name] = parts[name][:at] + patch + parts[name][at + length :]
    with suppress(NewsbriefError):
        list(map(read, read_epub(zipped(parts), "a.epub")))
