"""What the chat model answers: clean lines, or statements named by their first words."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from newsbrief.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from newsbrief.summary.salience import Statement

__all__ = ["chosen", "headline", "numbered_sentences", "openings"]


_NUMBER = re.compile(r"^\s*(?:[-*•]\s+|\(?\d{1,2}[.):]\s+)+")


_MARKUP = re.compile(r"\*\*|__|^#+\s*|`")


_PREAMBLE = re.compile(
    r"^(?:sure|certainly|of course|okay|here (?:is|are|'s)|below (?:is|are)|"
    r"the (?:following|article) (?:is|are|summary)|(?:summary|key (?:points|facts)|headline)\s*:?$|"
    r"in (?:summary|conclusion)\b|i (?:cannot|can't|am)\b|as an ai\b)",
    re.IGNORECASE,
)


_LABEL = re.compile(
    r"^(?:summary|key (?:point|fact)s?|headline|title|fact \d+)\s*:\s*", re.IGNORECASE
)


_TWO_STOPS = re.compile(r"(?<!\.)\.\.$")  # a grammar asks for a stop after the model's own


_END = re.compile(r"[.!?][\"”')\]]*$")


MAX_CHARACTERS = 340  # a longer "sentence" is a run-on, or was stopped by the token limit


MIN_WORDS = 5


def numbered_sentences(answer: str) -> list[str]:
    """Return the complete sentences of `answer`, one for each of its lines, in order.

    Of a line that holds several sentences the first is kept. Lines that introduce, run on or break
    off are left out.
    """
    lines = (_clean(line) for line in answer.splitlines())
    return [line for line in map(_first_sentence, lines) if _is_sentence(line)]


def headline(answer: str) -> str:
    """Return the first line of `answer` that can be a headline, without quotes or full stop."""
    for line in map(_clean, answer.splitlines()):
        text = line.strip("\"“”' ").removesuffix(".")
        if text and not _PREAMBLE.match(text) and len(text) <= MAX_CHARACTERS // 2:
            return text
    return ""


def _clean(line: str) -> str:
    text = _LABEL.sub("", _MARKUP.sub("", _NUMBER.sub("", line)).strip())
    return _TWO_STOPS.sub(".", text)


def _first_sentence(line: str) -> str:
    spans = split_sentences(line, "en")
    return line[slice(*spans[0])] if spans else ""


def _is_sentence(line: str) -> bool:
    return (
        bool(_END.search(line))
        and not line.endswith(("...", "…"))
        and len(line) <= MAX_CHARACTERS
        and len(line.split()) >= MIN_WORDS
        and not _PREAMBLE.match(line)
        and not line[:1].islower()
    )


OPENING_WORDS = 3  # two or three more tokens a sentence, where copying it takes thirty


BROKEN_OFF = "…"  # what the model is made to write after the opening


_LISTED = re.compile(r"^\d{1,2}\. ")


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
    return " ".join(words[: max(OPENING_WORDS, shared + 1)])


def _num_shared(words: Sequence[str], other: Sequence[str]) -> int:
    """How many of the first words two statements share."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(words, other, strict=False))))


def chosen(answer: str, offered: Mapping[str, Statement]) -> list[Statement]:
    """Return the statements that the lines of `answer` name, each once, in the answer's order.

    A line may be numbered; what is no opening names nothing.
    """
    lines = (_LISTED.sub("", line.strip()) for line in answer.splitlines())
    return [offered[line] for line in dict.fromkeys(lines) if line in offered]
