"""English words with content: their stems, and how much each weighs in an article."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

from newsbrief.summary.lexicon import entries

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from collections.abc import Set as AbstractSet

__all__ = [
    "content_stems",
    "inverse_frequencies",
    "lemma",
    "name_stems",
    "overlap",
    "stem",
    "words",
]

_WORD = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*")

# What stands before a word that does not begin a sentence.
_MID_SENTENCE = re.compile(r"[\w,;)%€$]['’\"]?\s+[\"“(]?\Z")
_LOOK_BACK = 12  # characters before a word; searching the whole text before it is quadratic

# Six letters join "announced", "announces" and "announcement", and still separate most other words.
STEM_LETTERS = 6
_FUNCTION_WORDS = frozenset(entries("words", "function_words"))

# Stem of each word form that six letters do not join with its family.
_FAMILY_STEMS = {
    form: family.split()[0] for family in entries("words", "families") for form in family.split()
}

_DIGITS = {
    name: str(value)
    for value, name in enumerate(
        "two thre four five six seven eight nin ten eleven twelv".split(), start=2
    )
}


def words(text: str) -> list[str]:
    """Return the words and figures of `text`, in order and unchanged."""
    return _WORD.findall(text)


def stem(word: str) -> str:
    """Return a crude stem: lower case, without a possessive, cut after six letters."""
    bare = _uninflected(word)
    return _FAMILY_STEMS.get(bare, bare[:STEM_LETTERS])


def lemma(word: str) -> str:
    """Return what the inflected forms of a word share; all forms of a family share one lemma.

    It distinguishes more words than `stem`: "internal" and "international" have two lemmas. "two"
    and "2" have one.
    """
    bare = _uninflected(word)
    return _FAMILY_STEMS.get(bare) or _DIGITS.get(bare) or re.sub(r"y$", "i", _undoubled(bare))


def _undoubled(bare: str) -> str:
    return re.sub(r"([b-df-hj-np-tv-z])\1$", r"\1", bare)  # stop, stopped


def _uninflected(word: str) -> str:
    bare = re.sub(r"['’]s?$", "", word.lower())
    if len(bare) > 3 and bare.endswith("s") and not bare.endswith("ss"):
        bare = bare[:-1]
    return re.sub(r"(?:ed|ing|e)$", "", bare) if len(bare) > 4 else bare  # raise, raised, raising


def content_stems(text: str) -> list[str]:
    """Return the stems of the content words of `text`, in order; function words are left out."""
    return [stem(word) for word in words(text) if word.lower() not in _FUNCTION_WORDS]


def name_stems(texts: Iterable[str]) -> set[str]:
    """Return the stems that `texts` capitalise inside sentences and never write in lower case."""
    capitalised: set[str] = set()
    lower: set[str] = set()
    for text in texts:
        for match in _WORD.finditer(text):
            word = match.group()
            if word[0].islower():
                lower.add(stem(word))
            elif word[0].isupper() and _MID_SENTENCE.search(_before(text, match.start())):
                capitalised.add(stem(word))
    return capitalised - lower


def _before(text: str, start: int) -> str:
    return text[max(0, start - _LOOK_BACK) : start]


def inverse_frequencies(paragraphs: Sequence[str]) -> dict[str, float]:
    """Return each stem's weight: ln(1 + paragraphs / paragraphs with that stem)."""
    counts = Counter(s for paragraph in paragraphs for s in dict.fromkeys(content_stems(paragraph)))
    return {s: math.log(1 + len(paragraphs) / count) for s, count in counts.items()}


def overlap(
    claim: Iterable[str], evidence: AbstractSet[str], weights: Mapping[str, float]
) -> float:
    """Return the share (0 to 1), by weight, of the stems in `claim` that `evidence` has too.

    A stem without a weight counts as much as the article's rarest one.
    """
    stems = dict.fromkeys(claim)  # in order: a sum of floats depends on it in the last digit
    known = (
        stems.keys() <= weights.keys()
    )  # then the largest weight, which takes a scan, is not needed
    rarest = 1.0 if known else max(weights.values(), default=1.0)
    total = sum(weights.get(s, rarest) for s in stems)
    shared = sum(weights.get(s, rarest) for s in stems if s in evidence)
    return shared / total if total else 0.0
