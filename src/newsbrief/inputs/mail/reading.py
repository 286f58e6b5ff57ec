"""A mail as an Article: its own text, or the mail that it forwards."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from newsbrief.article import Article, ArticleKind, Metadata
from newsbrief.errors import EmptyInput, InputError
from newsbrief.inputs.mail.forwarded import forwarded
from newsbrief.inputs.mail.message import as_paragraphs, parse
from newsbrief.inputs.markup import words
from newsbrief.inputs.reading import MAX_BYTES
from newsbrief.text.dates import iso_stamp

if TYPE_CHECKING:
    from newsbrief.inputs.mail.message import Message

__all__ = ["looks_like_mail", "read_mail"]

_HEAD_BYTES = 4096
_HEADERS = re.compile(
    rb"^(?:return-path|received|from|to|subject|date|mime-version|message-id|delivered-to"
    rb"|dkim-signature|content-type|reply-to|list-unsubscribe|x-[\w-]+|arc-[\w-]+)[ \t]*:",
    re.IGNORECASE | re.MULTILINE,
)
_FIRST_HEADER = re.compile(rb"\s*[!-9;-~]+[ \t]*:|From \S+ ")
_MIN_HEADERS = 3
_PARTED = re.compile(r"\s*[—–|:-]\s*")


def looks_like_mail(data: bytes) -> bool:
    """Whether bytes are a mail, by the headers at their beginning."""
    head = data[:_HEAD_BYTES].replace(b"\r\n", b"\n").lstrip(b"\xef\xbb\xbf").partition(b"\n\n")[0]
    headers = {match[0].lower() for match in _HEADERS.finditer(head)}
    return bool(_FIRST_HEADER.match(head)) and len(headers) >= _MIN_HEADERS


def read_mail(data: bytes, origin: str) -> Article:
    """Read the article in a mail, or in a mail that it forwards.

    Attachments are left out and named in a note. Raises InputError for a mail that cannot be
    read, EmptyInput for one without text, and NotText.
    """
    if len(data) > MAX_BYTES:
        raise InputError(f"{origin!r} is over {MAX_BYTES // 10**6} MB; save its text as HTML")
    outer = parse(data, origin)
    message = max((outer, *outer.inner), key=lambda m: m.num_words)
    article = _unwrapped(_article(message, origin))
    return replace(article, notes=article.notes + _notes(outer, message))


def _article(message: Message, origin: str) -> Article:
    """Return a mail's HTML, or its plain text if that has over twice as many words."""
    part = message.html
    if message.plain and 2 * _num_words(message.html) < _num_words(message.plain):
        part = replace(message.plain, text=as_paragraphs(message.plain.text))
    if part is None or not words(part.text):
        raise EmptyInput(f"{origin!r} is a mail without text; save what it shows as a file")
    metadata = Metadata(
        title=_headline(message.subject, message.sender) or None,
        site=message.sender or None,
        date=iso_stamp(message.date),
    )
    return replace(part, kind=ArticleKind.MAILING, metadata=metadata)


def _headline(subject: str, sender: str) -> str:
    """Return a subject without the sender's name before it, as in "Name — headline"."""
    rest = subject.removeprefix(sender) if sender else subject
    parted = _PARTED.match(rest) if rest != subject else None
    return rest[parted.end() :] if parted and rest[parted.end() :] else subject


def _num_words(part: Article | None) -> int:
    return len(words(part.text)) if part else 0


def _unwrapped(article: Article) -> Article:
    """Return the mail that is forwarded in the text of another as if it had come alone."""
    inner = forwarded(article.text)
    if inner is None or not words(inner.html):
        return article
    metadata = article.metadata
    sender = re.sub(r"\s*[<\[(].*", "", inner.sender).strip("\"' ")
    note = (f"left out, written above the forwarded mail: {inner.above[:200]}",)
    return replace(
        article,
        text=inner.html,
        notes=article.notes + (note if inner.above else ()),
        metadata=Metadata(
            title=inner.subject or metadata.title,
            site=sender or inner.sender or metadata.site,
            date=iso_stamp(inner.date) or metadata.date,
        ),
    )


def _notes(outer: Message, read: Message) -> tuple[str, ...]:
    """Return notes of what is not read: other mails in this one, and attachments."""
    others = [m.subject or m.sender for m in outer.inner if m is not read and m.num_words]
    names = outer.attachments
    return (
        *([f"other mails in it were left out: {', '.join(others[:20])}"] if others else ()),
        *(["the text of the mail around it was left out"] if _has_more_text(outer, read) else ()),
        *([f"attachments were left out: {', '.join(names[:20])}"] if names else ()),
    )


def _has_more_text(outer: Message, read: Message) -> bool:
    return outer is not read and outer.num_words > 0
