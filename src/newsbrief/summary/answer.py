"""The chat model's answer: sentences, a headline, or the openings of the article's statements."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from newsbrief.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from newsbrief.summary.salience import Statement

__all__ = ["chosen", "headline", "numbered_sentences", "openings"]

MIN_WORDS = 5  # of a sentence
MAX_CHARACTERS = 340  # a longer "sentence" is a run-on, or was cut at the token limit
OPENING_WORDS = 3  # two or three more tokens for each sentence; copying it takes thirty

# What the model is made to write after an opening.
OPENING_END = "…"
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

# The grammar requires a full stop even where the model has just written one.
_TWO_STOPS = re.compile(r"(?<!\.)\.\.$")
_END = re.compile(r"[.!?][\"”')\]]*$")
_LISTED = re.compile(r"^\d{1,2}\. ")


def numbered_sentences(answer: str) -> list[str]:
    """Return the complete sentences of `answer`, in order: the first one of each line.

    Lines that only introduce the answer, run on or break off are left out.
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


def openings(statements: Sequence[Statement]) -> dict[str, Statement]:
    """Return opening → statement: its first words, as many as no other statement begins with.

    The opening of a statement with which another one begins is the whole statement.
    """
    split = [statement.text.split() for statement in statements]
    return {
        _opening(words, [other for other in split if other is not words]) + OPENING_END: statement
        for words, statement in zip(split, statements, strict=True)
    }


def _opening(words: Sequence[str], others: Iterable[Sequence[str]]) -> str:
    shared = max((_num_shared(words, other) for other in others), default=0)
    return " ".join(words[: max(OPENING_WORDS, shared + 1)])


def _num_shared(words: Sequence[str], other: Sequence[str]) -> int:
    """The number of words at the beginning that two statements share."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(words, other, strict=False))))


def chosen(answer: str, offered: Mapping[str, Statement]) -> list[Statement]:
    """Return the statements whose openings are lines of `answer`, each once, in its order.

    Lines may be numbered. A line that is no opening is ignored.
    """
    lines = (_LISTED.sub("", line.strip()) for line in answer.splitlines())
    return [offered[line] for line in dict.fromkeys(lines) if line in offered]
