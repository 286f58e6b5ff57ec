"""Links, emphasis, footnote marks and images of a French block, placed in its English.

The models garble markup, so they never see it: the words of a span are translated beside the
sentence and looked for in its English. A link that cannot be placed follows the text in brackets;
an emphasis that cannot be placed is dropped, since on the wrong words it would mislead.

A mark (of a footnote or an image) at the end of a French sentence stands at the end of the English
one. Within a sentence it stands after the words before it, which are looked for in the same way;
where they are not in the English, it stands at the end of the word that is as far into the
sentence. A mark is never lost.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from newsbrief.document import MARKS, VERBATIM_SPANS, Block, Span, SpanKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["Sentences", "covers", "phrases", "project"]

# (end of each French sentence, end of its English), in characters of the block's two texts
Sentences = tuple[tuple[int, int], ...]

# Words that phrase and window share, of all their words (Jaccard): "the figures published on
# Tuesday" matches "the figures released on Tuesday" (4 of 6).
MIN_OVERLAP = 0.5

# Characters searched before and after a span's expected place: ten paragraphs' worth. In a block of
# 50,000 spans each would otherwise be looked for in the whole text.
REACH = 3_000
CLOSE = 150  # characters around the expected place, where most spans stand
NUM_WORDS_BEFORE = 3  # before a mark: enough to be recognised, few enough to be translated alike
_NEVER_LOST = frozenset({SpanKind.LINK, *VERBATIM_SPANS})
_CLAUSE_BREAK = re.compile(r"[,;:.!?«»()\n–—]")
_SENTENCE_END = re.compile(r"[.!?][\"')]*\s")
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_COMPOUND = re.compile(r"[\w'’-]+")
_WORD_END = re.compile(r"(?<=[^\W_])(?![\w'’])")


def phrases(blocks: Sequence[Block]) -> list[str]:
    """Return the texts that must be translated by themselves for the spans, each once, in order."""
    texts = (text for block in blocks for span in block.spans for text in _phrases(block, span))
    return list(dict.fromkeys(text for text in texts if text))


def _phrases(block: Block, span: Span) -> tuple[str, ...]:
    if span.kind in MARKS:
        return _words_before(block, span), span.label
    if span.kind in VERBATIM_SPANS or covers(block, span) or _within_word(block, span):
        return ()
    return (block.text[span.start : span.end],)


def _words_before(block: Block, mark: Span) -> str:
    """Return the last words before a mark, or "" where it opens or closes a clause."""
    before = block.text[: mark.start]
    if not re.search(r"\w", block.text[mark.start :]):
        return ""
    clause = before[max((m.end() for m in _CLAUSE_BREAK.finditer(before)), default=0) :]
    words = list(_COMPOUND.finditer(clause))[-NUM_WORDS_BEFORE:]
    return clause[words[0].start() : words[-1].end()] if words else ""


def project(
    block: Block, english: str, translated: Mapping[str, str], sentences: Sentences = ()
) -> Block:
    """Return `block` with its English text and its spans there.

    `translated` maps each of `phrases` to its English; `sentences` says where the sentences of the
    block end in both languages.
    """
    spans: list[Span] = []
    added: list[str] = []
    length = len(english)
    marks = [
        _marked(block, span, english, translated, sentences)
        for span in block.spans
        if span.kind in MARKS
    ]
    for span in block.spans:
        if span.kind in MARKS:
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


def _label(block: Block, span: Span) -> str:
    """Return what stands in brackets for a span without a translation: its address or text."""
    return span.target or block.text[span.start : span.end]


def _marked(
    block: Block, mark: Span, english: str, translated: Mapping[str, str], sentences: Sentences
) -> Span:
    """Return a mark with its place and its label in the English."""
    place = _mark_place(block, mark, english, translated, sentences)
    label = translated.get(mark.label, mark.label)
    return replace(mark, start=place, end=place, label=label)


def _mark_place(
    block: Block, mark: Span, english: str, translated: Mapping[str, str], sentences: Sentences
) -> int:
    if not block.text[: mark.start].strip():
        return 0
    (start, first), (end, last) = _around(mark, sentences, (len(block.text), len(english)))
    if not re.search(r"\w", block.text[mark.start : end]):
        return len(english[:last].rstrip())
    stretch = english[first:last]
    near = (mark.start - start) / max(1, end - start) * len(stretch)
    span = _search(_words_before(block, mark), stretch, translated, near)
    return first + (span[1] if span else _next_word_end(stretch, round(near)))


def _around(
    mark: Span, sentences: Sentences, whole: tuple[int, int]
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the start and the end, in French and English, of the sentence that holds a mark."""
    before = (0, 0)
    for border in sentences or (whole,):
        if mark.start <= border[0]:
            return before, border
        before = border
    return before, whole


