"""Counts that are not plain numbers: fractions, collectives, orders of magnitude, word counts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from newsbrief.numbers.figure import ONE, Figure
from newsbrief.numbers.number import HALF, Number, following_number
from newsbrief.numbers.place import Place, figure_of
from newsbrief.numbers.quantity import measured

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from newsbrief.numbers.lexicon import UnitOf

__all__ = [
    "collective",
    "fraction",
    "implied",
    "magnitude",
    "order_of_magnitude",
    "single_unit",
]

_WORD = re.compile(r"[^\W\d_]+")


def fraction(place: Place, value: Decimal, end: int, *, implicit: bool = False) -> Figure:
    """A fraction, or what it is a fraction of ("trois quarts d'heure", "half a million")."""
    number = following_number(place.text, Number(value, end, linked=True), place.lexicon)
    figure = measured(place, number)
    if figure.unit == "" and figure.scale == ONE:
        return figure_of(place, value, end, kind="fraction", implicit=implicit)
    return figure


def collective(place: Place, value: Decimal, end: int, *, exact: bool) -> Figure:
    """ "une vingtaine d'euros", "a dozen", "une dizaine de milliers"."""
    number = Number(value, end, scale=value, approximate=not exact, linked=True)
    return measured(place, following_number(place.text, number, place.lexicon))


def order_of_magnitude(place: Place, value: Decimal, end: int) -> Figure:
    """ "des centaines de milliers d'euros", "tens of thousands"."""
    number = Number(value, end, scale=value, approximate=True, linked=True)
    figure = measured(place, following_number(place.text, number, place.lexicon))
    return replace(figure, kind="indefinite")


def magnitude(place: Place, magnitudes: Mapping[str, Decimal]) -> Figure | None:
    """The order of magnitude that the word at `place` names, of the language's `magnitudes`."""
    word = _WORD.match(place.text, place.start)
    value = magnitudes.get(word[0].lower()) if word else None
    if word is None or value is None:
        return None
    return order_of_magnitude(place, value, word.end())


def single_unit(place: Place, pattern: re.Pattern[str], end: int) -> Figure | None:
    """ "un an", "a year": one of a unit, which the other text may write "1"."""
    match = pattern.match(place.text, end)
    if match is None or match.start(1) == end:
        return None
    unit, factor = place.lexicon.units[" ".join(match[1].lower().split())]
    half = place.lexicon.half_pattern.match(place.text, match.end())
    if half:
        return figure_of(place, factor + HALF * factor, half.end(), unit, kind="measure")
    return figure_of(place, factor, match.end(), unit, kind="measure", implicit=True)


def implied(place: Place, words: Mapping[str, UnitOf], word: str) -> Figure | None:
    """A word that counts without a number: "doublé", "both", "quinquennat", "midi"."""
    if word not in words:
        return None
    unit, value = words[word]
    return figure_of(place, value, place.start + len(word), unit, kind="multiplier", implicit=True)
