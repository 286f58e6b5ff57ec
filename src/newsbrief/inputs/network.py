"""A web address → the articles there: a page, a document, or each entry of a feed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from newsbrief.errors import InputError
from newsbrief.inputs.contents import Contents, sources_in
from newsbrief.inputs.kinds import kind_of
from newsbrief.inputs.web import Fetched, Fetcher, article_from

if TYPE_CHECKING:
    from newsbrief.article import Article, Source

__all__ = ["Network"]


@dataclass(frozen=True)
class Network:
    """Fetches articles; with `follow` also the page behind a feed's teaser, when it is read."""

    fetcher: Fetcher
    follow: bool = True

    def sources_at(self, url: str) -> list[Source]:
        """Fetch an address and return the articles there. Raises InputError."""
        return self._sources(self.fetcher.fetch(url), url)

    def page(self, url: str) -> Article:
        """Fetch the one article at an address. Raises InputError."""
        sources = self._sources(self.fetcher.fetch(url), url)
        if len(sources) != 1:
            raise InputError(f"{url} is no article but {len(sources)} of them; give it by itself")
        return sources[0].read()

    def _sources(self, fetched: Fetched, url: str) -> list[Source]:
        kind = kind_of(fetched.data, content_type=fetched.content_type)
        stem = _stem(fetched.url)
        contents = Contents(fetched.data, kind, url, stem, fetched.charset, key=fetched.url)
        return sources_in(
            contents, partial(article_from, fetched), self.page if self.follow else None
        )


def _stem(url: str) -> str:
    """Return the file name of a page without its suffix, or else its host."""
    parts = urlsplit(url)
    name = unquote(PurePosixPath(parts.path).stem)
    safe = "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in name)[:80]
    return safe.strip(".-") or (parts.hostname or "page")
