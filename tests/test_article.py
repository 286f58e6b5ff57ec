"""From bytes of unknown origin to an Article, or one clear line on what they are."""

from __future__ import annotations

import io
import sys
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbrief.article import ArticleKind
from newsbrief.errors import EmptyInput, InputError, NewsbriefError, NotText
from newsbrief.inputs import reading
from newsbrief.inputs.reading import read_article
from newsbrief.text.normal import normalise

FRENCH = (
    "L'été s'achève à Noirmoutier : « L'œuvre est inachevée », a regretté la préfète. "
    "Coût : 3 500 €, où qu'on aille… Ça dépend – naïf – de l'élu.\n"
)


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1252", "cp1252"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_french_text_is_read_in_each_encoding(codec: str, encoding: str) -> None:
    read = read_article(FRENCH.encode(codec))
    assert (read.text, read.encoding) == (FRENCH, encoding)


@pytest.mark.parametrize(
    ("bom", "codec"),
    [
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
        (b"\xff\xfe\x00\x00", "utf-32-le"),
        (b"\x00\x00\xfe\xff", "utf-32-be"),
    ],
)
def test_byte_order_mark_names_the_encoding(bom: bytes, codec: str) -> None:
    assert read_article(bom + FRENCH.encode(codec)).text == FRENCH


@pytest.mark.parametrize(
    ("codec", "text"),
    [
        ("iso-8859-15", "Le cœur des Français bat pour l'œuvre : 12 € l'entrée."),
        ("iso-8859-1", "La forêt brûle depuis mardi, près de la rivière."),
        ("cp1252", "Les travaux ont duré 1½ heure, dit-il."),
        ("mac_roman", "La forêt brûle depuis mardi, près de la rivière, où l'été dure."),
        ("cp850", "La forêt brûle depuis mardi, près de la rivière, où l'été dure."),
        ("cp1252", "La niña llegó mañana a España, según él."),
    ],
)
def test_older_western_encodings_are_told_apart(codec: str, text: str) -> None:
    assert read_article(text.encode(codec)).text == text


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1252", "koi8-r"])
def test_charset_of_an_html_page_is_honoured(charset: str) -> None:
    text = {"koi8-r": "Привет, мир"}.get(charset, "« L’été » à 3 €")
    page = f'<!DOCTYPE html><html><head><meta charset="{charset}"></head><body>{text}</body></html>'
    codec = "cp1252" if charset == "iso-8859-1" else charset
    assert text in read_article(page.encode(codec)).text


def test_valid_utf8_outweighs_a_stale_charset_in_the_page() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body>L’été</body></html>'
    assert "L’été" in read_article(page.encode()).text


@pytest.mark.parametrize("name", ["inconnu-42", "utf-8"])
def test_charset_that_is_wrong_or_unknown_is_passed_over(name: str) -> None:
    page = f"<html><head><meta charset='{name}'></head><body>L'été à Sète</body></html>"
    assert "L'été à Sète" in read_article(page.encode("cp1252")).text


def test_stray_bytes_in_utf8_are_read_as_cp1252_and_noted() -> None:
    read = read_article(FRENCH.encode() + "prix réduit".encode("cp1252"))
    assert read.text == FRENCH + "prix réduit"
    assert "1 byte" in read.notes[0]


def test_file_cut_inside_a_character_keeps_its_text() -> None:
    read = read_article((FRENCH + "é").encode()[:-1])
    assert read.text == FRENCH
    assert "cut" in read.notes[0]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "PDF"),
        (b"\n\n%PDF-1.4", "PDF"),
        (b"PK\x03\x04\x14\x00word/document.xml", "office document"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"\xff\xd8\xff\xe0", "JPEG"),
        (b"GIF89a", "GIF"),
        (b"{\\rtf1\\ansi L'\\'e9t\\'e9}", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Word"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"texte\x00avec un octet nul", "binary"),
        (b"\x01\x02\x03\x04" * 20 + b"abc", "binary"),
        ("Привет, мир и люди".encode("cp1251"), "encoding"),
        ("日本語のニュース記事".encode("shift_jis"), "encoding"),
        (b"\xff\xfe\x00\xd8\x00\x00", "damaged"),
    ],
)
def test_what_is_no_text_is_named_with_a_remedy(data: bytes, name: str) -> None:
    with pytest.raises(NotText, match=name) as caught:
        read_article(data)
    message = str(caught.value)
    assert message.startswith(("standard input", "the encoding of standard input"))
    assert "; " in message
    assert "\n" not in message


def test_pdf_named_txt_is_named_with_its_path(tmp_path: Path) -> None:
    path = tmp_path / "rapport.txt"
    path.write_bytes(b"%PDF-1.5\n...")
    with pytest.raises(NotText, match=r"rapport\.txt' is a PDF, not text; rename it to \.pdf"):
        read_article(path)


@pytest.mark.parametrize("data", [b"", b"   \n\t\n", b"\xef\xbb\xbf", "\u200b\xad".encode()])
def test_input_without_any_letter_of_text_is_empty(data: bytes) -> None:
    with pytest.raises(EmptyInput):
        read_article(data)


