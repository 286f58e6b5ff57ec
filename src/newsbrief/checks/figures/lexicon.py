"""A Lexicon: the words and signs that one language writes figures with."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from newsbrief.checks.figures.figure import ONE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

__all__ = ["SYMBOLS", "WORD_END", "Lexicon", "UnitOf", "alternation"]

WORD_END = r"(?![^\W_])"
UnitOf = tuple[str, Decimal]  # the unit, and how many of it the word stands for ("décennie": 10)

# Signs that both languages share, read right after digits, with upper and lower case as here.
SYMBOLS: Mapping[str, UnitOf] = {
    **dict.fromkeys(("%", "％"), ("%", ONE)),
    **dict.fromkeys(("€", "EUR"), ("EUR", ONE)),
    **dict.fromkeys(("$US", "US$", "$", "USD"), ("USD", ONE)),
    **dict.fromkeys(("£", "GBP"), ("GBP", ONE)),
    **dict.fromkeys(("¥", "JPY"), ("JPY", ONE)),
    **dict.fromkeys(("CNY", "RMB"), ("CNY", ONE)),
    **dict.fromkeys(("C$", "CAD", "$CAN", "$ CA"), ("CAD", ONE)),
    **dict.fromkeys(("CHF",), ("CHF", ONE)),
    **dict.fromkeys(("A$", "AUD"), ("AUD", ONE)),
    **dict.fromkeys(("Rs", "₹", "INR"), ("INR", ONE)),
    **dict.fromkeys(("₽", "RUB"), ("RUB", ONE)),
    **dict.fromkeys(("₩", "KRW"), ("KRW", ONE)),
    **dict.fromkeys(("SEK", "NOK", "DKK", "CZK"), ("crown", ONE)),
    **dict.fromkeys(("HK$", "HKD"), ("HKD", ONE)),
    **dict.fromkeys(("km/h", "kph", "kmh", "km/hr", "km / h"), ("km/h", ONE)),
    **dict.fromkeys(("km²", "km2", "sq km"), ("km2", ONE)),
    **dict.fromkeys(("m²", "m2", "sq m"), ("m2", ONE)),
    **dict.fromkeys(("m³", "m3"), ("m3", ONE)),
    **dict.fromkeys(("°C", "° C", "º C", "ºC"), ("°C", ONE)),
    **dict.fromkeys(("°F", "° F"), ("°F", ONE)),
    "°": ("°", ONE),
    **dict.fromkeys(("min", "mn"), ("min", ONE)),
    "s": ("s", ONE),
    **{sign: (sign, ONE) for sign in ("km", "m", "cm", "mm", "kg", "g", "mg", "t", "ha", "h")},
    **{sign: (sign, ONE) for sign in ("kW", "MW", "GW", "kWh", "MWh", "GWh", "TWh", "Hz", "GHz")},
    **dict.fromkeys(("Go", "GB"), ("GB", ONE)),
    **dict.fromkeys(("Mo", "MB"), ("MB", ONE)),
}


def alternation(words: Mapping[str, object] | frozenset[str]) -> str:
    """Return a regular expression for any of the words, longest first; a space matches any."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s") for word in ordered)


