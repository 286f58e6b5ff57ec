"""A mail's bytes → its texts as HTML, headers and attachments; the standard library parses."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from typing import TYPE_CHECKING

from newsbrief.article import ArticleKind
from newsbrief.errors import EmptyInput, InputError
from newsbrief.inputs.markup import words
from newsbrief.inputs.reading import read_article
from newsbrief.text.normal import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsbrief.article import Article

__all__ = ["Message", "as_paragraphs", "parse"]

# What email raises for headers and structures that its parsers were not made for.
_FAULTS = (
    ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError
)  # fmt: skip
_MAX_PARTS = 1_000
_HEADER_CHARS = 2_000  # email's parser of addresses is quadratic
_PREFIX = re.compile(r"(?:(?:fwd?|tr|re|ré)\s*:\s*)+", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[ \t>]*\n")
_QUOTED = re.compile(r"^[ \t]*>(?:[ \t]?>)*[ \t]?", re.MULTILINE)
_OWN_LINE = re.compile(  # list items, and the header of a forwarded mail
    r"\s*(?:[-*•–—]\s|\d{1,2}[.)]\s"
    r"|\*?(?:de|from|date|envoyé|sent|objet|sujet|subject|à|to|cc)\s?:\*?\s)",
    re.IGNORECASE,
)
_RULE = re.compile(r"[\s*=_~–—-]{2,}")  # also the "-- " above a signature
_BROKEN_CHARS = 55  # a line that is shorter than this and followed by another was ended on purpose


@dataclass(frozen=True)
class Message:
    """A mail, or one inside it: `html` and `plain` are its texts of a kind, decoded and joined."""

    subject: str
    sender: str
    date: str
    html: Article | None
    plain: Article | None
    attachments: tuple[str, ...]
    inner: tuple[Message, ...]  # mails that were forwarded as attachments

    @property
    def num_words(self) -> int:
        """The words of its text."""
        texts = [words(part.text) for part in (self.html, self.plain) if part]
        return max(map(len, texts), default=0)


def parse(data: bytes, origin: str) -> Message:
    """Read a mail. Raises InputError for one that cannot be read, and NotText."""
    try:
        message = BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(data)
        return _read(message, origin)
    except _FAULTS as exc:
        raise InputError(f"{origin!r} is a mail that cannot be read; save it as HTML") from exc


def _read(message: EmailMessage, origin: str) -> Message:
    parts = list(_parts(message))
    if len(parts) > _MAX_PARTS:
        raise InputError(f"{origin!r} is a mail of over {_MAX_PARTS:,} parts; save it as HTML")
    texts = [part for part in parts if not part.is_attachment()]
    return Message(
        subject=_PREFIX.sub("", _header(message, "Subject"), count=1),
        sender=_name(_header(message, "From")),
        date=_header(message, "Date"),
        html=_joined(texts, "text/html", origin),
        plain=_joined(texts, "text/plain", origin),
        attachments=tuple(filter(None, map(_attached, parts))),
        inner=tuple(
            _read(inner, origin)
            for part in parts
            if part.get_content_type() == "message/rfc822"
            for inner in _children(part)
        ),
    )


def _parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The mail's parts that hold something, without those of mails inside it."""
    if message.get_content_maintype() == "multipart":
        for part in _children(message):
            yield from _parts(part)
    else:
        yield message


def _children(message: EmailMessage) -> list[EmailMessage]:
    held = message.get_payload()
    return [p for p in held if isinstance(p, EmailMessage)] if isinstance(held, list) else []


def _header(message: EmailMessage, name: str) -> str:
    """A header decoded, on one line; "" for one that is missing or damaged beyond reading."""
    raw = (value for key, value in message.raw_items() if key.lower() == name.lower())
    value = str(next(raw, ""))[:_HEADER_CHARS]
    try:
        return normalise(" ".join(str(message.policy.header_fetch_parse(name, value)).split()))
    except _FAULTS:
        return ""


def _name(sender: str) -> str:
    """A sender's name, or the host of an address without one."""
    name, address = parseaddr(sender)
    return name.strip("\"' ") or address.rpartition("@")[2]


def _joined(parts: list[EmailMessage], kind: str, origin: str) -> Article | None:
    """The texts of a kind as one: some programs cut a text where a picture stands in it."""
    texts = [_text(part, origin) for part in parts if part.get_content_type() == kind]
    found = [text for text in texts if text]
    if not found:
        return None
    notes = tuple(dict.fromkeys(note for article in found for note in article.notes))
    return replace(found[0], text="\n\n".join(a.text for a in found), notes=notes)


def _text(part: EmailMessage, origin: str) -> Article | None:
    """A part's text, whatever its headers say of its charset."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return None
    kind = ArticleKind.HTML if part.get_content_subtype() == "html" else ArticleKind.TEXT
    try:
        return read_article(data, kind=kind, origin=origin, charset=_charset(part))
    except EmptyInput:  # a plain part of a no-break space, beside the HTML one
        return None


def _charset(part: EmailMessage) -> str | None:
    try:
        return part.get_content_charset()
    except _FAULTS:
        return None


def _attached(part: EmailMessage) -> str:
    """The name of a part that is attached; pictures that a text shows are not."""
    if part.get_content_maintype() == "image" and part.get("Content-ID"):
        return ""
    if part.get_content_type() == "message/rfc822":  # read, or told as a mail
        return ""
    if not part.is_attachment() and part.get_content_maintype() in ("text", "image", "message"):
        return ""
    return normalise(" ".join((part.get_filename() or part.get_content_type()).split()))[:100]


def as_paragraphs(text: str) -> str:
    """Return plain text as HTML paragraphs: wrapped lines joined, list items apart."""
    paragraphs = _BLANK_LINES.split(_QUOTED.sub("", text.strip("\n")))
    return "".join(
        f"<p>{html.escape(line, quote=False)}</p>"
        for paragraph in paragraphs
        for line in _lines(paragraph)
    )


def _lines(paragraph: str) -> list[str]:
    lines: list[str] = []
    broken = False
    for line in filter(None, map(str.strip, paragraph.split("\n"))):
        if _RULE.fullmatch(line):
            broken = False
        elif lines and broken and not _OWN_LINE.match(line):
            lines[-1] += " " + line
            broken = len(line) >= _BROKEN_CHARS
        else:
            lines.append(line)
            broken = len(line) >= _BROKEN_CHARS
    return lines
