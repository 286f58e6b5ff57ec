"""Pages from the network: which addresses may be fetched, and how."""

from newsbrief.inputs.web.fetcher import Fetcher
from newsbrief.inputs.web.page import Fetched, FetchPolicy, article_from

__all__ = ["FetchPolicy", "Fetched", "Fetcher", "article_from"]
