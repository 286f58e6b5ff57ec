"""What stands around an article's text: title, lead, byline, date, outlet, address."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from itertools import takewhile
from typing import TYPE_CHECKING

from newsbrief.readers.core import is_short_sentence
from newsbrief.readers.dates import DATE, MONTH_YEAR
from newsbrief.readers.labels import is_section_name
from newsbrief.readers.layout import BULLET
from newsbrief.readers.metadata import (
    Metadata,
    dateline_agency,
    is_name,
    is_role,
)
from newsbrief.readers.outlets import site_from, split_site
from newsbrief.readers.title import SURE_TITLE_WORDS, best_title, is_caption, may_be_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.readers.lines import Line

__all__ = ["Head", "Place", "arrange", "merge_bylines"]


class Place(str, Enum):
    """Where a line of the input goes; each line has exactly one place."""

    TITLE = "title"
    BYLINE = "byline"
    DATE = "date"
    SITE = "site"
    LEAD = "lead"
    BODY = "body"
    REMOVED = "removed"


@dataclass(frozen=True)
class Head:
    """An article's particulars and the place of each of its lines, in order."""

    places: tuple[Place, ...]
    title: str | None = None
    byline: str | None = None
    date: str | None = None
    site: str | None = None
    url: str | None = None
    interview: bool = False  # a byline says so ("Propos recueillis par")


# Bylines and dates stand among the first lines or under the last paragraph; further in, a line
# that looks like one belongs to the text (a chronology's "24 février 2025").
_HEAD_LINES = 15
_MIN_TITLE_WORDS = 3
_MIN_LEAD_WORDS = 8
# Leads of the French press hold 15 to 45 words; a first paragraph without a lead is about as long
# as the second.
_MAX_LEAD_WORDS, _LEAD_SHARE = 45, 1.5
_MAX_LEADS = 2
_WEB_PAGE_LINES = 3  # so many lines of known clutter make a text a copied page
_MIN_HEADING_WORDS = 4
_BRIEF_LINES = 5
_SITE_LINES, _MIN_SITE_WORDS = 5, 2
_EDGES = " \t-–—|•·©"
_BRIEF = re.compile(
    r"(?:l'essentiel|en bref|en resume|(?:les )?points? cles?|(?:ce qu'il faut|l'essentiel a)"
    r" retenir|a retenir)"
)
_HOUR = re.compile(r"\d{1,2}\s?[h:]\s?\d{2}\s*[-–—:|]\s*\S")  # a live page's entries
_BARE_DATE = re.compile(rf"\W*(?:[Ll]e\s+)?{DATE.pattern}", re.IGNORECASE)
_URL = re.compile(r"(?:(?:source|lien|url)\s*:\s*)?(https?://\S+)", re.IGNORECASE)


@dataclass
class _Sheet:
    """The lines with the places given so far; a line without one belongs to the body."""

    lines: Sequence[Line]
    places: dict[int, Place]
    core: range
    title: str | None = None
    byline: str | None = None
    date: str | None = None
    site: str | None = None
    url: str | None = None
    interview: bool = False

    def free(self) -> list[int]:
        return [i for i in range(len(self.lines)) if i not in self.places]

    def prose(self) -> list[int]:
        return [i for i in self.free() if self.lines[i].prose and not self.lines[i].told]

    def head(self) -> Head:
        places = tuple(self.places.get(i, Place.BODY) for i in range(len(self.lines)))
        return Head(places, self.title, self.byline, self.date, self.site, self.url, self.interview)


def arrange(lines: Sequence[Line], removed: frozenset[int], core: range = range(0)) -> Head:
    """Give each line its place; `removed` are the indexes of the page's clutter.

    `core` spans the article's paragraphs; where it is empty, the first paragraph begins it.
    """
    sheet = _Sheet(lines, dict.fromkeys(removed, Place.REMOVED), core)
    _find_site(sheet)
    _find_title(sheet)
    told = _find_metadata(sheet)
    if removed and core:
        _clear_head(sheet, removed, told)
    _find_leads(sheet, told)
    sheet.site = sheet.site or _framing_site(sheet)
    return sheet.head()


def _framing_site(sheet: _Sheet) -> str | None:
    """The name that a page begins with and that its foot begins a line with."""
    removed = [i for i, place in sheet.places.items() if place is Place.REMOVED]
    foot = [sheet.lines[i].folded.strip(_EDGES) for i in removed if i >= sheet.core.stop > 0]
    for index in [i for i in sorted(removed) if i < _SITE_LINES]:
        line = sheet.lines[index]
        name = line.folded.strip(_EDGES)
        named = line.words >= _MIN_SITE_WORDS and line.text[:1].isupper() and not line.stops
        again = re.compile(rf"{re.escape(name)}(?:$|\s*[,|©–—-]|\s+(?:20|est\b))")
        if named and not is_section_name(line) and any(map(again.match, foot)):
            return line.text
    return None


