"""The French press conditional: "aurait démissionné" is "has reportedly resigned".

`reported` finds the conditionals that report; `as_indicative` rewrites the sentence for the model;
`hedged` polishes its English and `is_hedged` checks it; `post_edited` edits the English of the
sentence as it was, for when that check fails.
"""

from __future__ import annotations

from newsbrief.checks.hedges.attribution import lost_attribution
from newsbrief.checks.hedges.hedging import hedged, hedges, is_hedged
from newsbrief.checks.hedges.reported import Reported, reported
from newsbrief.checks.hedges.rewriting import as_indicative, post_edited

__all__ = [
    "Reported",
    "as_indicative",
    "hedged",
    "hedges",
    "is_hedged",
    "lost_attribution",
    "post_edited",
    "reported",
]
