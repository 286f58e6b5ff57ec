"""Which names of a French sentence its English does not have."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.names.mention import Mention

__all__ = ["count", "missing", "short_of"]


def missing(mentions: Sequence[Mention], english: str) -> list[Mention]:
    """Return the first mention of each name that `english` has in none of its right forms."""
    first = {mention.entry: mention for mention in reversed(mentions)}
    absent = [m for m in first.values() if not count(m, english)]
    return sorted(absent, key=lambda mention: mention.start)


def short_of(mentions: Sequence[Mention], english: str) -> list[Mention]:
    """Return the mentions of the names that `english` has less often than the French."""
    wanted = Counter(mention.entry for mention in mentions)
    return [m for m in mentions if count(m, english) < wanted[m.entry]]


def count(mention: Mention, english: str) -> int:
    """How often `english` has one of the mention's right forms, the longest taken first."""
    forms = sorted(set(mention.accepted), key=len, reverse=True)
    pattern = "|".join(map(_pattern, forms))
    return len(re.findall(rf"(?<!\w)(?:{pattern})(?!\w)", english))


def _pattern(form: str) -> str:
    """A term in lower case may open a sentence, and "the Gulf" may follow "The"."""
    escaped = re.escape(form)
    return rf"(?i:{escaped})" if form == form.lower() else escaped
