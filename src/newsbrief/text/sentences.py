"""Where the sentences of a text end, French or English.

One algorithm serves both languages; `sentence_words.toml` holds what is different between them. The
spans are half-open, in characters of the text, without the white space around them and in order.
Everything that is not white space lies in exactly one span.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from newsbrief.text.full_stops import Following, SentenceWords, key, mark_ends, misses_space

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsbrief.text.full_stops import Language

__all__ = ["before_marks", "split_sentences", "stripped"]

_WORD = re.compile(r"\w")
_GAP = re.compile(r"\s*")
_MARK = re.compile(r"[.!?…]+(?:[ \u00a0\u202f\u2009]?[!?…]+)*")
_CLOSERS = re.compile(r"(?:[ \u00a0\u202f\u2009]?[»”›)\]]|['’](?!\w)|\[\d{1,3}\])*")

# What may stand between the gap and the first word of the next sentence.
_OPENERS = re.compile(
    r"(?:\[(?:…|\.{3})\]\s?|\((?:…|\.{3})\)\s?|[«“‹„\"'‘(\[¿¡*]\s?|[—–•-]\s){0,6}"
)

_BRAND = re.compile(r"[a-z]{1,2}[A-Z]|macOS|watchOS")  # iPhone, eBay, iOS
_LETTER_ITEM = re.compile(r"[a-z]\)\s")
_ITEM = re.compile(r"(?:[-–—•*▪◦·‣]|\d{1,2}[.)]|[a-zA-Z][.)]|#{1,6})\s")
_ITEM_BEFORE = re.compile(r"(?:^|[.!?…:;]\s+|\n\s*)[«(]?(\d{1,2}|[a-zA-Z]|[IVX]{2,5})$")
_CONTINUES = re.compile(r"\s{0,3}[,;:–—a-zà-ÿœ]")  # after a quotation: », a-t-il dit
_PAIRED = re.compile(r"[«»“”‹›()\[\]\"]|[.!?…]+")
_CLOSES = {"«": "»", "“": "”", "‹": "›", "(": ")", "[": "]"}

# A quotation of up to 40 characters (about six words: « Non ! Jamais ! ») inside a sentence is part
# of it; a bracket of up to 300 is an aside, beyond that it is taken for unclosed.
_SHORT_QUOTE = 40
_ASIDE = 300

# What is read sentence by sentence may take more than linear time, so none is longer than this:
# of 4,000 sentences of French news the longest has 697 characters.
_LONGEST = 2_000
_MARKS_OF_ONE_LETTER = 16  # more combining marks in a row are no letter's accents


def split_sentences(text: str, language: Language) -> list[tuple[int, int]]:
    """Return the spans of the sentences of one block, in characters.

    A line break inside the block ends a sentence only where the line does, or where a list item or
    a heading begins. What goes on for more than 2,000 characters without an end is cut at a space,
    or anywhere if it has none. Time grows linearly with the text.
    """
    words = SentenceWords.of(language)
    cuts = sorted({0, len(text), *_line_cuts(text, words), *_mark_cuts(text, words)})
    spans = stripped(text, pairwise(cuts))
    return [part for span in spans for part in _bounded(text, *span)]


def _bounded(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The span, in parts if it is longer than any sentence."""
    cuts = [start]
    while end - cuts[-1] > _LONGEST:
        limit = cuts[-1] + _LONGEST
        gap = max(text.rfind(space, cuts[-1] + _LONGEST // 2, limit) for space in " \n\u00a0")
        cuts.append(gap if gap > 0 else before_marks(text, limit))
    return stripped(text, pairwise([*cuts, end])) if len(cuts) > 1 else [(start, end)]


def before_marks(text: str, at: int) -> int:
    """Return the place before the letter whose combining marks stand at `at`."""
    first = max(0, at - _MARKS_OF_ONE_LETTER)
    return next((i for i in range(at, first, -1) if not unicodedata.combining(text[i])), at)


def stripped(text: str, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans without the white space around them; empty ones are left out."""
    inner = []
    for start, end in spans:
        part = text[start:end]
        if bare := part.strip():
            first = start + len(part) - len(part.lstrip())
            inner.append((first, first + len(bare)))
    return inner


@dataclass(frozen=True)
class _Pairs:
    """Where no sentence may end: `starts[i]` < end <= `ends[i]`, disjoint and in order.

    `asides` holds the closing marks of what was opened in mid-sentence: only a word that opens a
    sentence makes a break after those. `closing` holds the straight quotes that close.
    """

    starts: list[int]
    ends: list[int]
    asides: frozenset[int]
    closing: frozenset[int]

    def shelter(self, end: int) -> bool:
        index = bisect_left(self.starts, end) - 1
        return index >= 0 and end <= self.ends[index]


def _pairs(text: str) -> _Pairs:
    sheltered: list[tuple[int, int]] = []
    asides: list[int] = []
    closing: list[int] = []
    for start, end in _matched(text):
        if text[end] == '"':
            closing.append(end)
        bracket = text[start] in "(["
        inside = _in_running_sentence(text, start)
        if end - start > (_ASIDE if bracket else _SHORT_QUOTE):
            continue
        if inside:
            asides.append(end)
        if inside or (not bracket and _CONTINUES.match(text, end + 1)):
            sheltered.append((start, end))
    return _Pairs(*_merge(sheltered), frozenset(asides), frozenset(closing))


def _matched(text: str) -> Iterator[tuple[int, int]]:
    """The quotations and brackets that hold a final mark (start, closing mark), by their close."""
    open_at: dict[str, list[int]] = {close: [] for close in _CLOSES.values()}
    straight = last_mark = -1
    for match in _PAIRED.finditer(text):
        at, sign = match.start(), match.group()
        if sign in _CLOSES:
            open_at[_CLOSES[sign]].append(at)
        elif sign == '"':
            if straight >= 0 and not _opens(text, at):
                yield straight, at
                straight = -1
            elif _opens(text, at) or not text[at - 1 : at].strip():
                straight = at
        elif sign not in open_at:
            last_mark = at
        elif open_at[sign]:
            start = open_at[sign].pop()
            if start < last_mark:
                yield start, at


def _opens(text: str, at: int) -> bool:
    """Whether a straight quote stands as an opening one: white space before, none after."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (not before.strip() or before in "(«[") and bool(after.strip(" \u00a0\n.,;:!?)"))


def _in_running_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 8) : start].rstrip()
    return bool(before) and before[-1] not in '.!?…:»”"'


def _merge(ranges: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(ranges):
        if ends and start < ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def _line_cuts(text: str, words: SentenceWords) -> Iterator[int]:
    for match in re.finditer(r"\n\s*", text):
        blank = match.group().count("\n") > 1
        if blank or _new_line_begins(text, match.start(), match.end(), words):
            yield match.end()


def _new_line_begins(text: str, end: int, start: int, words: SentenceWords) -> bool:
    """Whether the line at `start` is a list item, or one of the two lines is a heading."""
    if _ITEM.match(text, start):
        return True
    above, below = _line(text, end - 1), _line(text, start)
    if not (_heading_like(above) and below[:1].isupper()):
        return False
    return _heading_like(below) or key(Following.at(below, 0).word) in words.starters


def _line(text: str, at: int) -> str:
    """The line around `at`, as far as it matters: 90 characters either way."""
    first = max(text.rfind("\n", max(0, at - 90), at + 1) + 1, at - 90, 0)
    last = text.find("\n", at + 1, at + 90)
    return text[first : at + 90 if last < 0 else last].strip()


def _heading_like(line: str) -> bool:
    return line[:1].isupper() and len(line) <= 80 and line[-1] not in '.!?…,;:»)"-–'


def _mark_cuts(text: str, words: SentenceWords) -> Iterator[int]:
    pairs = _pairs(text)
    start = item = 0
    for match in _MARK.finditer(text):
        number = _item_number(text, match, item)
        item = item if number is None else number
        end = _sentence_end(text, match, pairs, words) if number is None else None
        if end is not None and _WORD.search(text, start, match.start()):
            yield end
            start = end


def _item_number(text: str, match: re.Match[str], last: int) -> int | None:
    """The number of the list item that this full stop belongs to, None if it is not one.

    A letter or a Roman number counts as 0, and only where a line begins with it.
    """
    if match.group() != "." or not text[match.end() : match.end() + 1].isspace():
        return None
    found = _ITEM_BEFORE.search(text[max(0, match.start() - 8) : match.start()])
    if found is None:
        return None
    at_line = "\n" in found.group() or (not found.start() and match.start() < 8)
    if not found[1].isdigit():
        return 0 if at_line else None
    number = int(found[1])
    return number if at_line or number in (1, last + 1) else None


def _sentence_end(
    text: str, mark: re.Match[str], pairs: _Pairs, words: SentenceWords
) -> int | None:
    """Where the sentence that this mark may close ends; None if it goes on."""
    end = _closed(text, mark.end(), pairs)
    gap = _GAP.match(text, end)
    start = gap.end() if gap else end
    if start == len(text) or pairs.shelter(end):
        return None
    if start == end:
        return end if misses_space(text, mark, end, words) else None
    opening = _OPENERS.match(text, start)
    first = opening.end() if opening else start
    if not _can_begin(text, first):
        return None
    following = Following.at(text, first)
    if _after_aside(text, mark, end, pairs) and not words.opens_sentence(following):
        return None
    return end if mark_ends(text, mark, following, words) else None


def _closed(text: str, end: int, pairs: _Pairs) -> int:
    """The end of the closing quotes and brackets after a mark that ends at `end`."""
    while True:
        closers = _CLOSERS.match(text, end)
        end = closers.end() if closers else end
        quote = end + (text[end : end + 1] in ("\u00a0", "\u202f", " "))
        if quote not in pairs.closing:
            return end
        end = quote + 1


def _after_aside(text: str, mark: re.Match[str], end: int, pairs: _Pairs) -> bool:
    """Whether the mark closes a bracket, or is all that a short quotation ends with ("!")."""
    closers = range(mark.end(), min(end, mark.end() + 8))
    full_stop = mark.group() == "."
    return any(at in pairs.asides and not (full_stop and text[at] not in ")]") for at in closers)


def _can_begin(text: str, at: int) -> bool:
    """Whether a sentence can begin with the character at `at`."""
    first = text[at : at + 1]
    if first.islower():
        return bool(_BRAND.match(text, at) or _LETTER_ITEM.match(text, at))
    return first.isalnum() or first in "€$£#@§→☞☛+&" or unicodedata.category(first or " ") == "So"
