"""A page's metadata: from JSON-LD, OpenGraph and other <meta>, <time>, links."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from newsbrief.text.links import clean_target
from newsbrief.text.normal import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

__all__ = ["PageMetadata", "people", "read_metadata", "stamp", "tidy_byline"]

_NOT_A_NAME = frozenset("accueil home retour menu logo une".split())
_NAME_CHARS, _NAME_WORDS = 40, 6
_ARTICLE_TYPE = re.compile(r"article|posting|report", re.IGNORECASE)
_AROUND_NAMES = re.compile(
    r"^\W*(?:\w+ )?par\s+|,?\s+(?:publié )?le(?:\s+[-|·].*)?$|\s+[|·•]\s.*$|[\s,|·-]+$",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?"
)
_MAX_DEPTH = 10
_FIELD = re.compile(r'"(headline|datePublished)"\s*:\s*"((?:[^"\\]|\\.)*)"')

# The comments that a browser and SingleFile write at the head of a page that they save.
_SAVED = re.compile(r"<!--\s*(?:Page saved with[^>]*?url:|saved from url=\(\d+\))\s*(https?://\S+)")


@dataclass(frozen=True)
class PageMetadata:
    """What a page says of its article; `description` is the summary meant for other sites."""

    titles: tuple[str, ...] = ()  # the likeliest first
    byline: str | None = None
    date: str | None = None
    site: str | None = None
    url: str | None = None
    description: str | None = None
    body: str = ""  # JSON-LD's articleBody


def read_metadata(tree: HtmlElement, source: str) -> PageMetadata:
    """Return the metadata of a page, from its tree and, for what is missing, by trafilatura."""
    article = next(_articles(tree), {})
    guessed = _guess(source)
    url = _url(tree) or _saved_from(source)
    titles = (
        _text(article.get("headline")),
        _meta(tree, "og:title", "twitter:title"),
        _text(tree.findtext(".//title")),
    )
    description = _meta(tree, "og:description", "description")
    return PageMetadata(
        titles=(*filter(None, titles), *guessed.titles),
        byline=tidy_byline(people(article.get("author")) or _author(tree) or guessed.byline),
        date=stamp(article.get("datePublished")) or _meta_date(tree) or guessed.date,
        site=_meta(tree, "og:site_name")
        or people(article.get("publisher"))
        or _site_of(tree, url, guessed.site),
        url=url,
        description=description or _text(article.get("description")),
        body=body if isinstance(body := article.get("articleBody"), str) else "",
    )


def _articles(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Yield the JSON-LD objects that describe an article."""
    for script in tree.iter("script"):
        if "ld+json" in script.get("type", ""):
            try:
                data = json.loads(script.text or "", strict=False)
                yield from (_with_names(a, _by_id(data)) for a in _described(data))
            except (ValueError, RecursionError):  # sites do publish broken JSON
                yield from _salvaged(script.text or "")


def _described(data: Any) -> Iterator[dict[str, Any]]:
    if isinstance(data, list):
        for item in data:
            yield from _described(item)
    elif isinstance(data, dict):
        if _ARTICLE_TYPE.search(str(data.get("@type", ""))):
            yield data
        yield from _described(data.get("@graph", []))


def _salvaged(source: str) -> Iterator[dict[str, Any]]:
    """Yield the fields that broken JSON still shows, if it is about an article."""
    if _ARTICLE_TYPE.search(source) and (fields := dict(_FIELD.findall(source))):
        yield fields


def _by_id(data: Any) -> dict[str, dict[str, Any]]:
    """Return the objects of a graph by their "@id"."""
    graph = data.get("@graph", []) if isinstance(data, dict) else data
    items = graph if isinstance(graph, list) else [graph]
    return {i["@id"]: i for i in items if isinstance(i, dict) and isinstance(i.get("@id"), str)}


