"""Which English words a French name became."""

from __future__ import annotations

import pytest

from fakes import aligned
from newsbrief.engines.alignment import Alignment, piece_spans

SOURCE = "Interrogé par La Voix du Nord, le maire a démenti."
TARGET = "Asked by Voice of the North, the mayor denied."
LINKS = {"Voice": "La", "of": "du", "North": "Nord", "mayor": "maire", "denied": "démenti"}


def words(alignment: Alignment, name: str) -> str | None:
    start = SOURCE.index(name)
    span = alignment.counterpart(start, start + len(name))
    return TARGET[slice(*span)] if span else None


def test_a_name_is_found_with_the_words_inside_it_that_look_elsewhere() -> None:
    assert words(aligned(SOURCE, TARGET, LINKS), "La Voix du Nord") == "Voice of the North"


def test_what_has_no_counterpart_is_not_found() -> None:
    assert words(aligned(SOURCE, TARGET, LINKS), "Interrogé") is None


def test_a_model_that_cannot_align_finds_nothing() -> None:
    assert words(Alignment(), "La Voix du Nord") is None


def test_a_verb_that_looks_at_a_names_article_is_not_taken_for_the_name() -> None:
    """ "reports" looks at "Le" with 0.62 of its attention, as opus-mt does."""
    english = "reports Le Point"
    alignment = Alignment(
        source=((0, 8), (9, 11), (12, 17)),  # rapporte Le Point
        target=((0, 7), (8, 10), (11, 16)),
        attention=((0.33, 0.62, 0.04), (0.0, 0.93, 0.05), (0.0, 0.03, 0.96)),
    )
    with_article = alignment.counterpart(9, 17, light=3)
    assert with_article is not None
    assert english[slice(*with_article)] == "Le Point"
    assert alignment.counterpart(9, 17) == (0, 16)


@pytest.mark.parametrize(
    ("text", "pieces", "expected"),
    [
        ("Le Monde", ["▁Le", "▁Mon", "de"], ["Le", "Mon", "de"]),
        ("L'Équipe, hier", ["▁L", "'", "Équipe", ",", "▁hier"], ["L", "'", "Équipe", ",", "hier"]),
        ("a", ["▁", "a"], ["", "a"]),
    ],
)
def test_pieces_are_placed_in_their_text(text: str, pieces: list[str], expected: list[str]) -> None:
    assert [text[start:end] for start, end in piece_spans(text, pieces)] == expected
