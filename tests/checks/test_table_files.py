"""The tables of words beside the code: each row has its shape, and no word stands in two."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from newsbrief.checks.figures.word_tables import word_tables
from newsbrief.text.tables import word_rows

FIGURES = "newsbrief.checks.figures"
UNITS = {"unit", "implied"}  # tables whose values are units; those of the others are numbers


def of_table(language: str, table: str) -> list[tuple[str, str]]:
    """The words of a table with their values."""
    rows = word_rows(FIGURES, f"words_{language}.tsv")
    return [(word, row[1]) for row in rows if row[0] == table for word in row[2].split(" ")]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_row_of_words_has_a_table_a_value_and_words(language: str) -> None:
    rows = word_rows(FIGURES, f"words_{language}.tsv")
    assert {len(row) for row in rows} == {3}
    for table, value, words in rows:
        assert all(words.split(" ")), words
        assert table in UNITS or Decimal(value) > 0 or (table, value) == ("cardinal", "0")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_word_stands_once_in_a_table(language: str) -> None:
    for table in word_tables(language).tables:
        words = Counter(word.partition("*")[0] for word, _ in of_table(language, table))
        assert [word for word, count in words.items() if count > 1] == [], table


def test_what_counts_without_a_number_has_a_factor_and_a_known_unit() -> None:
    for language in ("fr", "en"):
        known = {unit for _, unit in of_table(language, "unit")} | {"count", "time"}
        for word, unit in of_table(language, "implied"):
            assert unit in known
            assert Decimal(word.partition("*")[2]) >= 0


def test_both_languages_have_the_same_units_and_months() -> None:
    for table, english_alone in (("unit", {"°F"}), ("month", set())):
        french, english = ({value for _, value in of_table(la, table)} for la in ("fr", "en"))
        assert english - french == english_alone
        assert french <= english


def test_a_row_of_beginnings_is_a_plain_french_word_and_how_its_english_begins() -> None:
    rows = word_rows("newsbrief.checks", "beginnings.tsv")
    assert {len(row) for row in rows} == {2}
    assert len({word for word, _ in rows}) == len(rows) > 300
    for word, beginnings in rows:
        assert word.isascii()
        assert word.islower()
        assert all(part.isascii() and part for part in beginnings.split(" "))
