"""A feed's entries as Sources; the page behind an entry is fetched only when that is read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsbrief.article import Article, ArticleKind, Metadata, Source
from newsbrief.errors import EmptyInput, InputError
from newsbrief.inputs.feed.json_feed import parse_json
from newsbrief.inputs.feed.xml import parse_xml
from newsbrief.inputs.markup import words
from newsbrief.inputs.reading import read_article
from newsbrief.inputs.web.page import without_tracking
from newsbrief.text.dates import iso_stamp

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsbrief.inputs.feed.entry import FeedEntry

__all__ = ["looks_like_feed", "read_feed"]

# A standfirst has 20 to 60 words; the shortest complete dispatch has about 80.
_TEASER_WORDS = 80
_STEM_CHARS = 60
_HEAD_BYTES = 4096
_FEED_START = re.compile(
    r"[\s\ufeff]*(?:(?:<\?(?:(?!\?>).)*\?>|<!--(?:(?!-->).)*-->|<!DOCTYPE[^>\[]*(?:\[[^\]]*\]\s*)?>)\s*)*"
    r"<(?:rss|(?:\w+:)?RDF|(?:\w+:)?feed)\b",
    re.DOTALL,
)
_JSON_FEED = re.compile(r'[\s\ufeff]*\{.*"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org', re.DOTALL)


def looks_like_feed(data: bytes) -> bool:
    """Whether bytes are a feed, by their beginning."""
    head = data[:_HEAD_BYTES].replace(b"\0", b"")  # UTF-16 is Latin-1 with NULs between
    text = head.decode("latin-1").lstrip("\xef\xbb\xbf\xfe\xff \t\r\n")
    return bool(_FEED_START.match(text) or _JSON_FEED.match(text))


def read_feed(
    data: bytes,
    origin: str,
    follow: Callable[[str], Article] | None = None,
    *,
    charset: str | None = None,
) -> list[Source]:
    """Return the entries of a feed, in order and each once.

    `follow` reads the page behind an entry if the feed has only the beginning of its text. Raises
    InputError for bytes that are no feed, or for one with no entries or over 2,000; and NotText.
    """
    decoded = read_article(data, kind=ArticleKind.HTML, origin=origin, charset=charset)
    text, notes = decoded.text, decoded.notes
    is_json = text.lstrip().startswith("{")
    feed = parse_json(text, origin) if is_json else parse_xml(text, origin)
    return [
        _source(_Reading(entry, f"{origin}#{number}", feed.title, follow, notes))
        for number, entry in _once(feed.entries)
    ]


def _once(entries: tuple[FeedEntry, ...]) -> Iterator[tuple[int, FeedEntry]]:
    """Number the entries, and leave out those that repeat an earlier one."""
    seen: set[str] = set()
    for number, entry in enumerate(entries, 1):
        if not entry.guid or entry.guid not in seen:
            yield number, entry
        seen.add(entry.guid)


@dataclass(frozen=True)
class _Reading:
    """Reads one entry when it is called."""

    entry: FeedEntry
    origin: str
    site: str
    follow: Callable[[str], Article] | None
    notes: tuple[str, ...]

    def __call__(self) -> Article:
        """Return the entry's article, or the page behind it if the entry is only a teaser."""
        entry = self.entry
        is_teaser = len(words(entry.html)) < _TEASER_WORDS and _is_web(entry.link)
        if not is_teaser:
            return self._entry(())
        if self.follow is None:
            return self._entry(("the feed holds only the beginning of this article",))
        try:
            page = self.follow(entry.link)
        except InputError as exc:
            if not words(entry.html):
                raise
            return self._entry((f"the feed's own text, maybe only the beginning: {exc}",))
        # The page knows its title: a feed's often differs by a label ("Info", "Vidéo").
        return replace(page, metadata=replace(self._metadata(), title=None))

    def _entry(self, notes: tuple[str, ...]) -> Article:
        if not words(self.entry.html):
            raise EmptyInput(
                f"entry {self.origin!r} holds a title only; give the article's own address"
            )
        return Article(
            self.entry.html,
            ArticleKind.MAILING,
            self.origin,
            notes=self.notes + notes,
            metadata=self._metadata(),
        )

    def _metadata(self) -> Metadata:
        entry = self.entry
        return Metadata(
            title=entry.title or None,
            byline=entry.byline or None,
            date=iso_stamp(entry.date),
            site=self.site or None,
            url=without_tracking(entry.link) if _is_web(entry.link) else None,
        )


def _source(reading: _Reading) -> Source:
    entry = reading.entry
    return Source(
        origin=entry.link if _is_web(entry.link) else reading.origin,
        stem=_stem(entry.title) or f"entry-{reading.origin.rpartition('#')[2]}",
        read=reading,
        key=entry.guid or entry.link or entry.title,
    )


def _is_web(link: str) -> bool:
    try:
        return urlsplit(link).scheme in ("http", "https")
    except ValueError:  # "http://[x" is no address
        return False


def _stem(title: str) -> str:
    """Return a title as a file name: lower-case ASCII words with hyphens between."""
    letters = unicodedata.normalize("NFKD", title.lower().replace("œ", "oe").replace("æ", "ae"))
    bare = "".join(sign for sign in letters if not unicodedata.combining(sign))
    stem = "-".join(re.findall(r"[a-z0-9]+", bare))
    return stem if len(stem) <= _STEM_CHARS else stem[:_STEM_CHARS].rpartition("-")[0]
