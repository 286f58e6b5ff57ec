"""The shape of the file of English words and patterns."""

from __future__ import annotations

import re

import pytest

from newsbrief.summary.lexicon import any_of, entries, lexicon

LISTS = [(section, name) for section, lists in lexicon().items() for name in lists]


@pytest.mark.parametrize(("section", "name"), LISTS)
def test_no_list_is_empty_or_names_an_entry_twice(section: str, name: str) -> None:
    listed = entries(section, name)
    assert listed
    assert len(set(listed)) == len(listed)


@pytest.mark.parametrize(("section", "name"), LISTS)
def test_a_list_in_one_string_holds_lower_case_words(section: str, name: str) -> None:
    if isinstance(lexicon()[section][name], str):
        assert all(re.fullmatch("[a-z]+", word) for word in entries(section, name))


@pytest.mark.parametrize(("section", "name"), LISTS)
def test_every_entry_is_a_pattern_that_does_not_match_everything(section: str, name: str) -> None:
    assert not re.fullmatch(any_of(section, name), "")
    for pattern in entries(section, name):
        assert not re.match(pattern, "")


def test_no_form_belongs_to_two_families() -> None:
    forms = [form for family in entries("words", "families") for form in family.split()]
    assert len(set(forms)) == len(forms)
