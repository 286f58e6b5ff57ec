"""The HTML page in a real browser: Chromium, without a network.

A machine without Chromium leaves these tests out and says so at the end, with the way to install
it; with NEWSBRIEF_BROWSER=required, as in CI, they fail.
"""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from briefs import flagged_brief, full_brief, hostile_brief
from newsbrief.formats import Layout
from newsbrief.formats.html import write_html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from newsbrief.results import Brief

pytestmark = pytest.mark.browser
NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync""".split()
WIDE, NARROW = {"width": 1280, "height": 800}, {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        told = "no Chromium here: run 'apt-get install chromium', or your system's package"
        (pytest.fail if os.environ.get("NEWSBRIEF_BROWSER") == "required" else pytest.skip)(told)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=found, args=FLAGS)  # a new profile
        yield opened
        opened.close()


class Visit:
    """A page that is open, what it asked the network for and what it complained of."""

    def __init__(self, browser: Any, address: str, viewport: dict[str, int], **context: Any):
        self.requests: list[str] = []
        self.said: list[str] = []
        self.page = browser.new_context(viewport=viewport, **context).new_page()
        self.page.set_default_timeout(5_000)
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.goto(address)

    def shown(self, selector: str) -> bool:
        return bool(self.page.locator(selector).first.is_visible())

    def box(self, selector: str) -> dict[str, float]:
        found: dict[str, float] = self.page.locator(selector).first.bounding_box()
        return found

    def colour(self, selector: str) -> str:
        found: str = self.page.locator(selector).evaluate(
            "e => getComputedStyle(e).backgroundColor"
        )
        return found


@pytest.fixture
def visit(browser: Any, tmp_path: Path) -> Callable[..., Visit]:
    def opened(
        brief: Brief,
        viewport: dict[str, int] = WIDE,
        layout: Layout = Layout.SIDE_BY_SIDE,
        **context: Any,
    ) -> Visit:
        path = tmp_path / "brief.html"
        path.write_text(write_html(brief, layout=layout), encoding="utf-8")
        return Visit(browser, path.as_uri(), viewport, **context)

    return opened


def test_a_mark_of_the_summary_leads_to_its_paragraph_and_back(
    visit: Callable[..., Visit],
) -> None:
    seen = visit(full_brief(), {"width": 1280, "height": 300})
    before = seen.colour("#p6")
    seen.page.click("#k1 a[href='#p4']")
    assert seen.page.evaluate("location.hash") == "#p4"
    assert 0 <= seen.box("#p4")["y"] < 300
    assert seen.colour("#p4") != before
    seen.page.click("a.back[href='#k1']")
    assert seen.page.evaluate("location.hash") == "#k1"
    assert 0 <= seen.box("#k1")["y"] < 300


def test_a_finding_leads_to_its_words(visit: Callable[..., Visit]) -> None:
    seen = visit(flagged_brief(), {"width": 1280, "height": 300})
    seen.page.click("#f1 a")
    assert seen.page.evaluate("location.hash") == "#p2"
    marked = seen.page.locator("#p2 mark.flag").all_inner_texts()
    assert marked == ["834", "384", "l’Office des écoles"]
    assert 0 <= seen.box("#p2 mark.flag")["y"] < 300


def test_the_reader_chooses_the_layout_by_mouse_or_key(visit: Callable[..., Visit]) -> None:
    seen = visit(full_brief())
    english, french = seen.box("#p2 .en"), seen.box("#p2 .fr")
    assert abs(english["y"] - french["y"]) < 2
    assert french["x"] > english["x"] + english["width"]
    seen.page.click("label:has-text('English only')")
    assert not seen.shown("#p2 .fr")
    assert seen.shown("#p2 .en")
    seen.page.click("label:has-text('Interleaved')")
    assert seen.box("#p2 .fr")["y"] >= seen.box("#p2 .en")["y"] + seen.box("#p2 .en")["height"]
    seen.page.locator("#view-interleaved").focus()
    seen.page.keyboard.press("ArrowLeft")
    assert seen.page.locator("#view-side-by-side").is_checked()


@pytest.mark.parametrize("layout", Layout)
def test_the_page_opens_in_the_layout_that_was_asked_for(
    visit: Callable[..., Visit], layout: Layout
) -> None:
    seen = visit(full_brief(), layout=layout)
    assert seen.page.locator(f"#view-{layout.value}").is_checked()
    assert seen.shown("#p1 .fr") is (layout is not Layout.ENGLISH)


@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
@pytest.mark.parametrize("brief", [full_brief(), hostile_brief()], ids=["full", "hostile"])
def test_nothing_leaves_nothing_runs_and_nothing_overflows(
    visit: Callable[..., Visit], brief: Brief, viewport: dict[str, int]
) -> None:
    seen = visit(brief, viewport)
    seen.page.on("dialog", lambda dialog: seen.said.append(dialog.message))
    for link in seen.page.locator("a.back").all():
        link.click()
    assert [url for url in seen.requests if not url.startswith("file:")] == []
    assert len(seen.requests) == 1
    assert seen.said == []
    assert "pwned" not in seen.page.title() or "<script>" in seen.page.title()
    assert seen.page.evaluate("document.querySelectorAll('script, img, svg, iframe').length") == 0
    assert seen.page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_the_policy_stops_what_the_escaping_would_let_through(browser: Any, tmp_path: Path) -> None:
    """Defence in depth: a page that somebody added script and pictures to runs and loads none."""
    path = tmp_path / "brief.html"
    added = "<body><script>document.title='pwned'</script><img src='http://127.0.0.1:9/x.png'>"
    path.write_text(write_html(full_brief()).replace("<body>", added), encoding="utf-8")
    seen = Visit(browser, path.as_uri(), WIDE)
    assert seen.page.title() != "pwned"
    assert len(seen.said) == 2
    assert all("Content Security Policy" in said for said in seen.said)


def test_on_a_narrow_screen_the_french_stands_below(visit: Callable[..., Visit]) -> None:
    seen = visit(full_brief(), NARROW)
    assert seen.box("#p2 .fr")["y"] >= seen.box("#p2 .en")["y"] + seen.box("#p2 .en")["height"]


def test_a_dark_screen_gets_light_text(visit: Callable[..., Visit]) -> None:
    light, dark = (visit(full_brief(), color_scheme=scheme) for scheme in ("light", "dark"))
    assert light.colour("body") != dark.colour("body")


CONTRAST = """() => {
  const channel = v => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = c => 0.2126 * channel(c[0]) + 0.7152 * channel(c[1]) + 0.0722 * channel(c[2]);
  const parse = s => s.match(/[\\d.]+/g).map(Number);
  const behind = e => { for (; e; e = e.parentElement) {
    const c = parse(getComputedStyle(e).backgroundColor); if (c.length < 4 || c[3] > 0) return c; }
    return [255, 255, 255]; };
  const low = [];
  for (const e of document.querySelectorAll('body *')) {
    if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim())) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(behind(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) low.push(`${e.tagName}.${e.className}: ${ratio.toFixed(2)}`);
  }
  return low;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_has_the_contrast_that_wcag_asks_for(
    visit: Callable[..., Visit], scheme: str
) -> None:
    seen = visit(flagged_brief(), color_scheme=scheme)
    seen.page.click("#f1 a")
    assert seen.page.evaluate(CONTRAST) == []


def test_the_page_prints(visit: Callable[..., Visit]) -> None:
    seen = visit(full_brief())
    assert seen.page.pdf().startswith(b"%PDF-")
    seen.page.emulate_media(media="print")
    assert not seen.shown(".views")
    assert seen.shown("#p2 .fr")
