"""Ranges: "de 3 à 5 %", "entre 20 et 30 millions d'euros", "€10-15m", "XVIIe et XVIIIe siècles".

A unit, scale, month or century that one part leaves out is taken from the other part.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from newsbrief.checks.figures.figure import CURRENCIES, ONE, Figure, is_whole

if TYPE_CHECKING:
    from newsbrief.checks.figures.lexicon import Lexicon

__all__ = ["join_ranges"]

_SMALLER = {"h": "min", "min": "s"}
_JOINED = re.compile(r",?\s(?:et\s|and\s)?")
_LINK_WIDTH = 16  # " euros et entre ": no connector between two parts is longer
_BETWEEN_WIDTH = 10  # "entre " or "between " before the first part
_UNSHARED = frozenset({"", "year", "date", "time", "decade", "ordinal", "century"})
_MOMENTS = frozenset({"century", "date", "time", "year", "decade"})  # units that keep their kind
_WIDEST_FALL = 100  # "1,9 à 1,6 million" falls a little; no range falls a hundredfold
_END_OF_DATE = re.compile(r"\s?(?:[.,;:)]|\Z|(?:at|by|for|from|in|of|on|to|with)(?![^\W_]))")

_WEEKDAY = re.compile(
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|[a-z]day),?\s\Z", re.I
)

_NOON = 720  # minutes since midnight
_SHORT_YEAR = (1, 99)


def join_ranges(text: str, figures: list[Figure], lexicon: Lexicon) -> list[Figure]:
    """Return the same figures, with the parts of each range completed from each other.

    Works from the right, so that a unit reaches every part of "3, 5 ou 7 %".
    """
    joined = _with_minutes(text, figures)
    for index in range(len(joined) - 2, -1, -1):
        first, second = joined[index], joined[index + 1]
        if _linked(text, first, second, lexicon):
            joined[index], joined[index + 1] = _completed(first, second)
    return joined


def _with_minutes(text: str, figures: list[Figure]) -> list[Figure]:
    """The same figures, with "3 hours" and "14 minutes" merged into one."""
    merged: list[Figure] = []
    for figure in figures:
        last = merged[-1] if merged else None
        smaller = _SMALLER.get(last.unit) if last else None
        if last and figure.unit == smaller and _JOINED.fullmatch(text, last.end, figure.start):
            value = last.value * 60 + figure.value
            whole = text[last.start : figure.end]
            merged[-1] = replace(
                last, value=value, unit=smaller, end=figure.end, text=whole, implicit=False
            )
        else:
            merged.append(figure)
    return merged


def _linked(text: str, first: Figure, second: Figure, lexicon: Lexicon) -> bool:
    between = text[first.end : second.start]
    if len(between) > _LINK_WIDTH or not between:
        return False
    before = text[max(0, first.start - _BETWEEN_WIDTH) : first.start]
    if second.unit == "time" and first.unit == "" and _WEEKDAY.search(before):
        return False  # "mercredi 19 à 18h" is a day and a time
    if lexicon.range_pattern.fullmatch(between):
        return True
    if between == ", ":  # "les 12, 13 et 14 avril"
        return second.unit == "date" and second.text.isdecimal()
    coordinated = lexicon.and_pattern.fullmatch(between)
    if coordinated is None:
        return False
    if first.unit == "date":  # "April 12 and 13 in Rome", but not "on April 12 and 13 people"
        return second.unit == "" and _END_OF_DATE.match(text, second.end) is not None
    return second.unit in {"century", "decade", "date"} or bool(
        lexicon.between_pattern.search(before)
    )


def _completed(first: Figure, second: Figure) -> tuple[Figure, Figure]:
    for rule in (_short_year, _dates, _times, _centuries, _decades, _quantities):
        pair = rule(first, second)
        if pair is not None:
            return pair
    return first, second


def _short_year(first: Figure, second: Figure) -> tuple[Figure, Figure] | None:
    """2023-24 is 2023 and 2024."""
    if first.unit != "year" or second.unit != "" or not is_whole(second.value, *_SHORT_YEAR):
        return None
    year = first.value // 100 * 100 + abs(second.value)
    if year <= first.value or len(second.text.strip("-–−")) != 2:
        return None
    return _part(first), replace(_part(second), value=year, unit="year")


def _dates(first: Figure, second: Figure) -> tuple[Figure, Figure] | None:
    """ "du 3 au 5 mai" is 3 May and 5 May; "May 3-5" too."""
    if second.unit == "date" and first.unit in {"", "ordinal"} and is_whole(first.value, 1, 31):
        if second.value % 100 == 0:
            return None
        return replace(_part(first), value=second.value - second.value % 100 + first.value,
                       unit="date"), _part(second)  # fmt: skip
    if (
        first.unit == "date"
        and second.unit in {"", "ordinal"}
        and is_whole(abs(second.value), 1, 31)
    ):
        if first.value % 100 == 0 or first.text[:1].isdigit():
            return None
        value = first.value - first.value % 100 + abs(second.value)
        return _part(first), replace(_part(second), value=value, unit="date")
    return None


def _times(first: Figure, second: Figure) -> tuple[Figure, Figure] | None:
    """ "14 heures à 16h30", "2 to 4.30 p.m."."""
    if second.unit != "time" or first.unit not in {"", "h"} or not is_whole(first.value, 0, 24):
        return None
    value = first.value * 60
    if "p" in second.text.lower() and value < _NOON and value + _NOON <= second.value:
        value += _NOON
    return replace(first, value=value, unit="time", kind="time"), second


def _centuries(first: Figure, second: Figure) -> tuple[Figure, Figure] | None:
    if first.unit == "ordinal" and second.unit == "century":
        return replace(_part(first), unit="century"), _part(second)
    return None


def _decades(first: Figure, second: Figure) -> tuple[Figure, Figure] | None:
    """ "les années 1990 et 2000": one word for both decades."""
    if first.unit == "decade" and second.unit in {"year", ""} and second.value % 10 == 0:
        value = second.value if second.value >= 1000 else second.value + 1900
        return _part(first), replace(_part(second), value=value, unit="decade")
    if second.unit == "decade" and first.unit == "year" and first.value % 10 == 0:
        return replace(_part(first), unit="decade"), _part(second)
    return None


def _quantities(first: Figure, second: Figure) -> tuple[Figure, Figure] | None:
    if "name" in (first.unit, second.unit) or {"fraction", "indefinite"} & {
        first.kind,
        second.kind,
    }:
        return None
    second = _in_millions(first, second)
    if first.unit == "" and second.unit not in _UNSHARED:
        first = replace(first, unit=second.unit, kind=second.kind)
    elif first.unit in CURRENCIES and second.unit == "" and not first.text[-1:].isalpha():
        second = replace(second, unit=first.unit, kind=first.kind)
    return _part(_scaled(first, second)), _part(second)


def _in_millions(first: Figure, second: Figure) -> Figure:
    """The "m" of "€10-15m" is a million, not a metre."""
    if first.unit not in CURRENCIES or second.unit != "m" or not second.text.endswith("m"):
        return second
    million = Decimal(10) ** 6
    return replace(
        second, value=second.value * million, scale=million, unit=first.unit, kind=first.kind
    )


def _scaled(first: Figure, second: Figure) -> Figure:
    """ "20 à 30 millions" is 20 million to 30 million; "500 à 1 million" is not 500 million."""
    if first.scale != ONE or second.scale == ONE or first.unit != second.unit:
        return first
    factor = second.scale
    if abs(first.value) * factor >= abs(second.value) * _WIDEST_FALL:
        return first
    return replace(first, value=first.value * factor, scale=factor)


def _part(figure: Figure) -> Figure:
    return replace(figure, kind="range-part") if figure.unit not in _MOMENTS else figure
