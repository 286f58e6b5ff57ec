"""Mojibake: UTF-8 that was once read as cp1252 ("Ã©tÃ©" for "été"), repaired where it can be."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Mended", "mend"]

# What UTF-8's French letters and punctuation become under cp1252. French itself never writes Ã,
# and Â or â only before a letter, so the gate costs one pass and leaves sound text untouched.
_SIGNS = re.compile(
    "Ã[\x80-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc"
    "\u2013-\u203a\u20ac\u2122 ]|Â[\x80-\xbf]|â€|Å[\x93\u201c\u2019\x92]|ï»¿"
)


@dataclass(frozen=True)
class Mended:
    """The text after repair, and one-line notes for the reader."""

    text: str
    notes: tuple[str, ...] = ()


def mend(text: str) -> Mended:
    """Undo a wrong decoding, line by line; note what was repaired and what could not be."""
    lines = text.split("\n")
    garbled = [number for number, line in enumerate(lines) if _SIGNS.search(line)]
    for number in garbled:
        lines[number] = _mend_line(lines[number])
    return Mended("\n".join(lines) if garbled else text, tuple(_notes(lines, garbled)))


def _mend_line(line: str) -> str:
    # ftfy knows the many partial forms (lost no-break spaces, twice-encoded text, mixed lines)
    # that a plain encode-decode round trip gives up on.
    from ftfy import fix_encoding

    return fix_encoding(line)


def _notes(lines: list[str], garbled: list[int]) -> list[str]:
    left = sum(bool(_SIGNS.search(lines[number])) for number in garbled)
    lost = sum(line.count("\ufffd") for line in lines)
    notes = []
    if left < len(garbled):
        notes.append(f"garbled accents were repaired on {_count(len(garbled) - left, 'line')}")
    if left:
        where = _count(left, "line")
        notes.append(f"garbled characters remain on {where}; save the article again as UTF-8")
    if lost:
        were = "was" if lost == 1 else "were"
        notes.append(f"{_count(lost, 'character')} {were} lost before newsbrief read the text")
    return notes


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
