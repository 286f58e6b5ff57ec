"""The core of a page: the range of lines in which the article's paragraphs stand.

Rules recognise only clutter of a known kind. Lines outside the densest run of prose are clutter by
their place, but only on a page where a rule has found clutter: a clean text loses nothing.
"""

from __future__ import annotations

from itertools import accumulate, groupby, takewhile
from typing import TYPE_CHECKING

from newsbrief.readers.pasted.lines import BULLET
from newsbrief.readers.pasted.metadata import is_name
from newsbrief.readers.pasted.page_rules import is_appeal, is_end, is_note
from newsbrief.readers.pasted.press_rules import is_book, is_wall

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.readers.pasted.lines import Line
    from newsbrief.readers.pasted.neighbours import Page

__all__ = ["find_core", "is_short_sentence", "mark_insets", "mark_repeats", "mark_tail"]

# A paragraph counts a point for each ten of its words, up to the 40 of an ordinary one.
_WORDS_A_POINT, _FULL_WORDS = 10, 40

# Above the text a label costs a point, known clutter one and a half, a run of them three at most.
# A betting notice among the labels above a title then has a sum below zero.
_LABEL_COST, _MARK_COST, _RUN_COST = 1.0, 1.5, 3.0

# Below the text an advert or a link costs next to nothing, and a chart or a list no more than a
# paragraph of 13 words gains: a last paragraph must not be lost with the box above it. Where
# comments or a wall certainly end the article, less prose is needed.
_SHORT_RUN, _SHORT_COST, _LONG_COST = 2, 0.25, 1.2
_KNOWN_END_COST = 0.5
_MIN_SENTENCE_WORDS = 2
_TAIL_SHARE = 4  # the text below an appeal has at most a quarter of the article's words
_WEB_PAGE_MARKS = 3  # a text with at least as many lines of known clutter is a copied page
_SIGNATURE_LINES = 3
_MIN_INSET = 3
_INSET_WORDS = 3
_MIN_REPEATS = 3


def find_core(page: Page) -> range:
    """Return the indexes from the article's first paragraph to its last; empty without any."""
    stop = _find_end(page)
    points = [_points(page, index) for index in range(stop)]
    densest = _densest(_with_run_costs(points, _RUN_COST, _RUN_COST))
    if not densest:
        return densest
    long_cost = _LONG_COST if stop == len(page.lines) else _KNOWN_END_COST
    last = _last(_with_run_costs(points, _SHORT_COST, long_cost), densest.start)
    return _extended(page, range(densest.start, last + 1), stop)


def _points(page: Page, index: int) -> float:
    line = page.lines[index]
    if index in page.marks:
        return -_MARK_COST
    if line.prose or (_is_sentence(page, index) and not line.text.endswith("?")):
        return min(line.words, _FULL_WORDS) / _WORDS_A_POINT
    # Short questions and list items belong to the lines around them.
    neutral = _is_sentence(page, index) or BULLET.match(line.text) or line.quote
    return 0.0 if neutral else -_LABEL_COST


def _with_run_costs(points: Sequence[float], short: float, long: float) -> list[float]:
    """Return the points with the cost of each run of labels limited, and set at its first line."""
    limited: list[float] = []
    for is_label, run in groupby(points, key=lambda value: value < 0):
        values = list(run)
        cost = min(-sum(values), short if len(values) <= _SHORT_RUN else long)
        limited += [-cost, *[0.0] * (len(values) - 1)] if is_label else values
    return limited


def _densest(points: Sequence[float]) -> range:
    """Return the range of lines with the largest sum of points."""
    best_sum, best, total, start = 0.0, range(0), 0.0, 0
    for index, value in enumerate(points):
        if total <= 0:
            total, start = 0.0, index
        total += value
        if total > best_sum:
            best_sum, best = total, range(start, index + 1)
    return best


def _last(points: Sequence[float], start: int) -> int:
    """Return the first line at which the sum of points from `start` on is at its highest."""
    sums = list(accumulate(points[start:]))
    return start + max(range(len(sums)), key=lambda i: (round(sums[i], 6), -i))


def _is_sentence(page: Page, index: int) -> bool:
    return index not in page.marks and is_short_sentence(page.lines[index])


def is_short_sentence(line: Line) -> bool:
    """Whether a line of any length ends as a sentence does and is no appeal to the reader."""
    stops = line.stops and line.words >= _MIN_SENTENCE_WORDS
    return stops and not line.signature and not is_appeal(line)


def _extended(page: Page, core: range, end: int) -> range:
    """Return the core with the short sentences and the list items right before and after it."""
    first, last = core[0], core[-1]
    while first > 0 and _is_sentence(page, first - 1) and not page.lines[first - 1].prose:
        if page.lines[first - 1].text.endswith("?"):
            break  # a title may be a question
        first -= 1
    while last + 1 < end and _goes_on(page, last + 1):
        last += 1
    return range(first, last + 1)


def _goes_on(page: Page, index: int) -> bool:
    line = page.lines[index]
    listed = bool(BULLET.match(line.text)) or bool(line.quote) or is_book(line)
    return index not in page.marks and (listed or _is_sentence(page, index))


