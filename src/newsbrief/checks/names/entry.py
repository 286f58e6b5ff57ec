"""An Entry (how French and English write a name), a Mention of one, and the gazetteer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import starmap

from newsbrief.text.normal import without_accents
from newsbrief.text.tables import word_rows

__all__ = ["Entry", "Kind", "Mention", "gazetteer"]


class Kind(str, Enum):
    """What a name stands for; it decides whether English sets an article before it."""

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
    """One name or term, from the gazetteer or from a user's glossary.

    `forms` are the French spellings, with an article only where it is part of the name ("Le
    Monde"). `english` is what to write, or "" for a name that stays as it is in French;
    `accepted` are other correct forms. An `ambiguous` name is spelled like an ordinary word.
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


@dataclass(frozen=True)
class Mention:
    """A name at `sentence[start:end]` of a French sentence; `text` is how it is written there.

    `english` is what to write for it; `accepted` are all correct forms, `english` among them.
    `article` is the length of the article inside the span ("Le " in "Le Monde": 3 characters).
    A `tentative` mention may be no name: it can be repaired, but is never reported as missing.
    """

    start: int
    end: int
    text: str
    entry: Entry
    english: str
    accepted: tuple[str, ...]
    article: int = 0
    tentative: bool = False


@lru_cache(maxsize=1)
def gazetteer() -> tuple[Entry, ...]:
    """Return the entries of `gazetteer.tsv`: kind, French, English, accepted forms, flags."""
    return tuple(starmap(_entry, word_rows(__package__, "gazetteer.tsv")))


def _entry(kind: str, french: str, english: str, accepted: str, flags: str) -> Entry:
    forms = tuple(french.split("|"))
    # "Credit Agricole" is no accepted form: an accent of the French must survive.
    bare = {without_accents(form) for form in (english, *forms)} - {english, *forms}
    return Entry(
        forms=forms,
        english=english,
        accepted=tuple(form for form in accepted.split("|") if form and form not in bare),
        kind=Kind(kind),
        ambiguous=flags == "ambiguous",
    )
