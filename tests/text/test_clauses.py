from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsbrief.text.clauses import split_clauses
from span_checks import HOSTILE, assert_covers


def clauses(text: str, max_words: int) -> list[str]:
    spans = split_clauses(text, lambda part: len(part.split()) <= max_words)
    return [text[start:end] for start, end in spans]


LONG = (
    "Le ministre, qui parlait mardi à 14 h 30 devant les députés, a reconnu que la croissance "
    "serait de 1,1 % en 2025, mais il a refusé de revoir l'objectif ; l'opposition – unie pour "
    "une fois – réclame un vote avant l'été."
)


def test_sentence_within_the_budget_is_not_cut() -> None:
    assert clauses(LONG, 100) == [LONG]


@pytest.mark.parametrize("max_words", [1, 2, 5, 8, 13, 21, 34])
def test_each_part_fits_and_nothing_is_lost(max_words: int) -> None:
    spans = split_clauses(LONG, lambda part: len(part.split()) <= max_words)
    assert_covers(LONG, spans)
    assert all(len(LONG[a:b].split()) <= max_words for a, b in spans)


@pytest.mark.parametrize(
    ("text", "max_words", "expected"),
    [
        (LONG, 34, [LONG[: LONG.index("l'opp") - 1], LONG[LONG.index("l'opp") :]]),
        (
            "Il a vendu la maison, le champ, la grange, et il a gardé le vieux cheval gris.",
            12,
            ["Il a vendu la maison, le champ, la grange,", "et il a gardé le vieux cheval gris."],
        ),
        (
            "Le maire – il arrivait tout juste de la gare – a fini par signer le texte proposé.",
            13,
            [
                "Le maire – il arrivait tout juste de la gare –",
                "a fini par signer le texte proposé.",
            ],
        ),
        (
            "La ville a promis de payer la facture dès que le gouvernement aura rendu son avis.",
            10,
            [
                "La ville a promis de payer la facture",
                "dès que le gouvernement aura rendu son avis.",
            ],
        ),
        (
            "Un homme a parlé de Jean Dupont hier soir",
            6,
            ["Un homme a parlé", "de Jean Dupont hier soir"],
        ),
        (
            "Le prix passe cette année de 3 500 à 12 000 euros",
            8,
            ["Le prix passe cette année", "de 3 500 à 12 000 euros"],
        ),
    ],
)
def test_cut_falls_on_the_best_border(text: str, max_words: int, expected: list[str]) -> None:
    assert clauses(text, max_words) == expected


def test_figures_units_and_names_stay_together_when_they_can() -> None:
    text = "Selon Jean Dupont la note de 3 500 euros soit 12 % du total a été payée par M. Roy"
    for max_words in range(5, 18):
        joined = "|".join(clauses(text, max_words))
        assert all(x in joined for x in ("Jean Dupont", "3 500 euros", "12 %", "M. Roy"))


def test_incise_stays_with_its_quotation() -> None:
    text = "« Nous partirons demain avec les enfants du village », a-t-elle dit à la presse hier."
    for max_words in range(8, 14):
        assert "», a-t-elle" in "|".join(clauses(text, max_words))


def test_giant_token_is_cut_by_characters_but_not_before_an_accent() -> None:
    text = "e\u0301" * 100
    spans = split_clauses(text, lambda part: len(part) <= 30)
    assert_covers(text, spans)
    assert all(end - start <= 30 for start, end in spans)
    assert all(text[start] == "e" for start, _ in spans)


def test_budget_that_nothing_fits_still_ends() -> None:
    spans = split_clauses("un deux", lambda part: False)
    assert len(spans) == 6


@given(HOSTILE, st.integers(1, 20))
@settings(max_examples=300, deadline=None)
def test_clauses_cover_all_but_white_space_and_fit(text: str, max_chars: int) -> None:
    spans = split_clauses(text, lambda part: len(part) <= max_chars)
    assert_covers(text, spans)
    assert all(end - start <= max_chars for start, end in spans)


@pytest.mark.parametrize("text", ["mot " * 20_000, "m" * 80_000, "mot, " * 16_000])
def test_number_of_fits_calls_is_proportional_to_the_parts(text: str) -> None:
    calls = 0

    def fits(part: str) -> bool:
        nonlocal calls
        calls += 1
        return len(part) <= 100

    parts = split_clauses(text, fits)
    assert len(parts) < 2.2 * len(text) / 100
    assert calls < 12 * len(parts)