def _next_word_end(text: str, place: int) -> int:
    match = _WORD_END.search(text, min(place, len(text)))
    return match.start() if match else len(text.rstrip())


def covers(block: Block, span: Span) -> bool:
    """Tell whether a span holds all words of the block."""
    return not (block.text[: span.start].strip() or block.text[span.end :].strip())


def _within_word(block: Block, span: Span) -> bool:
    """Tell whether a span is part of a word, such as the 2 of CO2."""
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
    """Return where a span stands in a stretch of the English, nearest to the character `near`."""
    if _within_word(block, span):
        return _place_in_word(block, span, english, near)
    source = block.text[span.start : span.end]
    if span.kind in VERBATIM_SPANS:
        return _to_the_letter(source, english, near)
    return _search(source, english, translated, near)


def _search(
    phrase: str, english: str, translated: Mapping[str, str], near: float
) -> tuple[int, int] | None:
    """Return the span of a French phrase in a stretch of the English: translated, or as it is."""
    translation = translated.get(phrase, "")
    for candidate in (translation, phrase):
        if span := _exact(candidate.strip(" .\"'"), english, near):
            return span
    return _similar(translation, english, near)


def _place_in_word(block: Block, span: Span, english: str, near: float) -> tuple[int, int] | None:
    """Return where a part of a word stands in the same word of the English; "1er" is not there."""
    start, end = span.start, span.end
    while _joined(block.text, start):
        start -= 1
    while _joined(block.text, end):
        end += 1
    word = _to_the_letter(block.text[start:end], english, near)
    return word and (word[0] + span.start - start, word[0] + span.end - start)


def _to_the_letter(source: str, english: str, near: float) -> tuple[int, int] | None:
    def whole(place: tuple[int, int]) -> bool:
        return not (_joined(english, place[0]) or _joined(english, place[1]))

    places = filter(whole, _places(re.compile(re.escape(source)), source, english, near))
    return min(places, key=lambda place: abs(place[0] - near), default=None)


def _exact(phrase: str, english: str, near: float) -> tuple[int, int] | None:
    if not phrase:
        return None
    pattern = re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)", re.IGNORECASE)
    places = _places(pattern, phrase, english, near)
    return min(places, key=lambda place: abs(place[0] - near), default=None)


def _places(
    pattern: re.Pattern[str], phrase: str, english: str, near: float
) -> list[tuple[int, int]]:
    """Return the matches of `pattern`, which matches `phrase`, near by, or else anywhere.

    In a block of emphases one word had 1,500 places, of which only the nearest is of use.
    """
    first, last = max(0, int(near) - CLOSE), int(near) + CLOSE + len(phrase) + 1
    close = [match.span() for match in pattern.finditer(english, first, last)]
    return close or [match.span() for match in pattern.finditer(english)]


def _similar(phrase: str, english: str, near: float) -> tuple[int, int] | None:
    """Return the window of words, of the phrase's length or one more or less, most like it."""
    words = [word.lower() for word in _WORD.findall(phrase)]
    best: tuple[float, float, tuple[int, int]] | None = None
    for size in sorted({max(1, len(words) - 1), len(words), len(words) + 1} if words else ()):
        for window in _windows(english, size):
            here = {match.group().lower() for match in window}
            score = len(here & set(words)) / len(here | set(words))
            place = (window[0].start(), window[-1].end())
            candidate = (score, -abs(place[0] - near), place)
            if score >= MIN_OVERLAP and (best is None or candidate[:2] > best[:2]):
                best = candidate
    return best[2] if best else None


def _windows(english: str, size: int) -> Iterator[list[re.Match[str]]]:
    """Yield the runs of `size` words within one sentence."""
    words = list(_WORD.finditer(english))
    for first in range(len(words) - size + 1):
        window = words[first : first + size]
        if not _SENTENCE_END.search(english[window[0].start() : window[-1].end()]):
            yield window


def _nested(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans in order, outermost first, without those that cross another one."""
    kept: list[Span] = []
    ends: list[int] = []  # of the kept spans around the current position, innermost last
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        while ends and ends[-1] <= span.start:
            ends.pop()
        if span.start < span.end and not (ends and ends[-1] < span.end):
            kept.append(span)
            ends.append(span.end)
    return tuple(kept)
