"""Does the article support this sentence? Checks names, figures and wording without a model.

A small model merges separate facts: the price of a ticket with the production of beds, the growth
of sales with the size of a target. So a sentence must rest on one passage of the article (one
sentence, or two consecutive ones) and say what that passage says, in its words and its order.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from heapq import nlargest
from itertools import takewhile
from typing import TYPE_CHECKING

from newsbrief.checks.figures import english_figures, unsupported
from newsbrief.summary.distortion import distortions
from newsbrief.summary.quotations import is_open, only_quoted
from newsbrief.summary.words import (
    content_stems,
    inverse_frequencies,
    name_stems,
    overlap,
    stem,
    words,
)
from newsbrief.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from newsbrief.checks.figures import Figure

__all__ = ["Evidence", "Passage", "Support"]

# Passages to compare with: the one that shares most words may say the opposite of the next one.
NUM_CANDIDATES = 6

# Title and first paragraphs: they name whom later ones call "it" or "the group".
OPENING_PARAGRAPHS = 3


@dataclass(frozen=True)
class Passage:
    """One sentence of the article, or two consecutive ones, in paragraph number (0: the title)."""

    paragraph: int
    sentences: tuple[str, ...]
    whole: str  # the text of the paragraph
    start: int  # the character of `whole` at which the passage begins
    previous: str  # the sentence before the passage, even in another paragraph ("": none)
    stems: tuple[str, ...]
    figures: tuple[Figure, ...]

    @property
    def text(self) -> str:
        """The passage as one string."""
        return " ".join(self.sentences)

    @property
    def before(self) -> str:
        """The paragraph up to the passage; stored in each passage it would take too much memory."""
        return self.whole[: self.start]

    @property
    def spoken(self) -> str:
        """The passage, after an opening quotation mark if it begins inside a quotation."""
        return f'"{self.text}' if is_open(self.before) else self.text


@dataclass(frozen=True)
class Support:
    """The passage that supports a sentence best, and what it does not support.

    `overlap` is the share (0 to 1) of the sentence's words in the passage. `problems` are one-line
    reasons to reject the sentence (empty: it is supported).
    """

    passage: Passage | None
    overlap: float
    problems: tuple[str, ...]

    @property
    def paragraphs(self) -> tuple[int, ...]:
        """The numbers of the paragraphs that support the sentence (from 1)."""
        return (self.passage.paragraph,) if self.passage and self.passage.paragraph else ()


class Evidence:
    """An article's paragraphs (number, 0 for the title → English), prepared for many checks."""

    def __init__(self, paragraphs: Mapping[int, str]):
        """Split the paragraphs into passages and collect the article's names and words."""
        texts = list(paragraphs.values())
        self._weights = inverse_frequencies(texts)
        self._names = name_stems(texts)
        self._known = {stem(word) for text in texts for word in words(text)}
        opening = " ".join(paragraphs[number] for number in sorted(paragraphs)[:OPENING_PARAGRAPHS])
        self._opening = {stem(word) for word in words(opening)}
        self._passages = list(_passages(paragraphs))

    def support(self, sentence: str) -> Support:
        """Return the passage that supports `sentence` best, and the problems that remain."""
        stems = [s for s in content_stems(sentence) if s not in self._names]
        closest = nlargest(
            NUM_CANDIDATES,
            ((overlap(stems, set(p.stems), self._weights), p) for p in self._passages),
            key=lambda pair: (pair[0], pair[1].paragraph > 0),
        )
        supports = [self._compared(sentence, passage, share) for share, passage in closest]
        clean = [support for support in supports if not support.problems]
        nothing = Support(None, 0.0, ("the article is empty",))
        return next(iter([*clean, *supports]), nothing)

    def place(self, sentence: str) -> tuple[int, int]:
        """Return where the article says it: paragraph number, and character in the paragraph."""
        passage = self.support(sentence).passage
        return (passage.paragraph, passage.start) if passage else (0, 0)

    def _compared(self, sentence: str, passage: Passage, share: float) -> Support:
        problems = [
            *self._name_problems(sentence, passage),
            *_figure_problems(sentence, passage, self._passages),
            *distortions(sentence, passage.sentences),
        ]
        if only_quoted(sentence, passage.spoken):
            problems.append("the article only quotes somebody who says so")
        return Support(passage, share, tuple(problems))

    def _name_problems(self, sentence: str, passage: Passage) -> Iterator[str]:
        """Names that are not in the article, or not the subject of the passage.

        A passage may call its subject "it" or "the group". That is somebody whom the paragraph has
        named before; if it has named nobody, somebody from the beginning of the article.
        """
        named = {stem(word) for word in words(f"{passage.before} {passage.text}")}
        predicate = {s for s in content_stems(sentence) if s not in self._names}
        subjects = [*words(passage.before), *_words_before(passage.text, predicate)]
        claimed = {name: _stems_of(name) for name in _capitalised(sentence, self._names)}
        others = {stem(word) for word in subjects} & self._names - _NATIONALITIES
        others = others.difference(*claimed.values())
        for name, stems in claimed.items():
            if not stems <= self._known:
                yield f"the article does not name {name}"
            elif not stems <= named and (others or not stems <= self._opening):
                yield f"the article does not say it of {name}"


