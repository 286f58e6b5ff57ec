"""An Article: the text of one input, decoded and tidied, and what kind of text it is."""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import BinaryIO

from newsbrief.decoding import decode
from newsbrief.errors import EmptyInput, InputError
from newsbrief.mojibake import mend

__all__ = [
    "MAX_BYTES",
    "STANDARD_INPUT",
    "SUFFIXES",
    "Article",
    "ArticleKind",
    "Particulars",
    "normalise",
    "read_article",
    "read_bytes",
    "unreadable",
]

# The longest articles of the French press stay under 200 kB, the heaviest pages under 5 MB.
MAX_BYTES = 10_000_000
STANDARD_INPUT = "standard input"


class ArticleKind(str, Enum):
    """The markup an article comes in."""

    TEXT = "text"
    HTML = "html"
    MARKDOWN = "markdown"
    FRAGMENT = "fragment"  # HTML of an article alone, without a page around it
    MAILING = "mailing"  # HTML as feeds and mails carry it: an article and its sender's trimmings


SUFFIXES = {
    ".txt": None,  # people save pages and Markdown under .txt: the content decides
    ".html": ArticleKind.HTML,
    ".htm": ArticleKind.HTML,
    ".xhtml": ArticleKind.HTML,
    ".md": ArticleKind.MARKDOWN,
    ".markdown": ArticleKind.MARKDOWN,
}

_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b",
    re.IGNORECASE | re.DOTALL,
)
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:[\w-]+:.*\n|[ \t#-].*\n|\n)+?---[ \t]*(?:\n|$)")
_ATX_HEADING = re.compile(r"(?:\A|\n)#{1,6} [^\n#][^\n]*(?=\n[ \t]*\n|\n?\Z)")
_MARKDOWN_INLINE = re.compile(
    r"\[[^\]\n]{1,300}\]\(https?://[^)\s]+\)|\*\*\w[^*\n]{0,300}[^\s*]\*\*"
)
_BLANK_LINE = re.compile(r"\n[ \t]*\n")
# Signs of markup stand early; looking further would cost time on a large text and settle nothing.
_KIND_CHARS = 50_000

_LINE_ENDS = re.compile(r"\r\n?|[\u2028\x0b\x85]")
_BREAKS = re.compile(r"[\u2029\x0c]")
_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]*(?:\x07|\x1b\\)?)")
# Soft hyphen, zero-width space and non-joiner, direction marks, word joiner, BOM, and controls.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
# Wider gaps than columns and indentation have; patterns that look for space meet no longer run.
_GAP = re.compile(r"[^\S\n]{9,}")
_MAX_GAP, _MAX_UNBROKEN_GAP = 64, 8
_LONE_JOINER = re.compile("(?<![\u2190-\U0001faff\ufe0f])\u200d")  # it holds emoji together


@dataclass(frozen=True)
class Particulars:
    """What a container tells of an article beside its text: a feed, a mail, a file's properties.

    `date` is ISO 8601 where the container could tell, else as it has it.
    """

    title: str | None = None
    byline: str | None = None
    date: str | None = None
    site: str | None = None
    url: str | None = None


@dataclass(frozen=True)
class Article:
    """One input's text, and how it was obtained.

    `origin` is the path or address as given or "standard input"; `encoding` is Python's name for
    it. `notes` are one-line warnings about the text itself: characters that were repaired or are
    lost. `told` outweighs what the text seems to say of itself. `removed` are lines that its
    container had around it, such as running heads.
    """

    text: str
    kind: ArticleKind
    origin: str
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()
    told: Particulars = Particulars()
    removed: tuple[str, ...] = ()


