"""Quotations in a summary: they stay verbatim and keep their speaker."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.summary.words import content_stems

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "has_speaker",
    "is_open",
    "names_speaker",
    "only_quoted",
    "outside_quotes",
    "without_false_quotes",
]

_QUOTED = re.compile(r"\"([^\"]+)(?:\"|\Z)")

_SAYING = re.compile(
    r"\b(?:say|said|told|tell|accord|explain|believ|argu|claim|think|thought|call|hope|fear|warn"
    r"|regret|promis|admit|add(?:s|ed)\b|not(?:e|es|ed)\b|describ|repl|declar|stat(?:e|es|ed)\b"
    r"|announc|insist|stress|recall|recount|launch|whisper|breath|protest|lament|comment|conclud"
    r"|temper|caution|assur|affirm|confid|joke|summari[sz]|observ|remark|denounc|point|write|wrote"
    r"|ask|answer|respond|repeat|acknowledg|reveal|assert|ironi|quip|sigh|judg|predict|cr(?:y|ied)|stipulat)",
    re.IGNORECASE,
)

_SPEAKER = re.compile(
    r"[A-ZÀ-Ý][\w.'’-]+|\b(?:source|spokes\w+|minist\w+|union\w*|lawyer|mayor)s?\b"
)

_PRONOUN = re.compile(
    r"\b(?:he|she|they)\b[^,;\"]{0,40}(?:: ?\"|\bthat (?:he|she|they) \")"
    r"|\"[,.]? ?(?:he|she|they)\b"
    r"|\b(?:said|says|adds|added|explain(?:s|ed)|according to) (?:he|she|they|him|her|them)\b"
    r"|\b(?:he|she|they) (?:said|says|adds|added|explain(?:s|ed))\b",
    re.IGNORECASE,
)

# Words of a quotation: a shorter one names a thing ("quantum state") and needs no speaker.
MIN_CLAUSE_WORDS = 5
_FOLD = re.compile(r"\W+")


def outside_quotes(sentence: str) -> str:
    """Return the sentence without the words that it quotes."""
    return _QUOTED.sub(" ", sentence)


def is_open(before: str) -> bool:
    """Tell whether a quotation is open after the text `before`."""
    return before.count('"') % 2 == 1


def has_speaker(sentence: str) -> bool:
    """Tell whether a sentence that quotes a clause also has a speaker and a verb of saying."""
    unquoted = outside_quotes(sentence)
    has_both = _SAYING.search(unquoted) and _SPEAKER.search(unquoted)
    return not _quotes_clause(sentence) or bool(has_both)


def names_speaker(sentence: str) -> bool:
    """Tell whether a sentence that quotes a clause names the speaker: no mere "he" or "she"."""
    return not (_quotes_clause(sentence) and _PRONOUN.search(sentence))


def _quotes_clause(sentence: str) -> bool:
    """Whether the sentence quotes a clause, not just a word or two."""
    return any(len(quoted.split()) >= MIN_CLAUSE_WORDS for quoted in _QUOTED.findall(sentence))


def only_quoted(sentence: str, passage: str) -> bool:
    """Tell whether `sentence` states as a fact what `passage` only quotes somebody as saying."""
    quoted = set(content_stems(" ".join(_QUOTED.findall(passage))))
    plain = set(content_stems(outside_quotes(passage)))
    claimed = [s for s in content_stems(sentence) if s in quoted | plain]
    only_in_quotes = [s for s in claimed if s not in plain]
    return len(only_in_quotes) > len(claimed) / 2 and not _SAYING.search(outside_quotes(sentence))


def without_false_quotes(sentence: str, paragraphs: Iterable[str]) -> str:
    """Remove the quotation marks around words that are no quotation in `paragraphs`."""
    quotations = [_folded(quoted) for text in paragraphs for quoted in _QUOTED.findall(text)]

    def keep_or_strip(match: re.Match[str]) -> str:
        words = _folded(match.group(1))
        is_verbatim = any(words in quotation for quotation in quotations)
        return match.group() if is_verbatim else match.group(1)

    straight = sentence.replace("“", '"').replace("”", '"')
    return _QUOTED.sub(keep_or_strip, straight)


def _folded(text: str) -> str:
    return f" {_FOLD.sub(' ', text.lower()).strip()} "
