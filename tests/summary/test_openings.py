"""Statements named by their first words."""

from __future__ import annotations

from newsbrief.summary.answer import chosen, openings
from newsbrief.summary.salience import Statement


def statement(text: str) -> Statement:
    return Statement(text, 1, 1.0)


BANK = statement("The bank raised its rates on Tuesday.")
PLANT = statement("The bank raised its target for 2025.")
UNIONS = statement("Unions demand a bonus.")


def test_an_opening_is_three_words_or_as_many_as_tell_it_from_the_others() -> None:
    assert list(openings([BANK, PLANT, UNIONS])) == [
        "The bank raised its rates…",
        "The bank raised its target…",
        "Unions demand a…",
    ]


def test_a_statement_that_begins_another_is_named_by_all_its_words() -> None:
    short = statement("Unions demand a bonus.")
    long = statement("Unions demand a bonus. And more.")
    assert list(openings([short, long])) == [
        "Unions demand a bonus.…",
        "Unions demand a bonus. And…",
    ]


def test_the_answers_lines_name_statements_each_once_in_its_order() -> None:
    offered = openings([BANK, PLANT, UNIONS])
    answer = "1. Unions demand a…\n2. The bank raised its rates…\n3. Unions demand a…\nNo idea…"
    assert chosen(answer, offered) == [UNIONS, BANK]


def test_a_statement_that_begins_with_a_number_is_not_taken_for_a_numbered_line() -> None:
    figure = statement("11% of citizens have no card.")
    offered = openings([figure, UNIONS])
    assert chosen("1. 11% of citizens…", offered) == [figure]
    assert chosen("11% of citizens…", offered) == [figure]
