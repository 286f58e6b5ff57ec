"""One reader for each kind of input: Article → Document."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, cast

from newsbrief.article import ArticleKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsbrief.article import Article
    from newsbrief.document import Document

__all__ = ["read"]

_READERS = {
    ArticleKind.TEXT: ("newsbrief.readers.text", "read_text"),
    ArticleKind.HTML: ("newsbrief.readers.html", "read_html"),
    ArticleKind.MARKDOWN: ("newsbrief.readers.markdown", "read_markdown"),
}


def read(article: Article) -> Document:
    """Read an article with its kind's reader, which is imported only when it is needed."""
    module, name = _READERS[article.kind]
    reader = cast("Callable[[Article], Document]", getattr(import_module(module), name))
    return reader(article)
