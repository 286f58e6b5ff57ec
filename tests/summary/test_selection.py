"""Which of the article's own sentences stand in for what could not be verified."""

from __future__ import annotations

import pytest

from newsbrief.summary.salience import Statement, statements
from newsbrief.summary.selection import pick, quotable, repeats, unsaid_denial


def statement(text: str, salience: float = 0.0, *, spoken: bool = False) -> Statement:
    return Statement(text, 1, salience, spoken)


LEAD = statement("Navalor could cut up to 340 jobs in Port-Ligoux by 2026.", 1.2)
SECOND = statement("The order book fell by 27% in one year, to 610 million euros.", 0.6)
THIRD = statement("The region promised 8 million euros of aid on one condition.", 0.5)


def test_fragments_leaning_sentences_and_parts_of_quotations_are_not_quotable() -> None:
    candidates = [
        LEAD,
        statement("The mill closed."),
        statement("She admits that the order book has fallen by 27% in one year."),
        statement("The order book has fallen by 27% in one year, as she admits", spoken=True),
        statement('The order book "has fallen by 27% in one year, said the director.'),
    ]
    assert quotable(candidates) == [LEAD]


def test_a_sentence_inside_a_quotation_of_several_is_known_as_spoken() -> None:
    text = '"The mill has always been safe. The mill will run for years to come," said Claire Roy.'
    assert [s.spoken for s in statements({1: text})] == [False, True]


def test_a_connective_does_not_keep_a_sentence_from_being_quoted() -> None:
    candidates = [statement("However, Navalor could cut up to 340 jobs in Port-Ligoux.")]
    assert quotable(candidates)[0].text == "Navalor could cut up to 340 jobs in Port-Ligoux."


def test_the_most_salient_sentences_that_add_something_are_picked() -> None:
    assert pick([THIRD, SECOND, LEAD], 2, []) == [LEAD, SECOND]
    assert pick([THIRD, SECOND, LEAD], 2, [LEAD.text]) == [SECOND, THIRD]


def test_what_the_model_suggested_counts_as_more_salient() -> None:
    assert pick([SECOND, THIRD], 1, [], [THIRD.text]) == [THIRD]


def test_a_sentence_that_points_back_is_picked_last() -> None:
    pointing = statement("The union disputes this figure and has gone to court over it.", 2.0)
    assert pick([pointing, SECOND], 1, []) == [SECOND]


def test_two_sentences_with_most_words_in_common_say_the_same() -> None:
    assert repeats("Navalor could cut 340 jobs.", [LEAD.text])
    assert not repeats(THIRD.text, [LEAD.text, SECOND.text])


STATEMENTS = statements(
    {
        1: "The mayor was charged on Tuesday with fraud by the public prosecutor.",
        2: "The city hall employs some 400 people in its twelve departments.",
        3: "Her lawyer, Sarah Roy, denies the facts and promises an appeal.",
    }
)


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        (["The mayor was charged on Tuesday with fraud."], STATEMENTS[2].text),
        (["The mayor was charged with fraud.", "The mayor denies the facts."], None),
        (["The city hall employs some 400 people."], None),
    ],
)
def test_a_denial_is_included_where_somebody_is_accused(
    summary: list[str], expected: str | None
) -> None:
    denial = unsaid_denial(summary, STATEMENTS[:2], STATEMENTS)
    assert (denial.text if denial else None) == expected
