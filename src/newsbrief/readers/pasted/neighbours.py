"""Rules that judge lines by the lines around them: menus, lists of titles, comments, boxes.

Each gets the page after the rules for single lines, and marks more of its lines as clutter.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from newsbrief.readers.pasted.labels import is_section_name, is_weak_label
from newsbrief.readers.pasted.metadata import is_time_ago
from newsbrief.readers.pasted.press_rules import (
    is_author_box_start,
    is_book,
    is_comment,
    is_comment_start,
    is_horoscope,
    is_letter_heading,
    is_letter_promise,
    is_media_start,
    is_related_start,
    is_zodiac_sign,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsbrief.readers.pasted.lines import Line

__all__ = ["ZONE_RULES", "Page"]

# A box between "Newsletter" and "S'inscrire" holds the letter's name, its promise and a field.
_BOX_LINES = 5
_NOTICE_LINES = 2  # a cookie notice has at most one unknown line between two that rules know

# A comment shows its author, its date and one paragraph before the button "Répondre".
_SIGN_LINES, _THREAD_LINES = 4, 8
_BIOGRAPHY_WORDS = 80
_HEADING_WORDS = 7
_LETTER_WORDS, _PROMISES, _PROMISE_WORDS = 8, 3, 20
_LETTER_BOX = "newsletter"
_MEDIA_LINES = 9  # three podcasts with their programme and length
_SIGNS = 12
_HOUR = re.compile(r"\d{1,2}\s?[h:]\s?\d{2}")
_BUTTON_TIMES = 3  # a live page has "Partager" under each entry; no heading comes back so often


@dataclass
class Page:
    """The lines of a page that hold text, and the clutter that rules have marked so far.

    `marks` maps the index of a line to the name of the rule that marked it. `thread` is the index
    where the readers' comments begin.
    """

    lines: list[Line]
    marks: dict[int, str] = field(default_factory=dict)
    thread: int | None = None

    def mark(self, index: int, rule: str) -> None:
        """Mark a line as clutter, unless an earlier rule has done so."""
        self.marks.setdefault(index, rule)

    def prose(self) -> list[int]:
        """Return the indexes of the paragraphs that no rule has marked."""
        return [i for i, line in enumerate(self.lines) if line.prose and i not in self.marks]

    def short(self, index: int) -> bool:
        """Whether a line looks like a button, a label or a menu entry."""
        line = self.lines[index]
        return line.words <= 4 and not line.stops


def _mark_menus(page: Page) -> None:
    """Mark runs of three or more short lines, half of them section names: a menu or a footer."""
    for run in _runs(page, lambda i: page.short(i)):
        named = [i for i in run if i in page.marks or is_section_name(page.lines[i])]
        if len(run) < 3 or len(named) * 2 < len(run) or len(named) < 2:
            continue
        # What stands before the first and after the last section name may be title or text.
        for index in range(named[0], named[-1] + 1):
            if not page.lines[index].signature:
                page.mark(index, "menu")


def _mark_section_names(page: Page) -> None:
    """Mark a section's name alone above the first paragraph or below the last ("Économie")."""
    prose = page.prose()
    for index in _outside(page, prose) if prose else ():
        if is_section_name(page.lines[index]):
            page.mark(index, "section")


def _mark_weak_labels(page: Page) -> None:
    """Mark a button's or a network's name alone on a line, beside clutter or outside the text.

    "Facebook" between two paragraphs may be their heading; within two lines of "Copier le lien",
    or above the first paragraph, it is a button.
    """
    prose = page.prose()
    outside = set(_outside(page, prose)) if prose else set()
    weak = {i for i, line in enumerate(page.lines) if is_weak_label(line)}
    if not page.marks:  # the hours are those of a programme
        weak = {i for i in weak if not _is_hour(page.lines[i])}
    times = Counter(page.lines[i].folded for i in weak)
    for index in sorted(weak):
        around = (index - 2, index - 1, index + 1, index + 2)
        beside = any(i in weak or i in page.marks for i in around)
        if index in outside or beside or times[page.lines[index].folded] >= _BUTTON_TIMES:
            page.mark(index, "button")


