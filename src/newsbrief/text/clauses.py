"""Where to cut a French sentence that is too long for the model.

The spans are half-open, in characters of the sentence, without the white space around them and in
order. Everything that is not white space lies in exactly one span.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from newsbrief.text.full_stops import Following, key
from newsbrief.text.sentences import before_marks, stripped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["split_clauses"]

_SPACES = re.compile(r"\s+")
_LONG_WORD_STOP = re.compile(r"[^\W\d_]{4}\.$")  # too long a word for most abbreviations
_INCISE = re.compile(r"[^\W\d_]{1,20}(?:-t)?-(?:ils?|elles?|on|je|nous)\b")  # ", a-t-il dit"

_LINKS = frozenset(
    "et mais ou or car donc puis ni qui que qu' dont où lequel laquelle lesquels lesquelles "
    "alors tandis quand lorsque lorsqu' parce puisque puisqu' pendant dès afin si comme tant "
    "bien avant après".split()
)

_BOUND = frozenset(
    "le la les l' un une des du de d' à au aux en et ou par pour sur dans ce cet cette ces son "
    "sa ses leur leurs mon ma mes notre nos votre vos se ne que qui je tu il elle on nous vous "
    "ils elles plus très a ont est sont avec sans sous entre devant contre vers chez depuis "
    "alors tandis dès afin parce bien tant ainsi pendant lors jusqu'à quoi".split()
)

_STOP, _DASH, _COMMA_LINK, _COMMA, _LINK, _SPACE, _TIGHT, _GLUE = range(8)

_QUOTED = 3  # what a cut inside a quotation costs: as much as three ranks of border
_RANK_WEIGHT = 1 / 6  # a better border is worth a cut this much further from the middle


class _Border(NamedTuple):
    """A place to cut and its rank: 0 the best, `_GLUE` and above only when nothing else is left."""

    at: int
    rank: int


def split_clauses(text: str, fits: Callable[[str], bool]) -> list[tuple[int, int]]:
    """Return the spans of the parts of one sentence, each of which `fits`, as few as is sensible.

    `fits` tells whether a stretch is within the budget; it is taken to be monotone (a part of what
    fits also fits). A lone character that does not fit is returned as it is.
    """
    if fits(text):
        return stripped(text, [(0, len(text))])
    borders = list(_borders(text))
    places = [border.at for border in borders]
    done: list[tuple[int, int]] = []
    waiting = stripped(text, [(0, len(text))])
    while waiting:
        start, end = waiting.pop()
        if end - start <= 1 or fits(text[start:end]):
            done.append((start, end))
            continue
        room = _room(text, start, end, fits)
        inside = borders[bisect_right(places, start) : bisect_left(places, end)]
        cut = _best_cut(inside, start, end, room) or _blind_cut(text, start, end, room)
        waiting.extend(stripped(text, [(start, cut), (cut, end)]))
    return sorted(done)


def _room(text: str, start: int, end: int, fits: Callable[[str], bool]) -> int:
    """How many characters from `start` fit (at least 1), found in O(log) calls on short strings."""
    low, high = 1, 64
    while start + high < end and fits(text[start : start + high]):
        low, high = high, 2 * high
    high = min(high, end - start)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if fits(text[start : start + middle]) else (low, middle)
    return low


def _best_cut(borders: list[_Border], start: int, end: int, room: int) -> int | None:
    """The border that best divides the stretch into parts of about `room` characters."""
    fewest = max(2, -(-(end - start) // room))
    for parts, worst in ((fewest, _COMMA), (fewest + 1, _COMMA), (fewest, _TIGHT)):
        left = parts // 2
        low, high = max(start + 1, end - (parts - left) * room), min(end - 1, start + left * room)
        edge = (end - start) // (4 * parts)  # avoids a part of a few words beside a long one
        low, high = max(low, start + edge), min(high, end - edge)
        target = start + (end - start) * left // parts
        able = [b for b in borders if low <= b.at <= high and b.rank <= worst]
        if able:
            return _nearest(able, target, end - start)
    middle = start + (end - start) * (fewest // 2) // fewest
    loose = [b for b in borders if b.rank < _GLUE] or borders
    return _nearest(loose, middle, end - start) if loose else None


def _nearest(borders: list[_Border], target: int, length: int) -> int:
    return min(
        borders, key=lambda b: (b.rank * _RANK_WEIGHT + abs(b.at - target) / length, b.at)
    ).at


def _blind_cut(text: str, start: int, end: int, room: int) -> int:
    """A cut between characters, not before a combining mark."""
    parts = max(2, -(-(end - start) // room))
    return max(start + 1, before_marks(text, start + (end - start) * (parts // 2) // parts))


def _borders(text: str) -> Iterator[_Border]:
    quoted = dashes = 0
    last = 0
    for gap in _SPACES.finditer(text):
        start, end = gap.span()
        if not start or end == len(text):
            continue
        quoted = max(0, quoted + _depth(text, last, start))
        last = start
        if text[start - 1] in "–—" and end - start == 1 and dashes % 2 == 0 and dashes:
            yield _Border(end, _DASH + _QUOTED * bool(quoted))  # after a closing dash
            continue
        dashes += text[end] in "–—"
        rank = _rank(text, start, end, dashes)
        if rank is not None:
            yield _Border(end, rank + _QUOTED * bool(quoted))


def _depth(text: str, start: int, end: int) -> int:
    """By how much this stretch deepens the quotations and brackets around what follows it."""
    part = text[start:end]
    return sum(map(part.count, "«“(")) - sum(map(part.count, "»”)"))


def _rank(text: str, start: int, end: int, dashes: int) -> int | None:
    """The rank of a cut at the gap `text[start:end]`; None where there is no border."""
    left, right = text[start - 1], text[end]
    if right in ";:!?»,.)…%”]" or left in "«(“[–—":
        return None
    if left in ";:!?…" or _LONG_WORD_STOP.search(text, max(0, start - 5), start):
        return _STOP
    if right in "–—":
        return _DASH if dashes % 2 else None
    following = Following.at(text, end).word
    if _INCISE.match(text, end):
        return _GLUE
    if left == ",":
        return _COMMA_LINK if key(following) in _LINKS else _COMMA
    if text[start] in "\u00a0\u202f" or _belong_together(text, start, end):
        return _GLUE
    before = text[max(0, start - 12) : start].split()[-1:]
    if before and (key(before[0]) in _BOUND or _INCISE.fullmatch(before[0])):
        return _TIGHT
    return _LINK if key(following) in _LINKS else _SPACE


def _belong_together(text: str, start: int, end: int) -> bool:
    """Figures and their units, names in two words, an abbreviation and what it announces."""
    left, right = text[start - 1], text[end]
    if left.isdigit() or right.isdigit() or right in "%€$£" or left == ".":
        return True
    before = text[max(0, start - 30) : start].split()[-1:]
    return right.isupper() and bool(before) and before[0][0].isupper()
