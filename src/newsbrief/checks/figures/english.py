"""Figures in English text, also as opus-mt writes them ("11h28", "2.000", "EUR 3.5 million")."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from newsbrief.checks.figures import moments, scan
from newsbrief.checks.figures.lexicon import WORD_END, alternation
from newsbrief.checks.figures.literals import read_digits
from newsbrief.checks.figures.place import Place, figure_of
from newsbrief.checks.figures.quantity import (
    articled,
    collective,
    fraction,
    implied,
    magnitude,
    order_of_magnitude,
    read_quantity,
    single_unit,
)
from newsbrief.checks.figures.spelled_out import read_words
from newsbrief.checks.figures.tables_en import (
    COLLECTIVES,
    DECADES,
    ENGLISH,
    IMPLIED,
    MAGNITUDES,
    PARTS,
)

if TYPE_CHECKING:
    from newsbrief.checks.figures.figure import Figure

__all__ = ["english_figures"]

_TWELVE_HOURS = re.compile(r"(\d{1,2})(?:[:.h]([0-5]\d))?\s?([ap])\.?\s?m(?![^\W_])\.?", re.I)
_MILITARY = re.compile(r"([01]\d|2[0-4])([0-5]\d)\s?(?:hours|hrs|h)(?![^\W_])")
_OCLOCK = re.compile(r"\so['’]clock", re.I)
_PART_OF_DAY = re.compile(r"\s(?:in\sthe\s(morning|afternoon|evening)|at\s(night))", re.I)

_DAY_AFTER_MONTH = re.compile(
    rf"({alternation(ENGLISH.months)})\.?\s(?:the\s)?(\d{{1,2}})(?:st|nd|rd|th)?(?![\d:%]|[.,]\d|[^\W_])(?:,?\s(\d{{4}})(?!\d))?",
    re.I,
)

_DECADE = re.compile(r"(\d{3}0|\d0)['’]?s(?![^\W_])")
_YEARS_DECADE = re.compile(r"years[\s-](\d{3}0)(?!\d)", re.I)

_DECADE_BEFORE = re.compile(
    r"(?<![^\W_])(?:the|early|mid|late|and|or|to|his|her|their|my|your|our)[\s-]['’]?\Z|['’]\Z",
    re.I,
)

_AGE_BEFORE = re.compile(
    r"(?<![^\W_])(?:his|her|their|my|your|our)\s(?:early\s|mid-|mid\s|late\s)?\Z", re.I
)

_ARTICLE = re.compile(r"(?:an?|one)[\s-]", re.I)
_BARE_SCALE = re.compile(r"(?:hundred|thousand|million|billion|trillion|dozen)(?![^\W_])", re.I)

_FEW = re.compile(
    r"(?:few|several|couple\sof|couple)\s(hundred|thousand|million|billion|trillion|dozen)(?![^\W_])",
    re.I,
)

_PART = re.compile(rf"[\s-]({alternation(frozenset(PARTS))})(s?){WORD_END}", re.I)
_OF = re.compile(r"\sof(?![^\W_])|\s?[.,;:)]|\Z", re.I)
_HALF = re.compile(r"half(?:\s(?:a|an|of\sa|of\san)(?=\s))?(?![^\W_])", re.I)


def _time(place: Place) -> Figure | None:
    """11:28 a.m., 2.30pm, 11h28, 1430 hours."""
    match = _MILITARY.match(place.text, place.start)
    if match:
        return moments.time_figure(place, int(match[1]), int(match[2]), match.end())
    match = _TWELVE_HOURS.match(place.text, place.start)
    if match is None or int(match[1]) > 12:
        return moments.hour_sign(place) if match is None else None
    hours = int(match[1]) % 12 + (12 if match[3] in "pP" else 0)
    return moments.time_figure(place, hours, int(match[2] or 0), match.end())


def _clock(place: Place) -> Figure | None:
    """11:28, and the careless 16:45 p.m."""
    figure = moments.clock(place)
    if figure is None:
        return None
    after = re.compile(r"\s?p\.?\s?m(?![^\W_])\.?", re.I).match(place.text, figure.end)
    if after is None:
        return figure
    value = figure.value if figure.value >= 720 else figure.value + 720
    return figure_of(place, value, after.end(), "time", kind="time")


def _hour(place: Place, figure: Figure) -> Figure:
    """ "three o'clock", "seven in the morning"."""
    if figure.unit != "" or not 0 < figure.value <= 24 or figure.value % 1:
        return figure
    oclock = _OCLOCK.match(place.text, figure.end)
    end = oclock.end() if oclock else figure.end
    part = _PART_OF_DAY.match(place.text, end)
    if oclock is None and part is None:
        return figure
    later = 720 if part and (part[1] or "").lower() != "morning" and figure.value < 12 else 0
    end = part.end() if part else end
    return figure_of(place, figure.value * 60 + later, end, "time", kind="time")


def _quantity(place: Place) -> Figure | None:
    figure = read_quantity(place)
    return figure and _hour(place, figure)


def _month_day(place: Place) -> Figure | None:
    """May 3, May 3rd, 2025."""
    match = _DAY_AFTER_MONTH.match(place.text, place.start)
    if match is None or not match[1][0].isupper() or not 1 <= int(match[2]) <= 31:
        return None
    month = ENGLISH.months[match[1].lower()]
    value = int(match[3] or 0) * 10000 + month * 100 + int(match[2])
    return figure_of(place, Decimal(value), match.end(), "date", kind="date")


def _decade(place: Place) -> Figure | None:
    """1980s, the 80s, and an age: "in his 60s"."""
    match = _DECADE.match(place.text, place.start)
    if match is None:
        return None
    before = place.text[max(0, place.start - 8) : place.start]
    if len(match[1]) < 4 and not _DECADE_BEFORE.search(before):
        return None  # "10s" is seconds
    return _decade_figure(place, int(match[1]), match.end())


def _decade_figure(place: Place, year: int, end: int) -> Figure:
    before = place.text[max(0, place.start - 14) : place.start]
    if _AGE_BEFORE.search(before):
        return figure_of(place, Decimal(year % 100), end, "years", kind="measure", implicit=True)
    if year < 100:
        year += 1900 if year >= 20 else 2000
    return figure_of(place, Decimal(year), end, "decade", kind="year")


def _decade_words(place: Place) -> Figure | None:
    """ "the eighties", "the years 1980"."""
    match = _YEARS_DECADE.match(place.text, place.start)
    if match:
        return _decade_figure(place, int(match[1]), match.end())
    word = re.compile(r"[^\W\d_]+").match(place.text, place.start)
    if word is None or word[0].lower() not in DECADES:
        return None
    return _decade_figure(place, DECADES[word[0].lower()], word.end())


def _article(place: Place) -> Figure | None:
    """ "a million", "a dozen", "one year": an article and what it counts."""
    match = _ARTICLE.match(place.text, place.start)
    if match is None:
        return None
    word = re.compile(r"[^\W\d_]+").match(place.text, match.end())
    if word and word[0].lower() in COLLECTIVES:
        return collective(place, COLLECTIVES[word[0].lower()], word.end(), exact=False)
    return articled(place, match.end()) or single_unit(
        place, ENGLISH.plain_unit_pattern, match.end() - 1
    )


def _bare_scale(place: Place) -> Figure | None:
    """ "the last hundred years", "per thousand": one of the scale."""
    match = _BARE_SCALE.match(place.text, place.start)
    if match is None:
        return None
    if match[0].lower() == "dozen":
        return collective(place, COLLECTIVES["dozen"], match.end(), exact=False)
    return articled(place, place.start)


def _few(place: Place) -> Figure | None:
    """ "several hundred thousand", "a few dozen"."""
    match = _FEW.match(place.text, place.start)
    if match is None:
        return None
    value = MAGNITUDES[f"{match[1].lower()}s"]
    return order_of_magnitude(place, value, match.end())


def _part_count(place: Place) -> tuple[Decimal, int] | None:
    """How many parts, and where the count ends: "two" in "two thirds", "a" in "a third"."""
    article = re.compile(r"an?(?=[\s-])", re.I).match(place.text, place.start)
    if article:
        return Decimal(1), article.end()
    if place.text[place.start].isdecimal():
        literal = read_digits(place.text, place.start, ENGLISH)
        return (literal.value, literal.end) if literal and literal.plain else None
    words = read_words(place.text, place.start, ENGLISH)
    return (words.value, words.end) if words and words.words == 1 and not words.ordinal else None


def _parts(place: Place) -> Figure | None:
    """ "two thirds", "three quarters of an hour", "a fifth of"."""
    count = _part_count(place)
    match = _PART.match(place.text, count[1]) if count and 1 <= count[0] <= 9 else None
    if count is None or match is None or bool(match[2]) != (count[0] > 1):
        return None
    single = count[0] == 1
    followed = _OF.match(place.text, match.end()) is not None
    if single and match[1].lower() not in {"third", "quarter"} and not followed:
        return None
    value = count[0] / PARTS[match[1].lower()]
    return fraction(place, value, match.end(), implicit=single and not followed)


def _half(place: Place) -> Figure | None:
    """ "half", "half an hour", "half a million", "half a dozen"."""
    match = _HALF.match(place.text, place.start)
    if match is None:
        return None
    return fraction(place, Decimal("0.5"), match.end(), implicit=True)


def _magnitude(place: Place) -> Figure | None:
    """ "hundreds of thousands"."""
    return magnitude(place, MAGNITUDES)


def _implied(place: Place) -> Figure | None:
    word = re.compile(r"[^\W\d_]+").match(place.text, place.start)
    figure = implied(place, IMPLIED, word[0].lower()) if word else None
    return figure and (replace(figure, kind="time") if figure.unit == "time" else figure)


_GRAMMAR = scan.Grammar(
    lexicon=ENGLISH,
    digit_rules=(
        moments.hundredths,
        moments.around_the_clock,
        moments.numeric_date,
        scan.code,
        scan.vulgar_fraction,
        _time,
        _clock,
        _decade,
        scan.ordinal,
        _parts,
        _quantity,
        scan.name,
    ),
    words=scan.dispatch(
        (moments.around_the_clock, ("seven", "twenty")),
        (_month_day, ENGLISH.months),
        (moments.month_year, ENGLISH.months),
        (_decade_words, ("years", *DECADES)),
        (_parts, ("a", "an", *ENGLISH.cardinals)),
        (_few, ("few", "several", "couple")),
        (_bare_scale, ("hundred", "thousand", "million", "billion", "trillion", "dozen")),
        (_article, ("a", "an", "one")),
        (_half, ("half",)),
        (_quantity, (*ENGLISH.cardinals, *ENGLISH.ordinals)),
        (_magnitude, MAGNITUDES),
        (_implied, IMPLIED),
    ),
)


def english_figures(text: str) -> list[Figure]:
    """Return every figure of an English text, in order, the implicit ones included."""
    return scan.figures(text, _GRAMMAR)
