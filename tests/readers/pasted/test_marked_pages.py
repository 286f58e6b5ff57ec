"""Copied pages whose every line is marked with what it is: the article survives, the rest goes.

The marks: T title, L lead, P paragraph, H heading, I list item, B byline or date, - clutter, and
? for what may go either way (a book's reference, a short chronology).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newsbrief.article import Article, ArticleKind
from newsbrief.readers.pasted.metadata import parse_signature
from newsbrief.readers.pasted.outlets import site_from
from newsbrief.readers.pasted.page import read_text

if TYPE_CHECKING:
    from newsbrief.document import Document

PAGES = sorted((Path(__file__).parent / "pages" / "marked").glob("*.page"))
# A page's places cannot tell each label from a heading: seven of 460 lines are left.
MAX_LEFT_SHARE = 0.02


@dataclass(frozen=True)
class Page:
    """The expected metadata, and each line of the page with its mark."""

    metadata: dict[str, str]
    paywalled: bool
    lines: list[tuple[str, str]]

    def texts(self, marks: str) -> list[str]:
        return [text for mark, text in self.lines if mark and mark in marks]


def _load(path: Path) -> Page:
    head, _, body = path.read_text(encoding="utf-8").partition("---\n")
    pairs = [line.partition(":") for line in head.splitlines()]
    lines = [(line[:1], line[2:]) for line in body.splitlines()]
    metadata = {name: value.strip() for name, _, value in pairs}
    paywalled = metadata.pop("paywalled", "no") == "yes"
    return Page(metadata, paywalled, lines)


def _read(page: Page) -> Document:
    text = "\n".join(text for _, text in page.lines)
    return read_text(Article(text, ArticleKind.TEXT, "standard input"))


def _kept(page: Page) -> tuple[dict[str, str], list[str]]:
    document = _read(page)
    metadata = {name: getattr(document, name) or "" for name in ("byline", "date", "site")}
    return {"title": document.title or "", **metadata}, [block.text for block in document.blocks]


def _clutter_left(page: Page) -> Counter[str]:
    wanted = Counter(text.removeprefix("- ") for text in page.texts("LPHI?"))
    return Counter(_kept(page)[1]) - wanted


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_metadata_of_a_copied_page_are_found(path: Path) -> None:
    page = _load(path)
    assert _kept(page)[0] == {"title": page.texts("T")[0], **page.metadata}


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_no_line_of_the_article_is_lost_from_a_copied_page(path: Path) -> None:
    page = _load(path)
    article = Counter(text.removeprefix("- ") for text in page.texts("LPHI"))
    assert article - Counter(_kept(page)[1]) == Counter()


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_a_copied_page_that_stops_at_a_wall_says_so(path: Path) -> None:
    page = _load(path)
    assert _read(page).paywalled == page.paywalled


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_clutter_of_a_copied_page_is_listed_or_kept_but_never_unseen(path: Path) -> None:
    page = _load(path)
    document = _read(page)
    signed = (document.byline or "", document.site or "")
    shown = "\n".join([*document.removed, *_kept(page)[1], *signed])
    for text in page.texts("-"):
        assert parse_signature(text) or site_from(text) or text.strip("| ") in shown


def test_hardly_any_clutter_of_all_copied_pages_is_left() -> None:
    pages = [_load(path) for path in PAGES]
    left = sum(_clutter_left(page).total() for page in pages)
    assert left <= MAX_LEFT_SHARE * sum(len(page.texts("-B")) for page in pages)
