"""Rare names that the model misspelled: "Léo Marqueterre" for "Léo Marquenterre"."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsbrief.alignment import Alignment
    from newsbrief.names.mention import Mention

__all__ = ["misspelled", "respelled"]

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_INSIDE = re.compile(r"[\w,;'’»)] \Z|\w['’-]\Z")
MIN_LETTERS = 5
# A word that the tokenizer holds in one or two pieces is one that the model knows: "Américains".
MIN_PIECES = 3
# Below it the English word is a translation or a neighbour; "Verrelon" for "Verrelune" has 0.82.
MIN_SIMILARITY = 0.7
# How English respells what French transliterates: a word that differs by these alone is no slip.
_RESPELLINGS = (
    ("tch", "ch"), ("dj", "j"), ("sch", "sh"), ("ch", "sh"), ("ou", "u"), ("aï", "ai"), ("gu", "g"),
    ("qu", "k"), ("c", "k"), ("y", "i"), ("j", "i"), ("ss", "s"), ("v", "w"), ("eff", "ev"),
)  # fmt: skip
_FRENCH_ENDINGS = re.compile(
    r"(?:ie|iens?|iennes?|ais|aises?|ois|oises?|ains?|aines?|éens?|éennes?|ique|isme|istes?|ité|tion)\Z"
)


def misspelled(
    source: str, english: str, mentions: Sequence[Mention], pieces: Callable[[str], int]
) -> list[tuple[int, int]]:
    """Return the spans of `source` that hold a rare name which `english` does not have as it is.

    `pieces` counts the pieces a word has for the model. Names that a table knows are not judged.
    """
    known = {_folded(word) for word in _WORD.findall(english)}
    return [
        match.span()
        for match in _WORD.finditer(source)
        if _is_name(source, match)
        and _folded(match.group()) not in known
        and not any(m.start <= match.start() < m.end for m in mentions)
        and not _FRENCH_ENDINGS.search(match.group())
        and pieces(match.group()) >= MIN_PIECES
    ]


def respelled(
    source: str, english: str, spans: Sequence[tuple[int, int]], alignment: Alignment
) -> str:
    """Return `english` with each name of `spans` spelled as in `source`, where it is a slip."""
    for start, end in sorted(spans, reverse=True):
        name = source[start:end]
        place = alignment.counterpart(start, end)
        if place is None:
            continue
        for word in _WORD.finditer(english, *_widened(english, *place)):
            if word.group()[0].isupper() and _is_slip(name, word.group()):
                english = english[: word.start()] + name + english[word.end() :]
                break
    return english


def _is_name(source: str, match: re.Match[str]) -> bool:
    word = match.group()
    inside = _INSIDE.search(source, 0, match.start()) is not None
    return inside and len(word) >= MIN_LETTERS and word[0].isupper() and not word.isupper()


def _is_slip(name: str, word: str) -> bool:
    """Whether `word` is `name` misread, and neither translated nor written as English does."""
    similarity = SequenceMatcher(None, _folded(name), _folded(word)).ratio()
    return MIN_SIMILARITY <= similarity < 1 and _as_english(name) != _as_english(word)


def _as_english(word: str) -> str:
    text = _folded(word)
    for french, english in _RESPELLINGS:
        text = text.replace(french, english)
    return text.removesuffix("e")


def _folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFD", word.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Pieces are parts of words: take in the whole of the first and last one."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end
