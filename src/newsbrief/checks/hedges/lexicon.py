"""French words that tell a conditional which reports from one which supposes.

`words.toml` holds the lists and says what each is for.
"""

from __future__ import annotations

from newsbrief.text.normal import without_accents
from newsbrief.text.tables import word_lists

__all__ = [
    "COUNTERFACTUAL",
    "EVALUATIONS",
    "HYPOTHETICAL_NOUNS",
    "INTENTIONS",
    "MODALS",
    "OPINIONS",
    "PLANNED",
    "PLANS",
    "REPORTING",
    "SAYINGS",
    "SAYING_STEMS",
    "WISHES",
    "alternatives",
    "words",
]


def words(name: str) -> frozenset[str]:
    """Return one list of `words.toml`."""
    return word_lists(__package__)[name]


def alternatives(name: str) -> str:
    """Return one list of `words.toml` as the branches of a regular expression."""
    return "|".join(sorted(words(name)))


def _stems(name: str) -> frozenset[str]:
    """Stems without accents, which come and go: "élever" but "élèverait"."""
    return frozenset(map(without_accents, words(name)))


MODALS = _stems("modals")
REPORTING = _stems("reporting")
INTENTIONS = _stems("intentions")
COUNTERFACTUAL = words("counterfactual")
WISHES = words("wishes")
PLANNED = words("planned")
EVALUATIONS = words("evaluations")
HYPOTHETICAL_NOUNS = words("hypothetical_nouns")
SAYINGS = words("sayings")
SAYING_STEMS = words("saying_stems")
OPINIONS = words("opinions")
PLANS = alternatives("plans")
