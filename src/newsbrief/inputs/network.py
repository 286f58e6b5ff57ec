"""An address → the articles that stand there: a page, or each entry of a feed."""

from __future__ import annotations

from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from newsbrief.inputs.feed import looks_like_feed, read_feed
from newsbrief.inputs.source import Source
from newsbrief.inputs.web import Fetched, Fetcher, article_from

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsbrief.article import Article

__all__ = ["sources_at"]


def sources_at(
    url: str,
    fetcher: Fetcher,
    *,
    follow: bool = True,
    read: Callable[[Fetched], Article] = article_from,
) -> list[Source]:
    """Fetch an address and return the articles that it stands for.

    With `follow` the page behind a feed's teaser is fetched, when that entry is read. `read` makes
    an article of what was fetched; by default of pages and texts alone. Raises InputError.
    """
    fetched = fetcher.fetch(url)
    if looks_like_feed(fetched.data):
        reader = partial(_page, fetcher, read) if follow else None
        return read_feed(fetched.data, url, reader, charset=fetched.charset)
    return [Source(url, _stem(fetched.url), partial(read, fetched), key=fetched.url)]


def _page(fetcher: Fetcher, read: Callable[[Fetched], Article], url: str) -> Article:
    return read(fetcher.fetch(url))


def _stem(url: str) -> str:
    """A page's file name without its suffix, or its host."""
    parts = urlsplit(url)
    name = unquote(PurePosixPath(parts.path).stem)
    safe = "".join(sign if sign.isalnum() or sign in "-_." else "-" for sign in name)[:80]
    return safe.strip(".-") or (parts.hostname or "page")
