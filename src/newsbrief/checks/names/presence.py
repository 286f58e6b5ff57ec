"""Which names of a French sentence are missing in its English; a demonym counts as its place."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from newsbrief.checks.names.entry import Kind
from newsbrief.text.tables import word_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.checks.names.entry import Mention

__all__ = ["count", "demonym_pattern", "missing", "short_of"]

_ENDING = re.compile(r"(?:ium|ia|a|e|y|o)\Z")
_SUFFIXES = "(?:n|an|ian|ean|ese|ish|i|ic|er|is)?s?"


@lru_cache(maxsize=1)
def _irregular() -> dict[str, str]:
    """Return the patterns of the demonyms that no ending gives, by English place."""
    return {row[0]: row[1] for row in word_rows(__package__, "demonyms.tsv")}


def demonym_pattern(place: str) -> str:
    """Return a regular expression for the adjectives and inhabitants of an English place name."""
    bare = place.removeprefix("the ")
    if bare in _irregular():
        return _irregular()[bare]
    return re.escape(_ENDING.sub("", bare)) + _SUFFIXES


def missing(mentions: Sequence[Mention], english: str) -> list[Mention]:
    """Return the first mention of each name that `english` has in none of its accepted forms."""
    first = {mention.entry: mention for mention in reversed(mentions) if not mention.tentative}
    absent = [m for m in first.values() if not (count(m, english) or _is_reordered(m, english))]
    return sorted(absent, key=lambda mention: mention.start)


def _is_reordered(mention: Mention, english: str) -> bool:
    """Tell whether English has an acronym with its letters in another order: "NMR" for "RMN"."""
    letters = sorted(mention.text)
    return (
        mention.entry.kept
        and mention.entry.ambiguous
        and mention.text.isupper()
        and any(sorted(word) == letters for word in re.findall(r"\b[A-Z]{3,}\b", english))
    )


def short_of(mentions: Sequence[Mention], english: str) -> list[Mention]:
    """Return the mentions of the names that `english` has less often than the French."""
    french = Counter(mention.entry for mention in mentions)
    kept = {entry: count(m, english) for entry, m in {m.entry: m for m in mentions}.items()}
    return [mention for mention in mentions if kept[mention.entry] < french[mention.entry]]


def count(mention: Mention, english: str) -> int:
    """Return how often `english` has one of the mention's accepted forms, the longest first."""
    forms = sorted(set(mention.accepted), key=len, reverse=True)
    pattern = "|".join(map(_pattern, forms))
    if mention.entry.kind is Kind.PLACE:
        pattern += f"|{demonym_pattern(mention.english)}"
    return len(re.findall(rf"(?<!\w)(?:{pattern})(?!\w)", english))


def _pattern(form: str) -> str:
    """Return the pattern of a form; one in lower case may stand with a capital, as "The Gulf"."""
    escaped = re.escape(form)
    return rf"(?i:{escaped})" if form == form.lower() else escaped
