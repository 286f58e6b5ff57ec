"""The place in a text where a rule looks for a figure, and the figure that it makes there."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from newsbrief.checks.figures.figure import ONE, Figure, Kind

if TYPE_CHECKING:
    from decimal import Decimal

    from newsbrief.checks.figures.lexicon import Lexicon

__all__ = ["Place", "figure_of"]

_HEDGE_WIDTH = 32  # "dans les alentours de " and the like


class Place(NamedTuple):
    """Where a rule looks for a figure."""

    text: str
    start: int
    floor: int  # the end of the last figure, or 0
    lexicon: Lexicon


def _hedge(place: Place, end: int) -> tuple[bool, str]:
    """Whether the words around a figure make it approximate, and its `bound` (see Figure)."""
    before = place.text[max(place.floor, place.start - _HEDGE_WIDTH) : place.start]
    if not before or before.isspace():
        return bool(place.lexicon.about_after_pattern.match(place.text, end)), ""
    for bound, pattern in place.lexicon.hedge_patterns:
        if pattern.search(before):
            return True, bound
    return bool(place.lexicon.about_after_pattern.match(place.text, end)), ""


def figure_of(
    place: Place,
    value: Decimal,
    end: int,
    unit: str = "",
    *,
    kind: Kind = "number",
    implicit: bool = False,
    approximate: bool = False,
    scale: Decimal = ONE,
    alternative: Decimal | None = None,
    start: int | None = None,
) -> Figure:
    """Build the figure between the place and `end`, approximate if the words around say so."""
    hedged, bound = _hedge(place, end)
    start = place.start if start is None else start
    return Figure(
        value,
        unit,
        start,
        end,
        place.text[start:end],
        approximate or hedged,
        kind,
        bound,
        implicit,
        scale,
        alternative,
    )
