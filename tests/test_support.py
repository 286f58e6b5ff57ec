"""Which paragraphs carry a sentence, and what none of them carries."""

from __future__ import annotations

import pytest

from newsbrief.support import Evidence

ARTICLE = Evidence(
    {
        1: "Northlake Materials bought the recycler Voltarenne for 380 million euros on Tuesday.",
        2: "Voltarenne employs 412 people, almost 300 of them in the Loire.",
        3: "Unions demand a bonus of 3,000 euros; the management offers 1,200.",
    },
    source=(
        "Northlake Materials a racheté Voltarenne pour 380 millions d'euros mardi. Elle emploie "
        "412 personnes, dont près de 300 dans la Loire. Les syndicats réclament une prime de "
        "3 000 euros ; la direction en propose 1 200."
    ),
)


@pytest.mark.parametrize(
    ("sentence", "paragraphs"),
    [
        ("Northlake Materials bought Voltarenne for 380 million euros.", (1,)),
        ("The unions want a bonus of 3,000 euros.", (3,)),
        ("Voltarenne, bought on Tuesday for 380 million euros, employs 412 people.", (1, 2)),
    ],
)
def test_a_sentence_names_the_paragraphs_it_rests_on(
    sentence: str, paragraphs: tuple[int, ...]
) -> None:
    support = ARTICLE.support(sentence)
    assert support.problems == ()
    assert support.paragraphs == paragraphs


@pytest.mark.parametrize(
    ("sentence", "problem"),
    [
        ("Northlake Materials bought Voltarenne for 480 million euros.", "480 million euros"),
        ("Northlake Materials bought Voltarenne for 380 billion euros.", "380 billion euros"),
        ("Northlake Materials bought Voltarenne for 380 million dollars.", "380 million dollars"),
        ("The recycler Voltarenne was bought by Umicore on Tuesday.", "Umicore"),
        ("The weather was fine and the children played in the garden.", "does not carry it"),
    ],
)
def test_what_the_article_does_not_carry_is_a_problem(sentence: str, problem: str) -> None:
    assert any(problem in text for text in ARTICLE.support(sentence).problems)
