"""Rare names that the model misspelled: "Marqueterre" for "Marquenterre", "Solene" for "Solène"."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from newsbrief.checks.names.edit import Edit
from newsbrief.text.normal import without_accents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from newsbrief.checks.names.entry import Mention
    from newsbrief.engines.alignment import Alignment

__all__ = ["MIN_SIMILARITY", "full_names", "likeness", "misspelled", "respellings"]

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_NAME_BEFORE = re.compile(r"[A-ZÀ-Ý][\w'-]+ \Z")
_NAME_AFTER = re.compile(r" [A-ZÀ-Ý]\w")
MAX_NAME = 40  # characters searched for a name before a word, so that no whole text is searched
MIN_LETTERS = 5

# The model knows a word that its tokenizer writes in one or two pieces: "Américains". An English
# word counts as misspelled only if it is unknown as well: "Hanover" and "Copernicus" stay.
MIN_PIECES = 3
MIN_PIECES_WITHOUT_ACCENTS = 2  # "Solene", but not "Venus" or "Federation"

# Below it the English word is a translation or another word; "Verrelon" for "Verrelune" has 0.82.
MIN_SIMILARITY = 0.7

# How English writes what French transliterates: a word that differs only in these is correct.
_RESPELLINGS = (
    ("tch", "ch"), ("dj", "j"), ("sch", "sh"), ("ch", "sh"), ("ou", "u"), ("aï", "ai"), ("gu", "g"),
    ("qu", "k"), ("c", "k"), ("y", "i"), ("j", "i"), ("ss", "s"), ("v", "w"), ("eff", "ev"),
)  # fmt: skip

_TRANSLITERATED = re.compile(r"ï|tch|kh|dz|dj|sh", re.IGNORECASE)  # "Mikhaïlov"

_FRENCH_ENDINGS = re.compile(
    r"(?:ie|iens?|iennes?|ais|aises?|ois|oises?|ains?|aines?|éens?|éennes?|ique|isme|istes?|ité|tion)\Z"
)


def misspelled(
    source: str,
    english: str,
    mentions: Sequence[Mention],
    pieces: Callable[[str], int],
    known: frozenset[str] = frozenset(),
) -> list[tuple[int, int]]:
    """Return the spans of the rare names of `source` that `english` does not spell alike.

    `pieces` counts the pieces that the model's tokenizer cuts a word into. What `mentions` cover
    is left out; `known` are the article's `full_names`, which may stand alone in this sentence.
    """
    words = set(_WORD.findall(english))
    folded_names = {_folded(word) for word in words if word[0].isupper()}

    def is_lost(match: re.Match[str]) -> bool:
        word = match.group()
        if word in words or not word[0].isupper():
            return False
        accent_missing = _folded(word) in folded_names
        rare = accent_missing or (_is_rare(word) and pieces(word) >= MIN_PIECES)
        return rare and (word in known or _in_full_name(source, match))

    return [
        match.span()
        for match in _WORD.finditer(source)
        if is_lost(match) and not any(m.start <= match.start() < m.end for m in mentions)
    ]


def full_names(sentences: Iterable[str]) -> frozenset[str]:
    """Return the capitalised words that stand beside another one: "Luc" and "Carrère"."""
    return frozenset(
        match.group()
        for sentence in sentences
        for match in _WORD.finditer(sentence)
        if match.group()[0].isupper() and _in_full_name(sentence, match)
    )


def respellings(
    source: str, english: str, spans: Sequence[tuple[int, int]], alignment: Alignment
) -> list[Edit]:
    """Return the edits that spell the names of `spans` as `source` does, where misspelled."""
    edits = []
    for start, end in spans:
        name, place = source[start:end], alignment.counterpart(start, end)
        for word in _WORD.finditer(english, *_widened(english, *place)) if place else ():
            pieces = sum(word.start() <= piece[0] < word.end() for piece in alignment.target)
            if word.group()[0].isupper() and _is_misspelling(name, word.group(), pieces):
                edits.append(Edit(word.start(), word.end(), name))
                break
    return edits


def _in_full_name(source: str, match: re.Match[str]) -> bool:
    """Tell whether a capitalised word stands beside another one: "Léo Marquenterre".

    One that stands alone, such as "Encelade", may have an English form that no table has.
    """
    before = _NAME_BEFORE.search(source[max(0, match.start() - MAX_NAME) : match.start()])
    return before is not None or _NAME_AFTER.match(source, match.end()) is not None


def _is_rare(word: str) -> bool:
    return (
        "-" not in word
        and len(word) >= MIN_LETTERS
        and not word.isupper()
        and not _FRENCH_ENDINGS.search(word)
    )


def _is_misspelling(name: str, word: str, pieces: int) -> bool:
    """Tell whether `word` is `name` misspelled: no translation, and no English way to write it."""
    if _folded(name) == _folded(word):
        foreign = _TRANSLITERATED.search(name) is not None
        return name != word and pieces >= MIN_PIECES_WITHOUT_ACCENTS and not foreign
    foreign = _as_english(name) == _as_english(word)
    return pieces >= MIN_PIECES and likeness(name, word) >= MIN_SIMILARITY and not foreign


def likeness(name: str, word: str) -> float:
    """Return the similarity of two words, from 0 to 1, without case and accents."""
    return SequenceMatcher(None, _folded(name), _folded(word)).ratio()


def _as_english(word: str) -> str:
    text = _folded(word)
    for french, english in _RESPELLINGS:
        text = text.replace(french, english)
    return text.removesuffix("e")


def _folded(word: str) -> str:
    return without_accents(word.lower())


def _widened(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span of tokenizer pieces to whole words."""
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end
