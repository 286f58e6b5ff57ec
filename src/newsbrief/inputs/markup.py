"""What feeds and mails hold as text: HTML, plain text, or either without saying which."""

from __future__ import annotations

import html
import re

__all__ = ["as_html", "joined", "plain", "words"]

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
_ENTITY = re.compile(r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]\w*);")
_LEAD_WORDS = 8  # as many in a row are shared by a text and its own beginning, hardly by others


def as_html(text: str, *, is_html: bool | None = None) -> str:
    """A text as HTML; each line of plain text is a paragraph. None: its tags and entities tell."""
    if is_html is None:
        is_html = bool(_TAG.search(text) or _ENTITY.search(text))
    if is_html:
        return text
    lines = filter(None, map(str.strip, text.splitlines()))
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines)


def plain(markup: str) -> str:
    """What a title's HTML says, on one line."""
    return " ".join(html.unescape(_TAG.sub("", markup)).split())


def words(markup: str) -> list[str]:
    """The words of a piece of HTML, for counting and comparing."""
    return re.findall(r"\w+", html.unescape(_TAG.sub(" ", markup)).casefold())


def joined(content: str, summary: str) -> str:
    """An entry's text: its content, after a standfirst that the content does not begin with."""
    if not words(content):
        return summary
    lead = words(summary)[:_LEAD_WORDS]
    if not lead or " ".join(lead) in " ".join(words(content)):
        return content
    return f"<div>{summary}</div>{content}"
