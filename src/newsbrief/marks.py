"""Where a footnote's mark or an image within a French text stands in its English.

A mark at the end of a French sentence stands at the end of the English one. Within a sentence it
stands after the words that it follows: those are translated beside the sentence and looked for in
it. What is not found leaves the place, by the share of the sentence before it, to the next word's
end; the mark is never lost.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsbrief.document import Block, Span

__all__ = ["Sentences", "mark_place", "words_before"]

_WORDS_BEFORE = 3  # enough to be found again, few enough to be translated alike
_BREAKS = re.compile(r"[,;:.!?«»()\n–—]")
_WORD = re.compile(r"[\w'’-]+")
_WORD_END = re.compile(r"(?<=[^\W_])(?![\w'’])")

# (end of each French sentence, end of its English), in characters of the block's two texts
Sentences = tuple[tuple[int, int], ...]


def words_before(block: Block, mark: Span) -> str:
    """Return the last words before a mark, "" where it opens or closes a clause."""
    before = block.text[: mark.start]
    if not re.search(r"\w", block.text[mark.start :]):
        return ""
    clause = before[max((m.end() for m in _BREAKS.finditer(before)), default=0) :]
    words = list(_WORD.finditer(clause))[-_WORDS_BEFORE:]
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
