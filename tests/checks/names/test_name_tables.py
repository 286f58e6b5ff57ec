"""The tables of words that names are recognised by are well formed."""

from __future__ import annotations

import re

import pytest

from newsbrief.text.tables import word_lists, word_rows

LISTS = word_lists("newsbrief.checks.names")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_holds_whole_words_in_one_case(name: str) -> None:
    words = LISTS[name]
    capitalised = {word for word in words if word[0].isupper()}
    assert words
    assert all(re.fullmatch(r"[^\W\d_]+(?:-[^\W\d_]+)*", word) for word in words)
    if name == "translated":
        assert capitalised == words
    else:
        assert all(word.isupper() for word in capitalised)  # "PME"


def test_each_demonym_is_a_pattern_of_one_place() -> None:
    rows = word_rows("newsbrief.checks.names", "demonyms.tsv")
    assert {len(row) for row in rows} == {2}
    assert len({place for place, _ in rows}) == len(rows)
    assert all(re.compile(demonym) for _, demonym in rows)
