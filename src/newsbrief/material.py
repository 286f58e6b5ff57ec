"""What the chat model is given to read: the statements that matter, within its context."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.engines import ChatModel
    from newsbrief.salience import Statement

__all__ = ["TOKENS_PER_SENTENCE", "material", "material_words"]

TOKENS_PER_SENTENCE = 90  # the longest sentence that lines.py lets through, at 3.8 characters each
# The model reads the statements that matter, not the whole article. On eight articles it wrote 20
# of 32 sentences that could be verified from 250 words, 17 of 32 from the whole text, and took 0.6
# of the time. Seven sentences are chosen as well from 180 words as from 280 (twelve articles).
MIN_WORDS = 180
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
    return max(1, min(room, max(MIN_WORDS, WORDS_PER_SENTENCE * sentences)))
