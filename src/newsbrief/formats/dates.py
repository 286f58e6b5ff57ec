"""Dates as English writes them."""

from __future__ import annotations

import re
from datetime import datetime

__all__ = ["moment", "written"]

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
