"""JSON Feed 1.0 and 1.1 → a Feed."""

from __future__ import annotations

import json
from typing import Any

from newsbrief.errors import InputError
from newsbrief.inputs.feed.entry import Feed, FeedEntry, bounded
from newsbrief.inputs.markup import as_html, joined, plain

__all__ = ["parse_json"]


def parse_json(text: str, origin: str) -> Feed:
    """Read a JSON Feed. Raises InputError for text that is not one."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as exc:
        raise InputError(f"{origin!r} is no JSON that can be read; check the address") from exc
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list):
        raise InputError(f"{origin!r} is JSON but no feed; give an article or a feed")
    entries = bounded([item for item in items if isinstance(item, dict)], origin)
    return Feed(plain(_text(data, "title")), tuple(map(_entry, entries)))


def _entry(item: dict[str, Any]) -> FeedEntry:
    link = _text(item, "url")
    content = _text(item, "content_html") or as_html(_text(item, "content_text"), is_html=False)
    return FeedEntry(
        guid=_text(item, "id") or link,
        title=plain(_text(item, "title")),
        link=link,
        html=joined(content, as_html(_text(item, "summary"), is_html=False)),
        byline=", ".join(filter(None, map(_name, _authors(item)))),
        date=_text(item, "date_published"),
    )


def _authors(item: dict[str, Any]) -> list[Any]:
    authors = item.get("authors")
    return authors if isinstance(authors, list) else [item.get("author")]


def _name(author: Any) -> str:
    return _text(author, "name") if isinstance(author, dict) else ""


def _text(holder: dict[str, Any], name: str) -> str:
    value = holder.get(name)
    if not isinstance(value, str | int):
        return ""
    # lxml would stop at half of a surrogate pair, as of an emoji that was cut in two.
    return str(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
