"""When two figures mean the same: pairs of key functions, from strict to lenient.

Two figures match under a pair if the keys of the source's and the target's figure are equal; the
key None matches nothing. Keys keep the time linear in the number of figures.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable
from decimal import Decimal

from newsbrief.checks.figures.figure import HARD_UNITS, Figure

__all__ = ["EQUIVALENCES", "Key", "canonical", "is_counted"]

Key = Callable[[Figure], Hashable]

# Units in which lengths of time, lengths and weights are compared: 18 months is a year and a half.
_CANONICAL: dict[str, tuple[str, Decimal]] = {
    "years": ("months", Decimal(12)),
    "weeks": ("s", Decimal(604800)),
    "days": ("s", Decimal(86400)),
    "h": ("s", Decimal(3600)),
    "min": ("s", Decimal(60)),
    "km": ("m", Decimal(1000)),
    "cm": ("m", Decimal("0.01")),
    "mm": ("m", Decimal("0.001")),
    "t": ("kg", Decimal(1000)),
    "g": ("kg", Decimal("0.001")),
    "GW": ("kW", Decimal(10) ** 6),
    "MW": ("kW", Decimal(1000)),
}

_COUNTED = frozenset({"", "ordinal", "century", "year", "name"})
_MOMENTS = frozenset({"date", "time", "decade"})
_PERCENT_OF = {Decimal("0.5"): 50, Decimal("0.25"): 25, Decimal("0.75"): 75}

# "huit jours" is a week in French, and "quinze jours" are two weeks.
_FRENCH_DAYS = {Decimal(8): 7, Decimal(15): 14}
_DOTTED_TIME = re.compile(r"(\d{1,2})[.h](\d\d)\Z")
_LONGEST_LABEL = 5  # letters: "Covid" is copied, "Pouchkinskaïa" is respelled
_HALF_OF_DAY = re.compile(r"[ap]\.?\s?m|morning|afternoon|evening|night|matin|soir|midi", re.I)
_QUARTER = re.compile(r"[TQ][1-4]")
_SQUEEZED = re.compile(r"[\s.,\-‑()]")


def is_counted(figure: Figure) -> bool:
    """Whether a figure is a bare count, rank or label, without a unit to keep."""
    return figure.unit in _COUNTED


def canonical(figure: Figure) -> Hashable:
    """The strictest key: the canonical unit and the value in it."""
    if figure.unit == "name":
        return "name", _SQUEEZED.sub("", figure.text).casefold().rstrip("s")
    if figure.kind == "indefinite":
        return "order", figure.value.adjusted(), figure.unit
    if figure.unit == "time":
        return "time", figure.value % 1440
    unit, factor = _CANONICAL.get(figure.unit, (figure.unit, Decimal(1)))
    return unit, _round(figure.value * factor)


def _round(value: Decimal) -> Decimal:
    return value.quantize(Decimal("1e-9")).normalize() if abs(value) < 10**9 else value.normalize()


def _other_reading(figure: Figure) -> Hashable:
    if figure.alternative is None:
        return None
    unit, factor = _CANONICAL.get(figure.unit, (figure.unit, Decimal(1)))
    return unit, _round(figure.alternative * factor)


def _bare(figure: Figure) -> Hashable:
    """A count, a rank or a year: "Louis XIV" and "Louis 14", "1 500" and "1500"."""
    plain = figure.unit in _COUNTED - {"name"} and figure.kind != "indefinite"
    return figure.value.normalize() if plain else None


def _named(figure: Figure) -> Hashable:
    """The digits of a name, which the other text may separate: "Emmy-2012" and "Emmy 2012"."""
    return figure.value.normalize() if figure.unit == "name" else None


def _spoken_name(figure: Figure) -> Hashable:
    """A name long enough to be respelled: "Pouchkinskaïa-10" and "Pushkinskaya-10", not "Covid"."""
    word = figure.text.partition("-")[0]
    return _named(figure) if word.isalpha() and len(word) > _LONGEST_LABEL else None


def _quarter(figure: Figure) -> Hashable:
    """The third quarter: "T3" in French, "Q3" in English."""
    return figure.value if _QUARTER.fullmatch(figure.text) else None


def _other_bare(figure: Figure) -> Hashable:
    if figure.unit not in _COUNTED or figure.alternative is None:
        return None
    return figure.alternative.normalize()


def _unit_unsaid(figure: Figure) -> Hashable:
    """A measure whose unit the other text may leave out: "60 ans" → "aged 60"."""
    soft = figure.unit not in HARD_UNITS | _COUNTED | _MOMENTS
    return figure.value.normalize() if soft else None


def _clock_face(figure: Figure) -> Hashable:
    """A time on a twelve-hour dial: "19 heures" → "at 7", unless it says which half of the day."""
    clear = figure.spelled or _HALF_OF_DAY.search(figure.text) is not None
    return figure.value % 720 if figure.unit == "time" and not clear else None


def _time_as_seconds(figure: Figure) -> Hashable:
    """14h may be an hour of the day or a length of time."""
    if figure.unit == "time":
        return "s", _round(figure.value * 60)
    return canonical(figure) if figure.unit in {"h", "min"} else None


def _hour(figure: Figure) -> Hashable:
    """ "à 19 heures", which may become "at 7"."""
    if figure.unit == "time" and figure.value % 60 == 0:
        return figure.value // 60 % 12
    if figure.unit == "h" and figure.value <= 24 and figure.value % 1 == 0:
        return figure.value % 12
    return None


def _bare_hour(figure: Figure) -> Hashable:
    return figure.value % 12 if figure.unit == "" and 0 <= figure.value <= 24 else None


def _dotted_time(figure: Figure) -> Hashable:
    """ "at 11.28" is a time."""
    match = _DOTTED_TIME.search(figure.text) if figure.unit == "" else None
    return Decimal(int(match[1]) * 60 + int(match[2])) % 720 if match else None


def _part(figure: Figure) -> Hashable:
    """1/5 and "fifth"."""
    if figure.unit == "ordinal" and figure.value > 1:
        return _round(1 / figure.value)
    return _round(figure.value) if figure.unit == "" and 0 < figure.value < 1 else None


def _percentage(figure: Figure) -> Hashable:
    """ "la moitié" and "50%"."""
    if figure.unit == "%":
        return figure.value.normalize()
    return (
        Decimal(_PERCENT_OF[figure.value])
        if figure.value in _PERCENT_OF and not figure.unit
        else None
    )


def _dozen(figure: Figure) -> Hashable:
    """ "une vingtaine" is "two dozen" to a translator; both are rough."""
    if "dozen" in figure.text.lower():
        return figure.unit, (figure.value / 12).normalize()
    return (figure.unit, (figure.value / 10).normalize()) if figure.approximate else None


def _french_days(figure: Figure) -> Hashable:
    days = _FRENCH_DAYS.get(figure.value) if figure.unit == "days" else None
    return ("s", _round(Decimal(days * 86400))) if days else canonical(figure)


def _span(figure: Figure) -> Hashable:
    """The nineteenth century is the 1800s."""
    if figure.unit == "century":
        return (figure.value - 1) * 100
    return (
        figure.value.normalize() + 0
        if figure.unit == "decade" and figure.value % 100 == 0
        else None
    )


def _pound(figure: Figure) -> Hashable:
    """The French "livre" is a pound of sterling or of weight, or a book."""
    if figure.unit in {"pound", "GBP"}:
        return "pound", figure.value.normalize()
    return ("pound", figure.value.normalize()) if figure.unit == "" else None


def _degrees(figure: Figure) -> Hashable:
    celsius = figure.unit == "name" and figure.text.endswith("C")  # "32C heat"
    return figure.value.normalize() if celsius or figure.unit in {"°", "°C", ""} else None


def _unsigned(figure: Figure) -> Hashable:
    """ "-3 %" → "down 3%", but not "+3 %"."""
    if figure.unit in {"°C", "name"} or figure.text[:1] == "+":
        return None
    return figure.unit, abs(figure.value).normalize()


def _order(figure: Figure) -> Hashable:
    """ "des centaines" and "several hundred", within a power of ten, units aside."""
    return figure.value.adjusted() if figure.kind == "indefinite" else None


EQUIVALENCES: tuple[tuple[Key, Key], ...] = (
    (canonical, canonical),
    (canonical, _other_reading),
    (_other_reading, canonical),
    (_bare, _bare),
    (_quarter, _quarter),
    (_spoken_name, _spoken_name),
    (_named, _bare),
    (_bare, _named),
    (_bare, _other_bare),
    (_other_bare, _bare),
    (_clock_face, _clock_face),
    (_time_as_seconds, _time_as_seconds),
    (_clock_face, _dotted_time),
    (_unit_unsaid, _bare),
    (_bare, _unit_unsaid),
    (_hour, _bare_hour),
    (_bare_hour, _hour),
    (_part, _part),
    (_percentage, _percentage),
    (_french_days, canonical),
    (_dozen, _dozen),
    (_order, _order),
    (_span, _span),
    (_pound, _pound),
    (_degrees, _degrees),
    (_unsigned, _unsigned),
)
