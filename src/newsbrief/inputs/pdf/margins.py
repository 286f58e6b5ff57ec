"""What stands around a PDF's text: running heads, page numbers, what a browser prints there."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from newsbrief.inputs.pdf.lines import Line, lines_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsbrief.inputs.pdf.pages import Page, Run

__all__ = ["without_margins"]

_EDGE_LINES = 3  # running heads of the press have one or two lines above and below
_SAME_HEIGHT_PT = 4.0
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:/|sur|of|de)\s*\d{1,4})?\W*", re.IGNORECASE)
_URL = re.compile(r"(?:https?|file)://\S+")
_COUNT = re.compile(r"\d{1,3}\s*(?:/|sur|of)\s*\d{1,3}")
_PRINTED_AT = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?\s*(?:à\s*)?\d{1,2}[:h]\d{2}(?::\d{2})?(?:\s?[AP]M)?"
)


@dataclass(frozen=True)
class Body:
    """The runs of each page without its margins, and the text of the margins.

    `heads` has the running heads, each once; `url` is the address that a browser printed.
    """

    pages: tuple[tuple[Run, ...], ...]
    heads: tuple[str, ...] = ()
    url: str | None = None


@dataclass(frozen=True)
class _Edge:
    """A line near the top or the foot of a page; `outer`: it is the outermost."""

    line: Line
    outer: bool

    def key(self) -> str:
        """Return the text that is the same when a running head repeats on other pages."""
        return _DIGITS.sub("#", self.line.text.casefold())


def without_margins(pages: Sequence[Page]) -> Body:
    """Remove running heads, page numbers and the lines that a browser prints around a page."""
    edges = [_edges(page) for page in pages]
    heights: dict[str, list[float]] = defaultdict(list)
    for edge in chain.from_iterable(edges):
        heights[edge.key()].append(edge.line.base)
    bodies: list[tuple[Run, ...]] = []
    urls: list[str] = []
    texts: dict[str, None] = {}
    for page, here in zip(pages, edges, strict=True):
        printed = _browser_lines(here)
        urls += [match[0] for edge in printed if (match := _URL.search(edge.line.text))]
        numbers = list(filter(_is_number, here))
        heads = [e for e in here if e not in printed + numbers and _repeats(e, heights)]
        texts.update(dict.fromkeys(edge.line.text for edge in heads))
        margins = heads + printed + numbers
        bodies.append(tuple(run for run in page.runs if not any(_on(run, e.line) for e in margins)))
    complete = (url for url in urls if url.startswith("http") and not url.endswith(("…", "...")))
    return Body(tuple(bodies), tuple(texts), next(complete, None))


def _edges(page: Page) -> list[_Edge]:
    lines = lines_of(page.runs)
    first, last = lines[:_EDGE_LINES], lines[_EDGE_LINES:][-_EDGE_LINES:]
    outer = (lines[0].base, lines[-1].base) if lines else ()
    return [_Edge(line, line.base in outer) for line in first + last]


def _is_number(edge: _Edge) -> bool:
    return edge.outer and bool(_NUMBER.fullmatch(edge.line.text))


def _repeats(edge: _Edge, heights: Mapping[str, Sequence[float]]) -> bool:
    """Whether another page has the line at the same height, apart from its digits."""
    same = (abs(base - edge.line.base) < _SAME_HEIGHT_PT for base in heights[edge.key()])
    return sum(same) > 1


def _browser_lines(edges: Sequence[_Edge]) -> list[_Edge]:
    """Return the outermost lines of a page, if a browser printed its address and "1/3" there."""
    outer = [edge for edge in edges if edge.outer]
    rests = [_URL.sub("", edge.line.text).strip() for edge in outer]
    addressed = any(_URL.search(edge.line.text) for edge in outer)
    counted = any(_COUNT.search(rest) for rest in rests)
    if not (addressed and counted):
        return []
    return [
        edge
        for edge, rest in zip(outer, rests, strict=True)
        if rest != edge.line.text or _COUNT.fullmatch(rest) or _PRINTED_AT.search(rest)
    ]


def _on(run: Run, line: Line) -> bool:
    level = abs(run.base - line.base) < line.size / 2
    return level and line.left <= run.left and run.right <= line.right
