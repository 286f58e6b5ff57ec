"""Which library finds the article in an HTML page: words kept, clutter let in, paragraphs lost.

    pip install readability-lxml newspaper4k goose3 resiliparse jusText boilerpy3 lxml_html_clean
    python benchmarks/extractors.py

Each page of tests/readers/html/pages marks its article with `data-truth` attributes and what must
stay out with `data-clutter`; both are removed before any extractor sees the page. The texts of
articles that stand in a page's JSON alone are listed in expected.json. Extractors that are not
installed are left out of the table.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
from lxml import html

if TYPE_CHECKING:
    from collections.abc import Callable

PAGES = Path(__file__).parent.parent / "tests" / "readers" / "html" / "pages"


@dataclass(frozen=True)
class Page:
    """One page without its marks, and the texts that an extractor must find in it."""

    name: str
    source: str
    truth: tuple[str, ...]
    title: str


@dataclass(frozen=True)
class Score:
    """Recall and precision over words (0-1), and the marked texts that are not there whole."""

    recall: float
    precision: float
    lost: tuple[str, ...]


def words(text: str) -> list[str]:
    """Return the words of `text`, in lower case, without punctuation."""
    return re.findall(r"\w+", text.lower())


def read_page(path: Path) -> Page:
    """Return a test page and what it marks, or its expectations list, as the article."""
    source = path.read_text(encoding="utf-8")
    tree = html.fromstring(source)
    told = json.loads((PAGES / "expected.json").read_text(encoding="utf-8"))
    marked = [_own_text(e) for e in tree.xpath("//*[@data-truth]")]
    truth = tuple(dict.fromkeys([*marked, *told.get(path.stem, {}).get("texts", [])]))
    title = " ".join(" ".join(e.text_content() for e in tree.xpath("//h1 | //title")).split())
    return Page(path.stem, re.sub(" data-(?:truth|clutter)", "", source), truth, title)


def _own_text(element: html.HtmlElement) -> str:
    """Return the text of a marked element, without marked or hidden elements inside it."""
    skipped = "ancestor-or-self::*[@hidden or contains(@style, 'font-size:0')]"
    pieces = element.xpath(
        f".//text()[not({skipped}) and count(ancestor::*[@data-truth]) = $depth]",
        depth=len(element.xpath("ancestor-or-self::*[@data-truth]")),
    )
    return " ".join("".join(pieces).split())


def score(page: Page, extracted: str) -> Score:
    """Compare what an extractor gave with what the page marks; the title counts neither way."""
    found, wanted = Counter(words(extracted)), Counter(words(" ".join(page.truth)))
    shared = (found & wanted).total()
    allowed = (found & (wanted + Counter(words(page.title)))).total()
    line = f" {' '.join(words(extracted))} "
    lost = tuple(t for t in page.truth if f" {' '.join(words(t))} " not in line)
    return Score(shared / max(wanted.total(), 1), min(1.0, allowed / max(found.total(), 1)), lost)


def newsbrief_reader(source: str) -> str:
    """This project's reader."""
    from newsbrief.article import Article, ArticleKind
    from newsbrief.readers.html.page import read_html

    document = read_html(Article(source, ArticleKind.HTML, "page.html"))
    return "\n".join(block.text for block in document.blocks)


def trafilatura(source: str) -> str:
    """trafilatura, balanced."""
    return _trafilatura(source)


def trafilatura_recall(source: str) -> str:
    """trafilatura, favouring recall."""
    return _trafilatura(source, favor_recall=True)


def trafilatura_precision(source: str) -> str:
    """trafilatura, favouring precision."""
    return _trafilatura(source, favor_precision=True)


def _trafilatura(source: str, *, favor_recall: bool = False, favor_precision: bool = False) -> str:
    from trafilatura import extract

    text = extract(
        source,
        include_comments=False,
        favor_recall=favor_recall,
        favor_precision=favor_precision,
    )
    return text or ""


def readability(source: str) -> str:
    """readability-lxml."""
    from readability import Document

    return str(html.fromstring(Document(source).summary()).text_content())


def newspaper(source: str) -> str:
    """newspaper4k, parsing only."""
    from newspaper import Article

    article = Article("http://localhost/", language="fr")
    article.download(input_html=source)
    article.parse()
    return str(article.text)


def goose(source: str) -> str:
    """goose3, without fetching images."""
    from goose3 import Goose

    with Goose({"enable_image_fetching": False, "target_language": "fr"}) as extractor:
        return str(extractor.extract(raw_html=source).cleaned_text)


def resiliparse(source: str) -> str:
    """Resiliparse, main content only."""
    from resiliparse.extract.html2text import extract_plain_text

    return str(extract_plain_text(source, main_content=True))


def justext(source: str) -> str:
    """jusText with its French stop words."""
    from justext import get_stoplist
    from justext import justext as paragraphs_of

    paragraphs = paragraphs_of(source.encode(), get_stoplist("French"), encoding="utf-8")
    return "\n".join(p.text for p in paragraphs if not p.is_boilerplate)


def boilerpipe(source: str) -> str:
    """boilerpy3's article extractor."""
    from boilerpy3.extractors import ArticleExtractor

    return str(ArticleExtractor().get_content(source))


EXTRACTORS: tuple[Callable[[str], str], ...] = (
    newsbrief_reader,
    trafilatura,
    trafilatura_recall,
    trafilatura_precision,
    readability,
    newspaper,
    goose,
    resiliparse,
    justext,
    boilerpipe,
)


def measure(extractor: Callable[[str], str], pages: list[Page]) -> str:
    """Return an extractor's row of the table: means over the pages, and all that it lost."""
    started = time.perf_counter()
    texts = [_extracted(extractor, page) for page in pages]
    seconds = time.perf_counter() - started
    scores = [score(page, text) for page, text in zip(pages, texts, strict=True)]
    recall = sum(s.recall for s in scores) / len(scores)
    precision = sum(s.precision for s in scores) / len(scores)
    lost = sum(len(s.lost) for s in scores)
    total = sum(len(page.truth) for page in pages)
    figures = f"{recall:.1%} | {precision:.1%} | {lost} of {total}"
    return f"| {extractor.__name__} | {figures} | {1000 * seconds / len(pages):.0f} |"


def _extracted(extractor: Callable[[str], str], page: Page) -> str:
    """Return an extractor's text, "" where it gives up on a page."""
    try:
        return extractor(page.source)
    except ImportError:
        raise
    except Exception as exc:  # noqa: BLE001 - each library raises its own
        click.echo(f"{extractor.__name__}: {page.name}: {exc!r}", err=True)
        return ""


def main() -> None:
    """Print the table; with -v, what each extractor lost on each page; names choose pages."""
    named = [name for name in sys.argv[1:] if name != "-v"]
    paths = sorted(PAGES.glob("*.html"))
    pages = [read_page(path) for path in paths if not named or path.stem in named]
    click.echo("| extractor | word recall | word precision | texts lost | ms a page |")
    click.echo("|---|---|---|---|---|")
    for extractor in EXTRACTORS:
        try:
            click.echo(measure(extractor, pages))
        except ImportError as exc:
            click.echo(f"{extractor.__name__}: not installed ({exc.name})", err=True)
            continue
        for page in pages if "-v" in sys.argv else ():
            for text in score(page, _extracted(extractor, page)).lost:
                click.echo(f"    {page.name}: {text[:90]}")


if __name__ == "__main__":
    main()
