"""Hedges of English text: making them one word, and whether each report has one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.checks.hedges.reported import Reported

__all__ = ["hedged", "hedges", "is_hedged", "under_way"]

# What opus-mt makes of "prétendument"; "reportedly" says the same without the doubt.
_ADVERB = re.compile(r"\b(allegedly|supposedly|purportedly|apparently|presumably)\b", re.IGNORECASE)

_HEDGE = re.compile(
    r"\b(?:reportedly|allegedly|supposedly|purportedly|apparently"
    r"|(?:said|believed|reported|thought|alleged|understood|rumou?red|claimed|suspected|presumed"
    r"|supposed|feared) (?:not )?to"
    r"|(?:it is|it was) (?:said|believed|reported|alleged|claimed) that)\b",
    re.IGNORECASE,
)

_ATTRIBUTION = re.compile(r"\baccording to\b|\bto be believed\b|\breports? (?:say|suggest)", re.I)
_WOULD = re.compile(r"\bwould(?:n't)?\b|\b(?:s?he|they|it|who)'d\b", re.IGNORECASE)


def hedged(english: str, count: int) -> str:
    """Polish the English of a rewritten sentence with `count` reports.

    Up to `count` translations of the adverb become "reportedly", a single one where two verbs share
    it. It stays beside "according to", since the paper itself leaves open whether it happened.
    """
    english = _ADVERB.sub(_reportedly, english, count=count)
    english = _WAS_AFTER.sub(_auxiliary_first, english)
    english = _PRESENT.sub(_progressive, english)
    return _SHARED.sub(r"\1 ", english)


def is_hedged(english: str, reports: Sequence[Reported]) -> bool:
    """Tell whether `english` hedges every one of the `reports` of its French.

    A hedge may cover two verbs joined by "and"; "according to" covers all, if no "would" is left.
    """
    hedges = list(_HEDGE.finditer(english))
    if len(hedges) >= len(reports):
        return True
    if _WOULD.search(english):
        return False
    shared = any(re.search(r"\b(?:and|then)\b", english[hedge.end() :]) for hedge in hedges)
    return shared or bool(_ATTRIBUTION.search(english))


def hedges(english: str) -> tuple[str, ...]:
    """Return the words of `english` that hedge, in order: "reportedly", "is said to"."""
    return tuple(match.group() for match in _HEDGE.finditer(english))


def _reportedly(match: re.Match[str]) -> str:
    return "Reportedly" if match[0][0].isupper() else "reportedly"


_WAS_AFTER = re.compile(r"\b(reportedly) (is|are|was|were|has been|have been)\b")
_SHARED = re.compile(r"(\breportedly\b[^,;:.]*? and) reportedly ")

# Verbs of what is under way, progressive in English: "is reportedly preparing".
_UNDER_WAY = frozenset(
    """prepare work negotiate consider plan seek study discuss talk look investigate examine explore
    suffer think hesitate try develop finance build hide target use recruit wait await carry
    transport""".split()
)

_PRESENT = re.compile(
    rf"\breportedly (?P<adverb>still |now |also |already )?(?P<verb>{'|'.join(sorted(_UNDER_WAY))})"
    r"(?P<singular>s)?\b"
)


def _auxiliary_first(match: re.Match[str]) -> str:
    be, *been = match[2].split()
    return " ".join([be, match[1], *been])


# After these the verb is an infinitive: "will reportedly recruit", "does not reportedly use".
_TAKES_INFINITIVE = re.compile(
    r"(?:\b(?:do|does|did|will|would|shall|should|can|cannot|could|may|might|must|to|\w+n['’]t)"
    r"|['’](?:ll|d))(?: not| never| also| still| now| already| soon| then)* $",
    re.IGNORECASE,
)

_NEAR = 40  # characters before the adverb in which its auxiliary is looked for


def _progressive(match: re.Match[str]) -> str:
    if _TAKES_INFINITIVE.search(match.string[max(0, match.start() - _NEAR) : match.start()]):
        return match[0]
    be = "is" if match["singular"] else "are"
    return f"{be} reportedly {match['adverb'] or ''}{under_way(match['verb'])}"


_DOUBLED = frozenset(["plan"])


def under_way(verb: str) -> str:
    """Return the -ing form of a verb that mostly needs it ("preparing"), any other as it is."""
    if verb not in _UNDER_WAY:
        return verb
    if verb in _DOUBLED:
        return f"{verb}{verb[-1]}ing"
    return f"{verb.removesuffix('e')}ing"
