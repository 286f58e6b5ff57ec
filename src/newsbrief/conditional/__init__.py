"""The French press conditional: "aurait démissionné" is "has reportedly resigned".

`reported` finds the conditionals that report; `as_indicative` writes the sentence that the model
is given instead; `hedged` polishes its English and `is_hedged` checks it; `post_edited` is the way
out when the check fails.
"""

from __future__ import annotations

from newsbrief.conditional.attribution import lost_attribution
from newsbrief.conditional.english import hedged, hedges, is_hedged
from newsbrief.conditional.post_editing import post_edited
from newsbrief.conditional.reports import Reported, reported
from newsbrief.conditional.rewriting import as_indicative

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
