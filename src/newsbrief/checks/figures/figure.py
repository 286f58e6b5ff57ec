"""What the number ledger holds: a Figure read in a text, and a Mismatch between two texts."""

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
    "MismatchKind",
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


MismatchKind = Literal["lost", "changed", "added"]


ONE = Decimal(1)


CURRENCIES = frozenset(
    """EUR USD GBP CNY CHF JPY RUB INR KRW BRL CAD AUD HKD TRY XOF FRF crown cent""".split()
)


# Units whose loss changes what a sentence says: "50 %" is not "50". A lost "ans" or "km" leaves
# the figure right ("âgé de 60 ans" → "aged 60"), so the other units may go.
HARD_UNITS = CURRENCIES | {"%", "bp", "°C"}


@dataclass(frozen=True)
class Figure:
    """A figure in a text: `text[start:end]`, normalised to a value and a unit.

    `unit` is "" for a bare count, an ISO 4217 code, "%", "point", "bp", "ordinal", "century",
    "decade" (1980 for the 1980s), "year" (a calendar year), "date" (YYYYMMDD, with zeros for what
    is not said: 3 May is 503), "time" (minutes since midnight), a duration ("years", "months",
    "weeks", "days", "h", "min", "s"), a measure ("km", "kg", "t", "MW", "°C", ...), "pound" (the
    French "livre" and the English "pound": sterling or weight) or "name".

    `bound` says on which side of `value` the truth lies: "under" ("nearly 20") or "over" ("more
    than 20"). `implicit` marks words that count without saying so ("un an", "both", "doubled"):
    they may answer a figure of the other text and are never missed. `scale` is the factor of the
    scale word ("millions": 10**6). `alternative` is the other value that the writing allows.
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
        """Whether the figure is written without any digit."""
        return not any(character.isdigit() for character in self.text)


def is_whole(value: Decimal, low: int, high: int) -> bool:
    """Whether a value is a whole number from `low` to `high`, both included."""
    return low <= value <= high and value == int(value)


@dataclass(frozen=True)
class Mismatch:
    """One figure that two texts do not share; `message` is one line for the reader."""

    kind: MismatchKind
    source: Figure | None
    target: Figure | None
    message: str
