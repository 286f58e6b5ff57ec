"""The inline text of a web page while it is read: pieces, line breaks and markup."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsbrief.document import MARKS, Span, SpanKind
from newsbrief.text.normal import normalise
from newsbrief.text.spans import tidy_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["InlineText"]

_SPACES = " \t\n\r\f"  # a browser collapses these, but not the non-breaking space
_BREAK = "\v"  # stands for <br> until spaces are squeezed; `normalise` leaves none in the text
_PARTING = re.compile(r"\v\s*\v\s*")


@dataclass
class InlineText:
    """Text not yet in a block, the markup over it, and the markup that is still open."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    spans: list[Span] = field(default_factory=list)
    opened: list[tuple[int, SpanKind, str]] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        """Add a piece of text."""
        self._append(normalise(text or ""))

    def break_line(self) -> None:
        """Add a line break."""
        self._append(_BREAK)

    def _append(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += len(piece)

    def mark(self, kind: SpanKind, target: str) -> None:
        """Add a mark at the end of the text so far."""
        self.spans.append(Span(self.length, self.length, kind, target))

    @property
    def ends_in_digit(self) -> bool:
        """Whether the text so far ends in a digit."""
        return bool(self.pieces) and self.pieces[-1][-1:].isdigit()

    def open(self, kind: SpanKind, target: str) -> None:
        """Begin markup at the end of the text so far."""
        self.opened.append((self.length, kind, target))

    def close(self) -> None:
        """End the markup that was opened last."""
        start, kind, target = self.opened.pop()
        self.spans.append(Span(start, self.length, kind, target))

    def take(self) -> Iterator[tuple[str, tuple[Span, ...]]]:
        """Yield the paragraphs of the text with their spans, and begin a new text.

        Two line breaks in a row separate paragraphs. Markup that is still open ends with the text
        and begins again after it.
        """
        spans = [*self.spans, *(Span(start, self.length, k, t) for start, k, t in self.opened)]
        raw, self.pieces, self.length, self.spans = "".join(self.pieces), [], 0, []
        self.opened = [(0, kind, target) for _, kind, target in self.opened]
        for start, end in _paragraphs(raw):
            text, places = _squeeze(raw[start:end])
            if text:
                yield text, tidy_spans(text, _placed(spans, places, start, end))


def _paragraphs(raw: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _PARTING.finditer(raw):
        yield start, match.start()
        start = match.end()
    yield start, len(raw)


def _squeeze(raw: str) -> tuple[str, list[int]]:
    """Return `raw` with spaces collapsed as in a browser, and the new place of each character."""
    out: list[str] = []
    places: list[int] = []
    for char in raw:
        places.append(len(out))
        if not out and char.isspace():
            continue
        if char == _BREAK:
            if out[-1] == " ":
                out[-1] = "\n"
            elif out[-1] != "\n":
                out.append("\n")
        elif char not in _SPACES:
            out.append(char)
        elif out[-1] not in " \n":
            out.append(" ")
    return "".join(out).rstrip(), [*places, len(out)]


def _placed(spans: Iterable[Span], places: list[int], start: int, end: int) -> Iterator[Span]:
    for span in spans:
        first, last = max(span.start, start), min(span.end, end)
        if first < last or (span.kind in MARKS and first == last):
            place = places[first - start]
            yield Span(place, places[last - start], span.kind, span.target)
