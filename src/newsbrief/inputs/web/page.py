"""What a fetch may do, and what it brings: the page as an Article."""

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

# text/plain and what is unnamed or wrongly named are judged by their content.
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

    `timeout_s` bounds one address with its robots.txt and redirects, `max_bytes` what came, packed
    and unpacked. `delay_s` is waited between two pages of one host.
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
    """What an address held: `url` is where redirects led, `content_type` lower case or ""."""

    data: bytes
    url: str
    content_type: str = ""
    charset: str | None = None


def article_from(fetched: Fetched) -> Article:
    """Return a page or text that was fetched as an article; its address is in the metadata.

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
    """An address without what only tells a site where its reader came from."""
    parts = urlsplit(url)
    query = parts.query.split("&")  # what stays, stays to the letter
    kept = [pair for pair in query if not pair.lower().startswith(_TRACKERS)]
    return url if len(kept) == len(query) else urlunsplit(parts._replace(query="&".join(kept)))