def _with_names(article: dict[str, Any], named: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return an article with its people and publisher in place of references to them."""

    def resolved(value: Any) -> Any:
        if isinstance(value, list):
            return [resolved(item) for item in value]
        if isinstance(value, dict) and "name" not in value:
            return named.get(str(value.get("@id")), value)
        return value

    return {k: resolved(v) if k in ("author", "publisher") else v for k, v in article.items()}


def _text(value: Any) -> str | None:
    """Return a string without markup, entities and runs of spaces, None for anything else."""
    from html import unescape

    if not isinstance(value, str):
        return None
    plain = re.sub(r"<[^>]*>", "", unescape(value))
    return " ".join(normalise(plain).split()) or None


def people(value: Any, depth: int = 0) -> str | None:
    """Return the name of a person or organisation, or the names of several.

    `value` is a part of a page's JSON. Values nested deeper than names ever are count as none.
    """
    if depth > _MAX_DEPTH:
        return None
    if isinstance(value, dict):
        return people(value.get("name"), depth + 1)
    if isinstance(value, list):
        names = (people(item, depth + 1) for item in value)
        return ", ".join(dict.fromkeys(name for name in names if name)) or None
    return _text(value)


def _meta(tree: HtmlElement, *names: str) -> str | None:
    contents: dict[str | None, str] = {}
    for element in tree.iter("meta"):
        if text := _text(element.get("content")):
            for key in ("property", "name", "itemprop"):
                contents.setdefault(element.get(key), text)
    return next((contents[name] for name in names if name in contents), None)


def _author(tree: HtmlElement) -> str | None:
    author = _meta(tree, "author", "article:author", "dc.creator", "DC.creator")
    nobody = author is None or author.startswith(("http", "@")) or author.lower() == "admin"
    return None if nobody else author


def tidy_byline(name: str | None) -> str | None:
    """Return the names without words such as "Rédigé par … le", which only a page's layout adds."""
    return _AROUND_NAMES.sub("", name) or None if name else None


def _meta_date(tree: HtmlElement) -> str | None:
    names = ("article:published_time", "datePublished", "date", "dc.date", "DC.date.issued")
    stamps = (element.get("datetime") for element in tree.iter("time"))
    return stamp(_meta(tree, *names)) or next(filter(None, map(stamp, stamps)), None)


def stamp(value: Any) -> str | None:
    """Return an ISO date, to the minute if the stamp has the local time and not only UTC."""
    match = _ISO.match(value) if isinstance(value, str) else None
    if match is None:
        return None
    day, minute, zone = match.groups()
    local = minute and zone not in ("Z", "+00:00", "+0000") and minute != "00:00"
    return f"{day}T{minute}" if local else day


def _url(tree: HtmlElement) -> str | None:
    canonical = (e.get("href") for e in tree.iter("link") if e.get("rel") == "canonical")
    target = clean_target(_meta(tree, "og:url") or next(canonical, None) or "")
    return target if target.startswith(("http://", "https://")) else None


def _saved_from(source: str) -> str | None:
    match = _SAVED.search(source[:2000])
    return clean_target(match[1]) or None if match else None


def _guess(source: str) -> PageMetadata:
    """Return the metadata that trafilatura's heuristics find."""
    from trafilatura import extract_metadata

    guess = extract_metadata(source, extensive=False)
    author = (guess.author or "").replace("; ", ", ") or None
    titles = (guess.title,) if guess.title else ()
    return PageMetadata(titles, author, guess.date, guess.sitename or guess.hostname)


def _site_of(tree: HtmlElement, url: str | None, guessed: str | None) -> str | None:
    """Return the site's name: `guessed` if it is more than the name of a host."""
    if guessed and "." not in guessed:
        return guessed
    return _home_link(tree, url) or guessed or (urlsplit(url).hostname if url else None)


def _home_link(tree: HtmlElement, url: str | None) -> str | None:
    """Return the text, or the picture's text, of the first link to the front page that names it."""
    parts = urlsplit(url or "")
    homes = {"/", f"{parts.scheme}://{parts.netloc}", f"{parts.scheme}://{parts.netloc}/"}
    for link in tree.iter("a"):
        if link.get("href", "").strip() in homes and (name := _name(link)):
            return name
    return None


def _name(link: HtmlElement) -> str | None:
    images = " ".join(image.get("alt", "") for image in link.iter("img"))
    words = (link.text_content().strip() or images).split()
    plain = {word.strip("’'.").casefold() for word in words}
    if not words or len(words) > _NAME_WORDS or plain & _NOT_A_NAME:
        return None
    return name if len(name := " ".join(words)) <= _NAME_CHARS else None
