"""Which sentences of the article a summary can quote, and the denial that it must not omit."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from newsbrief.summary.quotations import names_speaker
from newsbrief.summary.standalone import reads_well, stands_alone, without_connective
from newsbrief.summary.words import content_stems

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from newsbrief.summary.salience import Statement

__all__ = ["distinct", "pick", "quotable", "repeats", "unsaid_denial"]

MIN_CHARACTERS, MAX_CHARACTERS = 40, 300  # of a sentence that can be quoted
MAX_SHARED = 0.6  # of the shorter sentence's stems; above that, two sentences say the same
SUGGESTED_BONUS = 1.0  # salience; the first sentence of an article has as much for its position

_ACCUSES = re.compile(
    r"\b(?:reportedly|allegedly|alleged|accus\w+|charged|indicted|suspect\w*|on trial"
    r"|under investigation|convicted)\b",
    re.IGNORECASE,
)

_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|disput(?:es|ed)|contest(?:s|ed)|refut(?:es|ed)|presumed innocent"
    r"|not guilty|(?:reject|challeng)(?:s|es|ed) (?:the|these|all|any))\b",
    re.IGNORECASE,
)

_BY_COUNSEL = re.compile(r"(?:His|Her|Their|Its) (?:lawyers?|counsel|spokes\w+)\b")


def quotable(statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements that can be quoted by themselves, without their "However,"."""
    bare = (replace(s, text=without_connective(s.text)) for s in statements if _is_whole(s))
    return [s for s in bare if stands_alone(s.text) and names_speaker(s.text)]


def pick(
    candidates: Sequence[Statement],
    count: int,
    summary: Sequence[str],
    suggested: Collection[str] = (),
) -> list[Statement]:
    """Return up to `count` candidates that add something to `summary`, most salient first.

    A candidate that is among the `suggested` sentences counts as more salient. Candidates that
    point at an earlier sentence come last.
    """

    def rank(statement: Statement) -> tuple[bool, float]:
        bonus = SUGGESTED_BONUS * any(text.endswith(statement.text[1:]) for text in suggested)
        return not reads_well(statement.text), -statement.salience - bonus

    picked: list[Statement] = []
    for statement in sorted(candidates, key=rank):
        texts = [*summary, *(earlier.text for earlier in picked)]
        if len(picked) < count and not repeats(statement.text, texts):
            picked.append(statement)
    return picked


def distinct(statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements without those that repeat an earlier one."""
    kept: list[Statement] = []
    for statement in statements:
        if not repeats(statement.text, [earlier.text for earlier in kept]):
            kept.append(statement)
    return kept


def repeats(text: str, sentences: Sequence[str]) -> bool:
    """Tell whether `text` says the same as one of `sentences`."""
    stems = set(content_stems(text))
    others = (set(content_stems(sentence)) for sentence in sentences)
    return any(len(stems & other) > MAX_SHARED * min(len(stems), len(other)) for other in others)


def _is_whole(statement: Statement) -> bool:
    text = statement.text
    whole = text.count('"') % 2 == 0 and not statement.spoken
    return whole and MIN_CHARACTERS <= len(text) <= MAX_CHARACTERS


def unsaid_denial(
    summary: Sequence[str], quotable: Sequence[Statement], statements: Sequence[Statement]
) -> Statement | None:
    """Return the article's first denial if `summary` accuses somebody and denies nothing.

    The denial can be quoted by itself, or is by the lawyer or spokesperson of the accused.
    """
    if not any(map(_ACCUSES.search, summary)) or any(map(_DENIES.search, summary)):
        return None
    candidates = [s for s in statements if s in quotable or _BY_COUNSEL.match(s.text)]
    return next((s for s in candidates if _DENIES.search(s.text)), None)
