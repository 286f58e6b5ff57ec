"""Carries links and emphasis from a French block over to its English.

The models garble markup that they are given, so they never see it: a span's own words are
translated beside the sentence and looked for in it. A link that cannot be placed is put after the
text; an emphasis that cannot be placed is let go, since on the wrong words it would mislead.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from newsbrief.document import Block, Span, SpanKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["phrases", "project"]

# Words that phrase and window share, of all their words (Jaccard): "the figures published on
# Tuesday" is found in "the figures released on Tuesday" (4 of 6).
MIN_OVERLAP = 0.5
# How far from its place in proportion a phrase is looked for, in characters: more than the longest
# paragraphs of the press have. A block of hostile size costs no more for each of its spans.
_REACH = 3_000
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_SENTENCE_END = re.compile(r"[.!?][\"')]*\s")


def phrases(blocks: Sequence[Block]) -> list[str]:
    """Return the span texts that must be translated by themselves, each once, in order."""
    return list(
        dict.fromkeys(
            block.text[span.start : span.end]
            for block in blocks
            for solid in [_solid(block)]
            for span in block.spans
            if span.kind is not SpanKind.CODE and not _covers(solid, span)
        )
    )


def project(block: Block, english: str, translated: Mapping[str, str]) -> Block:
    """Return `block` in English with its spans; `translated` maps each of `phrases` to English."""
    spans: list[Span] = []
    pieces, length = [english], len(english)
    solid = _solid(block)
    for span in block.spans:
        whole = _covers(solid, span)
        place = (0, len(english)) if whole else _place(block, span, english, translated)
        if place is not None:
            spans.append(replace(span, start=place[0], end=place[1]))
        elif span.kind is SpanKind.LINK:
            label = translated.get(block.text[span.start : span.end], span.target).strip(" .")
            spans.append(replace(span, start=length + 2, end=length + 2 + len(label)))
            pieces.append(f" ({label})")
            length += len(pieces[-1])
    return replace(block, text="".join(pieces), spans=_nested(spans))


def _solid(block: Block) -> tuple[int, int]:
    """From the first to the last character of a block that is no space."""
    return len(block.text) - len(block.text.lstrip()), len(block.text.rstrip())


def _covers(solid: tuple[int, int], span: Span) -> bool:
    return span.start <= solid[0] and span.end >= solid[1]


def _place(
    block: Block, span: Span, english: str, translated: Mapping[str, str]
) -> tuple[int, int] | None:
    near = span.start / max(1, len(block.text)) * len(english)
    first = max(0, int(near) - _REACH)
    around = english[first : int(near) + _REACH]
    source = block.text[span.start : span.end]
    place = _found(source, translated.get(source, ""), around, near - first)
    return (place[0] + first, place[1] + first) if place else None


def _found(source: str, phrase: str, english: str, near: float) -> tuple[int, int] | None:
    for candidate in (phrase, source):
        place = _exact(candidate.strip(" .\"'"), english, near)
        if place is not None:
            return place
    return _similar(phrase, english, near)


def _exact(phrase: str, english: str, near: float) -> tuple[int, int] | None:
    if not phrase:
        return None
    pattern = re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)", re.IGNORECASE)
    found = [match.span() for match in pattern.finditer(english)]
    return min(found, key=lambda place: abs(place[0] - near), default=None)


def _similar(phrase: str, english: str, near: float) -> tuple[int, int] | None:
    """The window of words, as long as the phrase give or take one, that shares most with it."""
    wanted = [word.lower() for word in _WORD.findall(phrase)]
    best: tuple[float, float, tuple[int, int]] | None = None
    for size in sorted({max(1, len(wanted) - 1), len(wanted), len(wanted) + 1} if wanted else ()):
        for window in _windows(english, size):
            held = {match.group().lower() for match in window}
            score = len(held & set(wanted)) / len(held | set(wanted))
            place = (window[0].start(), window[-1].end())
            candidate = (score, -abs(place[0] - near), place)
            if score >= MIN_OVERLAP and (best is None or candidate[:2] > best[:2]):
                best = candidate
    return best[2] if best else None


def _windows(english: str, size: int) -> Iterator[list[re.Match[str]]]:
    """Runs of `size` words that do not reach over the end of a sentence."""
    found = list(_WORD.finditer(english))
    for first in range(len(found) - size + 1):
        window = found[first : first + size]
        if not _SENTENCE_END.search(english[window[0].start() : window[-1].end()]):
            yield window


def _nested(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Order spans outermost first and drop those that cross another one."""
    kept: list[Span] = []
    around: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        around = [k for k in around if k.end > span.start]
        crosses = any(k.start < span.start and k.end < span.end for k in around)
        if span.start < span.end and not crosses:
            kept.append(span)
            around.append(span)
    return tuple(kept)
