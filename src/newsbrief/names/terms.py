"""What a user's glossary did: the terms that an article holds, and how often."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsbrief.names.entry import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsbrief.names.mention import Mention

__all__ = ["TermUse", "term_uses"]


@dataclass(frozen=True)
class TermUse:
    """A term of the glossary, its English, and how often the source has it."""

    term: str
    english: str
    count: int


def term_uses(mentions: Iterable[Mention]) -> tuple[TermUse, ...]:
    """Return one entry for each term of a glossary among `mentions`, by first appearance."""
    counts = Counter(m.entry for m in mentions if m.entry.kind is Kind.TERM)
    return tuple(
        TermUse(entry.forms[0], entry.english or entry.forms[0], number)
        for entry, number in counts.items()
    )
