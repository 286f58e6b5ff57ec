from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from newsbrief.text.sentences import split_sentences
from span_checks import HOSTILE, assert_covers

if TYPE_CHECKING:
    from newsbrief.text.full_stops import Language

SIGNS = str.maketrans({"↵": "\n", "⍽": "\u00a0", "⎵": "\u202f"})


def rows(language: Language) -> list[tuple[str, str]]:
    """The rows of a language's table with the group each stands in."""
    table = Path(__file__).parent / f"sentences_{language}.txt"
    group, cases = "", []
    for line in table.read_text(encoding="utf-8").splitlines():
        if line.startswith("##"):
            group = line[2:].strip()
        elif line and not line.startswith("# "):
            cases.append((group, line.translate(SIGNS)))
    return cases


def params(language: Language) -> list[Any]:
    return [pytest.param(row, id=f"{g}-{i}") for i, (g, row) in enumerate(rows(language))]


def sentences(text: str, language: Language = "fr") -> list[str]:
    return [text[start:end] for start, end in split_sentences(text, language)]


@pytest.mark.parametrize("row", params("fr"))
def test_sentences_of_the_table(row: str) -> None:
    expected = [part.strip() for part in row.split("¦")]
    assert sentences(row.replace("¦", "")) == expected


@pytest.mark.parametrize("row", params("en"))
def test_sentences_of_the_english_table(row: str) -> None:
    expected = [part.strip() for part in row.split("¦")]
    assert sentences(row.replace("¦", ""), "en") == expected


def test_the_table_holds_at_least_180_cases() -> None:
    assert len({row for _, row in rows("fr")}) >= 180


def test_each_language_has_its_own_abbreviations() -> None:
    text = "Shares of Apple Inc. The company said so."
    assert sentences(text, "en") == ["Shares of Apple Inc.", "The company said so."]
    assert sentences(text, "fr") == [text]


def test_text_without_a_word_is_one_sentence_and_white_space_is_none() -> None:
    assert sentences("") == sentences(" \n\u00a0") == []
    assert sentences(" ?! … ") == ["?! …"]


def test_month_before_a_year_does_not_end_a_sentence() -> None:
    assert sentences("Publié en févr. 2024. Relu en mars.") == [
        "Publié en févr. 2024.",
        "Relu en mars.",
    ]


def test_unpaired_straight_quote_does_not_hide_a_sentence_end() -> None:
    assert sentences('Un écran de 27". Il est neuf. "Oui", dit-il. "Ils ont gagné.') == [
        'Un écran de 27".',
        "Il est neuf.",
        '"Oui", dit-il.',
        '"Ils ont gagné.',
    ]


@given(HOSTILE | st.text(max_size=60))
@example("\x1c.\x1cA")
@example('"."A". "')
@settings(max_examples=300, deadline=None)
def test_sentences_cover_all_but_white_space_exactly_once(text: str) -> None:
    assert_covers(text, split_sentences(text, "fr"))
    assert_covers(text, split_sentences(text, "en"))


@given(st.lists(st.sampled_from([row.replace("¦", "") for _, row in rows("fr")]), max_size=6))
@settings(max_examples=60, deadline=None)
def test_blocks_put_together_lose_nothing(blocks: list[str]) -> None:
    text = "\n\n".join(blocks)
    spans = split_sentences(text, "fr")
    assert_covers(text, spans)
    assert len(spans) >= len(blocks)


@pytest.mark.parametrize(
    "unit",
    [".", ". ", "«", '"', '" ', "A", "A.", "A. ", "!«", "[...]", "(", " ", "\n", "a\n", '." "'],
)
def test_time_grows_linearly_on_hostile_text(unit: str) -> None:
    # Backtracking inside a compiled pattern can be counted by nothing but a clock. The bound only
    # keeps a runaway pattern from hanging the tests: linear time is a hundredth of it.
    started = time.process_time()
    split_sentences(unit * (320_000 // len(unit)), "fr")
    assert time.process_time() - started < 120
