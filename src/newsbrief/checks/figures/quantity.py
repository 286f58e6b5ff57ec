"""Quantities: numbers with a sign, currency and unit; fractions, collectives and other counts."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from newsbrief.checks.figures.figure import CURRENCIES, ONE, Figure, Kind, is_whole
from newsbrief.checks.figures.lexicon import SYMBOLS, alternation
from newsbrief.checks.figures.number import (
    HALF,
    Number,
    following_number,
    read_base,
    with_half,
    with_scale_sign,
)
from newsbrief.checks.figures.place import Place, figure_of
from newsbrief.checks.figures.spelled_out import read_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsbrief.checks.figures.lexicon import Lexicon, UnitOf

__all__ = [
    "articled",
    "collective",
    "dated",
    "fraction",
    "implied",
    "in_century",
    "magnitude",
    "order_of_magnitude",
    "read_quantity",
    "single_unit",
]

_MONEY_SIGNS = {sign: unit for sign, (unit, _) in SYMBOLS.items() if unit in CURRENCIES}
_PREFIX = re.compile(rf"(?<![^\W_])({alternation(frozenset(_MONEY_SIGNS))})[ \u00a0\u202f]?\Z")
_PREFIX_WIDTH = 6  # "EUR" or "$CAN" and a space
_MINUS = "-−–"
_PLURAL = re.compile(r"\s([^\W\d_]{2,}[sx])(?![^\W_])")

_NO_PLURAL = frozenset(
    """dans mais plus moins sans sous pas vers puis très alors ses ces mes des les nos vos
    jamais toujours depuis après près dès was is has his its as this us ans sources years
    across plus hors chez tous ailleurs deux six dix nous vous mars pays""".split()
)

_LEAST_WON = 100  # "two won" is a verb; a hundred won is seven euro cents
_YEARS = (1000, 2100)
_WORD = re.compile(r"[^\W\d_]+")


def _prefix(place: Place) -> tuple[str, int]:
    """The currency before the number, or "", and the start of the figure with it."""
    before = place.text[max(place.floor, place.start - _PREFIX_WIDTH) : place.start]
    match = _PREFIX.search(before)
    return (_MONEY_SIGNS[match[1]], place.start - len(match[0])) if match else ("", place.start)


def _unit(text: str, number: Number, lexicon: Lexicon) -> tuple[str, Decimal, int]:
    """The unit after the number, how many of it the word means, and where the figure ends."""
    if number.digits or (number.end and text[number.end - 1].isupper()):
        match = lexicon.symbol_pattern.match(text, number.end)
        if match:
            unit, factor = SYMBOLS[" ".join(match[1].split())]
            return unit, factor, match.end()
    pattern = (
        lexicon.unit_pattern if number.linked or number.scale > 100 else lexicon.plain_unit_pattern
    )
    match = pattern.match(text, number.end)
    if match is None:
        return "", ONE, number.end
    unit, factor = lexicon.units[" ".join(match[1].lower().split())]
    if unit == "KRW" and number.value < _LEAST_WON:
        return "", ONE, number.end
    return unit, factor, match.end()


def _kind(unit: str) -> Kind:
    if unit in CURRENCIES:
        return "money"
    if unit in {"%", "point", "bp"}:
        return "percent"
    return "measure" if unit else "number"


def _is_year(text: str, number: Number) -> bool:
    if not number.plain or number.scale > 1 or not is_whole(number.value, *_YEARS):
        return False
    counted = _PLURAL.match(text, number.end)
    return counted is None or counted[1] in _NO_PLURAL or counted[1][0].isupper()


def _sign(place: Place, start: int) -> int:
    """The start of the figure with its sign: "-5" has one, "3-5" and "A-5" have none."""
    if start <= place.floor or start == 0 or place.text[start - 1] not in f"{_MINUS}+":
        return start
    before = place.text[start - 2] if start > 1 else " "
    return start - 1 if not (before.isalnum() or before in ")%€$£") else start


def dated(place: Place, figure: Figure) -> Figure:
    """Turn a day into a date if a month follows it."""
    match = place.lexicon.month_pattern.match(place.text, figure.end)
    if match is None or not is_whole(figure.value, 1, 31):
        return figure
    if place.lexicon.decimal_mark == "." and not match[1][0].isupper():
        return figure  # "may" and "march" are verbs
    month = place.lexicon.months[match[1].lower()]
    value = int(match[2] or 0) * 10000 + month * 100 + int(figure.value)
    return figure_of(place, Decimal(value), match.end(), "date", kind="date")


def _measured(place: Place, number: Number) -> Figure:
    """Return the figure of a number with the signs and the unit around it."""
    money, start = _prefix(place) if number.digits else ("", place.start)
    number = with_scale_sign(place.text, number, place.lexicon, money)
    unit, factor, end = (
        ("", ONE, number.end) if number.ordinal else _unit(place.text, number, place.lexicon)
    )
    if money and unit not in CURRENCIES:
        unit, factor, end = money, ONE, number.end
    number = with_half(place.text, number._replace(end=end), place.lexicon)
    signed = _sign(place, start) if number.digits else start
    value = -number.value if place.text[signed] in _MINUS else number.value
    return figure_of(
        place,
        value * factor,
        number.end,
        unit or money or ("ordinal" if number.ordinal else ""),
        kind="ordinal" if number.ordinal else _kind(unit or money),
        approximate=number.approximate,
        scale=number.scale,
        alternative=number.alternative * factor if number.alternative and unit != "%" else None,
        start=signed,
    )


def in_century(place: Place, figure: Figure) -> Figure:
    """Turn an ordinal into a century if that word follows it."""
    match = place.lexicon.century_pattern.match(place.text, figure.end)
    if match is None or figure.unit != "ordinal":
        return figure
    return figure_of(place, figure.value, match.end(), "century", kind="century")


def articled(place: Place, start: int) -> Figure | None:
    """ "un million", "a hundred": a scale after an article, which counts as one."""
    words = read_words(place.text, start, place.lexicon, article=True)
    if words is None or words.ordinal or words.value < 100:
        return None
    rough = place.text[start : words.end].lower() == "millier"
    number = Number(words.value, words.end, words.scale, approximate=rough)
    return _measured(place, following_number(place.text, number, place.lexicon))


def read_quantity(place: Place) -> Figure | None:
    """Read a number with its sign, currency, scale and unit, as a figure."""
    number = read_base(place)
    if number is None:
        return None
    number = following_number(place.text, number, place.lexicon)
    figure = _measured(place, number)
    if (
        number.digits
        and place.text[figure.end - 1].isdecimal()
        and place.text[figure.end : figure.end + 1].isalpha()
    ):
        return None  # "5G", "4x4": a name
    if figure.unit in {"", "ordinal"}:
        figure = in_century(place, dated(place, figure))
    if figure.unit == "" and place.lexicon.times_pattern.match(place.text, figure.end):
        return replace(figure, kind="multiplier")
    if figure.unit == "" and figure.value > 0 and _is_year(place.text, number):
        return replace(figure, unit="year", kind="year")
    return figure


def fraction(place: Place, value: Decimal, end: int, *, implicit: bool = False) -> Figure:
    """Return a fraction, or its product with what follows ("trois quarts d'heure")."""
    number = following_number(place.text, Number(value, end, linked=True), place.lexicon)
    figure = _measured(place, number)
    if figure.unit == "" and figure.scale == ONE:
        return figure_of(place, value, end, kind="fraction", implicit=implicit)
    return figure


def collective(place: Place, value: Decimal, end: int, *, exact: bool) -> Figure:
    """ "une vingtaine d'euros", "a dozen", "une dizaine de milliers"."""
    number = Number(value, end, scale=value, approximate=not exact, linked=True)
    return _measured(place, following_number(place.text, number, place.lexicon))


def order_of_magnitude(place: Place, value: Decimal, end: int) -> Figure:
    """ "des centaines de milliers d'euros", "tens of thousands"."""
    number = Number(value, end, scale=value, approximate=True, linked=True)
    figure = _measured(place, following_number(place.text, number, place.lexicon))
    return replace(figure, kind="indefinite")


def magnitude(place: Place, magnitudes: Mapping[str, Decimal]) -> Figure | None:
    """Return the order of magnitude that the word at `place` names, or None."""
    word = _WORD.match(place.text, place.start)
    value = magnitudes.get(word[0].lower()) if word else None
    if word is None or value is None:
        return None
    return order_of_magnitude(place, value, word.end())


def single_unit(place: Place, pattern: re.Pattern[str], end: int) -> Figure | None:
    """ "un an", "a year": one of a unit, implicit, since the other text may write "1"."""
    match = pattern.match(place.text, end)
    if match is None or match.start(1) == end:
        return None
    unit, factor = place.lexicon.units[" ".join(match[1].lower().split())]
    half = place.lexicon.half_pattern.match(place.text, match.end())
    if half:
        return figure_of(place, factor + HALF * factor, half.end(), unit, kind="measure")
    return figure_of(place, factor, match.end(), unit, kind="measure", implicit=True)


def implied(place: Place, words: Mapping[str, UnitOf], word: str) -> Figure | None:
    """Return the figure of a word that counts without a number: "doublé", "both", "midi"."""
    if word not in words:
        return None
    unit, value = words[word]
    return figure_of(place, value, place.start + len(word), unit, kind="multiplier", implicit=True)
