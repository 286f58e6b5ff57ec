"""Finds the article in a page's data, where the page shows only part of it or nothing.

A page that a script builds has no text to read, only the data that the script builds it from: its
state, or the articleBody of JSON-LD. No script is run and no site's format is known: the article is
the list, or the string of HTML, that holds most of the prose in the data.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING, Any

from newsbrief.document import BlockKind
from newsbrief.readers.html.blocks import parse_fragment, read_placed
from newsbrief.readers.html.content import Content, letters
from newsbrief.readers.html.metadata import people, stamp

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lxml.html import HtmlElement

    from newsbrief.readers.html.metadata import PageMetadata

__all__ = ["find_data_version"]

_ASSIGNED = re.compile(r"(?:window|self|globalThis)(?:\.|\[\")[\w$]+(?:\"\])?\s*=\s*(?=[{\[])")
_JSON_TYPES = ("application/json", "text/json")
_SENTENCE_END = re.compile(r"[.!?…»\"'\s>]\s*\Z")
_SENTENCE_WORDS = 8  # a string of the data with fewer is a label
_MIN_WORDS = 60  # a page's cookie notice, newsletter and slogans have fewer
_SHARE = 0.8  # of the words of the best list, whose parent may hold menus too
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

# The data repeat what is shown, apart from captions and boxes; a teaser has a fifth of their words.
_MORE = 1.5

# A page that shows 40 words or more has another article than the data, if its first paragraph of 15
# words or more is not in them.
_MIN_SHOWN_WORDS, _MIN_PARAGRAPH_WORDS = 40, 15
_MAX_SHOWN = 2_000  # paragraphs; each is searched for in all of the data


@dataclass(frozen=True)
class _ArticleData:
    """An article's paragraphs in the data, as HTML, and the fields beside them."""

    body: str
    words: int
    title: str | None = None
    lead: str | None = None
    author: Any = None
    date: Any = None


@dataclass(frozen=True)
class DataVersion:
    """The version of an article in the page's data, and its metadata."""

    article: _ArticleData
    metadata: PageMetadata

    @property
    def is_whole(self) -> bool:
        """Whether the data are complete; those of some subscribers' articles break off."""
        text = parse_fragment(self.article.body).text_content().rstrip("] ")
        return not text.endswith(("…", "..."))

    def says_more(self, content: Content) -> bool:
        """Whether the data hold much more of the article than the page shows."""
        texts = [p.block.text for p in content.kept]
        if len(texts) > _MAX_SHOWN:
            return False
        body = letters(parse_fragment(self.article.body).text_content())
        common = sum(len(text.split()) for text in texts if letters(text) in body)
        shown = sum(len(text.split()) for text in texts)
        paragraph = next((text for text in texts if _is_paragraph(text)), "")
        alike = bool(common) and letters(paragraph) in body
        same_article = alike or shown < _MIN_SHOWN_WORDS
        return same_article and self.article.words > _MORE * (common or shown)

    def content(self, content: Content) -> Content:
        """Return the data's version as the content, below the pictures that the page shows."""
        lead = self.article.lead or ""
        chapo = f"<p class='chapo'>{lead}</p>" if lead else ""
        read = read_placed(parse_fragment(chapo + self.article.body), self.metadata.url)
        pictures = [p for p in content.kept if p.block.kind is BlockKind.IMAGE]
        others = [p for p in content.kept if p.block.kind is not BlockKind.IMAGE]
        return Content((*pictures, *read), (*others, *content.left))


def find_data_version(tree: HtmlElement, metadata: PageMetadata) -> DataVersion | None:
    """Return the longest article in the page's data: in JSON-LD or in a script's state."""
    articles = [a for a in (_linked_data(metadata.body), _page_state(tree)) if a is not None]
    article = max(articles, key=lambda a: a.words, default=None)
    if article is None or article.words < _MIN_WORDS:
        return None
    byline, date = metadata.byline or people(article.author), stamp(article.date)
    more = bool(date and metadata.date and date.startswith(metadata.date))
    titles = metadata.titles or tuple(filter(None, (article.title,)))
    date = date if more or not metadata.date else metadata.date
    return DataVersion(article, replace(metadata, titles=titles, byline=byline, date=date))


def _linked_data(body: str) -> _ArticleData | None:
    if not body.strip():
        return None
    lines = filter(str.strip, body.split("\n"))
    marked = body if "</p>" in body else "".join(f"<p>{escape(line)}</p>" for line in lines)
    return _ArticleData(marked, len(body.split()))


def _is_paragraph(text: str) -> bool:
    return len(text.split()) >= _MIN_PARAGRAPH_WORDS and text.rstrip("» ").endswith(
        (".", "!", "?", "…")
    )


def _page_state(tree: HtmlElement) -> _ArticleData | None:
    """Return the longest article in the states of the page's scripts."""
    states = (_parse_state(script) for script in tree.iter("script"))
    articles = [article for state in states if (article := _article(state))]
    return max(articles, key=lambda article: article.words, default=None)


def _parse_state(script: HtmlElement) -> Any:
    """Return the data that a script holds or assigns to the window, None if there are none."""
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


@dataclass(frozen=True)
class _Body:
    """A list or string that may be the article's body; `parent` is the mapping around it."""

    value: Any
    words: int
    depth: int
    parent: Mapping[str, Any]


def _article(state: Any) -> _ArticleData | None:
    bodies = list(_bodies(state, {}, 0))
    most = max((body.words for body in bodies), default=0)
    if most < _MIN_WORDS:
        return None
    body = max((b for b in bodies if b.words >= _SHARE * most), key=lambda b: b.depth)
    parent = body.parent
    return _ArticleData(
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
    """See `_bodies`; `words` has the number of words of each value counted, by its identity."""
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
        count = len(value.split())
        return count if count >= _SENTENCE_WORDS and _SENTENCE_END.search(value) else 0
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
    """Yield a body as HTML elements: each item of a list is a block of its type."""
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