def read_article(
    source: Path | str | bytes,
    *,
    kind: ArticleKind | None = None,
    origin: str | None = None,
    charset: str | None = None,
) -> Article:
    """Read one article from a path, from "-" (standard input), or from bytes already read.

    `kind` overrides what the suffix and the content say; `origin` what messages call the input;
    `charset` is what a header told of the bytes' encoding.
    Raises `InputError` for what is missing, unreadable or over `MAX_BYTES`, `EmptyInput`, and
    `NotText`.
    """
    from_path = not isinstance(source, bytes) and str(source) != "-"
    origin = origin or (str(source) if from_path else STANDARD_INPUT)
    data = source if isinstance(source, bytes) else read_bytes(source, MAX_BYTES)
    shown = repr(origin) if from_path else origin
    if len(data) > MAX_BYTES:
        raise InputError(f"{shown} is over {MAX_BYTES // 10**6} MB; give one article at a time")
    decoded = decode(data, shown, charset)
    mended = mend(decoded.text)
    text = normalise(mended.text)
    if not text.strip():
        raise EmptyInput(f"{shown} holds no text; give an article")
    kind = kind or _kind_from_suffix(origin) or _kind_from_content(text)
    return Article(text, kind, origin, decoded.encoding, decoded.notes + mended.notes)


def normalise(text: str) -> str:
    r"""Text with `\n` line ends, composed accents, and without any invisible character.

    Non-breaking spaces stay: they hold French numbers together. Terminal escapes go, and gaps of
    more than 64 spaces are cut to 64, with no-break spaces in them to 8.
    """
    if "\x1b" in text:
        text = _ANSI.sub("", text)
    text = _BREAKS.sub("\n\n", _LINE_ENDS.sub("\n", text))
    text = _GAP.sub(_narrowed, _LONE_JOINER.sub("", _INVISIBLE.sub("", text)))
    return unicodedata.normalize("NFC", text)


def read_bytes(source: Path | str, max_bytes: int) -> bytes:
    """The bytes of a path, or of standard input for "-": at most one more than `max_bytes`.

    That one is enough to know; an endless pipe is never read to its end. Raises InputError.
    """
    try:
        if str(source) == "-":
            return _standard_input().read(max_bytes + 1)
        with Path(source).open("rb") as file:
            return file.read(max_bytes + 1)
    except (OSError, ValueError) as exc:
        raise unreadable(STANDARD_INPUT if str(source) == "-" else source, exc) from exc


def _narrowed(gap: re.Match[str]) -> str:
    return gap[0][: _MAX_GAP if gap[0].isascii() else _MAX_UNBROKEN_GAP]


def _standard_input() -> BinaryIO:
    if sys.stdin is None:
        raise InputError("standard input is closed; give a file")
    return sys.stdin.buffer


def unreadable(path: Path | str, exc: OSError | ValueError) -> InputError:
    """What to tell of a file or folder that the system would not open."""
    shown = repr(str(path))
    if isinstance(exc, FileNotFoundError):
        return InputError(f"no such file: {shown}; check the path")
    if isinstance(exc, IsADirectoryError):
        return InputError(f"{shown} is a folder; give a file, or expand the folder first")
    if isinstance(exc, PermissionError):
        return InputError(f"no permission to read {shown}; change its permissions or copy it")
    reason = exc.strerror if isinstance(exc, OSError) and exc.strerror else str(exc)
    return InputError(f"cannot read {shown} ({reason}); check the path")


def _kind_from_suffix(origin: str) -> ArticleKind | None:
    return SUFFIXES.get(Path(origin).suffix.lower())


def _kind_from_content(text: str) -> ArticleKind:
    head = text[:_KIND_CHARS]
    if _HTML_START.match(head):
        return ArticleKind.HTML
    return ArticleKind.MARKDOWN if _has_markdown(head) else ArticleKind.TEXT


def _has_markdown(head: str) -> bool:
    if _FRONT_MATTER.match(head) or _ATX_HEADING.search(head):
        return True
    # Without a blank line every line is a paragraph, which Markdown would join into one.
    return bool(_MARKDOWN_INLINE.search(head) and _BLANK_LINE.search(head))