def _clear_head(sheet: _Sheet, removed: frozenset[int], told: Sequence[int]) -> None:
    """On a page with clutter, the labels above the text and the paragraphs above the title."""
    title = next((i for i, place in sheet.places.items() if place is Place.TITLE), -1)
    above = range(max(sheet.core.start, _text_under(sheet, told)))
    if len(removed) < _WEB_PAGE_LINES and not any(i in removed for i in above):
        return
    for index in [i for i in sheet.free() if i in above]:
        kept = sheet.lines[index].prose or _is_kept_label(
            sheet, index, above_text=index == above.stop - 1
        )
        if index < title or not kept:
            sheet.places[index] = Place.REMOVED


def _text_under(sheet: _Sheet, told: Sequence[int]) -> int:
    """The first paragraph under the byline and the date, where these stand above the text."""
    prose = sheet.prose()
    if not told or sum(i < max(told) for i in prose) > _MAX_LEADS:
        return 0
    return next((i for i in prose if i > max(told)), 0)


def _is_kept_label(sheet: _Sheet, index: int, *, above_text: bool) -> bool:
    """A heading right above the text, the article in brief, or the lead without a full stop."""
    line = sheet.lines[index]
    if _HOUR.match(line.text) or is_short_sentence(line) or line.quote or BULLET.match(line.text):
        return True
    if any(_is_brief(sheet.lines[i]) for i in range(max(0, index - _BRIEF_LINES), index + 1)):
        return True
    set_off = line.gap and index + 1 < len(sheet.lines) and sheet.lines[index + 1].gap
    heads = above_text and line.words >= _MIN_HEADING_WORDS
    lead = sheet.places.get(index - 1) is Place.TITLE and _is_long_label(line)
    return lead or (set_off and heads and may_be_title(line) and not is_caption(line))


def _is_brief(line: Line) -> bool:
    return bool(_BRIEF.fullmatch(line.folded.strip(" .:")))


def _bounds(sheet: _Sheet) -> tuple[int, int]:
    """The first line of the text proper and the last of its paragraphs.

    A lead may stand above the byline: a byline under one or two paragraphs moves the start.
    """
    prose = sheet.prose()
    if not prose:
        return len(sheet.lines), -1
    start = prose[0]
    for index in sheet.free()[:_HEAD_LINES]:
        told = sheet.lines[index].told
        if told and not _is_bare_date(sheet.lines[index], told):
            above = sum(i < index for i in prose)
            start = max(start, index + 1) if above <= _MAX_LEADS else start
    return start, prose[-1]


def _find_site(sheet: _Sheet) -> None:
    start, last = _bounds(sheet)
    for index in [i for i in sheet.free() if i < start or i > last]:
        line = sheet.lines[index]
        if url := _URL.fullmatch(line.text):
            sheet.places[index] = Place.SITE
            sheet.url = sheet.url or url[1]
        elif (name := site_from(line.text)) and len(sheet.free()) > 1:
            sheet.places[index] = Place.SITE
            sheet.site = sheet.site or name
    notices = [site_from(sheet.lines[i].text) for i in sorted(sheet.places)]
    notices += [dateline_agency(sheet.lines[i].text) for i in sheet.prose()[:1]]
    sheet.site = sheet.site or next((notice for notice in notices if notice), None)


def _find_title(sheet: _Sheet) -> None:
    free, prose = sheet.free(), sheet.prose()
    end = sheet.core.start if sheet.core else (prose[0] if prose else (free[-1] if free else 0))
    above = [i for i in free if i < end and may_be_title(sheet.lines[i])]
    chosen = best_title(sheet.lines, above, sheet.places)
    if chosen is None:
        return
    sheet.places[chosen] = Place.TITLE
    sheet.title, site = split_site(sheet.lines[chosen].text)
    sheet.site = sheet.site or site
    _remove_repeats(sheet, chosen, sheet.title)


def _remove_repeats(sheet: _Sheet, chosen: int, title: str) -> None:
    """The title said again, and the labels of one to four words above it, leave the text."""
    said = {sheet.lines[chosen].folded, re.sub(r"\s+", " ", title).strip().casefold()}
    for index in sheet.free():
        line = sheet.lines[index]
        bare, site = split_site(line.text)
        again = (line.folded in said or bare == title) and line.words >= _MIN_TITLE_WORDS
        label = index < chosen and line.words < SURE_TITLE_WORDS and not line.told
        if again or label:
            sheet.places[index] = Place.REMOVED
            sheet.site = sheet.site or (site if bare == title else None)


def _find_metadata(sheet: _Sheet) -> list[int]:
    """Place bylines and dates; returns the indexes of those at the head of the article."""
    free, (first, last) = sheet.free(), _bounds(sheet)
    candidates = [*free[:_HEAD_LINES], *(i for i in free[_HEAD_LINES:] if i > last)]
    told = {i: one for i in candidates if (one := sheet.lines[i].told)}
    bare = {i for i in told if first <= i <= last and _is_bare_date(sheet.lines[i], told[i])}
    bare = bare if len(bare) > 1 or not _is_high(sheet, bare) else set()
    sure = told.keys() - bare
    found = {i: told[i] for i in told if i in sure or {i - 1, i + 1} & sure}
    head_end = free[:_HEAD_LINES][-1] if free else 0
    _place_metadata(sheet, found)
    first = max([first, *(i + 2 for i in found if i < head_end)])
    authors = _place_authors(sheet, set(found), first)
    _place_author_box(sheet)
    _place_signature(sheet, last)
    return [i for i in (*found, *authors) if i in free[:_HEAD_LINES]]


