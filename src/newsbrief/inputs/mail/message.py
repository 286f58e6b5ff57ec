"""The bytes of a mail → its headers, texts and attachments; its plain text → HTML."""

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

# The exceptions of `email` for headers and structures that its parsers do not expect.
_FAULTS = (
    ValueError, TypeError, LookupError, AttributeError, AssertionError, RecursionError
)  # fmt: skip
_MAX_PARTS = 1_000
_HEADER_CHARS = 2_000  # email's parser of addresses is quadratic
_PREFIX = re.compile(r"(?:(?:fwd?|tr|re|ré)\s*:\s*)+", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[ \t>]*\n")
_QUOTED = re.compile(r"^[ \t]*>(?:[ \t]?>)*[ \t]?", re.MULTILINE)
_SEPARATE_LINE = re.compile(  # list items, and the header of a forwarded mail
    r"\s*(?:[-*•–—]\s|\d{1,2}[.)]\s"
    r"|\*?(?:de|from|date|envoyé|sent|objet|sujet|subject|à|to|cc)\s?:\*?\s)",
    re.IGNORECASE,
)
_RULE = re.compile(r"[\s*=_~–—-]{2,}")  # also the "-- " above a signature
_WRAPPED_CHARS = 55  # a shorter line that is followed by another was ended on purpose


@dataclass(frozen=True)
class Message:
    """A mail, or a mail inside it: `html` and `plain` are its texts of that kind, joined."""

    subject: str
    sender: str
    date: str
    html: Article | None
    plain: Article | None
    attachments: tuple[str, ...]
    inner: tuple[Message, ...]  # mails that were forwarded as attachments

    @property
    def num_words(self) -> int:
        """The number of words in its text."""
        texts = [words(part.text) for part in (self.html, self.plain) if part]
        return max(map(len, texts), default=0)


def parse(data: bytes, origin: str) -> Message:
    """Read a mail. Raises InputError for a mail that cannot be read, and NotText."""
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
    """Yield the parts of a mail that have content, without those of mails inside it."""
    if message.get_content_maintype() == "multipart":
        for part in _children(message):
            yield from _parts(part)
    else:
        yield message


def _children(message: EmailMessage) -> list[EmailMessage]:
    payload = message.get_payload()
    return [p for p in payload if isinstance(p, EmailMessage)] if isinstance(payload, list) else []


def _header(message: EmailMessage, name: str) -> str:
    """Return a header, decoded and on one line; "" if it is missing or damaged."""
    raw = (value for key, value in message.raw_items() if key.lower() == name.lower())
    value = str(next(raw, ""))[:_HEADER_CHARS]
    try:
        return normalise(" ".join(str(message.policy.header_fetch_parse(name, value)).split()))
    except _FAULTS:
        return ""


def _name(sender: str) -> str:
    """Return a sender's name, or the host of an address without a name."""
    name, address = parseaddr(sender)
    return name.strip("\"' ") or address.rpartition("@")[2]


def _joined(parts: list[EmailMessage], kind: str, origin: str) -> Article | None:
    """Return the texts of a kind as one: some programs cut a text at each picture."""
    texts = [_text(part, origin) for part in parts if part.get_content_type() == kind]
    filled = [text for text in texts if text]
    if not filled:
        return None
    notes = tuple(dict.fromkeys(note for article in filled for note in article.notes))
    return replace(filled[0], text="\n\n".join(a.text for a in filled), notes=notes)


def _text(part: EmailMessage, origin: str) -> Article | None:
    """Return the text of a part, None if it has none."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes) or not data.strip():
        return None
    kind = ArticleKind.HTML if part.get_content_subtype() == "html" else ArticleKind.TEXT
    try:
        return read_article(data, kind=kind, origin=origin, charset=_charset(part))
    except EmptyInput:  # a plain part of only a no-break space, beside the HTML
        return None


def _charset(part: EmailMessage) -> str | None:
    try:
        return part.get_content_charset()
    except _FAULTS:
        return None


def _attached(part: EmailMessage) -> str:
    """Return the name of an attachment; "" for a text, or a picture that a text shows."""
    if part.get_content_maintype() == "image" and part.get("Content-ID"):
        return ""
    if part.get_content_type() == "message/rfc822":  # it is read, or mentioned as a mail
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
    open_end = False
    for line in filter(None, map(str.strip, paragraph.split("\n"))):
        if _RULE.fullmatch(line):
            open_end = False
        elif lines and open_end and not _SEPARATE_LINE.match(line):
            lines[-1] += " " + line
            open_end = len(line) >= _WRAPPED_CHARS
        else:
            lines.append(line)
            open_end = len(line) >= _WRAPPED_CHARS
    return lines
