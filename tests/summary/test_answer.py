"""A chat model's answer is reduced to whole sentences."""

from __future__ import annotations

import pytest

from newsbrief.summary.answer import chosen, headline, numbered_sentences, openings
from newsbrief.summary.salience import Statement


def test_numbering_and_markup_are_taken_off() -> None:
    answer = "1. **Airbus** sold ten new aircraft.\n2) The order is worth a lot.\n- Unions protest very loudly today."
    assert numbered_sentences(answer) == [
        "Airbus sold ten new aircraft.",
        "The order is worth a lot.",
        "Unions protest very loudly today.",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Here is a summary of the article:",
        "Sure! Here are the three sentences.",
        "In summary, everything went well.",
        "I cannot summarise this text.",
        "The company said that it would",  # cut off
        "The company said that it would...",
        "and the rest of a sentence came here.",
        "Yes it is.",
        "Word " * 90 + "end.",
        "",
    ],
)
def test_what_is_no_sentence_of_a_summary_is_left_out(line: str) -> None:
    assert numbered_sentences(f"1. The group sold its plant.\n2. {line}") == [
        "The group sold its plant."
    ]


def test_of_a_line_with_two_sentences_the_first_is_kept() -> None:
    assert numbered_sentences("1. The group sold its plant. It then closed.") == [
        "The group sold its plant."
    ]


def test_a_figure_at_the_start_is_not_taken_for_a_list_number() -> None:
    assert numbered_sentences("1. 45 workers lost their jobs.") == ["45 workers lost their jobs."]
    assert numbered_sentences("2025 was a good year for them.") == [
        "2025 was a good year for them."
    ]


def test_a_headline_loses_quotes_label_and_full_stop() -> None:
    assert headline('Headline: "Airbus sells ten aircraft."') == "Airbus sells ten aircraft"
    assert headline("Here is a headline:\nAirbus sells ten") == "Airbus sells ten"
    assert headline("") == ""


def test_a_second_full_stop_is_taken_off() -> None:
    assert numbered_sentences("1. The group sold its plant..") == ["The group sold its plant."]


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
