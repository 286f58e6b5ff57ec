"""The working sheet of a pasted page: what each line is, and the metadata read from them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.readers.pasted.lines import Line

__all__ = ["HEAD_LINES", "MAX_LEADS", "Head", "Place", "Sheet"]

# Bylines and dates stand among the first lines or under the last paragraph; further in, a line
# that looks like one belongs to the text (a chronology's "24 février 2025").
HEAD_LINES = 15
MAX_LEADS = 2


class Place(str, Enum):
    """Where a line of the input belongs; each line has exactly one place."""

    TITLE = "title"
    BYLINE = "byline"
    DATE = "date"
    SITE = "site"
    LEAD = "lead"
    BODY = "body"
    REMOVED = "removed"


@dataclass(frozen=True)
class Head:
    """An article's metadata and the place of each of its lines, in order."""

    places: tuple[Place, ...]
    title: str | None = None
    byline: str | None = None
    date: str | None = None
    site: str | None = None
    url: str | None = None
    interview: bool = False  # by its byline: "Propos recueillis par"


@dataclass
class Sheet:
    """The lines with the places assigned so far; a line without a place belongs to the body."""

    lines: Sequence[Line]
    places: dict[int, Place]
    core: range
    title: str | None = None
    byline: str | None = None
    date: str | None = None
    site: str | None = None
    url: str | None = None
    interview: bool = False

    def free(self) -> list[int]:
        """Return the indexes of the lines without a place."""
        return [i for i in range(len(self.lines)) if i not in self.places]

    def prose(self) -> list[int]:
        """Return the indexes of the paragraphs without a place."""
        return [i for i in self.free() if self.lines[i].prose and not self.lines[i].signature]

    def head(self) -> Head:
        """Return the result; the lines that are left make up the body."""
        places = tuple(self.places.get(i, Place.BODY) for i in range(len(self.lines)))
        return Head(places, self.title, self.byline, self.date, self.site, self.url, self.interview)
