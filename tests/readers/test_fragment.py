from __future__ import annotations

import pytest

from newsbrief.article import Article, ArticleKind, Metadata
from newsbrief.document import BlockKind, Document
from newsbrief.readers import read
from newsbrief.readers.pasted.metadata import Signature, parse_signature

TEXT = "<p>La mer a gagné 1,7 mètre par an depuis 2010.</p>"


def fragment(source: str, metadata: Metadata | None = None) -> Document:
    kind = ArticleKind.FRAGMENT
    return read(Article(source, kind, "a.docx", metadata=metadata or Metadata(), removed=("Page",)))


def test_title_byline_and_date_stand_apart_from_the_text() -> None:
    document = fragment(
        f"<h1>Le titre</h1><p>Par Anne Morel</p><p>Nantes, le 3 mars 2025</p>{TEXT}"
    )
    assert (document.title, document.byline, document.date) == (
        "Le titre",
        "Anne Morel",
        "2025-03-03",
    )
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH]
    assert document.removed == ("Page",)


def test_a_sections_name_above_the_title_is_left_out_and_a_sentence_is_kept() -> None:
    document = fragment(f"<p>Société</p><h1>Le titre</h1>{TEXT}")
    assert (document.title, len(document.blocks)) == ("Le titre", 1)
    assert document.removed == ("Page", "Société")
    kept = fragment(f"<p>Une exclusivité de la rédaction</p><h1>Le titre</h1>{TEXT}")
    assert len(kept.blocks) == 3


def test_title_that_the_container_tells_stands_once_wherever_the_text_has_it() -> None:
    document = fragment(f"<p>COMMUNIQUÉ</p><p>Le Titre</p>{TEXT}", Metadata(title="Le titre"))
    assert document.title == "Le titre"
    assert len(document.blocks) == 2


def test_text_under_endless_tags_is_kept() -> None:
    deep = "<div>" * 3000 + TEXT + "</div>" * 3000 + "<p>Après.</p>"
    assert [block.text for block in fragment(deep).blocks][-1] == "Après."


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Nantes, le 14 février 2025", "2025-02-14"),
        ("Fait à Saint-Malo, le 1er mars 2025.", "2025-03-01"),
        ("Grève des trains le 4 mars 2025", None),
        ("Nantes, le 14 février 2025, la mer est montée", None),
    ],
)
def test_place_and_date_of_a_letter_are_a_date(line: str, date: str | None) -> None:
    assert parse_signature(line) == (Signature(date=date) if date else None)


def test_author_before_a_date_is_no_place() -> None:
    assert parse_signature("Par Sophie Garnier, le 3 mars 2025") == Signature(
        "Sophie Garnier", "2025-03-03"
    )
