"""Numbers written in words: "deux cent quatre-vingt-dix mille", "one hundred and five"."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsbrief.checks.figures.lexicon import Lexicon

__all__ = ["join_english", "join_french", "read_roman", "read_words"]

_WORD = re.compile(r"[^\W\d_]+")
_LINK = re.compile(r"[\s-](?:(et|and)[\s-])?")
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50}
_ROMAN_SHAPE = re.compile(r"(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})\Z")
_BARE_THOUSAND = frozenset({"mille", "mil"})  # a scale that needs no count before it
_MAX_SCALE = Decimal(10) ** 24


@dataclass(frozen=True)
class Spelled:
    """A number in words: its value, where it ends, its last scale and how many words it took."""

    value: Decimal
    end: int
    scale: Decimal
    ordinal: bool
    words: int


@dataclass(frozen=True)
class _Count:
    """A number so far: the part that a large scale ended, the thousands, the rest below 1,000."""

    closed: Decimal = Decimal(0)
    thousands: int = 0
    group: int = 0
    floor: Decimal = _MAX_SCALE  # the next scale must be smaller than the last
    started: bool = False  # whether the group has a word yet
    scale: Decimal = Decimal(1)
    ordinal: bool = False

    @property
    def value(self) -> Decimal:
        return self.closed + self.thousands + self.group


def join_french(group: int, value: int, link: str) -> int | None:
    """Add a word below 100 to the group before it by the rules of French; None if none applies."""
    tens = group % 100
    if link and not (value in (1, 11) and tens in (0, 20, 30, 40, 50, 60, 70)):
        return None
    if tens == 0 or (tens == 10 and 7 <= value <= 9):
        return group + value
    if tens == 4 and value == 20:
        return group + 76
    if tens % 10 == 0 and tens >= 20 and 1 <= value <= 9:
        return group + value
    return group + value if tens in (60, 80) and 10 <= value <= 16 else None


def join_english(group: int, value: int, link: str) -> int | None:
    """Add a word below 100 to the group before it by the rules of English; None if none applies."""
    tens = group % 100
    if tens == 0:
        return group + value
    return group + value if not link and tens % 10 == 0 and tens >= 20 and 1 <= value <= 9 else None


def _below_hundred(count: _Count, value: int, link: str, lexicon: Lexicon) -> _Count | None:
    if count.started and count.group == 0:
        return None  # after a spoken zero
    total = lexicon.join(count.group, value, link)
    return None if total is None else replace(count, group=total, started=True)


def _times_scale(count: _Count, word: str, scale: Decimal) -> _Count | None:
    current = count.thousands + count.group
    if not current and word not in _BARE_THOUSAND:
        return None
    if scale == 1000 and count.thousands == 0:
        if count.floor <= scale:
            return None
        return replace(
            count, thousands=max(count.group, 1) * 1000, group=0, started=False, scale=scale
        )
    if scale == 1000 or scale >= count.floor:
        return None
    closed = count.closed + current * scale
    return _Count(closed=closed, floor=scale, scale=scale)


def _advance(count: _Count, word: str, link: str, lexicon: Lexicon) -> _Count | None:
    if word in lexicon.cardinals:
        return _below_hundred(count, lexicon.cardinals[word], link, lexicon)
    if link:
        return None
    if word in lexicon.hundreds:
        if count.group >= 100 or (
            count.started and count.group < 2 and lexicon.decimal_mark == ","
        ):
            return None
        return replace(count, group=max(count.group, 1) * 100, started=True)
    scale = lexicon.scales.get(word)
    return _times_scale(count, word, scale) if scale else None


def _ordinal(count: _Count, word: str, link: str, lexicon: Lexicon) -> _Count | None:
    value = lexicon.ordinals.get(word)
    if count.value and word in lexicon.lone_ordinals:
        return None
    if value is None or (count.scale > 1 and not count.started and value >= 100):
        return None
    if value >= 100:
        return replace(count, group=max(count.group, 1) * value, ordinal=True)
    joined = lexicon.join(count.group, value, link)
    return None if joined is None else replace(count, group=joined, ordinal=True)


def _hundred_after(text: str, end: int, lexicon: Lexicon) -> bool:
    """Whether a hundred follows: "one hundred and two hundred" is two numbers."""
    match = _LINK.match(text, end)
    word = _WORD.match(text, match.end()) if match else None
    return word is not None and word[0].lower() in lexicon.hundreds


def read_words(text: str, start: int, lexicon: Lexicon, *, article: bool = False) -> Spelled | None:
    """Read a number in words at `start`; with `article`, "un" or "a" before it counts as one."""
    count = _Count(group=1, started=True) if article else _Count()
    cursor, end, link, words = start, start, "", 0
    while match := _WORD.match(text, cursor):
        word = match[0].lower()
        following = _advance(count, word, link, lexicon)
        if following is None or (link and _hundred_after(text, match.end(), lexicon)):
            following = _ordinal(count, word, link, lexicon)
        if following is None:
            break
        count, end, words = following, match.end(), words + 1
        gap = _LINK.match(text, end)
        if count.ordinal or gap is None:
            break
        cursor, link = gap.end(), gap[1] or ""
    return Spelled(count.value, end, count.scale, count.ordinal, words) if words else None


def read_roman(numeral: str) -> int | None:
    """Return the value of a Roman numeral below 90 in its usual form ("XIX" → 19), or None."""
    if not numeral or not _ROMAN_SHAPE.match(numeral):
        return None
    values = [_ROMAN[letter] for letter in numeral] + [0]
    return sum(-v if v < after else v for v, after in itertools.pairwise(values))
