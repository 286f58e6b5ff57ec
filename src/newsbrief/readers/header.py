"""What stands around an article's text: title, lead, byline, date, outlet, address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.readers.bylines import find_bounds, place_metadata
from newsbrief.readers.frame import clear_head, framing_site, is_long_label
from newsbrief.readers.metadata import dateline_agency
from newsbrief.readers.outlets import site_from, split_site
from newsbrief.readers.sheet import MAX_LEADS, Head, Place, Sheet
from newsbrief.readers.title import SURE_TITLE_WORDS, best_title, may_be_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.readers.lines import Line

__all__ = ["arrange"]

_MIN_TITLE_WORDS = 3
# Leads of the French press hold 15 to 45 words; a first paragraph without a lead is about as long
# as the second.
_MAX_LEAD_WORDS, _LEAD_SHARE = 45, 1.5
_URL = re.compile(r"(?:(?:source|lien|url)\s*:\s*)?(https?://\S+)", re.IGNORECASE)


def arrange(lines: Sequence[Line], removed: frozenset[int], core: range = range(0)) -> Head:
    """Give each line its place; `removed` are the indexes of the page's clutter.

    `core` spans the article's paragraphs; where it is empty, the first paragraph begins it.
    """
    sheet = Sheet(lines, dict.fromkeys(removed, Place.REMOVED), core)
    _find_site(sheet)
    _find_title(sheet)
    told = place_metadata(sheet)
    if removed and core:
        clear_head(sheet, removed, told)
    _find_leads(sheet, told)
    sheet.site = sheet.site or framing_site(sheet)
    return sheet.head()


def _find_site(sheet: Sheet) -> None:
    start, last = find_bounds(sheet)
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


def _find_title(sheet: Sheet) -> None:
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


def _remove_repeats(sheet: Sheet, chosen: int, title: str) -> None:
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


def _find_leads(sheet: Sheet, told: list[int]) -> None:
    """The lead: the paragraphs between title and byline, or a long line under the title."""
    title = next((i for i, place in sheet.places.items() if place is Place.TITLE), None)
    if title is None:
        return
    between = [i for i in sheet.free() if title < i < max(told, default=-1)]
    if between and len(between) <= MAX_LEADS and any(sheet.lines[i].prose for i in between):
        for index in between:
            sheet.places[index] = Place.LEAD
        return
    below = [i for i in sheet.free() if i > title]
    if len(below) > 1 and (is_long_label(sheet.lines[below[0]]) or _leads(sheet, title, below)):
        sheet.places[below[0]] = Place.LEAD


def _leads(sheet: Sheet, title: int, below: list[int]) -> bool:
    """A paragraph right under the title that is much shorter than the one that follows it."""
    line, following = sheet.lines[below[0]], sheet.lines[below[1]]
    told = any(sheet.places[i] in (Place.BYLINE, Place.DATE) for i in range(title, below[0]))
    short = line.words <= _MAX_LEAD_WORDS and following.words >= _LEAD_SHARE * line.words
    return not told and line.prose and short and not dateline_agency(line.text)
