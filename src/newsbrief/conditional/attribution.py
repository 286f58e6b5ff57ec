"""Who says it: "selon", "d'après" and "à en croire" of the French against the English."""

from __future__ import annotations

import re

__all__ = ["lost_attribution"]

# "selon que", "selon les cas" measure, and "d'après-guerre" is a time.
_SOURCE = re.compile(
    r"\b(?:selon (?!que\b|qu'|lequel|laquelle|lesquel|les? (?:cas|besoins?|circonstances|saisons?"
    r"|années?|âges?|pays|régions?|modèles?|normes?|règles?)\b|le calendrier|la loi\b)"
    r"|d'après (?!-|guerre|midi)|à en croire )",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:according|accord|says?|said|saying|tells?|told|reports?|reported|reporting|reportedly"
    r"|claims?|claimed|believes?|believed|thinks?|thought|estimates?|estimated|argues?|argued"
    r"|sources?|quot\w+|cit\w+|based on|depending|in (?:his|her|its|their) (?:view|opinion|words)"
    r"|for (?:him|her|them)|by the standards|as per|per|following|shows?|finds?|found|suggests?"
    r"|indicates?|announced?|states?|stated|puts?|writes?|wrote|reveals?|revealed)\b",
    re.IGNORECASE,
)


def lost_attribution(source: str, english: str) -> bool:
    """Tell whether the French names a source that the English leaves out."""
    return _SOURCE.search(source) is not None and _SAID.search(english) is None
