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
    """Read an article with the reader for its kind, which is imported only when it is needed."""
    module, name = _READERS[article.kind]
    reader = cast("Callable[[Article], Document]", getattr(import_module(module), name))
    return _with_metadata(reader(article), article)


def _with_metadata(document: Document, article: Article) -> Document:
    """Return the document with the container's metadata in place of what the text says.

    No text is lost: a title of the document's that differs becomes a heading.
    """
    metadata = {name: value for name, value in asdict(article.metadata).items() if value}
    blocks = document.blocks
    if "title" in metadata:
        blocks = _without_line(blocks, metadata["title"])
    if document.title and not _same(metadata.get("title", document.title), document.title):
        blocks = (Block(BlockKind.HEADING, document.title, level=2), *blocks)
    removed = article.removed + document.removed
    return replace(document, **metadata, blocks=blocks, removed=removed)


def _without_line(blocks: tuple[Block, ...], line: str) -> tuple[Block, ...]:
    """Return the blocks without the first of the head's that says only `line`."""
    repeats = (i for i, block in enumerate(blocks[:HEAD_BLOCKS]) if _same(block.text, line))
    first = next(repeats, None)
    return blocks if first is None else blocks[:first] + blocks[first + 1 :]


def _same(line: str, title: str) -> bool:
    """Whether two lines say the same, apart from their capitals and spaces."""
    return " ".join(line.split()).casefold() == " ".join(title.split()).casefold()
