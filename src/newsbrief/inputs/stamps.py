"""The dates of feeds and mails as ISO 8601."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newsbrief.readers.dates import find_dates

__all__ = ["iso_stamp"]


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
