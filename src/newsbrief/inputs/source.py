"""A Source: one article that is still to be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsbrief.article import Article

__all__ = ["Source"]


@dataclass(frozen=True)
class Source:
    """One article that is still to be read.

    `origin` is what messages call it: a path as given, an address, "feed.xml#3". `stem` names its
    output file, without a suffix. `read` raises InputError and its children, each time anew.
    `key` stays the same from one day to the next where there is one: a feed entry's guid, a page's
    address.
    """

    origin: str
    stem: str
    read: Callable[[], Article]
    key: str = ""
