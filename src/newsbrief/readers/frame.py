"""What stands between a page's top and its article's text: labels, headings, the outlet's name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.readers.core import is_short_sentence
from newsbrief.readers.labels import is_menu_line, is_section_name
from newsbrief.readers.layout import BULLET
from newsbrief.readers.sheet import MAX_LEADS, Place, Sheet
from newsbrief.readers.title import is_caption, may_be_title

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.readers.lines import Line

__all__ = ["clear_head", "framing_site", "is_long_label"]

_WEB_PAGE_LINES = 3  # so many lines of known clutter make a text a copied page
_MIN_HEADING_WORDS, _MIN_LEAD_WORDS = 4, 8
_SITE_LINES, _MIN_SITE_WORDS = 5, 2
_MAX_SITE_WORDS = 5
_FRAME_LINES = 100  # at the top and at the foot; a page's own clutter has 30 to 80 lines
# "© 2025 Le Titre", "Photo Le Titre / G. M.", "pour « Le Titre »", "© J. Durand / Le Titre"
_SIGN_BEFORE = r"(?:(?:©|copyright)\s*(?:20\d\d\s*)?|photo\s|/\s?|\bpour «\s?)"
_EDGES = " \t-–—|•·©"
_BRIEF_LINES = 5  # "L'essentiel" and up to four points under it
_BRIEF = re.compile(
    r"(?:l'essentiel|en bref|en resume|(?:les )?points? cles?|(?:ce qu'il faut|l'essentiel a)"
    r" retenir|a retenir)"
)
_HOUR = re.compile(r"\d{1,2}\s?[h:]\s?\d{2}\s*[-–—:|]\s*\S")  # a live page's entries


def clear_head(sheet: Sheet, removed: frozenset[int], told: Sequence[int]) -> None:
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


def _text_under(sheet: Sheet, told: Sequence[int]) -> int:
    """The first paragraph under the byline and the date, where these stand above the text."""
    prose = sheet.prose()
    if not told or sum(i < max(told) for i in prose) > MAX_LEADS:
        return 0
    return next((i for i in prose if i > max(told)), 0)


def _is_kept_label(sheet: Sheet, index: int, *, above_text: bool) -> bool:
    """A heading right above the text, the article in brief, or the lead without a full stop."""
    line = sheet.lines[index]
    if _HOUR.match(line.text) or is_short_sentence(line) or line.quote or BULLET.match(line.text):
        return True
    if any(_is_brief(sheet.lines[i]) for i in range(max(0, index - _BRIEF_LINES), index + 1)):
        return True
    set_off = line.gap and index + 1 < len(sheet.lines) and sheet.lines[index + 1].gap
    heads = above_text and line.words >= _MIN_HEADING_WORDS
    lead = sheet.places.get(index - 1) is Place.TITLE and is_long_label(line)
    return lead or (set_off and heads and may_be_title(line) and not is_caption(line))


def _is_brief(line: Line) -> bool:
    return bool(_BRIEF.fullmatch(line.folded.strip(" .:")))


def is_long_label(line: Line) -> bool:
    """Whether a line has a lead's length without its full stop."""
    return not line.stops and line.words >= _MIN_LEAD_WORDS and not line.text.endswith((":", ","))


def framing_site(sheet: Sheet) -> str | None:
    """The name that stands alone among the page's clutter and that signs its foot or a picture."""
    removed = sorted(i for i, place in sheet.places.items() if place is Place.REMOVED)
    removed = [*removed[:_FRAME_LINES], *removed[_FRAME_LINES:][-_FRAME_LINES:]]
    foot = [sheet.lines[i].folded.strip(_EDGES) for i in removed if i >= sheet.core.stop > 0]
    signs = [sheet.lines[i].folded for i in removed]
    names = [i for i in removed if _may_be_site(sheet.lines[i])]
    first = [i for i in names[:2] if i < _SITE_LINES]  # "Passer au contenu" may stand above it
    for index in names:
        name = re.escape(sheet.lines[index].folded.strip(_EDGES))
        again = re.compile(rf"{name}(?:$|\s*[,|©–—-]|\s+(?:20|est\b))")
        signed = re.compile(rf"{_SIGN_BEFORE}{name}(?:\W|$)")
        framed = index in first and any(map(again.match, foot))
        if framed or any(map(signed.search, signs)):
            return sheet.lines[index].text.strip(_EDGES)
    return None


def _may_be_site(line: Line) -> bool:
    sized = _MIN_SITE_WORDS <= line.words <= _MAX_SITE_WORDS and line.text[:1].isupper()
    return sized and not (line.stops or is_section_name(line) or is_menu_line(line))
