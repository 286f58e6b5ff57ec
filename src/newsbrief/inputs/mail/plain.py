"""A mail's plain text as HTML: its lines are broken at 72 to 78 characters, its paragraphs not."""

from __future__ import annotations

import html
import re

__all__ = ["as_paragraphs"]

_BLANK_LINES = re.compile(r"\n[ \t>]*\n")
_QUOTED = re.compile(r"^[ \t]*>(?:[ \t]?>)*[ \t]?", re.MULTILINE)
_OWN_LINE = re.compile(  # list items, and the header of a forwarded mail
    r"\s*(?:[-*•–—]\s|\d{1,2}[.)]\s"
    r"|\*?(?:de|from|date|envoyé|sent|objet|sujet|subject|à|to|cc)\s?:\*?\s)",
    re.IGNORECASE,
)
_RULE = re.compile(r"[\s*=_~–—-]{2,}")  # also the "-- " above a signature
_BROKEN_CHARS = 55  # a line that is shorter than this and followed by another was ended on purpose


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
