"""Splits a block's text into runs of one style and marks the words that findings are about."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsbrief.document import MARKS, SpanKind
from newsbrief.text.links import clean_target
from newsbrief.text.printable import clean_line
from newsbrief.text.spans import tidy_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsbrief.document import Span
    from newsbrief.results import Finding

__all__ = ["Link", "Mark", "Run", "address", "runs", "runs_by_link", "source_marks", "target_marks"]

# Compared as equal, since the model's typography differs: apostrophes, quotes, dashes.
_ALIKE = str.maketrans("’‘ʼ“”«»–—‑", '\'\'\'""""---')


@dataclass(frozen=True)
class Mark:
    """Finding `number` (from 1, in the brief's order) is about `text[start:end]` of a block."""

    start: int
    end: int
    number: int
    is_flag: bool


def source_marks(findings: Sequence[Finding], index: int | None, text: str) -> list[Mark]:
    """Return the marks in the clean French `text` of block `index` (None: the title), in order."""
    return _marks(text, [f.source_words if f.block == index else () for f in findings], findings)


def target_marks(findings: Sequence[Finding], index: int | None, text: str) -> list[Mark]:
    """Return the marks in the clean English `text` of block `index` (None: the title), in order."""
    return _marks(text, [f.target_words if f.block == index else () for f in findings], findings)


def _marks(text: str, words: Sequence[tuple[str, ...]], findings: Sequence[Finding]) -> list[Mark]:
    """Mark each finding's words once: the second finding about "12" gets the second "12"."""
    taken: set[tuple[int, int]] = set()
    marks: list[Mark] = []
    for number, (stretches, finding) in enumerate(zip(words, findings, strict=True), start=1):
        for stretch in stretches:
            places = list(_places(text, clean_line(stretch)))
            if places:
                place = next((place for place in places if place not in taken), places[0])
                taken.add(place)
                marks.append(Mark(*place, number, finding.is_flag))
    return sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.number))


def _places(text: str, words: str) -> Iterable[tuple[int, int]]:
    """Yield where `words` stand in `text` as whole words, whatever the typography."""
    plain, wanted = _plain(text), _plain(words)
    start = plain.find(wanted) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        if not (_joined(plain, start) or _joined(plain, end)):
            yield start, end
        start = plain.find(wanted, start + 1)


def _joined(text: str, border: int) -> bool:
    """Whether a word goes on over the border, or a figure over its decimal point."""
    before, after = text[max(border - 1, 0) : border], text[border : border + 1]
    return before.isalnum() and after.isalnum()


def _plain(text: str) -> str:
    """Return `text` in lower case with plain marks and spaces, character for character."""
    return "".join(
        " " if char.isspace() else low if len(low := char.lower()) == 1 else char
        for char in text.translate(_ALIKE)
    )


_LIVE = frozenset({"http", "https", "mailto"})  # what may be followed from a page or document


@dataclass(frozen=True)
class Run:
    """A stretch of text that starts at `start` and looks alike; `marks` are the findings' over it.

    `kinds` are the spans over it, a link's among them. A run without text is a mark that stands
    there: a footnote's, whose label is `label`, or an image's, whose alternative text it is.
    """

    start: int
    text: str
    kinds: frozenset[str]
    address: str
    marks: tuple[Mark, ...] = ()
    label: str = ""

    @property
    def is_flagged(self) -> bool:
        """Whether a finding that somebody must look into is about it."""
        return any(mark.is_flag for mark in self.marks)


@dataclass(frozen=True)
class Link:
    """Neighbouring runs with one address; "" for those that are no link."""

    address: str
    runs: tuple[Run, ...]


def address(target: str) -> str:
    """Return a link's target if it may be live in a page: http, https or mailto; else "".

    What is relative would point to the reader's disk.
    """
    cleaned = clean_target(target)
    return cleaned if cleaned and urlsplit(cleaned).scheme.lower() in _LIVE else ""


def runs(text: str, spans: Sequence[Span] = (), marks: Sequence[Mark] = ()) -> list[Run]:
    """Return `text`, a clean block's, as runs; spans that markup cannot hold are left out."""
    standing = [_standing(span) for span in spans if span.kind in MARKS]
    tidy = tidy_spans(text, [span for span in spans if span.kind not in MARKS])
    over: list[Span | Mark] = [*tidy, *marks]
    borders = {0, len(text), *(run.start for run in standing)}
    borders |= {border for stretch in over for border in (stretch.start, stretch.end)}
    cut = pairwise(sorted(border for border in borders if 0 <= border <= len(text)))
    whole = [_run(text, start, end, tidy, marks) for start, end in cut]
    return sorted((*standing, *whole), key=lambda run: run.start)


def _standing(span: Span) -> Run:
    is_image = span.kind is SpanKind.IMAGE
    return Run(
        span.start,
        "",
        frozenset({span.kind.value}),
        address(span.target) if is_image else "",
        label=clean_line(span.label if is_image else span.target),
    )


def _run(text: str, start: int, end: int, spans: Sequence[Span], marks: Sequence[Mark]) -> Run:
    over = [span for span in spans if span.start <= start and end <= span.end]
    targets = [span.target for span in over if span.kind is SpanKind.LINK]
    return Run(
        start,
        text[start:end],
        frozenset(span.kind.value for span in over),
        address(targets[0]) if targets else "",
        tuple(mark for mark in marks if mark.start <= start and end <= mark.end),
    )


def runs_by_link(whole: Sequence[Run]) -> list[Link]:
    """Return the runs grouped by the link that they belong to: each link is one stop for a key."""
    return [Link(target, tuple(group)) for target, group in groupby(whole, lambda r: r.address)]
