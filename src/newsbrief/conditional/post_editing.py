"""English with "would" for a report → "is reported to": the second way, when the first fails."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.conditional.english import is_hedged, progressive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.conditional.reports import Reported

__all__ = ["post_edited"]

# "is reported to have resigned" keeps any date that follows; "has reportedly resigned" does not.
_WOULD = re.compile(
    r"(?P<subject>[\w’'-]+)? ?\bwould(?P<negated>n't| not| never)?(?P<adverb>(?: (?:also|already|now|still|then"
    r"|only|even|\w+ly))*) (?P<verb>\w+)(?P<rest> [^,;.]{0,40})?",
    re.IGNORECASE,
)
_ARE = frozenset(["they", "you", "we", "these", "those", "people", "police", "both"])
_IS = frozenset(["he", "she", "it", "this", "that's", "everyone", "nobody"])
_UNDER_WAY = frozenset(
    """prepare work negotiate consider plan seek study discuss talk look investigate examine explore
    suffer think hesitate try develop finance build hide target use recruit demand""".split()
)
_UNFIT = frozenset(["like", "rather", "want", "wish", "prefer"])
_SEVERAL = re.compile(r"\b(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|several|many|some|dozens|hundreds|thousands)\b(?!%)")


def post_edited(english: str, found: Sequence[Reported]) -> str | None:
    """Edit the English of a sentence that was not rewritten, or None where that cannot be done.

    Each "would" must belong to a verb `found` in the French, in the same order: "would have
    resigned" becomes "is reported to have resigned". English that is hedged stays as it is.
    """
    matches = list(_WOULD.finditer(english))
    if not matches and is_hedged(english, found):
        return english
    if len(matches) != len(found) or any(match["verb"] in _UNFIT for match in matches):
        return None
    for match, verb in reversed(list(zip(matches, found, strict=True))):
        english = english[: match.start()] + _edited(match, verb) + english[match.end() :]
    return english


def _edited(match: re.Match[str], verb: Reported) -> str:
    subject = match["subject"] or ""
    lead = f"{subject} " if subject else ""
    be = "are" if _is_plural(match, verb) else "is"
    never = {None: "", " never": " never"}.get(match["negated"], " not")
    rest = match["rest"] or ""
    if rest.startswith(" have liked"):
        return match.group()
    return f"{lead}{be}{match['adverb']} reported{never} to {_infinitive(match['verb'])}{rest}"


def _infinitive(verb: str) -> str:
    return f"be {progressive(verb)}" if verb in _UNDER_WAY else verb


def _is_plural(match: re.Match[str], verb: Reported) -> bool:
    subject = (match["subject"] or "").lower()
    if subject == "there":
        return bool(_SEVERAL.search(match["rest"] or ""))
    if subject in _ARE or subject in _IS:
        return subject in _ARE
    return verb.plural
