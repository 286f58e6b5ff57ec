"""A stretch of a long French sentence that its English leaves out.

A word of French that tells (a name, a figure, a long word, a word of the small lexicon here)
mostly leaves a trace in a translation: the same figure, the same beginning, the listed word. A
stretch whose words leave none, in an English that is too short by about its length, was left out.

Frequent French words of the press that English does not begin alike, and function words.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from newsbrief.checks.table_file import table_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["left_out"]


_FUNCTION_WORDS = frozenset(
    """le la les un une des du de et est sont dans pour par sur avec que qui ne pas ce cette ces son
    sa ses leur leurs aux au il elle ils elles nous vous ou mais a ont avait avaient etait etaient
    dont comme tout tous toute toutes cela celui celle ceux celles si se sous car donc ni aussi
    tres alors quoi lequel laquelle lesquels lesquelles duquel auquel ayant fut furent sera seront
    soit sont serait seraient ait notre votre nos vos mon ma mes tes ton ta je tu on y en
    qu d l n s c j m t ici bien peu trop assez autant tel telle tels telles avoir eu""".split()
)


MIN_WORDS = 25  # opus-mt drops clauses of long sentences only


THRESHOLD = 7.5  # see evaluation/omissions.py


MIN_CONTENT_WORDS = 3


MAX_CONTENT_WORDS = 100  # a stretch of more is told by its first 100, for time


# How often a word of each class leaves a trace in a sound translation (flores-dev, human and
# machine), and how often a word leaves one by chance in a sentence that is not its translation.
TRACED = {"figure": 0.93, "name": 0.89, "listed": 0.8, "long": 0.42, "short": 0.32}


BY_CHANCE = {"figure": 0.02, "name": 0.02, "listed": 0.09, "long": 0.02, "short": 0.02}


# Characters of English for one of French in sentences of 25 words and more.
MEAN_RATIO, DEVIATION = 0.84, 0.085


_WORD = re.compile(r"\d[\d\s.,]*\d|\d+|[^\W\d_]+")


_LONG = 7


_SHORT = 4


@dataclass(frozen=True)
class _Word:
    """A telling word of the French: its span, and the evidence that it was left out."""

    start: int
    end: int
    evidence: float


def left_out(source: str, hypothesis: str) -> str | None:
    """Return the stretch of `source` that has no counterpart in `hypothesis`, or None.

    `source` is one French sentence; below 25 words the answer is None. Time is linear in the
    length of both: a stretch is looked for up to 100 telling words.
    """
    if len(source.split()) < MIN_WORDS:
        return None
    words = _telling(source, hypothesis)
    start, end, score = _worst_stretch(source, hypothesis, words)
    if score < THRESHOLD:
        return None
    start, end = _to_borders(source, start, end, words)
    return source[start:end].strip(" ,;:")


_BORDER = re.compile(r"[,;:—–()«»]")


def _to_borders(source: str, start: int, end: int, words: Sequence[_Word]) -> tuple[int, int]:
    """The stretch widened to whole clauses, where no word in between left a trace."""
    before = [match.end() for match in _BORDER.finditer(source, 0, start)]
    after = _BORDER.search(source, end)
    first, last = (before[-1] if before else 0), (after.start() if after else len(source))
    traced = [word for word in words if word.evidence < 0]
    if any(first <= word.start < start for word in traced):
        first = start
    if any(end <= word.start < last for word in traced):
        last = end
    return first, last


def _worst_stretch(source: str, hypothesis: str, words: Sequence[_Word]) -> tuple[int, int, float]:
    """The stretch that most likely was left out, and the logarithm of how likely."""
    best = (0, 0, 0.0)
    for first in range(len(words)):
        evidence = 0.0
        for last in range(first, min(first + MAX_CONTENT_WORDS, len(words))):
            evidence += words[last].evidence
            if last - first + 1 < MIN_CONTENT_WORDS or evidence < best[2] / 2:
                continue
            start, end = words[first].start, words[last].end
            score = evidence + _shortness(len(source), end - start, len(hypothesis))
            if score > best[2]:
                best = (start, end, score)
    return best


def _shortness(source: int, stretch: int, hypothesis: int) -> float:
    """How much better the English's length suits the French without the stretch than with it."""
    whole = (hypothesis / source - MEAN_RATIO) / DEVIATION
    rest = (hypothesis / max(1, source - stretch) - MEAN_RATIO) / DEVIATION
    return (whole**2 - rest**2) / 2


def _telling(source: str, hypothesis: str) -> list[_Word]:
    english = {_plain(word) for word in _WORD.findall(hypothesis)}
    beginnings = {word[:size] for word in english for size in range(2, len(word) + 1)}
    words = []
    for match in _WORD.finditer(source):
        kind = _kind(source, match)
        if kind is not None:
            found = _traced(_plain(match.group()), kind, english, beginnings)
            words.append(_Word(match.start(), match.end(), _evidence(kind, found=found)))
    return words


def _evidence(kind: str, *, found: bool) -> float:
    traced, chance = TRACED[kind], BY_CHANCE[kind]
    return math.log(chance / traced) if found else math.log((1 - chance) / (1 - traced))


def _plain(word: str) -> str:
    """Lower case without accents; a figure without its marks."""
    if word[0].isdigit():
        return re.sub(r"\D", "", word)
    decomposed = unicodedata.normalize("NFD", word.lower().replace("œ", "oe"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _kind(source: str, match: re.Match[str]) -> str | None:
    word = match.group()
    if word[0].isdigit():
        return "figure"
    plain = _plain(word)
    if plain in _FUNCTION_WORDS:
        return None
    if _listed(plain) is not None:
        return "listed"
    if word[0].isupper() and match.start() > 0 and len(word) > 1:
        return "name"
    if len(plain) >= _LONG:
        return "long"
    return "short" if len(plain) >= _SHORT else None


@lru_cache(maxsize=1)
def _beginnings() -> dict[str, tuple[str, ...]]:
    """How the English words for a French word may begin."""
    rows = table_rows("newsbrief.checks", "beginnings.tsv")
    return {word: tuple(beginnings.split(" ")) for word, beginnings in rows}


def _listed(plain: str) -> tuple[str, ...] | None:
    beginnings = _beginnings()
    return (
        beginnings.get(plain)
        or beginnings.get(plain.rstrip("sx"))
        or beginnings.get(plain.removesuffix("es").removesuffix("e"))
    )


def _traced(plain: str, kind: str, english: set[str], beginnings: set[str]) -> bool:
    if kind == "figure":
        return plain in english
    if any(beginning in beginnings for beginning in _listed(plain) or ()):
        return True
    size = 4 if len(plain) >= 6 else 3
    return any(form[:size] in beginnings for form in _forms(plain))


def _forms(plain: str) -> list[str]:
    """The word as English may begin it: "étude" as "study", "forêt" as "forest"."""
    forms = [plain]
    if plain[:2] in {"et", "ec", "ep"}:
        forms.append(f"s{plain[1:]}")
    return forms
