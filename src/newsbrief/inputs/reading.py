"""One article's bytes, path or standard input → an Article: its text, decoded, and its kind."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import BinaryIO

from newsbrief.article import STANDARD_INPUT, Article, ArticleKind
from newsbrief.errors import EmptyInput, InputError
from newsbrief.inputs.decoding import decode, repair
from newsbrief.text.normal import normalise

__all__ = ["MAX_BYTES", "SUFFIXES", "read_article", "read_bytes", "unreadable"]

# The longest articles of the French press stay under 200 kB, the heaviest pages under 5 MB.
MAX_BYTES = 10_000_000
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

# Markup shows early in a text; a longer search would take time on a large text and decide nothing.
_KIND_CHARS = 50_000


def read_article(
    source: Path | str | bytes,
    *,
    kind: ArticleKind | None = None,
    origin: str | None = None,
    charset: str | None = None,
) -> Article:
    """Read one article from a path, from "-" (standard input), or from bytes already read.

    `kind` overrides what the suffix and the content say. `origin` is the name of the input in
    messages. `charset` is the encoding of the bytes according to a header. Raises `InputError` for
    an input that is missing, unreadable or over `MAX_BYTES`, `EmptyInput`, and `NotText`.
    """
    from_path = not isinstance(source, bytes) and str(source) != "-"
    origin = origin or (str(source) if from_path else STANDARD_INPUT)
    data = source if isinstance(source, bytes) else read_bytes(source, MAX_BYTES)
    shown = repr(origin) if from_path else origin
    if len(data) > MAX_BYTES:
        raise InputError(f"{shown} is over {MAX_BYTES // 10**6} MB; give one article at a time")
    decoded = decode(data, shown, charset)
    repaired = repair(decoded.text)
    text = normalise(repaired.text)
    if not text.strip():
        raise EmptyInput(f"{shown} holds no text; give an article")
    kind = kind or _kind_from_suffix(origin) or _kind_from_content(text)
    return Article(text, kind, origin, decoded.encoding, decoded.notes + repaired.notes)


def read_bytes(source: Path | str, max_bytes: int) -> bytes:
    """Return the bytes of a path, or of standard input for "-": at most `max_bytes` and one more.

    One byte more shows that there are too many, without reading an endless pipe. Raises InputError.
    """
    try:
        if str(source) == "-":
            return _standard_input().read(max_bytes + 1)
        with Path(source).open("rb") as file:
            return file.read(max_bytes + 1)
    except (OSError, ValueError) as exc:
        raise unreadable(STANDARD_INPUT if str(source) == "-" else source, exc) from exc


def _standard_input() -> BinaryIO:
    if sys.stdin is None:
        raise InputError("standard input is closed; give a file")
    return sys.stdin.buffer


def unreadable(path: Path | str, exc: OSError | ValueError) -> InputError:
    """Return the error for a file or folder that the system could not open."""
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
