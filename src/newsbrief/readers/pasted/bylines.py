"""Where byline and date stand, what they tell, and which lines under a title are only these."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from newsbrief.document import BlockKind
from newsbrief.readers.pasted.metadata import Signature, is_name, is_role, parse_signature
from newsbrief.readers.pasted.sheet import HEAD_LINES, MAX_LEADS, Place, Sheet
from newsbrief.text.dates import DATE, MONTH_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsbrief.document import Block
    from newsbrief.readers.pasted.lines import Line

__all__ = [
    "HEAD_BLOCKS",
    "find_bounds",
    "merge_signatures",
    "place_signatures",
    "read_signature",
    "take_signatures",
]

# How a life begins after its name: "est journaliste", "a rejoint la rédaction en 2016".
_LIFE = re.compile(
    r"\s+(?:est (?:grande? |une? )?(?:journaliste|reporter|rédact|correspondant|chroniqueu|"
    r"éditorial|chef)|(?:a rejoint|couvre|collabore|travaille|écrit (?:pour|à))\b)",
    re.IGNORECASE,
)
_BARE_DATE = re.compile(rf"\W*(?:[Ll]e\s+)?{DATE.pattern}", re.IGNORECASE)
HEAD_BLOCKS = 6  # lead and byline stand within the first few blocks, around a picture


def place_signatures(sheet: Sheet) -> list[int]:
    """Place bylines and dates; returns the indexes of those at the head of the article."""
    free, (first, last) = sheet.free(), find_bounds(sheet)
    candidates = [*free[:HEAD_LINES], *(i for i in free[HEAD_LINES:] if i > last)]
    told = {i: one for i in candidates if (one := sheet.lines[i].signature)}
    bare = {i for i in told if first <= i <= last and _is_bare_date(sheet.lines[i], told[i])}
    bare = bare if len(bare) > 1 or not _is_high(sheet, bare) else set()
    sure = told.keys() - bare
    found = {i: told[i] for i in told if i in sure or {i - 1, i + 1} & sure}
    head_end = free[:HEAD_LINES][-1] if free else 0
    _place_told(sheet, found)
    first = max([first, *(i + 2 for i in found if i < head_end)])
    authors = _place_authors(sheet, set(found), first)
    _place_author_box(sheet)
    _place_signature(sheet, last)
    return [i for i in (*found, *authors) if i in free[:HEAD_LINES]]


def find_bounds(sheet: Sheet) -> tuple[int, int]:
    """The first line of the text proper and the last of its paragraphs.

    A lead may stand above the byline: a byline under one or two paragraphs moves the start.
    """
    prose = sheet.prose()
    if not prose:
        return len(sheet.lines), -1
    start = prose[0]
    for index in sheet.free()[:HEAD_LINES]:
        told = sheet.lines[index].signature
        if told and not _is_bare_date(sheet.lines[index], told):
            above = sum(i < index for i in prose)
            start = max(start, index + 1) if above <= MAX_LEADS else start
    return start, prose[-1]


def _is_high(sheet: Sheet, bare: set[int]) -> bool:
    """Whether the bare dates stand under two paragraphs at most: a chronology has more."""
    return sum(i < min(bare, default=0) for i in sheet.prose()) <= MAX_LEADS


def _is_bare_date(line: Line, told: Signature) -> bool:
    """A date without "Publié": under the first paragraph it may be a chronology's heading."""
    timed = "T" in (told.date or "")
    bare = _BARE_DATE.match(line.text) or MONTH_YEAR.fullmatch(line.text)
    return told.byline is None and not timed and bool(bare)


def _place_told(sheet: Sheet, found: dict[int, Signature]) -> None:
    published = [m.date for m in found.values() if m.date and not m.updated]
    updated = [m.date for m in found.values() if m.date and m.updated]
    sheet.date = next(iter(published + updated), None)
    for index, told in found.items():
        sheet.site = sheet.site or told.site
        sheet.interview = sheet.interview or told.interview
        if told.byline:
            sheet.byline = _merge_bylines(sheet.byline, told.byline)
            sheet.places[index] = Place.BYLINE
        else:
            sheet.places[index] = Place.DATE if told.date == sheet.date else Place.REMOVED


