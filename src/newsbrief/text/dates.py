"""Dates: read from French text, feeds and mails; written as British English writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

__all__ = [
    "DATE",
    "MONTH_YEAR",
    "FoundDate",
    "find_dates",
    "iso_stamp",
    "moment",
    "month_date",
    "written",
]

_MONTHS = {
    "janv": 1, "févr": 2, "fevr": 2, "mars": 3, "avr": 4, "mai": 5, "juin": 6, "juil": 7,
    "août": 8, "aout": 8, "sept": 9, "oct": 10, "nov": 11, "déc": 12, "dec": 12,
}  # fmt: skip

_DAY = (
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|"
    r"lun|mar|mer|jeu|ven|sam|dim)\.?,?\s+)?"
)

_MONTH = (
    r"(?P<month>janv(?:ier|\.)?|f[ée]vr(?:ier|\.)?|mars|avr(?:il|\.)?|mai|juin|juil(?:let|\.)?|"
    r"ao[ûu]t|sept(?:embre|\.)?|oct(?:obre|\.)?|nov(?:embre|\.)?|d[ée]c(?:embre|\.)?)"
)

_TIME = (
    r"(?:\s*(?:,|à|-|–|\||•|·|\()?\s*(?P<hour>[01]?\d|2[0-3])\s?(?:h|H|:|heures?)"
    r"\s?(?P<minute>[0-5]\d)?\)?(?![\d/]))?"
)

DATE = re.compile(
    rf"\b(?:{_DAY}(?:le\s+)?(?P<day>1er|[0-3]?\d)\s+{_MONTH}\s+(?P<year>(?:19|20)\d\d)(?!\d)"
    r"|(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)(?!\d)(?:T(?=\d))?"
    rf"|{_DAY}(?P<day2>[0-3]?\d)(?P<sep>[/.-])(?P<month2>[01]?\d)(?P=sep)(?P<year2>(?:20)?\d\d)(?!\d))"
    rf"{_TIME}(?:(?<=:\d\d):[0-5]\d(?:[.]\d+)?)?(?:(?<=\d\d)(?:Z|[+-]\d\d:?\d\d))?",
    re.IGNORECASE,
)

MONTH_YEAR = re.compile(rf"\W*{_MONTH}\s+(?P<year>(?:19|20)\d\d)\W*", re.IGNORECASE)


@dataclass(frozen=True)
class FoundDate:
    """A date as ISO 8601 ("2025-02-24" or "2025-02-24T11:28") and where its text stands."""

    iso: str
    start: int
    end: int


def find_dates(text: str) -> list[FoundDate]:
    """Return the complete dates in a short text, in order, without those of no calendar."""
    dates = ((match, _iso(match)) for match in DATE.finditer(text))
    return [FoundDate(iso, match.start(), match.end()) for match, iso in dates if iso]


def month_date(text: str) -> str | None:
    """Return the ISO 8601 month ("2025-11") of a text that is only a month and a year."""
    match = MONTH_YEAR.fullmatch(text)
    return f"{match['year']}-{_month(match['month']):02d}" if match else None


def _iso(match: re.Match[str]) -> str | None:
    try:
        day = datetime(*_year_month_day(match))
    except ValueError:
        return None
    if match["hour"] is None:
        return day.strftime("%Y-%m-%d")
    return f"{day:%Y-%m-%d}T{int(match['hour']):02d}:{match['minute'] or '00'}"


def _year_month_day(match: re.Match[str]) -> tuple[int, int, int]:
    if match["iso"]:
        year, month, day = map(int, match["iso"].split("-"))
        return year, month, day
    if match["month2"]:
        year = int(match["year2"])
        return year + 2000 if year < 100 else year, int(match["month2"]), int(match["day2"])
    return int(match["year"]), _month(match["month"]), int(match["day"].lower().removesuffix("er"))


def _month(name: str) -> int:
    return next(n for prefix, n in _MONTHS.items() if name.lower().startswith(prefix))


_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?")


def moment(date: str | None) -> datetime | None:
    """Return an ISO date, or date and time, as a datetime; None for any other text."""
    match = _ISO.match(date or "")
    try:
        return datetime.fromisoformat(match.group()) if match else None
    except ValueError:  # the 31st of February
        return None


def written(date: str | None, pattern: str = "") -> str:
    """Return an ISO date as British English writes it: "14 October 2025, 11:28".

    `pattern` is one of CLDR's ("d MMM y"). A date that is not ISO stays as it is.
    """
    parsed = moment(date)
    if parsed is None:
        return date or ""
    from babel.dates import format_datetime

    default = "d MMMM y, HH:mm" if "T" in (date or "") else "d MMMM y"
    return format_datetime(parsed, pattern or default, locale="en_GB")


def iso_stamp(text: str | None) -> str | None:
    """Return a feed's or mail's time stamp as "2025-02-24T11:28", in the local time it was written.

    A stamp in UTC does not say what the local time was: the day alone is returned, in French time.
    Returns None for a text without a date.
    """
    text = (text or "").strip()[:100]
    stamp = _parsed_stamp(text)
    if stamp is None:
        dates = find_dates(text)
        return dates[0].iso if dates else None
    if stamp.tzinfo is None or stamp.utcoffset() == timedelta(0):
        return _french_day(stamp)
    return stamp.strftime("%Y-%m-%dT%H:%M")


def _parsed_stamp(text: str) -> datetime | None:
    try:  # Python 3.10 reads no Z
        stamp = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        pass
    else:
        return stamp if "T" in text else stamp.replace(tzinfo=None)
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _french_day(stamp: datetime) -> str:
    if stamp.tzinfo is not None:
        try:
            stamp = stamp.astimezone(ZoneInfo("Europe/Paris"))
        except (ZoneInfoNotFoundError, OverflowError):
            stamp = stamp.astimezone(timezone.utc)
    return stamp.strftime("%Y-%m-%d")
