"""Does the article carry this sentence? Words, names and figures, checked without any model."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsbrief.numbers import english_figures, unsupported
from newsbrief.sentences import split_sentences
from newsbrief.wording import content_stems, inverse_frequencies, overlap, stem, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsbrief.numbers import Figure

__all__ = ["Evidence", "Support"]

MIN_OVERLAP = 0.5  # below it more than half of a sentence's content is nowhere in its paragraphs
# The words around a figure must mostly be those of a sentence that carries it: the model likes to
# give the price of a ticket to the beds.
MIN_AGREEMENT = 0.5
MAX_PARAGRAPHS = 3
MIN_GAIN = 0.12  # a further paragraph must carry this much of the sentence to be named


@dataclass(frozen=True)
class Support:
    """Which paragraphs carry a sentence, and what none of them carries.

    `paragraphs` are reader's numbers, the strongest support first in `overlap` but listed in
    order; `problems` are one-line reasons why the sentence must not stand (empty: it may).
    """

    paragraphs: tuple[int, ...]
    overlap: float
    problems: tuple[str, ...]


@dataclass(frozen=True)
class _Sentence:
    """One sentence of the article, with the sentence before it: "It ordered 14 cars" names nobody."""

    stems: set[str]
    figures: list[Figure]


@dataclass(frozen=True)
class Evidence:
    """An article's paragraphs (reader's number → English text) and the French they came from."""

    paragraphs: Mapping[int, str]
    source: str
    _weights: Mapping[str, float] = field(init=False, repr=False)
    _stems: Mapping[int, set[str]] = field(init=False, repr=False)
    _names: set[str] = field(init=False, repr=False)
    _sentences: Sequence[_Sentence] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        texts = list(self.paragraphs.values())
        derived = {
            "_weights": inverse_frequencies(texts),
            "_stems": {n: set(content_stems(text)) for n, text in self.paragraphs.items()},
            "_names": {stem(w) for text in [*texts, self.source] for w in words(text)},
            "_sentences": [s for text in texts for s in _sentences(text)],
        }
        for name, value in derived.items():
            object.__setattr__(self, name, value)

    def support(self, sentence: str) -> Support:
        """Find the paragraphs that `sentence` rests on and what is wrong with it."""
        stems = content_stems(sentence)
        found = self._best_paragraphs(stems)
        held = set().union(*(self._stems[n] for n in found)) if found else set()
        share = overlap(stems, held, self._weights)
        problems = [*self._unknown_names(sentence), *self._figure_problems(sentence)]
        if share < MIN_OVERLAP:
            problems.append("the article does not carry it")
        return Support(tuple(sorted(found)), share, tuple(problems))

    def _best_paragraphs(self, stems: Sequence[str]) -> list[int]:
        """Greedy cover: each further paragraph must add content that those before lack."""
        chosen: list[int] = []
        held: set[str] = set()
        while len(chosen) < MAX_PARAGRAPHS:
            before = overlap(stems, held, self._weights)
            gains = {
                n: overlap(stems, held | own, self._weights) - before
                for n, own in self._stems.items()
                if n not in chosen
            }
            best = max(gains, key=lambda n: (gains[n], -n), default=None)
            if best is None or gains[best] < MIN_GAIN:
                return chosen
            chosen.append(best)
            held |= self._stems[best]
        return chosen

    def _unknown_names(self, sentence: str) -> list[str]:
        return [
            f"the article does not name {name}"
            for name in _capitalised(sentence)
            if not all(stem(word) in self._names or stem(word) in _KNOWN for word in words(name))
        ]

    def _figure_problems(self, sentence: str) -> list[str]:
        """Figures the article does not have, and figures it has of something else."""
        problems = []
        for clause in _CLAUSE.split(sentence):
            for figure in english_figures(clause):
                carriers = [s for s in self._sentences if not unsupported([figure], s.figures)]
                if not carriers:
                    problems.append(f'the article does not carry the figure "{figure.text}"')
                elif max(self._agreement(clause, s) for s in carriers) < MIN_AGREEMENT:
                    problems.append(f'the article gives "{figure.text}" for something else')
        return problems

    def _agreement(self, clause: str, sentence: _Sentence) -> float:
        return overlap(content_stems(clause), sentence.stems, self._weights)


def _sentences(paragraph: str) -> list[_Sentence]:
    texts = [paragraph[start:end] for start, end in split_sentences(paragraph)]
    return [
        _Sentence(set(content_stems(f"{before} {text}")), english_figures(text))
        for before, text in zip(["", *texts], texts, strict=False)
    ]


# English names of nationalities and the like that the stem of the country does not give.
_KNOWN = frozenset(
    stem(word)
    for word in """American Belgian British Chinese Dutch English European French German Greek Italian
    Japanese Polish Portuguese Russian Spanish Swiss Turkish US UK EU UN""".split()
)
_CLAUSE = re.compile(r"[,;:]\s|\s(?:and|while|with|but|which|whose|after|as|including)\s")
_NAME = re.compile(r"(?<![.!?:\"“] )(?<!^)(?<!^[\"“])\b[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*")


def _capitalised(sentence: str) -> list[str]:
    """Runs of capitalised words inside the sentence; its first word proves nothing."""
    return [re.sub(r"['’]s$", "", match) for match in _NAME.findall(sentence)]
