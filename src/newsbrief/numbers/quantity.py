"""Quantities: a number with its scale, sign, currency and unit, in digits or in words."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from newsbrief.numbers.figure import CURRENCIES, ONE, Figure, Kind
from newsbrief.numbers.lexicon import SYMBOLS, alternation
from newsbrief.numbers.literals import read_digits
from newsbrief.numbers.words import read_words

if TYPE_CHECKING:
    from newsbrief.numbers.lexicon import Lexicon

__all__ = [
    "Number",
    "Place",
    "articled",
    "dated",
    "figure_of",
    "following_number",
    "hedge",
    "in_century",
    "measured",
    "read_quantity",
]

HALF = Decimal("0.5")
_MONEY_SIGNS = {sign: unit for sign, (unit, _) in SYMBOLS.items() if unit in CURRENCIES}
_PREFIX = re.compile(rf"(?<![^\W_])({alternation(frozenset(_MONEY_SIGNS))})[ \u00a0\u202f]?\Z")
_PREFIX_WIDTH = 6  # "EUR" or "$CAN" and a space
_MINUS = "-−–"
_HEDGE_WIDTH = 32  # "dans les alentours de " and the like
_MONEY_AFTER = re.compile(r"\s?(?:US|[$€£¥]|EUR|d['’]euro|de doll|de liv|euro|doll)", re.I)
_PLURAL = re.compile(r"\s([^\W\d_]{2,}[sx])(?![^\W_])")
_NO_PLURAL = frozenset(
    """dans mais plus moins sans sous pas vers puis très alors ses ces mes des les nos vos
    jamais toujours depuis après près dès was is has his its as this us ans sources years
    across plus hors chez tous ailleurs deux six dix nous vous mars pays""".split()
)
_LEAST_WON = 100  # "two won" is a verb; a hundred won is seven euro cents
_YEARS = range(1000, 2101)


class Place(NamedTuple):
    """Where a rule looks: the text, the position, the end of the last figure, the language."""

    text: str
    start: int
    floor: int
    lexicon: Lexicon


@dataclass(frozen=True)
class Number:
    """A number before its unit is known; `step` is what one half more of it is a half of."""

    value: Decimal
    end: int
    scale: Decimal = ONE
    digits: bool = False
    plain: bool = False
    ordinal: bool = False
    approximate: bool = False
    alternative: Decimal | None = None
    linked: bool = False  # whether "de" or "of" may stand before the unit

    def times(self, factor: Decimal, end: int) -> Number:
        """The number multiplied by a scale word that ends at `end`."""
        return replace(
            self,
            value=self.value * factor,
            end=end,
            scale=self.scale * factor,
            plain=False,
            alternative=None,  # "1,618 milliard" is one and a half, never 1,618
        )


def hedge(place: Place, end: int) -> tuple[bool, str]:
    """Whether the words around a figure hedge it, and on which side the truth lies."""
    before = place.text[max(place.floor, place.start - _HEDGE_WIDTH) : place.start]
    for bound, pattern in place.lexicon.hedge_patterns:
        if pattern.search(before):
            return True, bound
    return bool(place.lexicon.about_after_pattern.match(place.text, end)), ""


def figure_of(
    place: Place,
    value: Decimal,
    end: int,
    unit: str = "",
    *,
    kind: Kind = "number",
    implicit: bool = False,
    approximate: bool = False,
    scale: Decimal = ONE,
    alternative: Decimal | None = None,
    start: int | None = None,
) -> Figure:
    """Builds the figure that stands between the place and `end`, with its hedge."""
    hedged, bound = hedge(place, end)
    start = place.start if start is None else start
    return Figure(
        value,
        unit,
        start,
        end,
        place.text[start:end],
        approximate or hedged,
        kind,
        bound,
        implicit,
        scale,
        alternative,
    )


def _base(place: Place) -> Number | None:
    text, start, _, lexicon = place
    if text[start].isdecimal():
        literal = read_digits(text, start, lexicon)
        if literal is None:
            return None
        return Number(
            literal.value,
            literal.end,
            digits=True,
            plain=literal.plain,
            alternative=literal.alternative,
        )
    words = read_words(text, start, lexicon)
    if words is None or (words.words == 1 and text[start : words.end].lower() in lexicon.articles):
        return None
    return Number(words.value, words.end, words.scale, ordinal=words.ordinal)


def _with_half(text: str, number: Number, lexicon: Lexicon, unit: Decimal = ONE) -> Number:
    match = lexicon.half_pattern.match(text, number.end)
    if match is None or number.ordinal:
        return number
    value = number.value + HALF * number.scale * unit
    return replace(number, value=value, end=match.end(), plain=False)


def _with_scales(text: str, number: Number, lexicon: Lexicon) -> Number:
    """Multiplies by the scale words that follow ("2 000 milliards", "dix mille milliards")."""
    while match := lexicon.scale_pattern.match(text, number.end):
        number = number.times(lexicon.scales[match[1].lower()], match.end())
    return _with_rest(text, number, lexicon)


def _with_rest(text: str, number: Number, lexicon: Lexicon) -> Number:
    """Adds what follows a scale in digits: "1 million 200 000"."""
    if not number.digits or number.scale < 1000 or text[number.end : number.end + 1] != " ":
        return number
    if not text[number.end + 1 : number.end + 2].isdecimal():
        return number
    rest = read_digits(text, number.end + 1, lexicon)
    if rest is None or rest.plain or not 1000 <= rest.value < number.scale:
        return number
    return replace(number, value=number.value + rest.value, end=rest.end)


def _with_collective(text: str, number: Number, lexicon: Lexicon) -> Number:
    """Multiplies by a collective: "deux douzaines", "trois centaines", "two dozen"."""
    match = lexicon.collective_pattern.match(text, number.end)
    if match is None or number.ordinal:
        return number
    return number.times(lexicon.collectives[match[1].lower()], match.end())


def following_number(text: str, number: Number, lexicon: Lexicon) -> Number:
    """The number with the halves, scales and collectives that follow it."""
    if lexicon.decimal_mark == ".":
        number = _with_half(text, number, lexicon)
    number = _with_collective(text, _with_scales(text, number, lexicon), lexicon)
    return _with_half(text, number, lexicon) if lexicon.decimal_mark == "," else number


def _prefix(place: Place) -> tuple[str, int]:
    """The currency written before the number, and where it starts."""
    before = place.text[max(place.floor, place.start - _PREFIX_WIDTH) : place.start]
    match = _PREFIX.search(before)
    return (_MONEY_SIGNS[match[1]], place.start - len(match[0])) if match else ("", place.start)


def _scale_sign(text: str, number: Number, lexicon: Lexicon, money: str) -> Number:
    """Multiplies by "M" or "bn" where a currency stands before or after it."""
    match = lexicon.scale_sign_pattern.match(text, number.end)
    if match is None or number.scale > 1:
        return number
    if len(match[1]) > 1 or money or _MONEY_AFTER.match(text, match.end()):
        return number.times(lexicon.scale_signs[match[1]], match.end())
    return number


def _unit(text: str, number: Number, lexicon: Lexicon) -> tuple[str, Decimal, int]:
    """The unit after the number, how many of it one word means, and where it ends."""
    if number.digits or (number.end and text[number.end - 1].isupper()):
        match = lexicon.symbol_pattern.match(text, number.end)
        if match:
            unit, factor = SYMBOLS[" ".join(match[1].split())]
            return unit, factor, match.end()
    pattern = (
        lexicon.unit_pattern if number.linked or number.scale > 100 else lexicon.plain_unit_pattern
    )
    match = pattern.match(text, number.end)
    if match is None:
        return "", ONE, number.end
    unit, factor = lexicon.units[" ".join(match[1].lower().split())]
    if unit == "KRW" and number.value < _LEAST_WON:
        return "", ONE, number.end
    return unit, factor, match.end()


def _kind(unit: str) -> Kind:
    if unit in CURRENCIES:
        return "money"
    if unit in {"%", "point", "bp"}:
        return "percent"
    return "measure" if unit else "number"


def _is_year(text: str, number: Number) -> bool:
    if not number.plain or number.scale > 1 or number.value not in _YEARS:
        return False
    counted = _PLURAL.match(text, number.end)
    return counted is None or counted[1] in _NO_PLURAL or counted[1][0].isupper()


def _sign(place: Place, start: int) -> int:
    """Where the figure starts with its sign: "-5" but not "3-5" nor "A-5"."""
    if start <= place.floor or start == 0 or place.text[start - 1] not in f"{_MINUS}+":
        return start
    before = place.text[start - 2] if start > 1 else " "
    return start - 1 if not (before.isalnum() or before in ")%€$£") else start


def dated(place: Place, figure: Figure) -> Figure:
    """Turns a day into a date where a month follows it."""
    match = place.lexicon.month_pattern.match(place.text, figure.end)
    if match is None or figure.value not in range(1, 32):
        return figure
    if place.lexicon.decimal_mark == "." and not match[1][0].isupper():
        return figure  # "may" and "march" are verbs
    month = place.lexicon.months[match[1].lower()]
    value = int(match[2] or 0) * 10000 + month * 100 + int(figure.value)
    return figure_of(place, Decimal(value), match.end(), "date", kind="date")


def measured(place: Place, number: Number) -> Figure:
    """The figure of a number once its signs and unit are read."""
    money, start = _prefix(place) if number.digits else ("", place.start)
    number = _scale_sign(place.text, number, place.lexicon, money)
    unit, factor, end = (
        ("", ONE, number.end) if number.ordinal else _unit(place.text, number, place.lexicon)
    )
    if money and unit not in CURRENCIES:
        unit, factor, end = money, ONE, number.end
    number = _with_half(place.text, replace(number, end=end), place.lexicon)
    signed = _sign(place, start) if number.digits else start
    value = -number.value if place.text[signed] in _MINUS else number.value
    return figure_of(
        place,
        value * factor,
        number.end,
        unit or money or ("ordinal" if number.ordinal else ""),
        kind="ordinal" if number.ordinal else _kind(unit or money),
        approximate=number.approximate,
        scale=number.scale,
        alternative=number.alternative * factor if number.alternative and unit != "%" else None,
        start=signed,
    )


def in_century(place: Place, figure: Figure) -> Figure:
    """Turns an ordinal into a century where the word follows."""
    match = place.lexicon.century_pattern.match(place.text, figure.end)
    if match is None or figure.unit != "ordinal":
        return figure
    return figure_of(place, figure.value, match.end(), "century", kind="century")


def articled(place: Place, start: int) -> Figure | None:
    """ "un million", "a hundred": a scale after an article, which counts as one."""
    words = read_words(place.text, start, place.lexicon, article=True)
    if words is None or words.ordinal or words.value < 100:
        return None
    rough = place.text[start : words.end].lower() == "millier"
    number = Number(words.value, words.end, words.scale, approximate=rough)
    return measured(place, following_number(place.text, number, place.lexicon))


def read_quantity(place: Place) -> Figure | None:
    """Reads a number with everything that belongs to it, as a figure."""
    number = _base(place)
    if number is None:
        return None
    number = following_number(place.text, number, place.lexicon)
    figure = measured(place, number)
    if (
        number.digits
        and place.text[figure.end - 1].isdecimal()
        and place.text[figure.end : figure.end + 1].isalpha()
    ):
        return None  # "5G", "4x4": a name
    if figure.unit in {"", "ordinal"}:
        figure = in_century(place, dated(place, figure))
    if figure.unit == "" and place.lexicon.times_pattern.match(place.text, figure.end):
        return replace(figure, kind="multiplier")
    if figure.unit == "" and figure.value > 0 and _is_year(place.text, number):
        return replace(figure, unit="year", kind="year")
    return figure
