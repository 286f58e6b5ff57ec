"""An Entry: how French texts write a name, and how English ones do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

__all__ = ["Entry", "Kind"]


class Kind(str, Enum):
    """What a name names; it decides whether English sets an article before it."""

    OUTLET = "outlet"
    COMPANY = "company"
    PRODUCT = "product"
    BODY = "body"
    PARTY = "party"
    UNION = "union"
    ACRONYM = "acronym"
    PLACE = "place"
    PERSON = "person"
    EPITHET = "epithet"  # "Empire du Milieu": another name of a country, a town, an institution
    EVENT = "event"
    WORK = "work"
    TERM = "term"  # of the user's glossary: a common noun as likely as a name


@dataclass(frozen=True)
class Entry:
    """One row of the gazetteer or of a user's glossary.

    `forms` are the French spellings, with an article only where it is part of the name ("Le
    Monde"). `english` is what to write, "" for a name that is kept as the French has it;
    `accepted` are other right forms. An `ambiguous` form is also an ordinary word.
    """

    forms: tuple[str, ...]
    english: str = ""
    accepted: tuple[str, ...] = ()
    kind: Kind = Kind.TERM
    ambiguous: bool = False

    @property
    def kept(self) -> bool:
        """Whether English writes the name as French does."""
        return not self.english
