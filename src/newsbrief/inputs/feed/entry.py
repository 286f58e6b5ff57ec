"""A feed and its entries, whatever their format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from newsbrief.errors import EmptyInput, InputError

__all__ = ["Feed", "FeedEntry", "bounded"]

# Feeds of the press hold 10 to 100 entries, archives of a blog some hundreds.
_MAX_ENTRIES = 2_000
_Item = TypeVar("_Item")


@dataclass(frozen=True)
class FeedEntry:
    """One entry: `html` is all of its text that the feed has, `date` is as written in the feed.

    `guid` is its identifier in the feed, or its address. `link` is absolute, and addresses in
    `html` are relative to it.
    """

    guid: str
    title: str
    link: str
    html: str
    byline: str = ""
    date: str = ""


@dataclass(frozen=True)
class Feed:
    """A feed's title, and its entries in order."""

    title: str
    entries: tuple[FeedEntry, ...]


def bounded(items: list[_Item], origin: str) -> list[_Item]:
    """Return a feed's items. Raises EmptyInput for none, InputError for over 2,000."""
    if not items:
        raise EmptyInput(f"{origin!r} is a feed without entries, or no feed; give an article")
    if len(items) > _MAX_ENTRIES:
        raise InputError(
            f"{origin!r} has {len(items):,} entries, more than {_MAX_ENTRIES:,}; "
            "give a feed of the latest ones"
        )
    return items
