"""Small words that change what a sentence says: not, only, would, reportedly, up to, the rest."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.wording import content_stems

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["changed_sense"]

_NEGATION = re.compile(
    r"\b(?:not|no|never|neither|nor|none|nobody|nothing|without|cannot|refus\w+|den(?:y|ies|ied))\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
# What the article hedges the summary must hedge: one of these for one of these.
_HEDGE = re.compile(
    r"\b(?:would|could|may|might|reportedly|allegedly|apparently|possibly|perhaps|expected|expects?"
    r"|plans?|planned|planning|considering|considers|according|should|if|unless|likely|hopes?"
    r"|reported|rumou?red|sources?|estimat\w+|forecasts?|aims?|wants?|proposes?|proposed|intends?"
    r"|claims?|claimed|says?|said|commits?|committed|promises?|promised)\b",
    re.IGNORECASE,
)
_MODAL = re.compile(r"\b(?:would|could|(?-i:may)|might|reportedly|allegedly)\b", re.IGNORECASE)
# Parts of a whole: "the rest" of the water is not the water.
_PART = re.compile(r"\b(?:the rest|the others?|the remainder|half|only|except|excluding)\b", re.I)


def changed_sense(claim: str, passage: str) -> Iterator[str]:
    """Yield a reason for each way in which `claim` drops or adds a word of this kind."""
    if len(_NEGATION.findall(claim)) > len(_NEGATION.findall(passage)):
        yield "the article does not deny it"
    if (
        _NEGATION.search(passage)
        and not _NEGATION.search(claim)
        and _shares_negated(claim, passage)
    ):
        yield "the article denies it"
    if _MODAL.search(_nearest(claim, passage)) and not _HEDGE.search(claim):
        yield "the article does not give it as certain"
    lost = {part.lower() for part in _PART.findall(_nearest(claim, passage))}
    if lost - {part.lower() for part in _PART.findall(claim)}:
        yield "the article says it of a part only"


_WORD = re.compile(r"\w+")
_CLAUSE = re.compile(r"[;:]\s|,\s(?:and|but|while|which|where|whereas)?\s?|\.\s")
_NEGATED = 3  # words after a negation that it governs


def _shares_negated(claim: str, passage: str) -> bool:
    """Tell whether `claim` affirms the words that follow a negation in `passage`."""
    claimed = set(content_stems(claim))
    for match in _NEGATION.finditer(passage):
        governed = content_stems(" ".join(_WORD.findall(passage[match.end() :])[:_NEGATED]))
        if governed and claimed.issuperset(governed):
            return True
    return False


def _nearest(claim: str, passage: str) -> str:
    """The clauses of `passage` that share at least two words of content with `claim`."""
    claimed = set(content_stems(claim))
    clauses = _CLAUSE.split(passage)
    return " ; ".join(c for c in clauses if len(claimed.intersection(content_stems(c))) >= 2)
