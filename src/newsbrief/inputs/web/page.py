"""What was fetched as an Article."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

from newsbrief.article import ArticleKind, Particulars, read_article

if TYPE_CHECKING:
    from newsbrief.article import Article
    from newsbrief.inputs.web.policy import Fetched

__all__ = ["article_from", "without_tracking"]

# text/plain and what is unnamed or wrongly named are judged by their content.
_KINDS = {
    "text/html": ArticleKind.HTML,
    "application/xhtml+xml": ArticleKind.HTML,
    "text/markdown": ArticleKind.MARKDOWN,
    "text/x-markdown": ArticleKind.MARKDOWN,
}
_TRACKERS = ("utm_", "at_", "xtor", "fbclid", "gclid", "mc_cid", "mc_eid", "mtm_", "pk_")


def article_from(fetched: Fetched) -> Article:
    """Return a page or text that was fetched as an article; its address is told.

    Raises EmptyInput and NotText.
    """
    article = read_article(
        fetched.data,
        kind=_KINDS.get(fetched.content_type),
        origin=fetched.url,
        charset=fetched.charset,
    )
    return replace(article, told=Particulars(url=without_tracking(fetched.url)))


def without_tracking(url: str) -> str:
    """An address without what only tells a site where its reader came from."""
    parts = urlsplit(url)
    query = parts.query.split("&")  # what stays, stays to the letter
    kept = [pair for pair in query if not pair.lower().startswith(_TRACKERS)]
    return url if len(kept) == len(query) else urlunsplit(parts._replace(query="&".join(kept)))