def _outside(page: Page, prose: list[int]) -> list[int]:
    """Return the indexes above the first paragraph and below the last."""
    return [*range(prose[0]), *range(prose[-1] + 1, len(page.lines))]


def _mark_tickers(page: Page) -> None:
    """Mark titles above the first paragraph that each have a time: "17:40", "il y a 2 heures"."""
    first = next(iter(page.prose()), 0)
    if not any(index < first for index in page.marks):
        return  # the hours are those of a programme
    hours = [i for i in range(first) if _is_hour(page.lines[i])]
    for first_hour, next_hour in pairwise(hours):
        if next_hour - first_hour != 2:  # an hour, a title, an hour
            continue
        ago = is_time_ago(page.lines[first_hour].text)  # stands below its title
        for index in range(first_hour - ago, next_hour + (not ago) + 1):
            if 0 <= index < first:
                page.mark(index, "ticker")


def _is_hour(line: Line) -> bool:
    return is_time_ago(line.text) or bool(_HOUR.fullmatch(line.text))


def _mark_media_boxes(page: Page) -> None:
    """Mark what stands under "À écouter" with a length; without it, it may be advice to readers."""
    for index in [i for i, line in enumerate(page.lines) if is_media_start(line)]:
        titles = _titles_after(page, index, ends_page=False, most=_MEDIA_LINES)
        if any(is_weak_label(page.lines[i]) for i in titles):
            for i in (index, *titles):
                page.mark(i, "related")


def _mark_letter_promises(page: Page) -> None:
    """Mark a newsletter's name with its promises below ("Tous les mardis", "Recevez ...")."""
    for index in [i for i, line in enumerate(page.lines) if is_letter_heading(line)]:
        below = page.lines[index + 1 : index + 1 + _PROMISES]
        promises = len(list(takewhile(_is_promise, below)))
        for i in range(index + 1, index + 1 + promises):
            page.mark(i, _LETTER_BOX)
        if promises and page.lines[index].words <= _LETTER_WORDS:
            page.mark(index, _LETTER_BOX)


def _is_promise(line: Line) -> bool:
    return line.words <= _PROMISE_WORDS and is_letter_promise(line)


def _mark_horoscopes(page: Page) -> None:
    """Mark "Horoscope du jour" and the signs below it, on a page that has other paragraphs."""
    for index in [i for i, line in enumerate(page.lines) if is_horoscope(line)]:
        signs = list(takewhile(is_zodiac_sign, page.lines[index + 1 : index + 1 + _SIGNS]))
        if signs and len(page.prose()) > 2 * len(signs):
            for i in range(index, index + 1 + len(signs)):
                page.mark(i, "horoscope")


def _mark_related_titles(page: Page) -> None:
    """Mark the titles listed under "Lire aussi" or "Les plus lus", up to the next paragraph."""
    last = max(page.prose(), default=-1)
    for index, line in enumerate(page.lines):
        if not is_related_start(line):
            continue
        titles = _titles_after(page, index, ends_page=index > last)
        listed = titles and not any(is_book(page.lines[i]) for i in titles)
        if listed or index in page.marks or (index > last and not titles):
            for i in [index, *(titles if listed else ())]:
                page.mark(i, "related")


def _titles_after(page: Page, trigger: int, *, ends_page: bool, most: int = 0) -> list[int]:
    """Return the lines below a trigger that are titles: no sentences, and no blank line between.

    A short line right above a paragraph is that paragraph's heading and not another title. After
    the article's last paragraph (`ends_page`) the list goes on over blank lines. `most` limits
    the number of lines, 0 for no limit.
    """
    titles: list[int] = []
    stop = min(len(page.lines), trigger + 1 + (most or len(page.lines)))
    for index in range(trigger + 1, stop):
        line = page.lines[index]
        new_group = line.gap and index > trigger + 1
        text = line.prose and not line.text.endswith("?")  # titles may be questions
        if text or is_related_start(line) or (new_group and not ends_page):
            break
        titles.append(index)
    while titles and _is_answered(page.lines[titles[-1] : titles[-1] + 2]):
        titles.pop()
    followed = bool(titles) and titles[-1] + 1 < len(page.lines)
    if followed and not page.lines[titles[-1] + 1].gap and _may_be_heading(page, titles):
        titles.pop()
    return titles


