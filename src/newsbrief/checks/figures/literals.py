"""Numbers in digits, with the group and decimal marks of French and English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsbrief.checks.figures.lexicon import Lexicon

__all__ = ["SPACES", "read_digits"]

SPACES = " \u00a0\u2009\u202f"
_MAX_DIGITS = 24  # a longer run of digits is a code, not a number

_GROUPED = {
    mark: re.compile(rf"[1-9]\d{{0,2}}(?:[{re.escape(marks)}]\d{{3}}){{1,6}}(?!\d)")
    for mark, marks in (("space", SPACES), (".", "."), (",", ","), ("'", "'’"))
}

_PLAIN = re.compile(rf"\d{{1,{_MAX_DIGITS}}}(?!\d)")
_DECIMALS = {mark: re.compile(rf"[{mark}](\d{{1,12}})(?![\d])") for mark in ".,"}
_NOT_DIGIT = re.compile(r"[^\d]")


@dataclass(frozen=True)
class NumberLiteral:
    """A number in digits; `alternative` is the other value that its marks allow."""

    value: Decimal
    end: int
    plain: bool  # digits alone, without any mark
    alternative: Decimal | None = None


def _with_decimals(text: str, whole: str, end: int, mark: str) -> NumberLiteral:
    match = _DECIMALS[mark].match(text, end)
    if match:
        return NumberLiteral(Decimal(f"{whole}.{match[1]}"), match.end(), plain=False)
    return NumberLiteral(Decimal(whole), end, plain=False)


def _grouped(text: str, start: int, decimal_mark: str) -> NumberLiteral | None:
    other = "." if decimal_mark == "," else ","
    for mark in (other, "space", "'"):
        match = _GROUPED[mark].match(text, start)
        if match:
            whole = _NOT_DIGIT.sub("", match[0])
            read = _with_decimals(text, whole, match.end(), decimal_mark)
            return _doubtful(match[0], read) if mark == "." else read
    return None


def _doubtful(digits: str, read: NumberLiteral) -> NumberLiteral:
    """ "2.500" in French is 2500, or 2.5 if the writer follows English."""
    if digits.count(".") > 1 or "," in digits:
        return read
    return NumberLiteral(read.value, read.end, plain=False, alternative=Decimal(digits))


def _foreign(text: str, whole: re.Match[str], mark: str) -> NumberLiteral | None:
    """Decimals behind the other language's mark: "49.3" in French, "3,5" in English."""
    match = _DECIMALS[mark].match(text, whole.end())
    if match is None or (mark == "," and len(match[1]) == 3):
        return None
    return NumberLiteral(Decimal(f"{whole[0]}.{match[1]}"), match.end(), plain=False)


def _french_commas(text: str, start: int) -> NumberLiteral | None:
    """ "10,000" and "1,234,567" in French have commas between thousands; "2,386" may have."""
    match = _GROUPED[","].match(text, start)
    if match is None:
        return None
    grouped = Decimal(match[0].replace(",", ""))
    if match[0].count(",") > 1 or match[0].endswith("000"):
        return NumberLiteral(grouped, match.end(), plain=False)
    pointed = Decimal(match[0].replace(",", "."))
    return NumberLiteral(pointed, match.end(), plain=False, alternative=grouped)


def _english_dots(text: str, start: int) -> NumberLiteral | None:
    """ "2.000" and "1.234.567" in English: French dots between the thousands."""
    match = _GROUPED["."].match(text, start)
    if match is None:
        return None
    grouped = Decimal(match[0].replace(".", ""))
    if match[0].count(".") > 1 or match[0].endswith("000"):
        return NumberLiteral(grouped, match.end(), plain=False)
    return NumberLiteral(Decimal(match[0]), match.end(), plain=False, alternative=grouped)


# By a language's decimal mark: how to read the other language's groups in it.
_FOREIGN_GROUPS = {".": _english_dots, ",": _french_commas}


def read_digits(text: str, start: int, lexicon: Lexicon) -> NumberLiteral | None:
    """Read the number in digits at `start`, first with the language's marks, then the other's."""
    mark = lexicon.decimal_mark
    read = _grouped(text, start, mark) or _FOREIGN_GROUPS[mark](text, start)
    if read is not None:
        return read
    whole = _PLAIN.match(text, start)
    if whole is None:
        return None
    decimals = _DECIMALS[mark].match(text, whole.end())
    if decimals:
        return NumberLiteral(Decimal(f"{whole[0]}.{decimals[1]}"), decimals.end(), plain=False)
    foreign = _foreign(text, whole, "." if mark == "," else ",")
    return foreign or NumberLiteral(Decimal(whole[0]), whole.end(), plain=True)
