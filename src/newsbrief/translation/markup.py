"""Carries links and emphasis from a French block over to its English.

The models garble markup that they are given, so they never see it: a span's own words are
translated beside the sentence and looked for in it. A link that cannot be placed is put after the
text; an emphasis that cannot be placed is let go, since on the wrong words it would mislead.

Where a footnote's mark or an image within a French text stands in its English.  A mark at the end
of a French sentence stands at the end of the English one. Within a sentence it stands after the
words that it follows: those are translated beside the sentence and looked for in it. What is not
found leaves the place, by the share of the sentence before it, to the next word's end; the mark is
never lost.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from newsbrief.document import MARKS, VERBATIM_SPANS, Block, Span, SpanKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

__all__ = ["Sentences", "covers", "mark_place", "phrases", "project", "words_before"]


_WORDS_BEFORE = 3  # enough to be found again, few enough to be translated alike


_BREAKS = re.compile(r"[,;:.!?«»()\n–—]")


_COMPOUND = re.compile(r"[\w'’-]+")


_WORD_END = re.compile(r"(?<=[^\W_])(?![\w'’])")


# (end of each French sentence, end of its English), in characters of the block's two texts
Sentences = tuple[tuple[int, int], ...]


def words_before(block: Block, mark: Span) -> str:
    """Return the last words before a mark, "" where it opens or closes a clause."""
    before = block.text[: mark.start]
    if not re.search(r"\w", block.text[mark.start :]):
        return ""
    clause = before[max((m.end() for m in _BREAKS.finditer(before)), default=0) :]
    words = list(_COMPOUND.finditer(clause))[-_WORDS_BEFORE:]
    return clause[words[0].start() : words[-1].end()] if words else ""


def mark_place(
    block: Block,
    mark: Span,
    english: str,
    sentences: Sentences,
    find: Callable[[str, str, float], tuple[int, int] | None],
) -> int:
    """Return where in `english` a mark of `block` stands.

    `find(phrase, english, near)` tells where the English of a French phrase stands in a stretch
    of the English, best near a position.
    """
    if not block.text[: mark.start].strip():
        return 0
    (start, first), (end, last) = _around(mark, sentences, (len(block.text), len(english)))
    rest = block.text[mark.start : end]
    if not re.search(r"\w", rest):
        return len(english[:last].rstrip())
    share = (mark.start - start) / max(1, end - start)
    stretch = english[first:last]
    found = find(words_before(block, mark), stretch, share * len(stretch))
    return first + (found[1] if found else _next_word_end(stretch, round(share * len(stretch))))


def _around(
    mark: Span, sentences: Sentences, whole: tuple[int, int]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the borders, French and English, of the sentence that a mark stands in or ends."""
    before = (0, 0)
    for border in sentences or (whole,):
        if mark.start <= border[0]:
            return before, border
        before = border
    return before, whole


def _next_word_end(text: str, place: int) -> int:
    match = _WORD_END.search(text, min(place, len(text)))
    return match.start() if match else len(text.rstrip())


# Words that phrase and window share, of all their words (Jaccard): "the figures published on
# Tuesday" is found in "the figures released on Tuesday" (4 of 6).
MIN_OVERLAP = 0.5


# Characters looked through before and after a span's place: ten paragraphs' worth. In a block of
# 50,000 spans each would else be looked for in all of it.
REACH = 3_000


CLOSE = 150  # where most are found


_WORD = re.compile(r"\w+(?:['’]\w+)?")


_SENTENCE_END = re.compile(r"[.!?][\"')]*\s")


def phrases(blocks: Sequence[Block]) -> list[str]:
    """Return what must be translated by itself for the spans, each once, in order."""
    wanted = (text for block in blocks for span in block.spans for text in _phrases(block, span))
    return list(dict.fromkeys(text for text in wanted if text))


def _phrases(block: Block, span: Span) -> tuple[str, ...]:
    if span.kind in MARKS:
        return words_before(block, span), span.label
    if span.kind in VERBATIM_SPANS or covers(block, span) or _within_word(block, span):
        return ()
    return (block.text[span.start : span.end],)


def project(
    block: Block, english: str, translated: Mapping[str, str], sentences: Sentences = ()
) -> Block:
    """Return `block` in English with its spans; `translated` maps each of `phrases` to English.

    `sentences` tells where the block's sentences end in both languages.
    """
    spans: list[Span] = []
    added: list[str] = []
    length = len(english)
    marks = [_marked(block, m, english, translated, sentences) for m in block.spans if _is_mark(m)]
    for span in block.spans:
        if _is_mark(span):
            continue
        place = _place(block, span, english, translated)
        if place is not None:
            spans.append(replace(span, start=place[0], end=place[1]))
        elif span.kind in _NEVER_LOST:
            label = translated.get(block.text[span.start : span.end], _label(block, span))
            label = label.strip(" .") if span.kind is SpanKind.LINK else label
            added.append(f" ({label})")
            spans.append(replace(span, start=length + 2, end=length + 2 + len(label)))
            length += len(added[-1])
    return replace(block, text="".join((english, *added)), spans=(*_nested(spans), *marks))


