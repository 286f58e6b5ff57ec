"""Joins words that are hyphenated at the end of a line, as French writes them."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["broken_word", "join_lines", "words_of"]

_LONGEST_WORD = 60
_HYPHEN = re.compile(r"[^\W\d_]+-$")
_SMALL = re.compile(r"[a-zà-ÿœæ]")
_CAPITAL = re.compile(r"[A-ZÀ-ÝŒÆ]")
_WORDS = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")

# Halves of words that keep their hyphen when a line breaks there ("dit-|il", "peut-|être").
_CLITICS = frozenset(
    "il elle on ils elles je tu nous vous ce moi toi lui leur y en là ci t le la les même mêmes "
    "être il elle".split()
)

_PREFIXES = frozenset(
    "porte vice ex non sous demi semi mi quasi après avant contre outre bien grand grande grands "
    "petit haut mal nord sud est ouest franco anglo sino russo américano chef rendez libre saint "
    "sainte celui celle ceux celles peut plus dit a t vingt trente quarante cinquante soixante "
    "quatre dix cent auto micro pro anti".split()
)


def join_lines(lines: Sequence[str], words: frozenset[str]) -> str:
    """Return the lines of one paragraph as one; a hyphen that only parted a word's syllables goes.

    `words` are those of the whole text, hyphens included: see `words_of`.
    """
    pieces: list[str] = []
    for line, following in zip_longest(lines, lines[1:], fillvalue=""):
        left = broken_word(line) if following else ""
        if left and _CAPITAL.match(following):  # "Seine-et-|Marne": capitals start no syllable
            pieces.append(line)
        elif left and _SMALL.match(following):
            rest = _WORDS.match(following)
            kept = _keeps_hyphen(left, rest[0] if rest else "", words)
            pieces.append(line if kept else line[:-1])
        else:
            pieces += (line, " ")
    return "".join(pieces).rstrip(" ")


def broken_word(line: str) -> str:
    """Return the part of a word that stands before the hyphen at the end of a line, or ""."""
    match = _HYPHEN.search(line[-_LONGEST_WORD:]) if line.endswith("-") else None
    return match[0][:-1] if match else ""


def words_of(text: str) -> frozenset[str]:
    """The words of a text, which decide how a broken one is written."""
    return frozenset(_WORDS.findall(text))


def _keeps_hyphen(left: str, right: str, words: frozenset[str]) -> bool:
    """The words of the text decide first, then what French hyphenates ("peut-être", "dit-il")."""
    if left + right in words:
        return False
    if f"{left}-{right}" in words:
        return True
    return left.lower() in _PREFIXES or right.lower() in _CLITICS
