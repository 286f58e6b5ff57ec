"""A figure as the English press writes it: "€1.5 billion", "2:30 p.m.", "3 May 2025"."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from newsbrief.checks.figures.tables_en import MONTH_NAMES

if TYPE_CHECKING:
    from newsbrief.checks.figures.figure import Figure

__all__ = ["clock_time", "dated", "written"]

_SCALES = (
    (Decimal(10) ** 12, "trillion"),
    (Decimal(10) ** 9, "billion"),
    (Decimal(10) ** 6, "million"),
)

_MOST_DECIMALS = 3  # of a scale word: 2,386,412 is not written in millions
_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}

_NAMES = {
    "CNY": "yuan", "CHF": "Swiss francs", "RUB": "roubles", "XOF": "CFA francs", "FRF": "francs",
    "point": "points", "bp": "basis points", "years": "years", "months": "months",
    "weeks": "weeks", "days": "days", "h": "hours", "min": "minutes", "s": "seconds", "": "",
}  # fmt: skip

_SYMBOLS = {"km", "m", "cm", "mm", "kg", "g", "ha", "km/h", "kW", "MW", "GW", "kWh", "MWh", "TWh"}


def written(figure: Figure) -> str | None:
    """Return the figure in English, or None if its value alone does not determine the words."""
    if figure.implicit or figure.kind in {"indefinite", "name", "fraction", "multiplier"}:
        return None
    if figure.unit == "time":
        return clock_time(int(figure.value))
    if figure.unit == "date":
        return dated(int(figure.value))
    if figure.unit in {"ordinal", "century"}:
        return _ranked(int(figure.value)) + (" century" if figure.unit == "century" else "")
    if figure.unit == "year":
        return str(figure.value)
    return _quantity(figure)


def _quantity(figure: Figure) -> str | None:
    sign = "-" if figure.value < 0 else ""
    number = _number(abs(figure.value))
    if figure.unit in _SIGNS:
        return f"{sign}{_SIGNS[figure.unit]}{_cents(number, figure)}"
    if figure.unit in {"%", "°C"}:
        return f"{sign}{number}{figure.unit}"
    if figure.unit in _SYMBOLS:
        return f"{sign}{number} {figure.unit}"
    if figure.unit in _NAMES:
        return f"{sign}{number} {_NAMES[figure.unit]}".rstrip()
    return None


def _number(value: Decimal) -> str:
    """With commas between thousands, or a scale word from a million up."""
    for scale, word in _SCALES:
        if value >= scale:
            scaled = (value / scale).normalize()
            if -int(scaled.as_tuple().exponent) <= _MOST_DECIMALS:
                return f"{scaled:,f} {word}"
            break
    return f"{value:,f}"


def _cents(number: str, figure: Figure) -> str:
    """Two decimals for cents: €1.70 and not €1.7."""
    whole, point, decimals = number.partition(".")
    pointed = point and decimals.isdecimal() and figure.scale == 1
    return f"{whole}.{decimals:0<2}" if pointed else number


def clock_time(minutes: int) -> str:
    """Write minutes since midnight on a twelve-hour clock: "2:30 p.m.", "8 p.m.", "noon"."""
    hours, rest = divmod(minutes % 1440, 60)
    if rest == 0 and hours in (0, 12):
        return "noon" if hours else "midnight"
    past = f":{rest:02}" if rest else ""
    return f"{(hours - 1) % 12 + 1}{past} {'p' if hours >= 12 else 'a'}.m."


def dated(value: int) -> str:
    """Write the value of a date (YYYYMMDD, zeros for unknown parts): "3 May 2025"."""
    year, month, day = value // 10000, value // 100 % 100, value % 100
    parts = [str(day) if day else "", MONTH_NAMES[month - 1], str(year) if year else ""]
    return " ".join(part for part in parts if part)


def _ranked(value: int) -> str:
    """Write an ordinal in digits: "1st", "12th", "23rd"."""
    last = value % 10 if value % 100 not in (11, 12, 13) else 0
    return str(value) + {1: "st", 2: "nd", 3: "rd"}.get(last, "th")
