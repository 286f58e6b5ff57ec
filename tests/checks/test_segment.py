"""What can be wrong with one segment's English."""

from __future__ import annotations

import pytest

from newsbrief.checks.figures import EnglishText, FrenchText, contradiction
from newsbrief.checks.segment import check_segment
from newsbrief.results import Finding, FindingKind


def checked(source: str, english: str) -> list[Finding]:
    return check_segment(FrenchText(source), EnglishText(english))


GOOD = [
    (
        "Le groupe a vendu 12 usines pour 3,5 milliards d'euros.",
        "The group sold 12 plants for 3.5 billion euros.",
    ),
    ("« Non, non et non ! », a-t-il dit.", '"No, no and no!" he said.'),
    ("Économie", "Economy"),
    (
        "Airbus, Boeing, Embraer, Bombardier et Dassault",
        "Airbus, Boeing, Embraer, Bombardier and Dassault",
    ),
    ("Très, très, très cher", "Very, very, very expensive"),
]


@pytest.mark.parametrize(("source", "english"), GOOD)
def test_a_good_translation_has_no_finding(source: str, english: str) -> None:
    assert checked(source, english) == []


BAD = [
    ("La Chine a dépensé 380 milliards de yuans.", "China spent 50 billion yuan.", FindingKind.NUMBER),
    ("Il a vendu 12 usines l'an dernier à Lyon.", "He sold plants in Lyon last year.", FindingKind.NUMBER),
    ("Le menu du jour est affiché à l'entrée de la salle.", "The menu the menu the menu the menu.", FindingKind.LOOP),
    ("Le ministre a présenté la réforme des retraites devant les députés.", "The minister.", FindingKind.LENGTH),
    ("Une enquête a été ouverte par le parquet de la ville.", "An inquiry " + "into many other things " * 8, FindingKind.LENGTH),
    ("Le président est dans la ville avec son équipe.", "Le président est dans la ville avec son équipe.", FindingKind.UNTRANSLATED),
    ("Le mot 日本 est écrit au tableau.", "The word ⁇ is written on the board.", FindingKind.UNTRANSLATED),
]  # fmt: skip


@pytest.mark.parametrize(("source", "english", "kind"), BAD)
def test_a_bad_translation_has_a_finding(source: str, english: str, kind: FindingKind) -> None:
    assert kind in {finding.kind for finding in checked(source, english)}


def test_a_finding_knows_the_words_that_it_is_about() -> None:
    (changed,) = checked("Il a versé 384 euros.", "He paid 834 euros.")
    assert (changed.source_words, changed.target_words) == (("384 euros",), ("834 euros",))
    (lost,) = checked("Selon l'Insee, les prix baissent.", "Prices fall.")
    assert lost.source_words == ("Selon l'Insee",)


@pytest.mark.parametrize(
    ("english", "phrase"),
    [
        ("Sales rose from 31,400 to 26,900.", "rose from 31,400 to 26,900"),
        ("The rate fell from 4% in 2022 to 5% in 2023.", "fell from 4% in 2022 to 5%"),
        ("Sales rose from 26,900 to 31,400.", None),
        (
            "It rose from €61.4 million in 2022 to €43.8 million.",
            "rose from €61.4 million in 2022 to €43.8 million",
        ),
        ("It fell from second to fifth place, and rose from 5th to 2nd.", None),
        ("Rain falling from 9 p.m. to 11 p.m.", None),
        ("Growing from 1 in 10 to 1 in 5.", None),
    ],
)
def test_a_rise_to_less_is_reported_though_every_figure_is_there(
    english: str, phrase: str | None
) -> None:
    assert contradiction(EnglishText(english)) == phrase
