"""Whoever is accused in a brief is heard in it: the article has a denial and none is told."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.salience import Statement

__all__ = ["unsaid_denial"]

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
