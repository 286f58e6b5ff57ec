"""A word that the French does not negate is not negated in the English."""

from __future__ import annotations

import pytest

from newsbrief.checks.figures import EnglishText, FrenchText
from newsbrief.checks.polarity import negated_cognate
from newsbrief.checks.segment import check_segment
from newsbrief.results import FindingKind


@pytest.mark.parametrize(
    ("french", "english", "expected"),
    [
        ("Un financement contesté", "Uncontested funding", ("contesté", "Uncontested")),
        ("Des actes légaux", "Legal acts", None),
        ("Un acte légal", "An illegal act", ("légal", "illegal")),
        ("Les mesures annoncées hier", "Measures announced yesterday", None),
        ("Des visites annoncées", "Unannounced visits", ("annoncées", "Unannounced")),
        ("Un financement incontesté", "Uncontested funding", None),
        ("Un vote non contesté", "An uncontested vote", None),
        ("La loi n'est pas légitime.", "The law is illegitimate.", None),
        ("Un prix stable, un sol instable", "A stable price, unstable ground", None),
    ],
)
def test_an_opposite_is_reported_where_the_french_negates_nothing(
    french: str, english: str, expected: tuple[str, str] | None
) -> None:
    assert negated_cognate(french, english) == expected


def test_an_opposite_is_a_finding_that_names_both_words() -> None:
    source, english = FrenchText("Un financement contesté"), EnglishText("Uncontested funding")
    (finding,) = check_segment(source, english)
    assert finding.kind is FindingKind.POLARITY
    assert finding.is_flag
    assert finding.message == "« contesté » became its opposite, “Uncontested”"
    assert (finding.source_words, finding.target_words) == (("contesté",), ("Uncontested",))
