"""The texts of feeds and mails, which are HTML or plain text and may not say which."""

from __future__ import annotations

import html
import re

__all__ = ["as_html", "joined", "plain", "words"]

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w*);")
_LEAD_WORDS = 8  # a summary with the content's first eight words is its beginning


def as_html(text: str, *, is_html: bool | None = None) -> str:
    """Return a text as HTML, each line of plain text as a paragraph; None: by tags and entities."""
    if is_html is None:
        is_html = bool(_TAG.search(text) or _ENTITY.search(text))
    if is_html:
        return text
    lines = filter(None, map(str.strip, text.splitlines()))
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines)


def plain(markup: str) -> str:
    """Return the text of a title's HTML, on one line."""
    return " ".join(html.unescape(_TAG.sub("", markup)).split())


def words(markup: str) -> list[str]:
    """Return the words of a piece of HTML, for counting and comparing."""
    return re.findall(r"\w+", html.unescape(_TAG.sub(" ", markup)).casefold())


def joined(content: str, summary: str) -> str:
    """Return an entry's text: its content, after the summary unless the content begins with it."""
    if not words(content):
        return summary
    lead = words(summary)[:_LEAD_WORDS]
    if not lead or " ".join(lead) in " ".join(words(content)):
        return content
    return f"<div>{summary}</div>{content}"
