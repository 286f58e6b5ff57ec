"""What stands above and around an article's text: title, lead, byline, labels, outlet, address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.readers.pasted.bylines import find_bounds, place_signatures
from newsbrief.readers.pasted.core import is_short_sentence
from newsbrief.readers.pasted.labels import is_menu_line, is_section_name
from newsbrief.readers.pasted.lines import BULLET
from newsbrief.readers.pasted.metadata import dateline_agency
from newsbrief.readers.pasted.outlets import site_from, split_site
from newsbrief.readers.pasted.sheet import MAX_LEADS, Head, Place, Sheet
from newsbrief.readers.pasted.title import SURE_TITLE_WORDS, best_title, is_caption, may_be_title

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from newsbrief.readers.pasted.lines import Line

__all__ = ["arrange"]

_WEB_PAGE_LINES = 3  # a text with at least as many lines of known clutter is a copied page
_MIN_HEADING_WORDS, _MIN_LEAD_WORDS = 4, 8
_SITE_LINES, _MIN_SITE_WORDS = 5, 2
_MAX_SITE_WORDS = 5
_FRAME_LINES = 100  # at the top and at the foot, where a page has 30 to 80 lines of clutter

# "© 2025 Le Titre", "Photo Le Titre / G. M.", "pour « Le Titre »", "© J. Durand / Le Titre"
_SIGN_BEFORE = r"(?:(?:©|copyright)\s*(?:20\d\d\s*)?|photo\s|/\s?|\bpour «\s?)"
_EDGES = " \t-–—|•·©"
_BRIEF_LINES = 5  # "L'essentiel" and up to four points under it
_BRIEF = re.compile(
    r"(?:l'essentiel|en bref|en resume|(?:les )?points? cles?|(?:ce qu'il faut|l'essentiel a)"
    r" retenir|a retenir)"
)
_HOUR = re.compile(r"\d{1,2}\s?[h:]\s?\d{2}\s*[-–—:|]\s*\S")  # a live page's entries
_MIN_TITLE_WORDS = 3

# Leads of the French press have 15 to 45 words. Without a lead the first paragraph is about as long
# as the second.
_MAX_LEAD_WORDS, _LEAD_SHARE = 45, 1.5
_URL = re.compile(r"(?:(?:source|lien|url)\s*:\s*)?(https?://\S+)", re.IGNORECASE)


def arrange(lines: Sequence[Line], removed: Collection[int], core: range = range(0)) -> Head:
    """Give each line its place; `removed` has the indexes of the page's clutter.

    `core` is the range of the article's paragraphs; if it is empty, the first paragraph begins it.
    """
    sheet = Sheet(lines, dict.fromkeys(removed, Place.REMOVED), core)
    _find_site(sheet)
    _find_title(sheet)
    signed = place_signatures(sheet)
    if removed and core:
        _clear_head(sheet, removed, signed)
    _find_leads(sheet, signed)
    sheet.site = sheet.site or _framing_site(sheet)
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
    """Remove repetitions of the title, and the labels of one to four words above it."""
    forms = {sheet.lines[chosen].folded, re.sub(r"\s+", " ", title).strip().casefold()}
    for index in sheet.free():
        line = sheet.lines[index]
        bare, site = split_site(line.text)
        repeated = (line.folded in forms or bare == title) and line.words >= _MIN_TITLE_WORDS
        label = index < chosen and line.words < SURE_TITLE_WORDS and not line.signature
        if repeated or label:
            sheet.places[index] = Place.REMOVED
            sheet.site = sheet.site or (site if bare == title else None)


def _clear_head(sheet: Sheet, removed: Collection[int], signed: Sequence[int]) -> None:
    """Remove labels above the text and paragraphs above the title, on a page with clutter."""
    title = next((i for i, place in sheet.places.items() if place is Place.TITLE), -1)
    above = range(max(sheet.core.start, _text_under(sheet, signed)))
    if len(removed) < _WEB_PAGE_LINES and not any(i in removed for i in above):
        return
    for index in [i for i in sheet.free() if i in above]:
        kept = sheet.lines[index].prose or _is_kept_label(
            sheet, index, above_text=index == above.stop - 1
        )
        if index < title or not kept:
            sheet.places[index] = Place.REMOVED


def _text_under(sheet: Sheet, signed: Sequence[int]) -> int:
    """Return the first paragraph below the byline and date, 0 where there is none."""
    prose = sheet.prose()
    if not signed or sum(i < max(signed) for i in prose) > MAX_LEADS:
        return 0
    return next((i for i in prose if i > max(signed)), 0)


def _is_kept_label(sheet: Sheet, index: int, *, above_text: bool) -> bool:
    """Whether a label stays: a heading right above the text, a key point, an open-ended lead."""
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


def _is_long_label(line: Line) -> bool:
    """Whether a line is as long as a lead but has no full stop."""
    return not line.stops and line.words >= _MIN_LEAD_WORDS and not line.text.endswith((":", ","))


def _find_leads(sheet: Sheet, signed: list[int]) -> None:
    """Place the lead: the paragraphs between title and byline, or a long line below the title."""
    title = next((i for i, place in sheet.places.items() if place is Place.TITLE), None)
    if title is None:
        return
    between = [i for i in sheet.free() if title < i < max(signed, default=-1)]
    if between and len(between) <= MAX_LEADS and any(sheet.lines[i].prose for i in between):
        for index in between:
            sheet.places[index] = Place.LEAD
        return
    below = [i for i in sheet.free() if i > title]
    if len(below) > 1 and (_is_long_label(sheet.lines[below[0]]) or _leads(sheet, title, below)):
        sheet.places[below[0]] = Place.LEAD


def _leads(sheet: Sheet, title: int, below: list[int]) -> bool:
    """Whether the paragraph right below the title is much shorter than the one after it."""
    line, following = sheet.lines[below[0]], sheet.lines[below[1]]
    signed = any(sheet.places[i] in (Place.BYLINE, Place.DATE) for i in range(title, below[0]))
    short = line.words <= _MAX_LEAD_WORDS and following.words >= _LEAD_SHARE * line.words
    return not signed and line.prose and short and not dateline_agency(line.text)


def _framing_site(sheet: Sheet) -> str | None:
    """Return the name alone among the page's clutter that also signs its foot or a picture."""
    removed = sorted(i for i, place in sheet.places.items() if place is Place.REMOVED)
    removed = [*removed[:_FRAME_LINES], *removed[_FRAME_LINES:][-_FRAME_LINES:]]
    foot = [sheet.lines[i].folded.strip(_EDGES) for i in removed if i >= sheet.core.stop > 0]
    signs = [sheet.lines[i].folded for i in removed]
    names = [i for i in removed if _may_be_site(sheet.lines[i])]
    first = [i for i in names[:2] if i < _SITE_LINES]  # "Passer au contenu" may stand above it
    for index in names:
        name = re.escape(sheet.lines[index].folded.strip(_EDGES))
        repeated = re.compile(rf"{name}(?:$|\s*[,|©–—-]|\s+(?:20|est\b))")
        signed = re.compile(rf"{_SIGN_BEFORE}{name}(?:\W|$)")
        framed = index in first and any(map(repeated.match, foot))
        if framed or any(map(signed.search, signs)):
            return sheet.lines[index].text.strip(_EDGES)
    return None


def _may_be_site(line: Line) -> bool:
    sized = _MIN_SITE_WORDS <= line.words <= _MAX_SITE_WORDS and line.text[:1].isupper()
    return sized and not (line.stops or is_section_name(line) or is_menu_line(line))
