"""The kind of an input: by its first bytes, its name, or the content type of a server."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from newsbrief.inputs.reading import SUFFIXES

__all__ = ["ALL_SUFFIXES", "InputKind", "kind_by_name", "kind_of"]

_HEAD_BYTES = 1024
_EPUB = b"mimetypeapplication/epub+zip"  # its first entry, stored without compression


class InputKind(str, Enum):
    """A kind of input, by the reader that it needs."""

    TEXT = "text"  # pasted text, HTML, Markdown: the article itself
    PDF = "pdf"
    WORD = "word"
    MAIL = "mail"
    BOOK = "book"  # several articles
    FEED = "feed"  # several articles


_BY_SUFFIX = {
    **dict.fromkeys(SUFFIXES, InputKind.TEXT),
    ".pdf": InputKind.PDF,
    ".docx": InputKind.WORD,
    ".epub": InputKind.BOOK,
    ".eml": InputKind.MAIL,
    ".rss": InputKind.FEED,
    ".atom": InputKind.FEED,
}

# The suffixes of a folder's articles. Without .xml, the usual suffix of a feed and of much else.
ALL_SUFFIXES = tuple(_BY_SUFFIX)
_BY_TYPE = {
    "application/pdf": InputKind.PDF,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": InputKind.WORD,
    "application/epub+zip": InputKind.BOOK,
    "message/rfc822": InputKind.MAIL,
}


def kind_by_name(name: str) -> InputKind | None:
    """Return the kind that a file's suffix stands for, None for an unknown suffix."""
    return _BY_SUFFIX.get(Path(name).suffix.lower())


def kind_of(data: bytes, *, content_type: str = "") -> InputKind:
    """Return the kind of bytes without a known suffix; `content_type` comes from a server."""
    from newsbrief.inputs.feed import looks_like_feed
    from newsbrief.inputs.mail import looks_like_mail

    head = data[:_HEAD_BYTES]
    if b"%PDF-" in head:
        return InputKind.PDF
    if head.startswith(b"PK\x03\x04"):
        if _EPUB in head:
            return InputKind.BOOK
        return InputKind.WORD if b"word/document.xml" in data else InputKind.TEXT
    if kind := _BY_TYPE.get(content_type):
        return kind
    if looks_like_feed(data):
        return InputKind.FEED
    return InputKind.MAIL if looks_like_mail(data) else InputKind.TEXT
