"""Which names of a French sentence its English does not have; a demonym stands for its place."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from newsbrief.checks.names.entry import Kind
from newsbrief.text.tables import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.checks.names.entry import Mention

__all__ = ["count", "demonym_pattern", "missing", "short_of"]


_ENDING = re.compile(r"(?:ium|ia|a|e|y|o)\Z")


_SUFFIXES = "(?:n|an|ian|ean|ese|ish|i|ic|er|is)?s?"


@lru_cache(maxsize=1)
def _irregular() -> dict[str, str]:
    """Patterns of demonyms by English place, for those that no ending gives."""
    return {row[0]: row[1] for row in table(__package__, "demonyms.tsv")}


def demonym_pattern(place: str) -> str:
    """Return a regular expression for the adjectives and inhabitants of an English place name."""
    bare = place.removeprefix("the ")
    if bare in _irregular():
        return _irregular()[bare]
    return re.escape(_ENDING.sub("", bare)) + _SUFFIXES


def missing(mentions: Sequence[Mention], english: str) -> list[Mention]:
    """Return the first mention of each name that `english` has in none of its right forms."""
    first = {mention.entry: mention for mention in reversed(mentions) if not mention.tentative}
    absent = [m for m in first.values() if not (count(m, english) or _turned(m, english))]
    return sorted(absent, key=lambda mention: mention.start)


def _turned(mention: Mention, english: str) -> bool:
    """Whether English has an acronym's letters in another order: "RMN" is also "NMR"."""
    letters = sorted(mention.text)
    return (
        mention.entry.kept
        and mention.entry.ambiguous
        and mention.text.isupper()
        and any(sorted(word) == letters for word in re.findall(r"\b[A-Z]{3,}\b", english))
    )


def short_of(mentions: Sequence[Mention], english: str) -> list[Mention]:
    """Return the mentions of the names that `english` has less often than the French."""
    wanted = Counter(mention.entry for mention in mentions)
    had = {entry: count(m, english) for entry, m in {m.entry: m for m in mentions}.items()}
    return [mention for mention in mentions if had[mention.entry] < wanted[mention.entry]]


def count(mention: Mention, english: str) -> int:
    """How often `english` has one of the mention's right forms, the longest taken first."""
    forms = sorted(set(mention.accepted), key=len, reverse=True)
    pattern = "|".join(map(_pattern, forms))
    if mention.entry.kind is Kind.PLACE:
        pattern += f"|{demonym_pattern(mention.english)}"
    return len(re.findall(rf"(?<!\w)(?:{pattern})(?!\w)", english))


def _pattern(form: str) -> str:
    """A term in lower case may open a sentence, and "the Gulf" may follow "The"."""
    escaped = re.escape(form)
    return rf"(?i:{escaped})" if form == form.lower() else escaped
