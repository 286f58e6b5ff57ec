"""Articles from the network: which addresses may be asked, how, and what came back."""

from newsbrief.inputs.web.fetcher import Fetcher
from newsbrief.inputs.web.page import article_from
from newsbrief.inputs.web.policy import Fetched, FetchPolicy

__all__ = ["FetchPolicy", "Fetched", "Fetcher", "article_from"]
