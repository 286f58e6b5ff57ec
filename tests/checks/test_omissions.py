"""A stretch of a long sentence that its English leaves out."""

from __future__ import annotations

import pytest

from newsbrief.checks.omissions import MAX_CONTENT_WORDS, left_out

FRENCH = (
    "Le maire de Tallerac, Hervé Lanoë, a annoncé jeudi que la piscine municipale resterait fermée "
    "jusqu'au printemps, tandis que la bibliothèque de la rue Pasteur, dont la toiture menaçait de "
    "s'effondrer, sera rénovée pour un coût estimé à 850 000 euros."
)
WHOLE = (
    "The mayor of Tallerac, Hervé Lanoë, announced on Thursday that the municipal swimming pool "
    "would remain closed until spring, while the library on rue Pasteur, whose roof was in danger "
    "of collapsing, will be renovated at an estimated cost of €850,000."
)


def test_a_whole_translation_leaves_nothing_out() -> None:
    assert left_out(FRENCH, WHOLE) is None


@pytest.mark.parametrize(
    ("dropped", "expected"),
    [
        (", while the library on rue Pasteur, whose roof was in danger of collapsing, will be "
         "renovated at an estimated cost of €850,000", "bibliothèque"),
        ("The mayor of Tallerac, Hervé Lanoë, announced on Thursday that t", "Tallerac"),
    ],
)  # fmt: skip
def test_a_dropped_clause_is_reported_by_its_french(dropped: str, expected: str) -> None:
    assert dropped in WHOLE
    stretch = left_out(FRENCH, WHOLE.replace(dropped, ""))
    assert stretch is not None
    assert expected in stretch
    assert stretch in FRENCH


def test_a_short_sentence_is_left_to_the_other_checks() -> None:
    assert left_out("Le maire a annoncé la fermeture de la piscine.", "The mayor.") is None


def test_a_stretch_is_looked_for_up_to_a_bound() -> None:
    stretch = left_out("Tallerac, " * 300, "")
    assert stretch is not None
    assert stretch.count("Tallerac") <= MAX_CONTENT_WORDS


def test_an_empty_translation_leaves_all_out() -> None:
    assert left_out(FRENCH, "") is not None