def test_garbled_utf8_is_repaired_line_by_line() -> None:
    lines = ["Un été", "L'Ã©tÃ© Ã  la mer, lâ€™Å“uvre dâ€™Ã‰tat", "SÃO PAULO"]
    read = read_article("\n".join(lines).encode())
    assert read.text == "Un été\nL'été à la mer, l’œuvre d’État\nSÃO PAULO"
    assert read.notes == ("garbled accents were repaired on 1 line",)


def test_lost_characters_are_noted() -> None:
    assert "2 characters were lost" in read_article("L'�t� ici".encode()).notes[0]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\u2028b\u2029c\x0cd", "a\nb\n\nc\n\nd"),
        ("gou\xadver\u200bne\u2060ment\ufeff", "gouvernement"),
        ("3\u202f500\xa0€", "3\u202f500\xa0€"),
        ("e\u0301te\u0301", "été"),
        ("\x1b[31mrouge\x1b[0m", "rouge"),
        ("\x1b]0;titre\x07texte", "texte"),
        ("a\x08b\x9bc", "abc"),
        ("👩\u200d🚒 et a\u200db", "👩\u200d🚒 et ab"),
        ("\u202egauche", "gauche"),
    ],
)
def test_invisible_characters_go_and_spaces_in_numbers_stay(raw: str, text: str) -> None:
    assert normalise(raw) == text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<!DOCTYPE html><html><p>Bonjour</p></html>", ArticleKind.HTML),
        ("\n  <HTML lang=fr><body>Bonjour</body>", ArticleKind.HTML),
        ('<?xml version="1.0"?>\n<!-- vu -->\n<html>Bonjour</html>', ArticleKind.HTML),
        ("<3 le blé, disent-ils.", ArticleKind.TEXT),
        ("---\ntitle: Le blé\ndate: 2025-02-24\n---\nTexte.", ArticleKind.MARKDOWN),
        ("# Le blé s'envole\n\nTexte.", ArticleKind.MARKDOWN),
        ("Un [lien](https://exemple.fr/a) ici.\n\nTexte.", ArticleKind.MARKDOWN),
        ("Un mot **en gras** ici.\n\nTexte.", ArticleKind.MARKDOWN),
        ("Un mot **en gras** ici.\nSans ligne vide.", ArticleKind.TEXT),
        ("#Finistère #Pêche\n\nTexte.", ArticleKind.TEXT),
        ("# 1 des ventes\nle roman de l'été", ArticleKind.TEXT),
        ("* Champs requis\n** Sous réserve\n\nTexte.", ArticleKind.TEXT),
        ("---\nUn trait, puis du texte.\n---\nEncore.", ArticleKind.TEXT),
    ],
)
def test_kind_is_told_from_the_content(text: str, kind: ArticleKind) -> None:
    assert read_article(text.encode()).kind is kind


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.MD", "markdown"), ("a.htm", "html"), ("a.txt", "text"), ("a.php", "text")],
)
def test_suffix_tells_the_kind_before_the_content(tmp_path: Path, name: str, kind: str) -> None:
    path = tmp_path / name
    path.write_text("Du texte.", encoding="utf-8")
    read = read_article(path)
    assert (read.kind.value, read.origin) == (kind, str(path))


def test_kind_asked_for_wins() -> None:
    assert read_article(b"# Titre\n", kind=ArticleKind.TEXT).kind is ArticleKind.TEXT


def test_standard_input_is_read_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(FRENCH.encode())))
    assert read_article("-").origin == "standard input"


def test_closed_standard_input_is_an_input_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(InputError, match="closed"):
        read_article("-")


def test_missing_file_and_folder_and_bad_name_each_say_what_to_do(tmp_path: Path) -> None:
    for path, words in [
        (tmp_path / "absent.txt", "no such file"),
        (tmp_path, "is a folder"),
        (Path("a\0b.txt"), "cannot read"),
        (tmp_path / ("x" * 300), "cannot read"),
    ]:
        with pytest.raises(InputError, match=words) as caught:
            read_article(path)
        assert "; " in str(caught.value)


def test_unreadable_file_names_the_permission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Patched, since the superuser may read everything."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match="no permission to read"):
        read_article(tmp_path / "a.txt")


def test_input_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MAX_BYTES", 1_000_000)
    with pytest.raises(InputError, match="over 1 MB"):
        read_article(b"a" * 1_000_001)


def test_endless_file_is_read_no_further_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    endless = Path("/dev/zero")
    if not endless.exists():
        pytest.skip("no endless device here")
    monkeypatch.setattr(reading, "MAX_BYTES", 1000)
    with pytest.raises(InputError, match="over"):
        read_article(endless)


@given(st.binary(max_size=400))
def test_any_bytes_give_an_article_or_an_error_of_ours(data: bytes) -> None:
    with suppress(NewsbriefError):
        assert read_article(data).text.strip()


@given(st.text(max_size=300))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


def test_many_comments_before_a_page_are_no_puzzle() -> None:
    """Each comment could once end in as many places as there were comments after it."""
    assert read_article(b"<!--a-->" * 500 + b"bonjour").kind is ArticleKind.TEXT
    assert read_article(b"<!--a-->" * 500 + b"<html>bonjour").kind is ArticleKind.HTML