def _is_high(sheet: _Sheet, bare: set[int]) -> bool:
    """Whether the bare dates stand under two paragraphs at most: a chronology has more."""
    return sum(i < min(bare, default=0) for i in sheet.prose()) <= _MAX_LEADS


def _is_bare_date(line: Line, told: Metadata) -> bool:
    """A date without "Publié": under the first paragraph it may be a chronology's heading."""
    timed = "T" in (told.date or "")
    bare = _BARE_DATE.match(line.text) or MONTH_YEAR.fullmatch(line.text)
    return told.byline is None and not timed and bool(bare)


def _place_metadata(sheet: _Sheet, found: dict[int, Metadata]) -> None:
    published = [m.date for m in found.values() if m.date and not m.updated]
    updated = [m.date for m in found.values() if m.date and m.updated]
    sheet.date = next(iter(published + updated), None)
    for index, told in found.items():
        sheet.site = sheet.site or told.site
        sheet.interview = sheet.interview or told.interview
        if told.byline:
            sheet.byline = merge_bylines(sheet.byline, told.byline)
            sheet.places[index] = Place.BYLINE
        else:
            sheet.places[index] = Place.DATE if told.date == sheet.date else Place.REMOVED


def _place_authors(sheet: _Sheet, known: set[int], first: int) -> list[int]:
    """Names beside a byline, a date or a post ("Anne Morel", "Journaliste"), above the text."""
    placed = []
    for index in [i for i in sheet.free() if i < first]:
        line = sheet.lines[index]
        below = sheet.lines[index + 1].text if index + 1 < len(sheet.lines) else ""
        beside = bool({index - 1, index + 1} & known) or is_role(below)
        if is_name(line.text) and beside:
            sheet.byline = merge_bylines(sheet.byline, line.text)
            sheet.places[index] = Place.BYLINE
        elif is_role(line.text) and sheet.places.get(index - 1) is Place.BYLINE:
            sheet.places[index] = Place.REMOVED
        else:
            continue
        placed.append(index)
        known.add(index)
    return placed


def _place_author_box(sheet: _Sheet) -> None:
    """The author's life under the text: a name or a post, then a sentence that begins with it."""
    free = sheet.free()
    author = (sheet.byline or "").split(",")[0].split(" (")[0].casefold()
    life = sheet.lines[free[-1]] if free else None
    if not author or not life or not (life.stops and life.text.casefold().startswith(author)):
        return
    labels = list(takewhile(lambda i: _names_author(sheet.lines[i], author), free[-2::-1]))
    for index in (*labels, free[-1]) if labels else ():
        sheet.places[index] = Place.REMOVED


def _names_author(line: Line, author: str) -> bool:
    return is_role(line.text) or line.text.strip(" .").casefold() == author


def _place_signature(sheet: _Sheet, last: int) -> None:
    """The author's name right under the last paragraph, unless another is known already."""
    below = [i for i in sheet.free() if i > last]
    if not below or last < 0:
        return
    known, name = sheet.byline, sheet.lines[below[0]].text.strip(" .")
    said_again = known is not None and name.casefold() in known.casefold()
    if said_again or (known is None and is_name(name)):
        sheet.places[below[0]] = Place.BYLINE
        sheet.byline = known or name


def merge_bylines(known: str | None, told: str) -> str:
    """Two bylines as one, without saying a name twice: "Anne Morel" and "Anne Morel, avec AFP"."""
    if known is None or known.casefold() in told.casefold():
        return told
    return known if told.casefold() in known.casefold() else f"{known}, {told}"


def _find_leads(sheet: _Sheet, told: list[int]) -> None:
    """The lead: the paragraphs between title and byline, or a long line under the title."""
    title = next((i for i, place in sheet.places.items() if place is Place.TITLE), None)
    if title is None:
        return
    between = [i for i in sheet.free() if title < i < max(told, default=-1)]
    if between and len(between) <= _MAX_LEADS and any(sheet.lines[i].prose for i in between):
        for index in between:
            sheet.places[index] = Place.LEAD
        return
    below = [i for i in sheet.free() if i > title]
    if len(below) > 1 and (_is_long_label(sheet.lines[below[0]]) or _leads(sheet, title, below)):
        sheet.places[below[0]] = Place.LEAD


def _leads(sheet: _Sheet, title: int, below: list[int]) -> bool:
    """A paragraph right under the title that is much shorter than the one that follows it."""
    line, following = sheet.lines[below[0]], sheet.lines[below[1]]
    told = any(sheet.places[i] in (Place.BYLINE, Place.DATE) for i in range(title, below[0]))
    short = line.words <= _MAX_LEAD_WORDS and following.words >= _LEAD_SHARE * line.words
    return not told and line.prose and short and not dateline_agency(line.text)


def _is_long_label(line: Line) -> bool:
    return not line.stops and line.words >= _MIN_LEAD_WORDS and not line.text.endswith((":", ","))
