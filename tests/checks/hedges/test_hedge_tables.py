"""The tables of words that tell reports from suppositions are well formed."""

from __future__ import annotations

import re

import pytest

from newsbrief.checks.hedges.verb_forms import Conditional
from newsbrief.text.tables import word_lists, word_rows

LISTS = word_lists("newsbrief.checks.hedges")
FUTURE_STEMS = ("modals", "reporting", "intentions", "imperfect_stems")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_holds_words_or_patterns_in_lower_case(name: str) -> None:
    assert LISTS[name]
    assert all(word == word.lower() and re.compile(word) for word in LISTS[name])


@pytest.mark.parametrize("name", FUTURE_STEMS)
def test_a_future_stem_ends_in_r(name: str) -> None:
    assert all(stem.endswith("r") for stem in LISTS[name])


def test_each_row_of_the_present_has_two_forms_of_one_stem_or_ending() -> None:
    rows = word_rows("newsbrief.checks.hedges", "present.tsv")
    assert {len(row) for row in rows} == {3}
    assert len({stem for stem, _, _ in rows}) == len(rows)
    assert all(len({cell.startswith("-") for cell in row}) == 1 for row in rows)


@pytest.mark.parametrize("name", ["modals", "reporting", "intentions"])
def test_each_future_stem_has_a_present(name: str) -> None:
    assert all(Conditional(stem, plural=True).present for stem in LISTS[name])
