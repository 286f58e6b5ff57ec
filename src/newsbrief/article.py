"""An Article: one input's text, decoded and tidied; a Source: an article not yet read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["STANDARD_INPUT", "Article", "ArticleKind", "Metadata", "Source"]

STANDARD_INPUT = "standard input"


class ArticleKind(str, Enum):
    """The markup that an article is written in."""

    TEXT = "text"
    HTML = "html"
    MARKDOWN = "markdown"
    FRAGMENT = "fragment"  # HTML of an article alone, without a page around it
    MAILING = "mailing"  # HTML of a feed or mail: an article and what its sender puts around it


@dataclass(frozen=True)
class Metadata:
    """What a container (a feed, a mail, a file's properties) says of an article beside its text.

    `date` is ISO 8601 where the container's could be read, else as written there.
    """

    title: str | None = None
    byline: str | None = None
    date: str | None = None
    site: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Article:
    """One input's text, and how it was obtained.

    `origin` is the path or address as the user wrote it, or "standard input". `encoding` is the
    encoding by Python's name. `notes` are one-line warnings about the text: characters that were
    repaired or are lost. `metadata` outweighs what the text says of itself. `removed` has the lines
    that its container had around it, such as running heads.
    """

    text: str
    kind: ArticleKind
    origin: str
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()
    metadata: Metadata = Metadata()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Source:
    """One article that is not yet read.

    `origin` is its name in messages: a path, an address, "feed.xml#3". `stem` is the name of its
    output file without a suffix. `read` raises InputError and its subclasses, on each call.
    `key` stays the same from one day to the next: a feed entry's guid, a page's address, or "" for
    none.
    """

    origin: str
    stem: str
    read: Callable[[], Article]
    key: str = ""
