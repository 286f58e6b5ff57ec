"""A Figure of a text, and a Mismatch between the figures of two texts."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

__all__ = [
    "CURRENCIES",
    "HARD_UNITS",
    "ONE",
    "Figure",
    "Kind",
    "Mismatch",
    "is_whole",
]

Kind = Literal[
    "number",
    "money",
    "percent",
    "measure",  # durations, lengths, weights, ...
    "date",
    "time",
    "year",
    "ordinal",
    "century",
    "range-part",
    "fraction",
    "multiplier",
    "indefinite",  # "des centaines", "tens of thousands": an order of magnitude
    "name",  # A320, G7, Covid-19, a telephone or version number
]

ONE = Decimal(1)

CURRENCIES = frozenset(
    """EUR USD GBP CNY CHF JPY RUB INR KRW BRL CAD AUD HKD TRY XOF FRF crown cent""".split()
)

# Units whose loss changes the meaning of a sentence: "50 %" is not "50". Without "ans" or "km" the
# figure stays right ("âgé de 60 ans" → "aged 60"), so the other units may be missing.
HARD_UNITS = CURRENCIES | {"%", "bp", "°C"}


@dataclass(frozen=True)
class Figure:
    """A figure in a text, normalised to a value and a unit; `text` is the text's [start:end].

    `unit` is "" for a bare count, an ISO 4217 code, "%", "point", "bp", "ordinal", "century",
    "decade" (1980 for the 1980s), "year" (a calendar year), "date" (YYYYMMDD, with zeros for what
    is not said: 3 May is 503), "time" (minutes since midnight), a duration ("years", "months",
    "weeks", "days", "h", "min", "s"), a measure ("km", "kg", "t", "MW", "°C", ...), "pound" (the
    French "livre" and the English "pound": sterling or weight) or "name".

    `bound` says on which side of `value` the true figure is: "under" ("nearly 20"), "over" ("more
    than 20") or "". `implicit` marks words that count without a number ("un an", "both",
    "doubled"): they may match a figure of the other text, and are no mismatch without one. `scale`
    is the factor of the scale word ("millions": 10**6). `alternative` is the other value that the
    notation allows.
    """

    value: Decimal
    unit: str
    start: int
    end: int
    text: str
    approximate: bool = False
    kind: Kind = "number"
    bound: str = ""
    implicit: bool = False
    scale: Decimal = ONE
    alternative: Decimal | None = None

    @property
    def spelled(self) -> bool:
        """Whether the figure has no digit."""
        return not any(character.isdigit() for character in self.text)


def is_whole(value: Decimal, low: int, high: int) -> bool:
    """Whether a value is a whole number from `low` to `high`, both included."""
    return low <= value <= high and value == int(value)


@dataclass(frozen=True)
class Mismatch:
    """One figure that differs between two texts; `message` is one line for the reader."""

    kind: Literal["lost", "changed", "added"]
    source: Figure | None
    target: Figure | None
    message: str
