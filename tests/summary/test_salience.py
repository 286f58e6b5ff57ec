"""The sentences that a summary must not miss come first."""

from __future__ import annotations

from newsbrief.summary.salience import digest, statements

STORY = {
    0: "Airbus wins order for 50 jets",
    1: "Airbus won an order for 50 jets from the airline Norwing on Monday. Is it the last?",
    2: "The order is worth 5 billion euros, said the maker of planes.",
    3: "In other news the weather will be mild across much of Brittany.",
    4: "The airline will receive the jets of the order from 2027 to 2030.",
    5: "Read also",
}


def test_titles_questions_and_fragments_are_no_statements() -> None:
    assert [s.paragraph for s in statements(STORY)] == [1, 2, 3, 4]


def test_what_the_title_says_matters_most_and_what_nothing_else_shares_least() -> None:
    ranked = sorted(statements(STORY), key=lambda s: -s.salience)
    assert ranked[0].paragraph == 1
    assert ranked[-1].paragraph == 3


def test_a_digest_keeps_the_order_of_the_article_within_its_length() -> None:
    kept = digest(statements(STORY), 40)
    assert [statement.text for statement in kept] == [
        "Airbus won an order for 50 jets from the airline Norwing on Monday.",
        STORY[2],
        STORY[4],
    ]