def _words_before(text: str, stems: set[str]) -> list[str]:
    """The words of `text` before the first with one of `stems`: they hold its subject."""
    return list(takewhile(lambda word: stem(word) not in stems, words(text)))


def _stems_of(name: str) -> set[str]:
    return {stem(word) for word in words(name)} - _NATIONALITIES


def _passages(paragraphs: Mapping[int, str]) -> Iterator[Passage]:
    """Each sentence, each pair of neighbours, and the title with the first sentence."""
    previous = ""
    for number, text in paragraphs.items():
        spans = _statement_spans(text)
        for first, (start, end) in enumerate(spans):
            for last in range(first + 1, min(first + 3, len(spans) + 1)):
                sentences = [text[slice(*span)] for span in spans[first:last]]
                yield _passage(number, sentences, text, start, previous)
            previous = text[start:end] if number else ""
    opening = paragraphs.get(min(filter(None, paragraphs), default=0), "")
    if 0 in paragraphs and (spans := _statement_spans(opening)):
        yield _passage(0, [paragraphs[0], opening[slice(*spans[0])]], "", 0, "")


def _statement_spans(text: str) -> list[tuple[int, int]]:
    """The spans of all sentences but questions, which state nothing."""
    spans = split_sentences(text, "en")
    return [(a, b) for a, b in spans if not text[a:b].rstrip("\"'”’)» ").endswith("?")]


def _passage(
    paragraph: int, sentences: Sequence[str], whole: str, start: int, previous: str
) -> Passage:
    text = " ".join(sentences)
    figures, stems = tuple(english_figures(text)), tuple(content_stems(text))
    return Passage(paragraph, tuple(sentences), whole, start, previous, stems, figures)


def _figure_problems(sentence: str, passage: Passage, passages: Sequence[Passage]) -> Iterator[str]:
    """Figures that the passage lacks, or has fewer times than the sentence."""
    claims = english_figures(sentence)
    missing = unsupported(claims, list(passage.figures))
    for figure in missing:
        elsewhere = any(not unsupported([figure], list(p.figures)) for p in passages)
        what = (
            f'gives "{figure.text}" for something else'
            if elsewhere
            else (f'does not carry the figure "{figure.text}"')
        )
        yield f"the article {what}"
    counts = Counter((figure.value, figure.unit) for figure in claims)
    available = Counter((figure.value, figure.unit) for figure in passage.figures)
    for figure in claims:
        key = (figure.value, figure.unit)
        if figure not in missing and available[key] and counts[key] > available[key]:
            yield f'the article says "{figure.text}" of one thing only'
            return


# Nationalities whose stem differs from their country's, and abbreviations of places.
_NATIONALITIES = frozenset(
    stem(word)
    for word in """American Belgian British Chinese Dutch English European French German Greek
    Italian Japanese Polish Portuguese Russian Spanish Swiss Turkish US UK EU UN""".split()
)


def _capitalised(sentence: str, names: set[str]) -> list[str]:
    """Runs of capitalised words; the first word of the sentence only if it is one of `names`."""
    runs: list[list[str]] = [[]]
    for index, word in enumerate(sentence.split()):
        bare = word.strip("\"“”'’(),.;:!?").removesuffix("'s").removesuffix("’s")
        is_name = bare[:1].isupper() and (index > 0 or stem(bare) in names)
        if is_name:
            runs[-1].append(bare)
        if not is_name or word[-1] in ',.;:!?)"”':
            runs.append([])
    return [" ".join(run) for run in runs if run]
