"""A stretch of a long French sentence that its English leaves out.

Most content words of the French (names, figures, long words, words of beginnings.tsv) leave a trace
in a translation: the same figure, a word that begins alike, a listed English word. If the words of
a stretch leave no trace, and the English is too short by about that stretch, it was left out.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from newsbrief.text.tables import word_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["MAX_CONTENT_WORDS", "MIN_WORDS", "THRESHOLD", "left_out"]

MIN_WORDS = 25  # opus-mt drops clauses of long sentences only
THRESHOLD = 7.5  # see evaluation/omissions.py
_MIN_CONTENT_WORDS = 3
MAX_CONTENT_WORDS = 100  # of a stretch: a longer search would take quadratic time

# How often a word of each class leaves a trace in a sound translation (flores-dev, human and
# machine), and how often a word leaves one by chance in a sentence that is not its translation.
_TRACED = {"figure": 0.93, "name": 0.89, "listed": 0.8, "long": 0.42, "short": 0.32}
_BY_CHANCE = {"figure": 0.02, "name": 0.02, "listed": 0.09, "long": 0.02, "short": 0.02}

# Characters of English for one of French in sentences of 25 words and more.
_MEAN_RATIO, _DEVIATION = 0.84, 0.085
_LONG, _SHORT = 7, 4  # the least letters of a long and of a short content word

_FUNCTION_WORDS = frozenset(
    """le la les un une des du de et est sont dans pour par sur avec que qui ne pas ce cette ces son
    sa ses leur leurs aux au il elle ils elles nous vous ou mais a ont avait avaient etait etaient
    dont comme tout tous toute toutes cela celui celle ceux celles si se sous car donc ni aussi
    tres alors quoi lequel laquelle lesquels lesquelles duquel auquel ayant fut furent sera seront
    soit sont serait seraient ait notre votre nos vos mon ma mes tes ton ta je tu on y en
    qu d l n s c j m t ici bien peu trop assez autant tel telle tels telles avoir eu""".split()
)

_WORD = re.compile(r"\d[\d\s.,]*\d|\d+|[^\W\d_]+")
_BORDER = re.compile(r"[,;:—–()«»]")


@dataclass(frozen=True)
class _ContentWord:
    """A content word of the French: its span, and the evidence that it was left out.

    The evidence is the logarithm of how much likelier the word's trace, or the lack of one, is if
    the word was left out.
    """

    start: int
    end: int
    evidence: float


def left_out(source: str, hypothesis: str) -> str | None:
    """Return the stretch of `source` that has no counterpart in `hypothesis`, or None.

    `source` is one French sentence; below 25 words the result is None. Time is linear in the
    length of both, since a stretch has at most 100 content words.
    """
    if len(source.split()) < MIN_WORDS:
        return None
    words = _content_words(source, hypothesis)
    start, end, score = _worst_stretch(source, hypothesis, words)
    if score < THRESHOLD:
        return None
    start, end = _to_borders(source, start, end, words)
    return source[start:end].strip(" ,;:")


def _to_borders(
    source: str, start: int, end: int, words: Sequence[_ContentWord]
) -> tuple[int, int]:
    """Widen the stretch to whole clauses, unless a word in between left a trace."""
    before = [match.end() for match in _BORDER.finditer(source, 0, start)]
    after = _BORDER.search(source, end)
    first, last = (before[-1] if before else 0), (after.start() if after else len(source))
    traced = [word for word in words if word.evidence < 0]
    if any(first <= word.start < start for word in traced):
        first = start
    if any(end <= word.start < last for word in traced):
        last = end
    return first, last


def _worst_stretch(
    source: str, hypothesis: str, words: Sequence[_ContentWord]
) -> tuple[int, int, float]:
    """The start and end of the stretch most likely left out, and the evidence for it."""
    best = (0, 0, 0.0)
    for first in range(len(words)):
        evidence = 0.0
        for last in range(first, min(first + MAX_CONTENT_WORDS, len(words))):
            evidence += words[last].evidence
            if last - first + 1 < _MIN_CONTENT_WORDS or evidence < best[2] / 2:
                continue
            start, end = words[first].start, words[last].end
            score = evidence + _shortness(len(source), end - start, len(hypothesis))
            if score > best[2]:
                best = (start, end, score)
    return best


def _shortness(source: int, stretch: int, hypothesis: int) -> float:
    """How much better the English's length suits the French without the stretch than with it."""
    whole = (hypothesis / source - _MEAN_RATIO) / _DEVIATION
    rest = (hypothesis / max(1, source - stretch) - _MEAN_RATIO) / _DEVIATION
    return (whole**2 - rest**2) / 2


def _content_words(source: str, hypothesis: str) -> list[_ContentWord]:
    english = {_plain(word) for word in _WORD.findall(hypothesis)}
    beginnings = {word[:size] for word in english for size in range(2, len(word) + 1)}
    words = []
    for match in _WORD.finditer(source):
        kind = _kind(source, match)
        if kind is not None:
            traced = _traced(_plain(match.group()), kind, english, beginnings)
            evidence = _evidence(kind, traced=traced)
            words.append(_ContentWord(match.start(), match.end(), evidence))
    return words


def _evidence(kind: str, *, traced: bool) -> float:
    sound, chance = _TRACED[kind], _BY_CHANCE[kind]
    return math.log(chance / sound) if traced else math.log((1 - chance) / (1 - sound))


def _plain(word: str) -> str:
    """A word in lower case without accents; a figure without spaces and points."""
    if word[0].isdigit():
        return re.sub(r"\D", "", word)
    decomposed = unicodedata.normalize("NFD", word.lower().replace("œ", "oe"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _kind(source: str, match: re.Match[str]) -> str | None:
    """The class of a word, a key of `_TRACED`, or None for a function word or a very short one."""
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
    rows = word_rows(__package__, "beginnings.tsv")
    return {word: tuple(beginnings.split(" ")) for word, beginnings in rows}


def _listed(plain: str) -> tuple[str, ...] | None:
    """The listed beginnings of a word, of its singular or of its masculine, or None."""
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
    """The word, and its beginning in English: "étude" is "study", "école" is "school"."""
    forms = [plain]
    if plain[:2] in {"et", "ec", "ep"}:
        forms.append(f"s{plain[1:]}")
    return forms
