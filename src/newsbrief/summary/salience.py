"""How much each sentence matters, and what of the article the chat model is given to read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsbrief.checks.figures import english_figures
from newsbrief.summary.quotations import is_open
from newsbrief.summary.words import content_stems, inverse_frequencies, overlap
from newsbrief.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsbrief.engines.protocols import ChatModel

__all__ = ["TOKENS_PER_SENTENCE", "Statement", "digest", "material", "material_words", "statements"]


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
        for rank, (start, end) in enumerate(split_sentences(text, "en") if number else ()):
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


TOKENS_PER_SENTENCE = 90  # the longest sentence that lines.py lets through, at 3.8 characters each


# The model reads the statements that matter, not the whole article. On eight articles it wrote 20
# of 32 sentences that could be verified from 250 words, 17 of 32 from the whole text, and took 0.6
# of the time. Seven sentences are chosen as well from 180 words as from 280 (twelve articles).
MATERIAL_WORDS = 180


WORDS_PER_SENTENCE = 30  # a longer summary needs more to choose from


TOKENS_PER_WORD = 2  # with room to spare: English prose takes 1.3


PROMPT_TOKENS = 350  # the longest shipped template, chat markup included, and some room


_TAG = re.compile(
    r"</?\s*(?:article|text|system|user|assistant)\b[^>]*>|<\|[^|>]*\|>", re.IGNORECASE
)


def material(found: Sequence[Statement]) -> str:
    """Return the statements as the model reads them, a paragraph each.

    Nothing is left in them that an article could use to leave its place in the prompt.
    """
    return _TAG.sub("", "\n\n".join(statement.text for statement in found))


def material_words(chat: ChatModel, sentences: int) -> int:
    """Return how many words are enough to choose `sentences` from, if the context holds them."""
    answer = TOKENS_PER_SENTENCE * sentences
    room = (chat.context_tokens - PROMPT_TOKENS - answer) // TOKENS_PER_WORD
    return max(1, min(room, max(MATERIAL_WORDS, WORDS_PER_SENTENCE * sentences)))