def _find_end(page: Page) -> int:
    """Return where a wall, comments, an author's box or an appeal ends the article.

    A similar line in the middle of an article has several paragraphs in a row after it. A note of
    the newsroom may stand below an appeal.
    """
    stop = len(page.lines) if page.thread is None else page.thread
    repeated = _signed_again(page.lines)
    ends = [is_end(line) or is_wall(line) for line in page.lines[:stop]]
    words = _prose_words(page, ends)
    sums = [0, *accumulate(words)]
    rows = (i for i in range(stop - 1, 0, -1) if words[i] and words[i - 1])
    last_row = next(rows, 0)
    for index in range(_last_note(page, words), stop):
        before, after = sums[index], sums[-1] - sums[index]
        tail = after * _TAIL_SHARE <= before
        if before and (
            (ends[index] and (index > last_row or tail)) or (index == repeated and tail)
        ):
            return index
    return stop


def _prose_words(page: Page, ends: Sequence[bool]) -> list[int]:
    """Return the number of words of each line, 0 for a line that is no paragraph of the article."""
    return [
        line.words if line.prose and not end and index not in page.marks else 0
        for index, (line, end) in enumerate(zip(page.lines, ends, strict=False))
    ]


def _last_note(page: Page, words: Sequence[int]) -> int:
    """Return the index of the last heading of a newsroom's note with a paragraph right below."""
    notes = (i for i in range(len(words) - 2, 0, -1) if words[i + 1] and is_note(page.lines[i]))
    return next(notes, 0)


def _signed_again(lines: Sequence[Line]) -> int | None:
    """Return the line that repeats the author's name, which stood beside a byline or a date.

    In a transcript the speakers' names come back many times: those are no author's box.
    """
    named: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if name := _author(line):
            named.setdefault(name.casefold(), []).append(index)
    for places in named.values():
        beside = range(max(0, places[0] - 1), places[0] + 2)
        if len(places) == 2 and any(i < len(lines) and lines[i].signature for i in beside):
            return places[1]
    return None


def _author(line: Line) -> str | None:
    """Return the name in a byline, or the name that is the whole line."""
    if line.signature:
        return line.signature.byline
    return line.text if is_name(line.text) else None


def mark_tail(page: Page, core: range, *, from_known: bool = False) -> None:
    """Mark all that follows the core on a page with clutter, except a signature right below it.

    `from_known`: only what follows the first line of known clutter. The lines come from inside the
    article's element, where sources and notes stand below the last paragraph.
    """
    tail = range(core.stop, len(page.lines))
    known = [i for i in tail if i in page.marks or is_end(page.lines[i])]
    if not core or not (known or (len(page.marks) >= _WEB_PAGE_MARKS and not from_known)):
        return
    tail = range(known[0], tail.stop) if from_known else tail
    signed = set(takewhile(lambda i: _signs(page, i), tail[:_SIGNATURE_LINES]))
    for index in tail:
        if index not in signed:
            page.mark(index, "below the article")


def _signs(page: Page, index: int) -> bool:
    line = page.lines[index]
    return index not in page.marks and (bool(line.signature) or is_name(line.text))


def mark_insets(page: Page, core: range) -> None:
    """Mark runs of three or more short labels between paragraphs: of a chart, a bet, a poll."""
    if len(page.marks) < _WEB_PAGE_MARKS:
        return
    for run in _label_runs(page, core):
        lines = [page.lines[i] for i in run]
        short = sum(line.words <= _INSET_WORDS or _is_figure(line) for line in lines)
        introduced = page.lines[run[0] - 1].text.endswith(":") or lines[0].text.endswith(":")
        if len(run) >= _MIN_INSET and short * 2 >= len(run) and not introduced:
            for index in run if _is_figure(lines[-1]) else run[:-1]:
                page.mark(index, "inset")


def _is_figure(line: Line) -> bool:
    figure = any(sign.isdigit() for sign in line.text)
    return figure and any(sign in line.text for sign in (" : ", "%", "€"))


def _label_runs(page: Page, core: range) -> list[list[int]]:
    """Return the runs of unmarked lines of the core that are neither prose nor list items."""
    runs: list[list[int]] = [[]]
    for index in core:
        line = page.lines[index]
        label = not (line.prose or line.stops or line.quote or BULLET.match(line.text))
        if label and index not in page.marks:
            runs[-1].append(index)
        elif runs[-1] and index not in page.marks:
            runs.append([])
    return [run for run in runs if run]


def mark_repeats(page: Page) -> None:
    """Mark the second copy of a page that was pasted twice, from first to last paragraph."""
    seen: set[str] = set()
    repeated: list[int] = []
    for index in page.prose():
        text = page.lines[index].text
        if text in seen:
            repeated.append(index)
        seen.add(text)
    if len(repeated) < _MIN_REPEATS or len(repeated) * 2 < len(seen):
        return
    for index in _between(page.prose(), repeated):
        page.mark(index, "repeated")


def _between(prose: Sequence[int], repeated: Sequence[int]) -> range:
    """Return the range of the repeated paragraphs, empty where a new one stands among them."""
    inside = [i for i in prose if repeated[0] <= i <= repeated[-1]]
    return range(repeated[0], repeated[-1] + 1) if len(inside) == len(repeated) else range(0)
