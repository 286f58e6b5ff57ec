"""An Article: one input's text, decoded and tidied; a Source: an article still to be read."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["STANDARD_INPUT", "Article", "ArticleKind", "Metadata", "Source"]

STANDARD_INPUT = "standard input"


class ArticleKind(str, Enum):
    """The markup an article comes in."""

    TEXT = "text"
    HTML = "html"
    MARKDOWN = "markdown"
    FRAGMENT = "fragment"  # HTML of an article alone, without a page around it
    MAILING = "mailing"  # HTML as feeds and mails carry it: an article and its sender's trimmings


@dataclass(frozen=True)
class Metadata:
    """What a container tells of an article beside its text: a feed, a mail, a file's properties.

    `date` is ISO 8601 where the container could tell, else as it has it.
    """

    title: str | None = None
    byline: str | None = None
    date: str | None = None
    site: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Article:
    """One input's text, and how it was obtained.

    `origin` is the path or address as given or "standard input"; `encoding` is Python's name for
    it. `notes` are one-line warnings about the text itself: characters that were repaired or are
    lost. `metadata` outweighs what the text seems to say of itself. `removed` are lines that its
    container had around it, such as running heads.
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
