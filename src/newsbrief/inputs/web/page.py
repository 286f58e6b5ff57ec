"""The limits of a fetch, and the fetched page as an Article."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from newsbrief.article import ArticleKind, Metadata
from newsbrief.inputs.reading import MAX_BYTES, read_article
from newsbrief.version import __version__

if TYPE_CHECKING:
    from newsbrief.article import Article

__all__ = ["FetchPolicy", "Fetched", "article_from", "without_tracking"]

# text/plain and all other types, which may be missing or wrong, are judged by their content.
_KINDS = {
    "text/html": ArticleKind.HTML,
    "application/xhtml+xml": ArticleKind.HTML,
    "text/markdown": ArticleKind.MARKDOWN,
    "text/x-markdown": ArticleKind.MARKDOWN,
}
_TRACKERS = ("utm_", "at_", "xtor", "fbclid", "gclid", "mc_cid", "mc_eid", "mtm_", "pk_")


@dataclass(frozen=True)
class FetchPolicy:
    """The limits of a fetch.

    `timeout_s` is for one address with its robots.txt and redirects, `max_bytes` for the response,
    packed and unpacked. `delay_s` is the pause between two pages of one host.
    """

    timeout_s: float = 30.0
    max_bytes: int = MAX_BYTES
    max_redirects: int = 10
    allow_private: bool = False
    respect_robots: bool = True
    delay_s: float = 1.0
    user_agent: str = f"newsbrief/{__version__}"


@dataclass(frozen=True)
class Fetched:
    """A response: `url` is the address after redirects, `content_type` in lower case, or ""."""

    data: bytes
    url: str
    content_type: str = ""
    charset: str | None = None


def article_from(fetched: Fetched) -> Article:
    """Return a fetched page or text as an article; its address is in the metadata.

    Raises EmptyInput and NotText.
    """
    article = read_article(
        fetched.data,
        kind=_KINDS.get(fetched.content_type),
        origin=fetched.url,
        charset=fetched.charset,
    )
    return replace(article, metadata=Metadata(url=without_tracking(fetched.url)))


def without_tracking(url: str) -> str:
    """Return an address without the parameters that show a site where its reader came from."""
    parts = urlsplit(url)
    query = parts.query.split("&")  # what remains keeps its spelling
    kept = [pair for pair in query if not pair.lower().startswith(_TRACKERS)]
    return url if len(kept) == len(query) else urlunsplit(parts._replace(query="&".join(kept)))
