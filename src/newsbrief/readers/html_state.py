"""The article that a page carries as data alone: a script's state, or JSON-LD's articleBody.

A page that a script builds has no text to read, but the data that the script builds it from. No
script is run and no field is known by name: the article is the list, or the string of HTML, that
holds most of the data's prose.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

__all__ = ["StateArticle", "page_state", "parse_state"]

_ASSIGNED = re.compile(r"(?:window|self|globalThis)(?:\.|\[\")[\w$]+(?:\"\])?\s*=\s*(?=[{\[])")
_JSON_TYPES = ("application/json", "text/json")
_PROSE = re.compile(r"[.!?…»\"'\s>]\s*\Z")
_PROSE_WORDS = 8
_MIN_WORDS = 60  # a page's cookie notice, newsletter and slogans hold fewer
_SHARE = 0.8  # of the best list's words: a part of it is the body, its parent holds menus too
_MAX_DEPTH = 60
_TEXT_KEYS = ("html", "text", "content", "value", "body", "children", "data", "items")
_KIND_KEYS = ("type", "tag", "kind", "name", "__typename", "component")
_LEAD_KEYS = ("standfirst", "chapo", "chapeau", "lead", "lede", "intro", "subtitle", "description")
_TITLE_KEYS = ("title", "headline", "titre")
_AUTHOR_KEYS = ("authors", "author", "auteurs", "auteur", "byline")
_DATE_KEYS = ("publishedAt", "datePublished", "publicationDate", "published_at", "date")
_HEADING = re.compile(r"head|inter|titre|title|^h[1-6]$", re.IGNORECASE)
_QUOTE = re.compile(r"quote|citation|exergue", re.IGNORECASE)
_SKIPPED = re.compile(
    r"\b(?:ads?|related|newsletter|consent|menu|promo|paywall|comments?|commentaires|reactions)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class StateArticle:
    """An article found in data: its paragraphs as HTML, and what stands beside them."""

    body: str
    words: int
    title: str | None = None
    lead: str | None = None
    author: Any = None
    date: Any = None


def parse_state(script: HtmlElement) -> Any:
    """Return the data that a script holds or assigns to the window, None where there is none."""
    text = script.text or ""
    kind = script.get("type", "")
    if kind in _JSON_TYPES:
        start = 0
    elif kind in ("", "text/javascript") and (match := _ASSIGNED.search(text)):
        start = match.end()
    else:
        return None
    try:
        return json.JSONDecoder(strict=False).raw_decode(text[start:].lstrip())[0]
    except (ValueError, RecursionError):
        return None


def page_state(tree: HtmlElement) -> StateArticle | None:
    """Return the article that most prose of the page's data belongs to."""
    states = (parse_state(script) for script in tree.iter("script"))
    found = [article for state in states if (article := _article(state))]
    return max(found, key=lambda article: article.words, default=None)


@dataclass(frozen=True)
class _Body:
    """A list or a string that may be the body, how deep it lies, and the mapping that holds it."""

    value: Any
    words: int
    depth: int
    parent: Mapping[str, Any]


def _article(state: Any) -> StateArticle | None:
    bodies = list(_bodies(state, {}, 0))
    most = max((body.words for body in bodies), default=0)
    if most < _MIN_WORDS:
        return None
    body = max((b for b in bodies if b.words >= _SHARE * most), key=lambda b: b.depth)
    parent = body.parent
    return StateArticle(
        body="".join(_html(body.value)),
        words=body.words,
        title=_first_text(parent, _TITLE_KEYS),
        lead=_first_text(parent, _LEAD_KEYS),
        author=next((parent[key] for key in _AUTHOR_KEYS if parent.get(key)), None),
        date=next((parent[key] for key in _DATE_KEYS if parent.get(key)), None),
    )


def _bodies(value: Any, parent: Mapping[str, Any], depth: int) -> Iterator[_Body]:
    """Yield the lists and strings of HTML in `value`, with the words of prose in each."""
    yield from _counted(value, parent, depth, {})


def _counted(
    value: Any, parent: Mapping[str, Any], depth: int, words: dict[int, int]
) -> Iterator[_Body]:
    """See `_bodies`; `words` holds those of each value by its identity, counted once."""
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, str):
        if "</p>" in value or "\n\n" in value:
            yield _Body(value, _prose_words(value, depth, words), depth, parent)
    elif isinstance(value, list):
        yield _Body(value, _prose_words(value, depth, words), depth, parent)
        for item in value:
            yield from _counted(item, parent, depth + 1, words)
    elif isinstance(value, dict):
        for key, item in value.items():
            if not _SKIPPED.search(str(key)):
                yield from _counted(item, value, depth + 1, words)


def _prose_words(value: Any, depth: int, words: dict[int, int]) -> int:
    if depth > _MAX_DEPTH:
        return 0
    if isinstance(value, str):
        found = len(value.split())
        return found if found >= _PROSE_WORDS and _PROSE.search(value) else 0
    if not isinstance(value, (list, dict)):
        return 0
    if id(value) not in words:
        inner = value if isinstance(value, list) else [_inner(value)]
        words[id(value)] = sum(_prose_words(item, depth + 1, words) for item in inner)
    return words[id(value)]


def _inner(value: Mapping[str, Any]) -> Any:
    return next((value[key] for key in _TEXT_KEYS if value.get(key)), "")


def _first_text(parent: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    return next((v for key in keys if isinstance(v := parent.get(key), str) and v.strip()), None)


def _html(value: Any) -> Iterator[str]:
    """Yield the elements of a body: each item of a list is a block, by its type."""
    for item in value if isinstance(value, list) else [value]:
        inner = _inline(item)
        kind = _kind(item)
        if not inner.strip():
            continue
        if _HEADING.search(kind):
            yield f"<h2>{inner}</h2>"
        elif _QUOTE.search(kind):
            yield f"<blockquote>{inner}</blockquote>"
        else:
            yield inner if "</p>" in inner else f"<p>{inner}</p>"


def _kind(item: Any) -> str:
    if not isinstance(item, dict):
        return ""
    return next((v for key in _KIND_KEYS if isinstance(v := item.get(key), str)), "")


def _inline(value: Any, depth: int = 0) -> str:
    if isinstance(value, str):
        text = value if re.search(r"</?[a-z]", value) else escape(value, quote=False)
        return "</p><p>".join(text.split("\n\n")) if "\n\n" in text else text
    if depth > _MAX_DEPTH or not isinstance(value, (dict, list)):
        return ""
    if isinstance(value, list):
        return "".join(_inline(item, depth + 1) for item in value)
    if _SKIPPED.search(_kind(value)):
        return ""
    return _inline(_inner(value), depth + 1)
