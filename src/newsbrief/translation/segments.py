"""Segments: a document's sentences and clauses, cut for the model and put together again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsbrief.document import VERBATIM_BLOCKS, VERBATIM_SPANS
from newsbrief.text.clauses import split_clauses
from newsbrief.text.sentences import split_sentences
from newsbrief.translation.markup import covers, phrases
from newsbrief.translation.verbatim import Verbatim

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from newsbrief.document import Block, Document
    from newsbrief.translation.markup import Sentences

__all__ = ["Outline", "Segment", "clauses", "join_clauses", "reassemble", "segment"]

_WRAPPED_CHARS = 50  # prose that is wrapped into lines has longer ones


@dataclass(frozen=True)
class Segment:
    """One sentence of the text number `unit`, as the source writes it.

    `joiner` stands between its translation and the next one of the same text: a space, a line
    break where the source has one, or "" after the last sentence.
    """

    unit: int
    text: str
    joiner: str


def segment(texts: Sequence[str]) -> list[Segment]:
    """Return the sentences of all texts; only the white space between them is left out."""
    return [part for unit, text in enumerate(texts) for part in _sentences(unit, text)]


def _sentences(unit: int, text: str) -> Iterable[Segment]:
    spans = [span for line in _lines(text) for span in _within(text, *line)]
    for index, (start, end) in enumerate(spans):
        gap = text[end : spans[index + 1][0]] if index + 1 < len(spans) else None
        joiner = "" if gap is None else "\n" if "\n" in gap else " "
        yield Segment(unit, text[start:end], joiner)


def _lines(text: str) -> list[tuple[int, int]]:
    """Return the spans of the lines of a poem, an address or a timetable, or of the whole text."""
    lines = [match.span() for match in re.finditer(r"[^\n]+", text)]
    short = all(end - start < _WRAPPED_CHARS for start, end in lines)
    return lines if short and len(lines) > 1 else [(0, len(text))]


def _within(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [(start + s, start + e) for s, e in split_sentences(text[start:end], "fr")]


def reassemble(
    segments: Sequence[Segment], translations: Sequence[str], num_texts: int
) -> list[str]:
    """Return the translations of `segments` as texts, one for each of the texts before."""
    texts = [""] * num_texts
    for part, translation in zip(segments, translations, strict=True):
        texts[part.unit] += translation + part.joiner
    return texts


def clauses(sentence: str, fits: Callable[[str], bool]) -> list[str]:
    """Return a sentence in parts, cut at clause borders, of which each one `fits`."""
    return [sentence[start:end] for start, end in split_clauses(sentence, fits)]


def join_clauses(parts: Sequence[str], translations: Sequence[str]) -> str:
    """Return the translations of a sentence's clauses as one sentence.

    The model takes each clause for a sentence: it adds a capital and a full stop, which are removed
    where the source has neither.
    """
    joined = []
    for index, (part, english) in enumerate(zip(parts, translations, strict=True)):
        text = english.strip()
        if index > 0 and part[:1].islower():
            text = _lower_first(text)
        if index < len(parts) - 1 and not part.rstrip().endswith("."):
            text = text.removesuffix(".")
        joined.append(text)
    return " ".join(joined)


def _lower_first(text: str) -> str:
    """Return `text` with a lower-case first letter if it begins with one of _FUNCTION_WORDS."""
    first = text.split(" ", 1)[0]
    is_pronoun = first in ("I", "I'm", "I'll", "I've", "I'd")
    if is_pronoun or not first[:1].isupper() or any(c.isupper() for c in first[1:]):
        return text
    return text[:1].lower() + text[1:] if first.strip(",;:").lower() in _FUNCTION_WORDS else text


# Words that lose their capital within a sentence; any other one may be a name.
_FUNCTION_WORDS = frozenset(
    """a after also although an and are as at be because been before both but by despite during
    even finally for from had has have he her his how however if in including is it its more
    most namely not notably of on one only or other our particularly she since so some such
    than that the their then there these they this those thus to under until was we were
    what when where whether which while who whose will with without would""".split()
)


def _has_words(block: Block) -> bool:
    if any(span.kind in VERBATIM_SPANS and covers(block, span) for span in block.spans):
        return False
    return bool(block.text or any(span.label for span in block.spans))


@dataclass(frozen=True)
class Outline:
    """What is translated of a document: its title and blocks, then phrases of their spans."""

    translatable: tuple[int, ...]  # indices of blocks
    texts: tuple[str, ...]  # the title, and those blocks
    marked: tuple[str, ...]  # phrases that markup.py places in the English
    segments: tuple[Segment, ...]
    verbatim: Verbatim
    date: str | None  # of the article, in ISO 8601

    @classmethod
    def of(cls, document: Document) -> Outline:
        """Cut the text of a document into segments; code and rules stay as they are."""
        blocks = document.blocks
        translatable = [
            i for i, b in enumerate(blocks) if b.kind not in VERBATIM_BLOCKS and _has_words(b)
        ]
        texts = [document.title or "", *(blocks[i].text for i in translatable)]
        marked = phrases([blocks[i] for i in translatable])
        segments = segment([*texts, *marked])
        kept = Verbatim.of(blocks[i] for i in translatable)
        return cls(
            tuple(translatable), tuple(texts), tuple(marked), tuple(segments), kept, document.date
        )

    def borders(self, english: Sequence[str]) -> list[Sentences]:
        """Return where the sentences of each of `texts` end; `english` has one text per segment."""
        borders: list[list[tuple[int, int]]] = [[] for _ in self.texts]
        for part, text in zip(self.segments, english, strict=True):
            if part.unit < len(self.texts):
                ends = borders[part.unit]
                start, english_start = ends[-1] if ends else (0, 0)
                end = self.texts[part.unit].index(part.text, start) + len(part.text)
                ends.append((end, english_start + len(text) + len(part.joiner)))
        return [tuple(ends) for ends in borders]

    @property
    def sentences(self) -> list[str]:
        """The text of each segment."""
        return [part.text for part in self.segments]