def _is_answered(lines: list[Line]) -> bool:
    """Whether the first of two lines may be an interview's question, as a paragraph follows it."""
    return lines[0].prose and len(lines) > 1 and lines[1].prose


def _may_be_heading(page: Page, titles: list[int]) -> bool:
    return len(titles) > 1 and page.lines[titles[-1]].words <= _HEADING_WORDS


def _mark_comments(page: Page) -> None:
    """Mark readers' comments and all that follows them, from their heading on.

    A heading counts below the first paragraph and right above a sign of comments ("Odile dit :",
    "Répondre", "Nom *"), if more labels than paragraphs follow: a comment counter in the middle
    of the article starts no comments.
    """
    prose = page.prose()
    first_prose = prose[0] if prose else len(page.lines)
    paragraphs = len(prose)
    for index, line in enumerate(page.lines):
        paragraphs -= line.prose and index not in page.marks
        if index <= first_prose or not is_comment_start(line):
            continue
        if paragraphs * 2 < len(page.lines) - index and _is_thread(page, index):
            page.thread = index
            break
    for index in range(page.thread, len(page.lines)) if page.thread is not None else ():
        page.mark(index, "comments")


def _is_thread(page: Page, start: int) -> bool:
    """Whether comments begin below: a sign of them soon, and no two paragraphs in a row."""
    below = page.lines[start + 1 : start + 1 + _THREAD_LINES]
    signed = any(is_comment(line) or line.signature for line in below[:_SIGN_LINES])
    return signed and not any(a.prose and b.prose for a, b in pairwise(below))


def _mark_author_box(page: Page) -> None:
    """Mark the author's biography under "À propos de l'auteur", where the article is over."""
    prose = page.prose()
    last_two = prose[-2:]
    for index in [i for i, line in enumerate(page.lines) if is_author_box_start(line)]:
        biography = [i for i in last_two if i > index]
        if len(biography) == 1 and page.lines[biography[0]].words <= _BIOGRAPHY_WORDS:
            for i in range(index + 1, biography[0] + 1):
                page.mark(i, "author box")


def _mark_footer(page: Page) -> None:
    """Mark short lines between clutter below the last paragraph: tags, names, buttons."""
    prose = page.prose()
    start = prose[-1] + 1 if prose else len(page.lines)
    marked = [i for i in page.marks if i >= start]
    if len(marked) < 2:
        return
    for index in range(min(marked), max(marked)):
        if page.short(index):
            page.mark(index, "footer")


def _mark_boxes(page: Page) -> None:
    """Mark what stands between "Newsletter" and "S'inscrire", or inside a cookie notice."""
    for name in ("newsletter", "cookies"):
        marked = [i for i in sorted(page.marks) if page.marks[i] == name]
        for begin, end in pairwise(marked):
            opens = name == "cookies" or is_letter_heading(page.lines[begin])
            if opens and end - begin <= (_BOX_LINES if name == "newsletter" else _NOTICE_LINES):
                for index in range(begin + 1, end):
                    page.mark(index, name)


def _runs(page: Page, belongs: Callable[[int], bool]) -> Iterator[list[int]]:
    """Yield the indexes of each run of lines that belong together."""
    run: list[int] = []
    for index in range(len(page.lines)):
        if belongs(index):
            run.append(index)
        elif run:
            yield run
            run = []
    if run:
        yield run


ZONE_RULES: tuple[Callable[[Page], None], ...] = (
    _mark_tickers,
    _mark_boxes,
    _mark_letter_promises,
    _mark_horoscopes,
    _mark_menus,
    _mark_section_names,
    _mark_media_boxes,
    _mark_weak_labels,
    _mark_comments,
    _mark_related_titles,
    _mark_author_box,
    _mark_footer,
)
