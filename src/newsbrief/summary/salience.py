"""How much each sentence of an article matters, and which ones the chat model reads."""

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

# Weights of what makes a news sentence matter; each term is 0 to 1. Position weighs most, since a
# news story begins with its outcome.
POSITION, TITLE, CENTRAL, FIGURES = 1.0, 0.8, 0.5, 0.3
MIN_WORDS = 6  # of a statement; a shorter sentence is a fragment
MIN_STEMS = 6  # a sentence with fewer says too little to be central

# The model reads the statements that matter, not the whole article. On eight articles it wrote 20
# of 32 sentences that could be verified from 250 words, 17 of 32 from the whole text, and took 0.6
# of the time. Seven sentences are chosen as well from 180 words as from 280 (twelve articles).
MATERIAL_WORDS = 180
WORDS_PER_SENTENCE = 30  # a longer summary needs more material to choose from

# Of an answer: the longest sentence that `answer` accepts, at 3.8 characters a token.
TOKENS_PER_SENTENCE = 90
TOKENS_PER_WORD = 2  # an upper bound: English prose takes 1.3
PROMPT_TOKENS = 350  # the longest shipped template with its chat markup, and a margin

_TAG = re.compile(
    r"</?\s*(?:article|text|system|user|assistant)\b[^>]*>|<\|[^|>]*\|>", re.IGNORECASE
)


@dataclass(frozen=True)
class Statement:
    """One sentence of the article, its paragraph's number (from 1), and how much it matters.

    `spoken`: the sentence begins inside a quotation.
    """

    text: str
    paragraph: int
    salience: float
    spoken: bool = False


def _is_statement(sentence: str) -> bool:
    begins = sentence.lstrip("\"'“«( ")[:1].isalnum()
    return (
        begins
        and len(sentence.split()) >= MIN_WORDS
        and sentence.rstrip("\"'”’) ").endswith((".", "!"))
    )


def statements(paragraphs: Mapping[int, str]) -> list[Statement]:
    """Return the statements of `paragraphs` (number, 0 for the title → text), in order.

    The title, fragments and questions are no statements. A sentence that shares words with the
    title matters more.
    """
    weights = inverse_frequencies(list(paragraphs.values()))
    rarest = max(weights.values(), default=1.0)
    title = content_stems(paragraphs.get(0, ""))
    result = []
    for number, text in paragraphs.items():
        opened, counted = False, 0
        for rank, (start, end) in enumerate(split_sentences(text, "en") if number else ()):
            sentence = text[start:end]
            opened ^= is_open(text[counted:start])
            counted = start
            if not _is_statement(sentence):
                continue
            stems = dict.fromkeys(content_stems(sentence))
            shared = sum(rarest - weights.get(s, rarest) for s in stems)
            salience = (
                POSITION / (number + rank)
                + TITLE * overlap(title, stems.keys(), weights)
                + CENTRAL * shared / (rarest * max(MIN_STEMS, len(stems)))
                + FIGURES * min(1.0, len(english_figures(sentence)) / 2)
            )
            result.append(Statement(sentence, number, salience, opened))
    return result


def digest(candidates: Sequence[Statement], max_words: int) -> list[Statement]:
    """Return the most salient statements that fit into `max_words`, in the article's order."""
    kept: list[Statement] = []
    for statement in sorted(candidates, key=lambda s: -s.salience):
        length = len(statement.text.split())
        if length <= max_words:
            kept.append(statement)
            max_words -= length
    return [statement for statement in candidates if statement in kept]


def material(selected: Sequence[Statement]) -> str:
    """Return the text that the model reads: each statement is a paragraph.

    Tags that could end the article's part of the prompt are removed.
    """
    return _TAG.sub("", "\n\n".join(statement.text for statement in selected))


def material_words(chat: ChatModel, sentences: int) -> int:
    """Return how many words the model reads to choose `sentences`; the context is the limit."""
    answer = TOKENS_PER_SENTENCE * sentences
    room = (chat.context_tokens - PROMPT_TOKENS - answer) // TOKENS_PER_WORD
    return max(1, min(room, max(MATERIAL_WORDS, WORDS_PER_SENTENCE * sentences)))
