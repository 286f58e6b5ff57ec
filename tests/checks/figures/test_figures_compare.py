"""What two texts do not share."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from newsbrief.checks.figures import Mismatch, compare, english_figures, french_figures, unsupported

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # type: ignore[import-not-found, unused-ignore]  # not on 3.11+

PAIRS: dict[str, list[Any]] = tomllib.loads(
    (Path(__file__).parent / "numbers_pairs.toml").read_text(encoding="utf-8")
)


def _compared(french: str, english: str) -> list[Mismatch]:
    return compare(french_figures(french), english_figures(english))


def _summary(mismatch: Mismatch) -> str:
    source = mismatch.source.text if mismatch.source else "-"
    target = mismatch.target.text if mismatch.target else "-"
    return f"{mismatch.kind} {source} → {target}"


@pytest.mark.parametrize(("french", "english"), PAIRS["same"])
def test_a_figure_written_the_english_way_is_no_mismatch(french: str, english: str) -> None:
    assert _compared(french, english) == []


@pytest.mark.parametrize(("french", "english", "mismatches"), PAIRS["different"])
def test_a_figure_lost_changed_or_added_is_reported(
    french: str, english: str, mismatches: list[str]
) -> None:
    assert [_summary(mismatch) for mismatch in _compared(french, english)] == mismatches


@pytest.mark.parametrize(("article", "summary", "wanting"), PAIRS["support"])
def test_a_summary_may_round_only_with_a_hedge(
    article: str, summary: str, wanting: list[str]
) -> None:
    claims = unsupported(english_figures(summary), french_figures(article))
    assert [claim.text for claim in claims] == wanting


def test_a_changed_scale_says_by_how_much() -> None:
    (mismatch,) = _compared("3 milliards d'euros", "3 million euros")
    assert mismatch.message == (
        "« 3 milliards d'euros » became “3 million euros”: 1,000 times less"
    )


def test_a_swapped_currency_names_both_units() -> None:
    (mismatch,) = _compared("12 millions d'euros", "$12 million")
    assert mismatch.message.endswith("the unit changed from EUR to USD")


def test_texts_without_figures_agree() -> None:
    assert compare([], []) == []
