"""Times of day and lengths of time in a translation, written so that nobody misreads them."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from newsbrief.checks.figures.written import clock_time

if TYPE_CHECKING:
    from newsbrief.checks.figures.figure import Figure
    from newsbrief.checks.figures.texts import EnglishText, FrenchText

__all__ = ["clock_written", "durations_written"]

_HALF_DAY = 720  # minutes
_HOURS = 24

_HALF_OF_DAY = re.compile(
    r"[ap]\.?\s?m\b|morning|afternoon|evening|night|noon|o'clock|GMT|UTC", re.I
)

_HALF_OF_DAY_WIDTH = 16  # characters after a time that may say which half of the day it is
_PLAIN_24 = re.compile(r"([01]?\d|2[0-4]):[0-5]\d\Z")
_DOTTED = re.compile(r"(?<!\d)([01]?\d|2[0-4])[.h]([0-5]\d)\Z")
_AT = re.compile(r"\b(?:at|from|to|until|till|by|around|about|before|after|since|and)\s\Z", re.I)
_SECONDS_AFTER = re.compile(r"\s?(?:min\b|\d|['’]\d)")

_LASTING_BEFORE = re.compile(
    r"(?:en|pendant|durant|après|dur(?:e|é|era|ait|ent)|mis|met|chrono de|temps de)\s\Z", re.I
)

_LASTING_AFTER = re.compile(r"\s(?:de|d['’])(?!\sl['’]après)|\s?(?:min|s)?\s?\d")
_HOURS_MINUTES = re.compile(r"(\d{1,2})\s?h\s?([0-5]\d)\Z")


def clock_written(source: FrenchText, english: EnglishText) -> str:
    """Return the English with the times of the French on a twelve-hour clock.

    "8:00" for "20 h", "14h30" and "2230 hours" are rewritten; "14:30" and "7 p.m." stay. Nothing
    changes unless the times of the two texts match one by one, in order.
    """
    text = english.text
    times = [f for f in source.figures if f.unit == "time" and not _lasting(source.plain, f)]
    if not times:
        return text
    matches = _matches(english, {time.value % _HALF_DAY for time in times})
    if len(times) != len(matches):
        return text
    pairs = list(zip(times, matches, strict=True))
    if any(time.value % _HALF_DAY != minutes % _HALF_DAY for time, (_, minutes) in pairs):
        return text
    for time, (figure, minutes) in reversed(pairs):
        if _unclear(text, time, figure, minutes):
            written = clock_time(int(time.value))
            if text[figure.end : figure.end + 1] == ".":
                written = written.removesuffix(".")
            text = text[: figure.start] + written + text[figure.end :]
    return text


def durations_written(source: FrenchText, english: EnglishText) -> str:
    """Return the English with "1 hour 57 minutes" for a "1h57" of the French that is a duration."""
    text = english.text
    for figure in source.figures:
        match = _HOURS_MINUTES.match(figure.text)
        if match and figure.unit == "time" and _lasting(source.plain, figure):
            hours = f"{match[1]} hour{'s' if match[1] != '1' else ''}"
            copied = rf"(?<!\d){match[1]}\s?h\s?{match[2]}(?!\d|\s?min|\s?m\b)"
            text = re.sub(copied, f"{hours} {int(match[2])} minutes", text)
    return text


def _lasting(source: str, figure: Figure) -> bool:
    """Whether "2h23" is a length of time: "en 2h23", "1h15 de retard"."""
    return bool(
        figure.implicit
        or _LASTING_BEFORE.search(source[: figure.start])
        or _LASTING_AFTER.match(source, figure.end)
    )


def _matches(english: EnglishText, faces: set[Decimal]) -> list[tuple[Figure, Decimal]]:
    """The times of the English with their minutes; also "18.12" and the "7" of "at 7".

    `faces` are the times of the French on a twelve-hour dial, in minutes.
    """
    timed = [(figure, _minutes(english.text, figure)) for figure in english.figures]
    return [
        (figure, minutes)
        for figure, minutes in timed
        if minutes is not None and minutes % _HALF_DAY in faces
    ]


def _minutes(english: str, figure: Figure) -> Decimal | None:
    """The minutes since midnight that a figure may mean, or None for no time of day."""
    if figure.unit == "time":
        return figure.value
    dotted = _DOTTED.fullmatch(figure.text) if figure.unit in {"", "h", "name"} else None
    if dotted:
        return Decimal(int(dotted[1]) * 60 + int(dotted[2]))
    hour = figure.unit == "" and figure.text.isdecimal() and figure.value <= _HOURS
    return figure.value * 60 if hour and _AT.search(english[: figure.start]) else None


def _unclear(english: str, time: Figure, figure: Figure, minutes: Decimal) -> bool:
    """Whether the English does not say which half of the day, or writes the hour as French does."""
    around = english[figure.start : figure.end + _HALF_OF_DAY_WIDTH]
    if _SECONDS_AFTER.match(english, figure.end) or _HALF_OF_DAY.search(around):
        return False
    if figure.spelled:
        return False
    return not _PLAIN_24.match(figure.text) or minutes != time.value
