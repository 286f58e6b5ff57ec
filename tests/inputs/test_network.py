"""An address: a page, or a feed whose pages are fetched when their turn comes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from feeds import DAILY, LONG
from newsbrief.errors import InputError
from newsbrief.inputs.network import Network
from newsbrief.inputs.web import Fetcher, FetchPolicy
from newsbrief.readers import read
from web_server import Site, page, serving, status

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = f"<html><head><title>Le quai</title></head><body><article><h1>Le quai</h1><p>{LONG}</p></article></body></html>"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setenv("no_proxy", "*")
    with serving({"/a/le-quai.html?n=1": page(PAGE.encode())}) as running:
        feed = DAILY.replace("https://phare.example/port_1.html", running.url("/a/le-quai.html"))
        feed = feed.replace("xtor=RSS-1", "n=1")
        running.routes["/rss"] = page(feed.encode(), "application/rss+xml")
        yield running


@pytest.fixture
def fetcher() -> Fetcher:
    return Fetcher(FetchPolicy(allow_private=True, delay_s=0))


def test_a_page_is_one_article(site: Site, fetcher: Fetcher) -> None:
    (source,) = Network(fetcher).sources_at(site.url("/a/le-quai.html?n=1"))
    assert source.stem == "le-quai"
    assert read(source.read()).blocks[0].text == LONG


def test_a_feeds_pages_are_fetched_when_they_are_read(site: Site, fetcher: Fetcher) -> None:
    (source,) = Network(fetcher).sources_at(site.url("/rss"))
    assert site.paths == ["/robots.txt", "/rss"]
    document = read(source.read())
    assert site.paths[-1] == "/a/le-quai.html?n=1"
    assert (document.title, document.date) == ("Le quai", "2025-02-25T11:28")
    assert document.blocks[0].text == LONG


def test_a_feeds_teasers_may_be_enough(site: Site, fetcher: Fetcher) -> None:
    (source,) = Network(fetcher, follow=False).sources_at(site.url("/rss"))
    assert "second quai" in source.read().text
    assert "/a/le-quai.html?n=1" not in site.paths


def test_a_page_that_is_gone_is_told(site: Site, fetcher: Fetcher) -> None:
    site.routes["/b"] = status(410)
    with pytest.raises(InputError, match="taken down"):
        Network(fetcher).sources_at(site.url("/b"))


def test_a_page_without_a_name_is_called_after_its_host(site: Site, fetcher: Fetcher) -> None:
    site.routes["/"] = page(PAGE.encode())
    assert Network(fetcher).sources_at(site.url("/"))[0].stem == "127.0.0.1"
