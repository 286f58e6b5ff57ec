"""An Entry (how French and English write a name), a Mention of one, and the gazetteer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import starmap

from newsbrief.text.normal import without_accents
from newsbrief.text.tables import table

__all__ = ["Entry", "Kind", "Mention", "gazetteer"]


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


@lru_cache(maxsize=1)
def gazetteer() -> tuple[Entry, ...]:
    """Return the shipped entries; the file's columns are kind, French, English, accepted, flags."""
    return tuple(starmap(_entry, table(__package__, "gazetteer.tsv")))


def _entry(kind: str, french: str, english: str, accepted: str, flags: str) -> Entry:
    forms = tuple(french.split("|"))
    # "Credit Agricole" is what papers without accents write; an accent that was there survives.
    bare = {without_accents(form) for form in (english, *forms)} - {english, *forms}
    return Entry(
        forms=forms,
        english=english,
        accepted=tuple(form for form in accepted.split("|") if form and form not in bare),
        kind=Kind(kind),
        ambiguous=flags == "ambiguous",
    )


@dataclass(frozen=True)
class Mention:
    """The name that `text[start:end]` of a French sentence is.

    `english` is what to write for it, `accepted` all that may stand, `english` included. `article`
    is the number of characters of the name's own article inside the span ("Le " in "Le Monde": 3).
    `tentative` marks what is a name only if the model took it for words: it is never missed.
    """

    start: int
    end: int
    text: str
    entry: Entry
    english: str
    accepted: tuple[str, ...]
    article: int = 0
    tentative: bool = False
