"""Which paragraphs support a sentence, and what none of them supports."""

from __future__ import annotations

import pytest

from newsbrief.summary.evidence import Evidence

ARTICLE = Evidence(
    {
        0: "Voltarenne sold to Northlake",
        1: "Northlake Materials bought the recycler Voltarenne for 380 million euros on Tuesday.",
        2: "Voltarenne employs 412 people, almost 300 of them in the Loire. It opened in 2014.",
        3: "Unions demand a bonus of 3,000 euros; the management offers 1,200.",
        4: "The group would close its plant in Lyon, according to a source. It declined to comment.",
        5: "More than 60% of the water evaporates, the rest feeds rivers and lakes.",
        7: "Founded by Ms Archambaud, Voltarenne makes cells. It treated 18,500 tonnes of batteries.",
        9: "Painted in 1671, the canvas was attributed to Hendrik Vanloo until 2016. Of the daughter of "
        "Hendrik, born in Lille, nothing was known.",
        8: '"We will double our sales of cells," says Anne Roy. Did the planters profit from prices?',
        6: "The bank did not raise its rates in March.",
    }
)


@pytest.mark.parametrize(
    ("sentence", "paragraphs"),
    [
        ("Northlake Materials bought Voltarenne for 380 million euros.", (1,)),
        ("The unions demand a bonus of 3,000 euros.", (3,)),
        ("Voltarenne employs 412 people and opened in 2014.", (2,)),
        ("The group would close its plant in Lyon, a source says.", (4,)),
        ("The bank did not raise rates in March.", (6,)),
        ('"We will double our sales of cells," says Anne Roy.', (8,)),
        ("The canvas was attributed to Hendrik Vanloo until 2016.", (9,)),
        ("Voltarenne treated 18,500 tonnes of batteries.", (7,)),
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
        ("The weather was fine and the children played in the garden.", "weather"),
        ("Voltarenne, which employs 412 people, demands a bonus of 3,000 euros.", "something else"),
        ("Voltarenne bought the recycler Northlake Materials on Tuesday.", "adds"),
        ("The group will close its plant in Lyon.", "according to a source"),
        ("More than 60% of the water feeds rivers and lakes.", "the rest"),
        ("The bank raised its rates in March.", "not"),
        ("Northlake treated 18,500 tonnes of batteries.", "does not say it of Northlake"),
        ("The company will double its sales of cells.", "only quotes somebody"),
        ("The planters profited from prices.", "planters"),
        ("Northlake Materials makes cells.", "does not say it of Northlake Materials"),
        ("The canvas was painted by Hendrik Vanloo in 1671.", "by"),
        ("Hendrik's canvas was attributed to Vanloo until 2016.", "Hendrik's"),
        ("Voltarenne was fined 380 million euros on Tuesday.", "fined"),
        ("Unions abandoned a bonus of 3,000 euros.", "abandoned"),
        ("Unions do not demand a bonus of 3,000 euros.", "not"),
        ("Unions demand 3,000 euros and a bonus of 3,000 euros.", "of one thing only"),
    ],
)
def test_what_the_article_does_not_support_is_a_problem(sentence: str, problem: str) -> None:
    assert any(problem in text for text in ARTICLE.support(sentence).problems)


def test_a_question_in_a_quotation_does_not_end_it() -> None:
    evidence = Evidence({1: '"Who will pay? The bank pays nothing. We will see," said Claire Roy.'})
    assert evidence.support("The bank pays nothing.").problems


def test_the_sentence_before_a_passage_may_end_the_paragraph_before() -> None:
    passage = Evidence({1: "The mill closed.", 2: "These cuts hurt."}).support("These cuts hurt.")
    assert passage.passage is not None
    assert passage.passage.previous == "The mill closed."
