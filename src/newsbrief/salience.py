"""How much each sentence of an article matters: to pick what a summary must not miss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsbrief.numbers import english_figures
from newsbrief.sentences import split_sentences
from newsbrief.speech import is_open
from newsbrief.wording import content_stems, inverse_frequencies, overlap

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["Statement", "digest", "statements"]

# Weights of what makes a news sentence matter, each term being 0 to 1. Position weighs most: a news
# story is told from its end.
POSITION, TITLE, CENTRAL, FIGURES = 1.0, 0.8, 0.5, 0.3
MIN_WORDS = 6
ENOUGH_STEMS = 6  # a sentence with fewer says too little to be central


@dataclass(frozen=True)
class Statement:
    """One sentence of the article, its paragraph's number, and how much it matters.

    `spoken` says that it begins inside a quotation.
    """

    text: str
    paragraph: int
    salience: float
    spoken: bool = False


def _states(sentence: str) -> bool:
    begins = sentence.lstrip("\"'“«( ")[:1].isalnum()
    return (
        begins
        and len(sentence.split()) >= MIN_WORDS
        and sentence.rstrip("\"'”’) ").endswith((".", "!"))
    )


def statements(paragraphs: Mapping[int, str]) -> list[Statement]:
    """Return the sentences of `paragraphs` (reader's number, 0 for the title → text), in order.

    The title is no statement, but what shares its words matters more. Fragments and questions
    are none either.
    """
    weights = inverse_frequencies(list(paragraphs.values()))
    rarest = max(weights.values(), default=1.0)
    title = content_stems(paragraphs.get(0, ""))
    found = []
    for number, text in paragraphs.items():
        opened, counted = False, 0
        for rank, (start, end) in enumerate(split_sentences(text) if number else ()):
            sentence = text[start:end]
            opened ^= is_open(text[counted:start])
            counted = start
            if not _states(sentence):
                continue
            stems = content_stems(sentence)
            shared = sum(rarest - weights.get(s, rarest) for s in set(stems))
            salience = (
                POSITION / (number + rank)
                + TITLE * overlap(title, set(stems), weights)
                + CENTRAL * shared / (rarest * max(ENOUGH_STEMS, len(set(stems))))
                + FIGURES * min(1.0, len(english_figures(sentence)) / 2)
            )
            found.append(Statement(sentence, number, salience, opened))
    return found


def digest(found: Sequence[Statement], max_words: int) -> list[Statement]:
    """Return the most salient statements that fit, in order."""
    kept: list[Statement] = []
    for statement in sorted(found, key=lambda s: -s.salience):
        length = len(statement.text.split())
        if length <= max_words:
            kept.append(statement)
            max_words -= length
    return [statement for statement in found if statement in kept]
