"""Times of day of a translation, written so that nobody takes evening for morning."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.numbers.english import english_figures
from newsbrief.numbers.french import french_figures
from newsbrief.numbers.written import clock_time

if TYPE_CHECKING:
    from decimal import Decimal

    from newsbrief.numbers.figure import Figure

__all__ = ["clock_written", "durations_written"]

_HALF_DAY = 720  # minutes
_HALF_TOLD = re.compile(r"[ap]\.?\s?m\b|morning|afternoon|evening|night|noon|o'clock|GMT|UTC", re.I)
_PLAIN_24 = re.compile(r"([01]?\d|2[0-4]):[0-5]\d\Z")
_DOTTED = re.compile(r"(?<!\d)([01]?\d|2[0-4])[.h]([0-5]\d)\Z")
_AT = re.compile(r"\b(?:at|from|to|until|till|by|around|about|before|after|since|and)\s\Z", re.I)
_SECONDS_AFTER = re.compile(r"\s?(?:min\b|\d|['’]\d)")
_HOURS = 24
_LASTING_BEFORE = re.compile(
    r"(?:en|pendant|durant|après|dur(?:e|é|era|ait|ent)|mis|met|chrono de|temps de)\s\Z", re.I
)
_LASTING_AFTER = re.compile(r"\s(?:de|d['’])(?!\sl['’]après)|\s?(?:min|s)?\s?\d")


def clock_written(source: str, english: str) -> str:
    """Return `english` with the times of `source` in twelve-hour form where they were not told.

    "8:00" for "20 h", "14h30" and "2230 hours" are rewritten; "14:30" and "7 p.m." stand. The
    times of the two texts must answer each other one by one, in order.
    """
    times = [f for f in french_figures(source) if f.unit == "time" and not _lasting(source, f)]
    answers = _answers(english, {time.value % _HALF_DAY for time in times})
    if len(times) != len(answers):
        return english
    pairs = list(zip(times, answers, strict=True))
    if any(time.value % _HALF_DAY != minutes % _HALF_DAY for time, (_, minutes) in pairs):
        return english
    for time, (figure, minutes) in reversed(pairs):
        if _unclear(english, time, figure, minutes):
            text = clock_time(int(time.value))
            if english[figure.end : figure.end + 1] == ".":
                text = text.removesuffix(".")
            english = english[: figure.start] + text + english[figure.end :]
    return english


_HOURS_MINUTES = re.compile(r"(\d{1,2})\s?h\s?([0-5]\d)\Z")


def durations_written(source: str, english: str) -> str:
    """Return `english` with "1 hour 57 minutes" for the "1h57" that `source` says it took."""
    for figure in french_figures(source):
        match = _HOURS_MINUTES.match(figure.text)
        if match and figure.unit == "time" and _lasting(source, figure):
            hours = f"{match[1]} hour{'s' if match[1] != '1' else ''}"
            left = rf"(?<!\d){match[1]}\s?h\s?{match[2]}(?!\d|\s?min|\s?m\b)"
            english = re.sub(left, f"{hours} {int(match[2])} minutes", english)
    return english


def _lasting(source: str, figure: Figure) -> bool:
    """Whether "2h23" is a length of time: "en 2h23", "1h15 de retard"."""
    return bool(
        figure.implicit
        or _LASTING_BEFORE.search(source[: figure.start])
        or _LASTING_AFTER.match(source, figure.end)
    )


def _answers(english: str, faces: set[Decimal]) -> list[tuple[Figure, Decimal]]:
    """The times of the English with their minutes; also "18.12" and the "7" of "at 7"."""
    found = []
    for figure in english_figures(english):
        minutes = _minutes(english, figure)
        if minutes is not None and minutes % _HALF_DAY in faces:
            found.append((figure, minutes))
    return found


def _minutes(english: str, figure: Figure) -> Decimal | None:
    if figure.unit == "time":
        return figure.value
    dotted = _DOTTED.fullmatch(figure.text) if figure.unit in {"", "h", "name"} else None
    if dotted:
        return figure.value * 0 + int(dotted[1]) * 60 + int(dotted[2])
    hour = figure.unit == "" and figure.text.isdecimal() and figure.value <= _HOURS
    return figure.value * 60 if hour and _AT.search(english[: figure.start]) else None


def _unclear(english: str, time: Figure, figure: Figure, minutes: Decimal) -> bool:
    """Whether the English leaves the half of the day, or writes the hour as French does."""
    if _SECONDS_AFTER.match(english, figure.end) or _HALF_TOLD.search(
        english[figure.start : figure.end + 16]
    ):
        return False
    if figure.spelled:
        return False
    return not _PLAIN_24.match(figure.text) or minutes != time.value
