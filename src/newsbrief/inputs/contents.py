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

MAX_BYTES = 50_000_000  # a newspaper's PDF; each reader has a limit of its own below it
_READERS = {
    InputKind.PDF: ("newsbrief.inputs.pdf.article", "read_pdf"),
    InputKind.WORD: ("newsbrief.inputs.docx", "read_docx"),
    InputKind.MAIL: ("newsbrief.inputs.mail", "read_mail"),
}


@dataclass(frozen=True)
class Contents:
    """What stands in a file, at an address or in a pipe.

    `stem` names the output, `charset` is what a server said of the text, `key` see Source.
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
    """Return the articles of `contents`: several of a feed or a book, one of all else.

    `text` reads what is an article itself, `page` the page behind a feed's teaser (None: the teaser
    is the article). Raises InputError for a feed or a book that cannot be read.
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
    """The reader of one article, imported only when it is needed."""
    module, name = _READERS[kind]
    return cast("Callable[[bytes, str], Article]", getattr(import_module(module), name))


def _chapters(contents: Contents) -> list[Source]:
    from newsbrief.inputs.epub import read_epub

    def given(article: Article) -> Article:
        return article

    return [
        Source(a.origin, f"{contents.stem}-{number:02}", partial(given, a))
        for number, a in enumerate(read_epub(contents.data, contents.origin), start=1)
    ]
