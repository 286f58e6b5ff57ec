"""A chat model's answer → clean sentences: no numbering, no preamble, nothing cut off."""

from __future__ import annotations

import re

from newsbrief.sentences import split_sentences

__all__ = ["headline", "numbered_sentences"]

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
    spans = split_sentences(line)
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
