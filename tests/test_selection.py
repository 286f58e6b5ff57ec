"""Of an article that is too long, the opening and the central passages are kept, in order."""

from __future__ import annotations

from newsbrief.selection import select


def words(text: str) -> int:
    return len(text.split())


STORY = [
    "Airbus wins order",
    "Airbus won an order for 50 jets from the airline on Monday",
    "The order is worth 5 billion euros said Airbus",
    "In other news the weather will be mild across much of northern Brittany",
    "The airline will receive the jets of the Airbus order from 2027",
]


def test_everything_is_kept_when_it_fits() -> None:
    assert select(STORY, 1000, words) == [0, 1, 2, 3, 4]


def test_the_passage_about_something_else_goes_first() -> None:
    assert select(STORY, sum(map(words, STORY)) - 1, words) == [0, 1, 2, 4]


def test_a_passage_over_the_budget_is_passed_over() -> None:
    assert select(["x " * 50, "one two"], 10, words) == [1]
