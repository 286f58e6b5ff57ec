"""Brief English readers on the French press, on this machine alone.

>>> from newsbrief import brief

`brief` and `briefs` are documented in `newsbrief.api`. Everything here is imported when first
asked for: `import newsbrief` itself costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from newsbrief.api import Brief, brief, briefs
    from newsbrief.article import Article
    from newsbrief.errors import NewsbriefError
    from newsbrief.results import Finding, FindingKind
    from newsbrief.version import __version__

__all__ = [
    "Article",
    "Brief",
    "Finding",
    "FindingKind",
    "NewsbriefError",
    "__version__",
    "brief",
    "briefs",
]

_FROM = {
    "__version__": "newsbrief.version",
    "Article": "newsbrief.article",
    "Brief": "newsbrief.api",
    "Finding": "newsbrief.results",
    "FindingKind": "newsbrief.results",
    "NewsbriefError": "newsbrief.errors",
    "brief": "newsbrief.api",
    "briefs": "newsbrief.api",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first used."""
    if name not in _FROM:
        raise AttributeError(f"module 'newsbrief' has no attribute {name!r}")
    return getattr(import_module(_FROM[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