_NEVER_LOST = frozenset({SpanKind.LINK, *VERBATIM_SPANS})


def _is_mark(span: Span) -> bool:
    return span.kind in MARKS


def _label(block: Block, span: Span) -> str:
    """Return what stands for a span in brackets: an address, or what is kept to the letter."""
    return span.target or block.text[span.start : span.end]


def _marked(
    block: Block, mark: Span, english: str, translated: Mapping[str, str], sentences: Sentences
) -> Span:
    def find(phrase: str, stretch: str, near: float) -> tuple[int, int] | None:
        other = translated.get(phrase, "")
        for candidate in (other, phrase):
            if place := _exact(candidate.strip(" .\"'"), stretch, near):
                return place
        return _similar(other, stretch, near)

    place = mark_place(block, mark, english, sentences, find)
    label = translated.get(mark.label, mark.label)
    return replace(mark, start=place, end=place, label=label)


def covers(block: Block, span: Span) -> bool:
    """Tell whether a span holds all of the block's words."""
    return not (block.text[: span.start].strip() or block.text[span.end :].strip())


def _within_word(block: Block, span: Span) -> bool:
    """Tell a part of a word, such as the 2 of CO2."""
    text, start, end = block.text, span.start, span.end
    return _joined(text, start) or _joined(text, end)


def _joined(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()


def _place(
    block: Block, span: Span, english: str, translated: Mapping[str, str]
) -> tuple[int, int] | None:
    if covers(block, span):
        return 0, len(english)
    near = span.start / max(1, len(block.text)) * len(english)
    first = max(0, int(near) - REACH)
    place = _place_near(block, span, english[first : first + 2 * REACH], translated, near - first)
    return place and (place[0] + first, place[1] + first)


def _place_near(
    block: Block, span: Span, english: str, translated: Mapping[str, str], near: float
) -> tuple[int, int] | None:
    """Where the span's words stand in a stretch of the English, `near` a character of it."""
    if _within_word(block, span):
        return _place_in_word(block, span, english, near)
    source = block.text[span.start : span.end]
    if span.kind in VERBATIM_SPANS:
        return _to_the_letter(source, english, near)
    for candidate in (translated.get(source, ""), source):
        place = _exact(candidate.strip(" .\"'"), english, near)
        if place is not None:
            return place
    return _similar(translated.get(source, ""), english, near)


def _place_in_word(block: Block, span: Span, english: str, near: float) -> tuple[int, int] | None:
    """Where a part of a word stands in the same word of the English: "1er" has none."""
    start, end = span.start, span.end
    while _joined(block.text, start):
        start -= 1
    while _joined(block.text, end):
        end += 1
    found = _to_the_letter(block.text[start:end], english, near)
    return found and (found[0] + span.start - start, found[0] + span.end - start)


def _to_the_letter(source: str, english: str, near: float) -> tuple[int, int] | None:
    def whole(place: tuple[int, int]) -> bool:
        return not (_joined(english, place[0]) or _joined(english, place[1]))

    found = filter(whole, _places(re.compile(re.escape(source)), source, english, near))
    return min(found, key=lambda place: abs(place[0] - near), default=None)


def _exact(phrase: str, english: str, near: float) -> tuple[int, int] | None:
    if not phrase:
        return None
    pattern = re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)", re.IGNORECASE)
    found = _places(pattern, phrase, english, near)
    return min(found, key=lambda place: abs(place[0] - near), default=None)


def _places(
    pattern: re.Pattern[str], phrase: str, english: str, near: float
) -> list[tuple[int, int]]:
    """Where `pattern`, which matches `phrase`, does so close by, or else anywhere.

    Of 1,500 places of one word in a block of emphases the nearest alone is of use.
    """
    first, last = max(0, int(near) - CLOSE), int(near) + CLOSE + len(phrase) + 1
    close = [match.span() for match in pattern.finditer(english, first, last)]
    return close or [match.span() for match in pattern.finditer(english)]


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
    ends: list[int] = []  # of the kept spans around the place that is reached, innermost last
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        while ends and ends[-1] <= span.start:
            ends.pop()
        if span.start < span.end and not (ends and ends[-1] < span.end):
            kept.append(span)
            ends.append(span.end)
    return tuple(kept)
