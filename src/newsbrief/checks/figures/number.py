"""Numbers with their halves, scales and collectives: "deux millions et demi", "two dozen"."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from newsbrief.checks.figures.figure import ONE
from newsbrief.checks.figures.literals import read_digits
from newsbrief.checks.figures.spelled_out import read_words

if TYPE_CHECKING:
    from newsbrief.checks.figures.lexicon import Lexicon
    from newsbrief.checks.figures.place import Place

__all__ = ["HALF", "Number", "following_number", "read_base", "with_half", "with_scale_sign"]

HALF = Decimal("0.5")
_MAX_SCALE = Decimal(10) ** 18  # "million million million": newspapers write no larger number
_COUNTED_AFTER = re.compile(r"\sd(?:e\s|['’])[^\W\d_]{3}")  # "4,3 M de passagers"
_MONEY_AFTER = re.compile(r"\s?(?:US|[$€£¥]|EUR|d['’]euro|de doll|de liv|euro|doll)", re.I)


class Number(NamedTuple):
    """A number before its unit is known: its value, its end, and the last scale word's factor."""

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
        return self._replace(
            value=self.value * factor,
            end=end,
            scale=self.scale * factor,
            plain=False,
            alternative=None,  # "1,618 milliard" is one and a half, never 1,618
        )


def read_base(place: Place) -> Number | None:
    """Read the number in digits or words at the place, without its scales and unit."""
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


def with_half(text: str, number: Number, lexicon: Lexicon) -> Number:
    """Add half of the last scale: "2 millions et demi", "two and a half"."""
    match = lexicon.half_pattern.match(text, number.end)
    if match is None or number.ordinal:
        return number
    value = number.value + HALF * number.scale
    return number._replace(value=value, end=match.end(), plain=False)


def _with_scales(text: str, number: Number, lexicon: Lexicon) -> Number:
    """Multiply by the scale words that follow ("2 000 milliards", "dix mille milliards")."""
    while number.scale < _MAX_SCALE and (match := lexicon.scale_pattern.match(text, number.end)):
        number = number.times(lexicon.scales[match[1].lower()], match.end())
    return _with_rest(text, number, lexicon)


def _with_rest(text: str, number: Number, lexicon: Lexicon) -> Number:
    """Add what follows a scale in digits: "1 million 200 000"."""
    if not number.digits or number.scale < 1000 or text[number.end : number.end + 1] != " ":
        return number
    if not text[number.end + 1 : number.end + 2].isdecimal():
        return number
    rest = read_digits(text, number.end + 1, lexicon)
    if rest is None or rest.plain or not 1000 <= rest.value < number.scale:
        return number
    return number._replace(value=number.value + rest.value, end=rest.end)


def _with_collective(text: str, number: Number, lexicon: Lexicon) -> Number:
    """Multiply by a collective: "deux douzaines", "trois centaines", "two dozen"."""
    match = lexicon.collective_pattern.match(text, number.end)
    if match is None or number.ordinal:
        return number
    return number.times(lexicon.collectives[match[1].lower()], match.end())


def following_number(text: str, number: Number, lexicon: Lexicon) -> Number:
    """Add to a number the halves, scales and collectives that follow it."""
    if lexicon.decimal_mark == ".":
        number = with_half(text, number, lexicon)
    number = _with_collective(text, _with_scales(text, number, lexicon), lexicon)
    return with_half(text, number, lexicon) if lexicon.decimal_mark == "," else number


def with_scale_sign(text: str, number: Number, lexicon: Lexicon, money: str) -> Number:
    """Multiply by "M" or "bn" if a currency is before or after it."""
    match = lexicon.scale_sign_pattern.match(text, number.end)
    if match is None or number.scale > 1:
        return number
    counted = match[1] == "M" and _COUNTED_AFTER.match(text, match.end())
    if len(match[1]) > 1 or money or counted or _MONEY_AFTER.match(text, match.end()):
        return number.times(lexicon.scale_signs[match[1]], match.end())
    return number