def _place_authors(sheet: Sheet, known: set[int], first: int) -> list[int]:
    """Names beside a byline, a date or a post ("Anne Morel", "Journaliste"), above the text."""
    placed = []
    for index in [i for i in sheet.free() if i < first]:
        line = sheet.lines[index]
        below = sheet.lines[index + 1].text if index + 1 < len(sheet.lines) else ""
        beside = bool({index - 1, index + 1} & known) or is_role(below)
        if is_name(line.text) and beside:
            sheet.byline = _merge_bylines(sheet.byline, line.text)
            sheet.places[index] = Place.BYLINE
        elif is_role(line.text) and sheet.places.get(index - 1) is Place.BYLINE:
            sheet.places[index] = Place.REMOVED
        else:
            continue
        placed.append(index)
        known.add(index)
    return placed


def _place_author_box(sheet: Sheet) -> None:
    """The author's life under the text: a name or a post, then a sentence that begins with it."""
    free = sheet.free()
    author = (sheet.byline or "").split(",")[0].split(" (")[0].casefold()
    life = sheet.lines[free[-1]] if free else None
    if not author or not life or not (life.stops and life.text.casefold().startswith(author)):
        return
    lived = bool(_LIFE.match(life.text, len(author)))
    labels = list(takewhile(lambda i: _names_author(sheet.lines[i], author), free[-2::-1]))
    for index in (*labels, free[-1]) if labels or lived else ():
        sheet.places[index] = Place.REMOVED


def _names_author(line: Line, author: str) -> bool:
    return is_role(line.text) or line.text.strip(" .").casefold() == author


def _place_signature(sheet: Sheet, last: int) -> None:
    """The author's name right under the last paragraph, unless another is known already."""
    below = [i for i in sheet.free() if i > last]
    if not below or last < 0:
        return
    known, name = sheet.byline, sheet.lines[below[0]].text.strip(" .")
    said_again = known is not None and name.casefold() in known.casefold()
    if known and not said_again and is_name(name) and _ends_cluttered(sheet, last):
        sheet.places[below[0]] = Place.REMOVED  # the outlet's name above the page's foot
        return
    if said_again or (known is None and is_name(name)):
        sheet.places[below[0]] = Place.BYLINE
        sheet.byline = known or name


def _ends_cluttered(sheet: Sheet, last: int) -> bool:
    return any(i > last and place is Place.REMOVED for i, place in sheet.places.items())


def _merge_bylines(known: str | None, told: str) -> str:
    """Two bylines as one, without saying a name twice: "Anne Morel" and "Anne Morel, avec AFP"."""
    if known is None or known.casefold() in told.casefold():
        return told
    return known if told.casefold() in known.casefold() else f"{known}, {told}"


def read_signature(text: str) -> Signature | None:
    """Return what a block tells when each of its lines is a byline or a date, else None."""
    told = [parse_signature(line) for line in text.split("\n")]
    known = [line for line in told if line is not None]
    return merge_signatures(known) if known and len(known) == len(told) else None


def merge_signatures(told: Iterable[Signature]) -> Signature:
    """Return the first byline and the first date of all that was told."""
    told = list(told)
    return Signature(
        byline=next((line.byline for line in told if line.byline), None),
        date=next((line.date for line in told if line.date), None),
    )


def take_signatures(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], Signature]:
    """Return the blocks without the signatures among the first few, and what those told."""
    kept: list[Block] = []
    told: list[Signature] = []
    for index, block in enumerate(blocks):
        judged = index < HEAD_BLOCKS and block.kind is BlockKind.PARAGRAPH
        signature = read_signature(block.text) if judged else None
        if signature is None:
            kept.append(block)
        else:
            told.append(signature)
    return tuple(kept), merge_signatures(told)
