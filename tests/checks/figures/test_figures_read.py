"""Figures read in French and English text."""

from __future__ import annotations

import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newsbrief.checks.figures import Figure, english_figures, french_figures

if TYPE_CHECKING:
    from collections.abc import Callable

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # type: ignore[import-not-found, unused-ignore]  # not on 3.11+

DATA = Path(__file__).parent


def _cases(name: str) -> list[tuple[str, list[str]]]:
    tables = tomllib.loads((DATA / name).read_text(encoding="utf-8"))
    return [(text, labels) for table in tables.values() for text, labels in table.items()]


def _label(figure: Figure) -> str:
    value = f"{figure.value.normalize():f}"
    if figure.value == Decimal(2) / 3:
        value = "2/3"
    return f"{'~' if figure.approximate else ''}{value} {figure.unit}".strip()


def _labels(figures: list[Figure]) -> list[str]:
    return [_label(figure) for figure in figures if not figure.implicit]


@pytest.mark.parametrize(("text", "labels"), _cases("numbers_french.toml"))
def test_french_figures_are_normalised_to_a_value_and_a_unit(text: str, labels: list[str]) -> None:
    assert _labels(french_figures(text)) == labels


@pytest.mark.parametrize(("text", "labels"), _cases("numbers_english.toml"))
def test_english_figures_are_normalised_to_a_value_and_a_unit(text: str, labels: list[str]) -> None:
    assert _labels(english_figures(text)) == labels


@pytest.mark.parametrize("read", [french_figures, english_figures])
def test_a_figure_is_the_text_between_its_offsets(read: Callable[[str], list[Figure]]) -> None:
    text = "Près de 3,5 Md€, -2 %, le 3 mai 2025, 11h28, A320, €5m, May 3, XIXe siècle."
    assert all(text[figure.start : figure.end] == figure.text for figure in read(text))


@pytest.mark.parametrize(
    ("text", "bound"),
    [("près de 20", "under"), ("plus de € 20", "over"), ("environ 20", ""), ("20 environ", "")],
)
def test_a_hedge_says_on_which_side_the_truth_lies(text: str, bound: str) -> None:
    (figure,) = french_figures(text)
    assert (figure.approximate, figure.bound) == (True, bound)


@pytest.mark.parametrize("read", [french_figures, english_figures])
@pytest.mark.parametrize(
    "unit",
    "1|1 |1,|1.|1-|1 000 |03/|a1|10km|cent |un |a-|XI|hundred and |http://|٣|½|\0|🎉1".split("|"),
)
def test_hostile_text_takes_linear_time(read: Callable[[str], list[Figure]], unit: str) -> None:
    # Backtracking inside a compiled pattern can be counted by nothing but a clock. The bound only
    # keeps a runaway pattern from hanging the tests: linear time is a hundredth of it.
    started = time.process_time()
    read(unit * (200_000 // len(unit)))
    assert time.process_time() - started < 120
