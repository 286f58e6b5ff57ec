"""Dates: read as the French press, feeds and mails write them; written as English does."""

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
    """The complete dates in a short text, in order; dates that no calendar has are left out."""
    found = ((match, _iso(match)) for match in DATE.finditer(text))
    return [FoundDate(iso, match.start(), match.end()) for match, iso in found if iso]


def month_date(text: str) -> str | None:
    """The ISO 8601 month ("2025-11") that a text is, if it is nothing else."""
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
    """Return what an ISO date, or date and time, names; None for any other text."""
    match = _ISO.match(date or "")
    try:
        return datetime.fromisoformat(match.group()) if match else None
    except ValueError:  # the 31st of February
        return None


def written(date: str | None, pattern: str = "") -> str:
    """Return an ISO date as British English writes it: "14 October 2025, 11:28".

    `pattern` is one of CLDR's ("d MMM y"). A date that is not ISO stays as it is.
    """
    found = moment(date)
    if found is None:
        return date or ""
    from babel.dates import format_datetime

    default = "d MMMM y, HH:mm" if "T" in (date or "") else "d MMMM y"
    return format_datetime(found, pattern or default, locale="en_GB")


def iso_stamp(text: str | None) -> str | None:
    """A stamp as "2025-02-24T11:28", in the time of the place where it was written.

    Servers that stamp in UTC do not tell that place: the day alone is given, the French one.
    None for a text without a date.
    """
    text = (text or "").strip()[:100]
    moment = _moment(text)
    if moment is None:
        found = find_dates(text)
        return found[0].iso if found else None
    if moment.tzinfo is None or moment.utcoffset() == timedelta(0):
        return _french_day(moment)
    return moment.strftime("%Y-%m-%dT%H:%M")


def _moment(text: str) -> datetime | None:
    try:  # Python 3.10 reads no Z
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        pass
    else:
        return moment if "T" in text else moment.replace(tzinfo=None)
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _french_day(moment: datetime) -> str:
    if moment.tzinfo is not None:
        try:
            moment = moment.astimezone(ZoneInfo("Europe/Paris"))
        except (ZoneInfoNotFoundError, OverflowError):
            moment = moment.astimezone(timezone.utc)
    return moment.strftime("%Y-%m-%d")