@dataclass(frozen=True)
class Lexicon:
    """The words of one language, in lower case, with the values they stand for."""

    group_marks: str  # characters between thousands, for a character class
    decimal_mark: str
    cardinals: Mapping[str, int]  # below 100
    ordinals: Mapping[str, int]
    lone_ordinals: frozenset[str]  # never end a longer one: "cent premiers" is not 101st
    hundreds: frozenset[str]
    scales: Mapping[str, Decimal]  # from a thousand up
    collectives: Mapping[str, Decimal]  # "dizaine", "dozen"
    months: Mapping[str, int]
    units: Mapping[str, UnitOf]
    articles: frozenset[str]
    ordinal_ends: str  # what follows the digits of an ordinal
    adjectives: str  # between a number and its unit: "trois longues années"
    linkers: str  # between a scale word and its unit: "de", "of"
    half: str  # "et demi", "and a half"
    times: str  # "fois", "times"
    scale_signs: Mapping[str, Decimal]  # "Md", "bn", next to a currency
    century: str
    range_links: str  # what stands between the two parts of a range: "à", "to"
    conjunction: str  # the same after "entre" or "between": "et", "and"
    between: str
    under: str  # words before a figure: the true one is below, above, or about it
    over: str
    about: str
    about_after: str  # words after a figure for about: "environ", "or so"
    join: Callable[[int, int, str], int | None]  # (hundreds so far, next value, link) → sum

    @cached_property
    def unit_pattern(self) -> re.Pattern[str]:
        """A unit word, with the hyphen or space before it."""
        words = alternation(self.units)
        return re.compile(
            rf"(?:(?:{self.adjectives})(?=\s))?[\s-]?(?:{self.linkers})?({words}){WORD_END}",
            re.IGNORECASE,
        )

    @cached_property
    def plain_unit_pattern(self) -> re.Pattern[str]:
        """A unit word right after a number: without a linker ("20 de", "12 of")."""
        words = alternation(self.units)
        return re.compile(
            rf"(?:(?:{self.adjectives})(?=\s))?[\s-]?({words}){WORD_END}", re.IGNORECASE
        )

    @cached_property
    def symbol_pattern(self) -> re.Pattern[str]:
        """A unit sign after digits, with the space before it."""
        return re.compile(
            rf"[\s-]?({alternation(SYMBOLS)})(?:(?<=[%€$£¥₹₽₩²³°])|(?!['’]){WORD_END})"
        )

    @cached_property
    def scale_sign_pattern(self) -> re.Pattern[str]:
        """A scale sign ("Md", "bn") with the space before it."""
        return re.compile(rf"\s?({alternation(self.scale_signs)})(?![a-zà-ÿ])")

    @cached_property
    def scale_pattern(self) -> re.Pattern[str]:
        """A scale word after a number, with its space or hyphen."""
        return re.compile(rf"[\s-]?(?:{self.linkers})?({alternation(self.scales)}){WORD_END}", re.I)

    @cached_property
    def collective_pattern(self) -> re.Pattern[str]:
        """A collective after a number: "deux douzaines", "two dozen"."""
        return re.compile(rf"[\s-]({alternation(self.collectives)}){WORD_END}", re.I)

    @cached_property
    def ordinal_pattern(self) -> re.Pattern[str]:
        """An ordinal in digits: "2e", "19th"."""
        return re.compile(rf"(\d{{1,4}}(?:[,\s]\d{{3}})?)(?:{self.ordinal_ends}){WORD_END}")

    @cached_property
    def half_pattern(self) -> re.Pattern[str]:
        """A half added to a number."""
        return re.compile(self.half, re.I)

    @cached_property
    def times_pattern(self) -> re.Pattern[str]:
        """The word after a multiplier: "fois", "times"."""
        return re.compile(self.times, re.I)

    @cached_property
    def century_pattern(self) -> re.Pattern[str]:
        """A century after its ordinal."""
        return re.compile(self.century, re.I)

    @cached_property
    def range_pattern(self) -> re.Pattern[str]:
        """The words or signs between the two parts of a range."""
        return re.compile(self.range_links, re.I)

    @cached_property
    def and_pattern(self) -> re.Pattern[str]:
        """The words between the two parts of a range after "between"."""
        return re.compile(self.conjunction, re.I)

    @cached_property
    def between_pattern(self) -> re.Pattern[str]:
        """The word before a range whose parts a conjunction joins: "entre", "between"."""
        return re.compile(rf"(?<![^\W_])(?:{self.between})\s[€$£]?\Z", re.I)

    @cached_property
    def hedge_patterns(self) -> tuple[tuple[str, re.Pattern[str]], ...]:
        """Words before an approximate figure, each pattern after its `bound` (see Figure)."""
        return tuple(
            (bound, re.compile(rf"(?<![^\W_])(?:{words})(?:[\s(+€$£¥-]|EUR|USD|US)*\Z", re.I))
            for bound, words in (("under", self.under), ("over", self.over), ("", self.about))
        )

    @cached_property
    def about_after_pattern(self) -> re.Pattern[str]:
        """Words after an approximate figure: "environ", "or so"."""
        return re.compile(self.about_after, re.I)

    @cached_property
    def month_pattern(self) -> re.Pattern[str]:
        """A month after its day, with the words in between: "3 mai", "3rd of May"."""
        return re.compile(
            rf"[\s-](?:of\s)?({alternation(self.months)}){WORD_END}"
            rf"(?:(?<!\w{{5}})\.)?(?:,?\s(\d{{4}})(?!\d|,\d))?",
            re.I,
        )
