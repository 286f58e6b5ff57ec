"""Quotations stay verbatim and keep their speaker."""

from __future__ import annotations

import pytest

from newsbrief.summary.quotations import (
    has_speaker,
    is_open,
    names_speaker,
    only_quoted,
    without_false_quotes,
)

ARTICLE = ['"The mill is safe. It will run for years," said Claire Roy, its director.']


@pytest.mark.parametrize(
    ("sentence", "written"),
    [
        ('Roy said "the mill is safe".', 'Roy said "the mill is safe".'),
        ("Roy said “the mill is safe”.", 'Roy said "the mill is safe".'),
        ('Roy said the mill "is perfectly safe".', "Roy said the mill is perfectly safe."),
        ('Roy is "its director".', "Roy is its director."),
        ('Roy said "safe. It will run".', 'Roy said "safe. It will run".'),
    ],
)
def test_only_words_that_somebody_is_quoted_with_stay_in_quotation_marks(
    sentence: str, written: str
) -> None:
    assert without_false_quotes(sentence, ARTICLE) == written


@pytest.mark.parametrize(
    ("sentence", "has_one"),
    [
        ('"The mill is safe and sound," said Claire Roy.', True),
        ('"The mill is safe and sound," a union source says.', True),
        ('"The mill is safe and sound," he said.', False),
        ('"The mill is safe and sound."', False),
        ('Claire Roy resigned: "The mill is safe and sound."', False),
        ('The mill made "green steel".', True),
        ("The mill closed.", True),
    ],
)
def test_a_quotation_of_a_clause_needs_somebody_who_says_it(sentence: str, has_one: bool) -> None:
    assert has_speaker(sentence) is has_one


@pytest.mark.parametrize(
    "sentence",
    [
        '"The mill is safe and sound," he said in Lyon.',
        'Of the mill in Lyon he is proud: "It never failed us once."',
        'Claims are paid, according to him: "Nobody has lost a cent."',
        'On the mill in Lyon, she says that she "will not give in to threats".',
    ],
)
def test_a_pronoun_is_no_speaker(sentence: str) -> None:
    assert not names_speaker(sentence)


def test_what_is_only_quoted_is_no_fact() -> None:
    assert only_quoted("The mill is safe.", ARTICLE[0])
    assert not only_quoted("Roy says that the mill is safe.", ARTICLE[0])
    assert not only_quoted("Claire Roy is the director.", ARTICLE[0])


def test_a_quotation_is_open_until_its_closing_mark() -> None:
    assert is_open('"The mill is safe.')
    assert not is_open('"The mill is safe," said Roy.')
