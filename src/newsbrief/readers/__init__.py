"""One reader for each kind of input: Article → Document."""

from __future__ import annotations

from dataclasses import asdict, replace
from importlib import import_module
from typing import TYPE_CHECKING, cast

from newsbrief.article import ArticleKind
from newsbrief.document import Block, BlockKind
from newsbrief.readers.pasted.bylines import HEAD_BLOCKS

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsbrief.article import Article
    from newsbrief.document import Document

__all__ = ["read"]

_READERS = {
    ArticleKind.TEXT: ("newsbrief.readers.pasted.page", "read_text"),
    ArticleKind.HTML: ("newsbrief.readers.html.page", "read_html"),
    ArticleKind.MARKDOWN: ("newsbrief.readers.markdown", "read_markdown"),
    ArticleKind.FRAGMENT: ("newsbrief.readers.fragment", "read_fragment"),
    ArticleKind.MAILING: ("newsbrief.readers.mailing", "read_mailing"),
}


def read(article: Article) -> Document:
    """Read an article with its kind's reader, which is imported only when it is needed."""
    module, name = _READERS[article.kind]
    reader = cast("Callable[[Article], Document]", getattr(import_module(module), name))
    return _with_particulars(reader(article), article)


def _with_particulars(document: Document, article: Article) -> Document:
    """Put what the container told in place of what the text seemed to say; no text is lost."""
    told = {name: value for name, value in asdict(article.told).items() if value}
    blocks = document.blocks
    if "title" in told:
        again = (
            i for i, block in enumerate(blocks[:HEAD_BLOCKS]) if _same(block.text, told["title"])
        )
        first = next(again, None)
        blocks = blocks if first is None else blocks[:first] + blocks[first + 1 :]
    if document.title and not _same(told.get("title", document.title), document.title):
        blocks = (Block(BlockKind.HEADING, document.title, level=2), *blocks)
    removed = article.removed + document.removed
    return replace(document, **told, blocks=blocks, removed=removed)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
