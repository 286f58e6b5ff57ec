"""Which of the article's own sentences can stand in a summary; the denial of an accusation."""

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


MIN_QUOTABLE, MAX_QUOTABLE = 40, 300  # characters: a fragment tells nothing, a monster too much


MAX_SHARED = 0.6  # of the shorter sentence's stems: above it two sentences say the same


SUGGESTED = 1.0  # of salience: as much as the first sentence has for its place


def quotable(found: Sequence[Statement]) -> list[Statement]:
    """Return the statements that can be quoted away from their place, without their "However,"."""
    bare = (replace(s, text=without_connective(s.text)) for s in found if _is_whole(s))
    return [s for s in bare if stands_alone(s.text) and names_speaker(s.text)]


def pick(
    candidates: Sequence[Statement],
    wanted: int,
    told: Sequence[str],
    suggested: Collection[str] = (),
) -> list[Statement]:
    """Return up to `wanted` candidates that say what `told` does not, the most salient first.

    Those of which a `suggested` sentence is made count as more salient, and those that point at
    something before them come last.
    """

    def rank(statement: Statement) -> tuple[bool, float]:
        bonus = SUGGESTED * any(text.endswith(statement.text[1:]) for text in suggested)
        return not reads_well(statement.text), -statement.salience - bonus

    picked: list[Statement] = []
    for statement in sorted(candidates, key=rank):
        texts = [*told, *(other.text for other in picked)]
        if len(picked) < wanted and not repeats(statement.text, texts):
            picked.append(statement)
    return picked


def distinct(found: Sequence[Statement]) -> list[Statement]:
    """Return the statements without those that say again what one before them says."""
    kept: list[Statement] = []
    for statement in found:
        if not repeats(statement.text, [other.text for other in kept]):
            kept.append(statement)
    return kept


def repeats(text: str, told: Sequence[str]) -> bool:
    """Tell whether one of the sentences `told` says what `text` says."""
    own = set(content_stems(text))
    others = (set(content_stems(other)) for other in told)
    return any(len(own & other) > MAX_SHARED * min(len(own), len(other)) for other in others)


def _is_whole(statement: Statement) -> bool:
    text = statement.text
    whole = text.count('"') % 2 == 0 and not statement.spoken
    return whole and MIN_QUOTABLE <= len(text) <= MAX_QUOTABLE


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


def unsaid_denial(
    told: Sequence[str], quotable: Sequence[Statement], statements: Sequence[Statement]
) -> Statement | None:
    """Return a sentence of the article that denies, where `told` accuses and does not deny.

    One that can be quoted by itself, or one by somebody's lawyer or spokesperson.
    """
    if not any(map(_ACCUSES.search, told)) or any(map(_DENIES.search, told)):
        return None
    heard = [s for s in statements if s in quotable or _BY_COUNSEL.match(s.text)]
    return next((s for s in heard if _DENIES.search(s.text)), None)
