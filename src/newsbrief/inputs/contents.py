"""Bytes of any kind that newsbrief reads → the articles in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, cast

from newsbrief.article import Source
from newsbrief.inputs.kinds import InputKind

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsbrief.article import Article

__all__ = ["MAX_BYTES", "Contents", "sources_in"]

MAX_BYTES = 50_000_000  # a newspaper's PDF; each reader has a limit of at most this
_READERS = {
    InputKind.PDF: ("newsbrief.inputs.pdf.article", "read_pdf"),
    InputKind.WORD: ("newsbrief.inputs.docx", "read_docx"),
    InputKind.MAIL: ("newsbrief.inputs.mail", "read_mail"),
}


@dataclass(frozen=True)
class Contents:
    """The bytes of a file, an address or a pipe, and their kind.

    `charset` is the encoding according to a server; for `stem` and `key` see Source.
    """

    data: bytes
    kind: InputKind
    origin: str
    stem: str
    charset: str | None = None
    key: str = ""


def sources_in(
    contents: Contents,
    text: Callable[[], Article],
    page: Callable[[str], Article] | None = None,
) -> list[Source]:
    """Return the articles of `contents`: several from a feed or a book, one from another kind.

    `text` reads bytes that are the article itself, `page` the page behind a feed's teaser (None:
    the teaser is the article). Raises InputError for a feed or a book that cannot be read.
    """
    if contents.kind is InputKind.FEED:
        from newsbrief.inputs.feed import read_feed

        return read_feed(contents.data, contents.origin, page, charset=contents.charset)
    if contents.kind is InputKind.BOOK:
        return _chapters(contents)
    read = text
    if contents.kind in _READERS:
        read = partial(_reader(contents.kind), contents.data, contents.origin)
    return [Source(contents.origin, contents.stem, read, key=contents.key)]


def _reader(kind: InputKind) -> Callable[[bytes, str], Article]:
    """Return the reader for a kind of one article, which is imported only when needed."""
    module, name = _READERS[kind]
    return cast("Callable[[bytes, str], Article]", getattr(import_module(module), name))


def _chapters(contents: Contents) -> list[Source]:
    from newsbrief.inputs.epub import read_epub

    def ready(article: Article) -> Article:
        return article

    return [
        Source(a.origin, f"{contents.stem}-{number:02}", partial(ready, a))
        for number, a in enumerate(read_epub(contents.data, contents.origin), start=1)
    ]
