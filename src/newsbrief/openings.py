"""Statements by their first words: how a chat model names sentences without writing them out."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from newsbrief.salience import Statement

__all__ = ["chosen", "openings"]

MIN_WORDS = 3  # two or three more tokens a sentence, where copying it takes thirty
BROKEN_OFF = "…"  # what the model is made to write after the opening
_NUMBER = re.compile(r"^\d{1,2}\. ")


def openings(found: Sequence[Statement]) -> dict[str, Statement]:
    """Return each statement under its first words, as many as tell it from the others.

    A statement that is the beginning of another one stands under all its words.
    """
    split = [statement.text.split() for statement in found]
    return {
        _opening(words, [other for other in split if other is not words]) + BROKEN_OFF: statement
        for words, statement in zip(split, found, strict=True)
    }


def _opening(words: Sequence[str], others: Iterable[Sequence[str]]) -> str:
    shared = max((_num_shared(words, other) for other in others), default=0)
    return " ".join(words[: max(MIN_WORDS, shared + 1)])


def _num_shared(words: Sequence[str], other: Sequence[str]) -> int:
    """How many of the first words two statements share."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(words, other, strict=False))))


def chosen(answer: str, offered: Mapping[str, Statement]) -> list[Statement]:
    """Return the statements that the lines of `answer` name, each once, in the answer's order.

    A line may be numbered; what is no opening names nothing.
    """
    lines = (_NUMBER.sub("", line.strip()) for line in answer.splitlines())
    return [offered[line] for line in dict.fromkeys(lines) if line in offered]
