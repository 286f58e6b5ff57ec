"""What every format says of a brief."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefs import flagged_brief
from newsbrief.formats.phrases import verified


@pytest.mark.parametrize(
    ("figures", "names", "told"),
    [
        (1, 1, "the figure of the French against the English"),
        (2, 1, "the 2 figures of the French against the English"),
        (2, 1, "its known name ("),
        (0, 3, "its 3 known names ("),
    ],
)
def test_one_of_a_kind_is_told_in_the_singular(figures: int, names: int, told: str) -> None:
    brief = replace(flagged_brief(), num_figures=figures, num_names=names, terms=())
    assert told in verified(brief)
