"""Dates and times in digits, as both languages write them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from newsbrief.checks.figures.place import Place, figure_of

if TYPE_CHECKING:
    from newsbrief.checks.figures.figure import Figure

__all__ = [
    "around_the_clock",
    "clock",
    "hour_sign",
    "hundredths",
    "month_year",
    "numeric_date",
    "time_figure",
]

_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?![\d/])")
_CLOCK = re.compile(r"([01]?\d|2[0-4]):([0-5]\d)(?![\d:])")

_HOUR_SIGN = re.compile(
    r"(\d{1,2})\s?[hH](?:\s?([0-5]\d)(?!\d|[.,]\d)(?:\s?(?:min|mn))?)?(?![^\W_])"
)

_SECONDS = re.compile(r"(\d{1,2})\s?s\s?(\d\d)(?!\d|[.,]\d|[^\W_])")
_NAME_BEFORE = re.compile(r"[^\W\d_]{2}-\Z")  # "Kestrel-2H" is no hour; "9h-12h" holds one

_ROUND_THE_CLOCK = re.compile(
    r"24\s?h(?:eures)?\s?(?:/|sur)\s?24(?!\d)|7\s?j(?:ours)?\s?(?:/|sur)\s?7(?!\d)|24/7(?![\d/])|"
    r"(?:24|twenty-four)\shours\sa\sday|(?:7|seven)\sdays\s(?:a|per)\sweek|sept\sjours\ssur\ssept",
    re.I,
)


def _date(place: Place, year: int, month: int, day: int, end: int) -> Figure | None:
    """The figure of a date; its alternative has day and month swapped, where that is a date."""
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    swapped = Decimal(year * 10000 + day * 100 + month) if day <= 12 else None
    value = Decimal(year * 10000 + month * 100 + day)
    return figure_of(place, value, end, "date", kind="date", alternative=swapped)


def numeric_date(place: Place) -> Figure | None:
    """A date in digits: 2025-05-03, 03/05/2025 (the day first, as the French write)."""
    match = _ISO.match(place.text, place.start)
    if match:
        return _date(place, int(match[1]), int(match[2]), int(match[3]), match.end())
    match = _DAY_FIRST.match(place.text, place.start)
    if match is None or (match[2] != "/" and len(match[4]) == 2):
        return None
    year = int(match[4]) + (2000 if len(match[4]) == 2 else 0)
    day, month = int(match[1]), int(match[3])
    if month > 12:
        day, month = month, day
    return _date(place, year, month, day, match.end())


def time_figure(place: Place, hours: int, minutes: int, end: int) -> Figure | None:
    """The figure of a time of day, in minutes since midnight."""
    if hours > 24:
        return None
    return figure_of(place, Decimal(hours * 60 + minutes), end, "time", kind="time")


def clock(place: Place) -> Figure | None:
    """11:28."""
    match = _CLOCK.match(place.text, place.start)
    return match and time_figure(place, int(match[1]), int(match[2]), match.end())


def hour_sign(place: Place) -> Figure | None:
    """11h28, 14 h 30, 14h."""
    match = _HOUR_SIGN.match(place.text, place.start)
    if match and _NAME_BEFORE.search(place.text[max(0, place.start - 4) : place.start]):
        return None
    return match and time_figure(place, int(match[1]), int(match[2] or 0), match.end())


def hundredths(place: Place) -> Figure | None:
    """9 s 98: the French notation for the time of a race."""
    match = _SECONDS.match(place.text, place.start)
    if match is None:
        return None
    value = Decimal(f"{match[1]}.{match[2]}")
    return figure_of(place, value, match.end(), "s", kind="measure")


def around_the_clock(place: Place) -> Figure | None:
    """24h/24 and 7j/7: implicit, since they may become "around the clock"."""
    match = _ROUND_THE_CLOCK.match(place.text, place.start)
    if match is None:
        return None
    week = match[0][0] in "7sS"
    value, unit = (Decimal(7), "days") if week else (Decimal(24), "h")
    return figure_of(place, value, match.end(), unit, kind="measure", implicit=True)


_MONTH_YEAR = r"\.?,?\s(?:of\s)?(\d{4})(?!\d|,\d)"


def month_year(place: Place) -> Figure | None:
    """ "mars 2023", "March 2023"."""
    match = re.compile(r"[^\W\d_]+").match(place.text, place.start)
    month = place.lexicon.months.get(match[0].lower()) if match else None
    if match is None or month is None:
        return None
    if place.lexicon.decimal_mark == "." and not match[0][0].isupper():
        return None
    year = re.compile(_MONTH_YEAR).match(place.text, match.end())
    if year is None:
        return None
    return figure_of(
        place, Decimal(int(year[1]) * 10000 + month * 100), year.end(), "date", kind="date"
    )
