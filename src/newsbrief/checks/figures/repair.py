"""Figures of a translation mended where the French leaves no doubt how they must read.

Each repair looks at the French and the English of one segment and changes the English only where
it is certain which English figure answers which French one. What is not certain is left to the
checks.

Times of day of a translation, written so that nobody takes evening for morning.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.checks.figures.compare import compare
from newsbrief.checks.figures.english import english_figures
from newsbrief.checks.figures.figure import HARD_UNITS
from newsbrief.checks.figures.french import french_figures
from newsbrief.checks.figures.moments import numeric_date
from newsbrief.checks.figures.place import Place
from newsbrief.checks.figures.tables_fr import FRENCH
from newsbrief.checks.figures.trends import trends_kept
from newsbrief.checks.figures.written import clock_time, dated, written

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from newsbrief.checks.figures.figure import Figure, Mismatch

__all__ = ["clock_written", "durations_written", "figures_repaired"]


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


def figures_repaired(source: str, english: str) -> str:
    """Return `english` with its figures as `source` states them and as English writes them.

    Idempotent; a sound translation comes back as it is. Both are one segment.
    """
    source = _SPACE.sub(" ", source)
    for repair in _REPAIRS:
        english = repair(source, english)
    return english


_SPACE = re.compile(r"\s")  # no-break and thin ones too


_GROUPED = re.compile(r"(?<![\d.,])(?<!\d )[1-9]\d{0,2}(?:\s\d{3})+(?:[.,]\d{1,2})?(?![\d,])")


_DIALLED = re.compile(
    r"(?<![\d.,])(?:\+33[ .]?[1-9]|0[ .]?\d{1,3})(?:[ .-]\d{2,3}){2,5}(?!\d|\.\d)"
)


_DIGITS_APART = r"[\s.,-]?"


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _dialled(source: str, english: str) -> str:
    """Telephone numbers as the French writes them: the model groups "0 800 130 000" anew."""
    for match in _DIALLED.finditer(source):
        apart = _DIGITS_APART.join(_digits(match.group()))
        written_there = " ".join(match.group().split())
        pattern = rf"(?<![\d.,+])(?:\+{_DIGITS_APART})?{apart}(?!\d)"
        english = re.sub(pattern, lambda _, text=written_there: text, english)  # type: ignore[misc]
    return english


def _grouped(source: str, english: str) -> str:
    """ "1 801.80" as "1,801.80" where the French has the same digits as one number."""
    known = {_digits(match.group()) for match in _GROUPED.finditer(source)}
    known -= {_digits(match.group()) for match in _DIALLED.finditer(source)}

    def grouped(match: re.Match[str]) -> str:
        if _digits(match.group()) not in known:
            return match.group()
        whole, _, decimals = match.group().replace(",", ".").partition(".")
        return re.sub(r"\s", ",", whole) + (f".{decimals}" if decimals else "")

    return _GROUPED.sub(grouped, english)


_COPIED_DATE = re.compile(
    r"(?:\b([Oo]n )?(?:the )?)?(?<![\d/.-])\d{1,2}([/.-])\d{1,2}\2\d{4}(?![\d/])"
)


def _numeric_dates(source: str, english: str) -> str:
    """ "03/05/2025" in a French text is 3 May; left in digits an American reads 5 March."""

    def spelled(match: re.Match[str]) -> str:
        digits = re.search(r"\d.*", match.group())
        if digits is None or digits.group() not in source:
            return match.group()
        figure = numeric_date(Place(digits.group(), 0, 0, FRENCH))
        if figure is None:
            return match.group()
        return f"{match[1] or ''}{dated(int(figure.value))}"

    return _COPIED_DATE.sub(spelled, english)


_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"


_THE_DAY = re.compile(rf"\b(\w+ )?the (\d{{1,2}} (?:{_MONTHS})\b)(?=\s*(?:[.,;:)]|$|at\b|\d{{4}}))")


_BEFORE_DAY = frozenset(
    "on of since until till from before after by to for and between in around about".split()
)


def _the_day(source: str, english: str) -> str:
    """ "the 3 May" as "on 3 May", or without its article behind a preposition."""

    def without_article(match: re.Match[str]) -> str:
        before = match[1] or ""
        bare = not before or before.strip().lower() in _BEFORE_DAY
        return f"{before}{'' if bare else 'on '}{match[2]}"

    return _THE_DAY.sub(without_article, english)


_TITLED = re.compile(r"(?<![\w.,])(\d{1,3} )([A-Z][a-zéè]{3,})\b")


def _titled(source: str, english: str) -> str:
    """ "20 Minutes" keeps the capital that makes it a name."""
    for match in _TITLED.finditer(source):
        pattern = rf"(?<![\w.,]){match[1]}{match[2].lower()}\b"
        english = re.sub(pattern, match.group(), english)
    return english


_QUARTER = re.compile(r"\bT([1-4])\b(?=\s(?:\d{4}|de l|et|contre|,)|[,.;:)]|$)")


def _quarters(source: str, english: str) -> str:
    """ "T3 2024" is Q3 2024."""
    for match in _QUARTER.finditer(source):
        english = re.sub(rf"\bT{match[1]}\b", f"Q{match[1]}", english)
    return english


_MARGIN = re.compile(r"plus ou moins \d")


def _margin(source: str, english: str) -> str:
    if _MARGIN.search(source):
        return re.sub(r"\bmore or less (?=[\d$€£])", "plus or minus ", english)
    return english


_SPELLED_TRILLIONS = re.compile(r"\b((?:\w+[ -]){1,4}?thousand) billion\b", re.I)


def _trillions(source: str, english: str) -> str:
    """ "two thousand billion" as "two trillion"."""
    return _SPELLED_TRILLIONS.sub(lambda match: f"{match[1].rpartition(' ')[0]} trillion", english)


def _hundredths(source: str, english: str) -> str:
    """ "9 s 98", which comes out as "9'98"."""
    for match in re.finditer(r"\b(\d{1,2}) ?s ?(\d\d)\b", source):
        english = re.sub(
            rf"\b{match[1]}(?:['’\"]{{1,2}}| ?[sS]\.? ?){match[2]}\b",
            f"{match[1]}.{match[2]} s",
            english,
        )
    return english


def _changed(source: str, english: str) -> str:
    """Figures that the ledger sees changed, where each wrong one answers one French figure."""
    french = french_figures(source)
    mismatches = compare(french, english_figures(english))
    if not mismatches or not _certain(mismatches):
        return english
    mended = english
    for mismatch in sorted(mismatches, key=_position, reverse=True):
        figure, text = mismatch.target, written(mismatch.source) if mismatch.source else None
        if figure is None or text is None:
            return english
        stop = "." if figure.text.endswith(".") and not text.endswith(".") else ""
        mended = mended[: figure.start] + text + stop + mended[figure.end :]
    return english if compare(french, english_figures(mended)) else mended


def _position(mismatch: Mismatch) -> int:
    return mismatch.target.start if mismatch.target else -1


def _certain(mismatches: list[Mismatch]) -> bool:
    """Whether each wrong figure answers one French figure: two of one unit might be swapped."""
    units = [m.source.unit for m in mismatches if m.source is not None]
    return len(set(units)) == len(mismatches) and all(map(_same_thing, mismatches))


def _same_thing(mismatch: Mismatch) -> bool:
    source, target = mismatch.source, mismatch.target
    if source is None or target is None or source.kind in {"range-part", "name"}:
        return False
    return source.unit == target.unit or source.unit in HARD_UNITS


_REPAIRS: tuple[Callable[[str, str], str], ...] = (
    _dialled,
    _grouped,
    _numeric_dates,
    _the_day,
    _titled,
    _quarters,
    _margin,
    _trillions,
    _hundredths,
    clock_written,
    durations_written,
    trends_kept,
    _changed,
)
