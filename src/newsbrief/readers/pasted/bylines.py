"""Byline and date: the lines or blocks of an article that hold them, and what they say."""

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

# How a biography begins, after the name: "est journaliste", "a rejoint la rédaction en 2016".
_BIOGRAPHY = re.compile(
    r"\s+(?:est (?:grande? |une? )?(?:journaliste|reporter|rédact|correspondant|chroniqueu|"
    r"éditorial|chef)|(?:a rejoint|couvre|collabore|travaille|écrit (?:pour|à))\b)",
    re.IGNORECASE,
)
_BARE_DATE = re.compile(rf"\W*(?:[Ll]e\s+)?{DATE.pattern}", re.IGNORECASE)
HEAD_BLOCKS = 6  # lead, picture and byline stand within the first few blocks


def place_signatures(sheet: Sheet) -> list[int]:
    """Place bylines and dates; return the indexes of those at the head of the article."""
    free, (first, last) = sheet.free(), find_bounds(sheet)
    candidates = [*free[:HEAD_LINES], *(i for i in free[HEAD_LINES:] if i > last)]
    signatures = _without_chronology(
        sheet, {i: s for i in candidates if (s := sheet.lines[i].signature)}, range(first, last + 1)
    )
    head_end = free[:HEAD_LINES][-1] if free else 0
    _place(sheet, signatures)
    first = max([first, *(i + 2 for i in signatures if i < head_end)])
    authors = _place_authors(sheet, set(signatures), first)
    _place_author_box(sheet)
    _place_name_below(sheet, last)
    return [i for i in (*signatures, *authors) if i in free[:HEAD_LINES]]


def find_bounds(sheet: Sheet) -> tuple[int, int]:
    """Return the index of the first line of the text, and of the last of its paragraphs.

    A lead may stand above the byline: a byline below one or two paragraphs moves the start.
    """
    prose = sheet.prose()
    if not prose:
        return len(sheet.lines), -1
    start = prose[0]
    for index in sheet.free()[:HEAD_LINES]:
        signature = sheet.lines[index].signature
        if signature and not _is_bare_date(sheet.lines[index], signature):
            above = sum(i < index for i in prose)
            start = max(start, index + 1) if above <= MAX_LEADS else start
    return start, prose[-1]


def _without_chronology(
    sheet: Sheet, signatures: dict[int, Signature], text: range
) -> dict[int, Signature]:
    """Return the signatures without the bare dates in the text, which head a chronology's entries.

    A bare date beside another signature stays, as does a single one high up in the text.
    """
    bare = {i for i, s in signatures.items() if i in text and _is_bare_date(sheet.lines[i], s)}
    bare = bare if len(bare) > 1 or not _is_high(sheet, bare) else set()
    sure = signatures.keys() - bare
    return {i: s for i, s in signatures.items() if i in sure or {i - 1, i + 1} & sure}


def _is_high(sheet: Sheet, bare: set[int]) -> bool:
    """Whether the bare dates stand below two paragraphs at most: a chronology has more above."""
    return sum(i < min(bare, default=0) for i in sheet.prose()) <= MAX_LEADS


def _is_bare_date(line: Line, signature: Signature) -> bool:
    """Whether a line is a date without "Publié", which may be the heading of a chronology."""
    timed = "T" in (signature.date or "")
    bare = _BARE_DATE.match(line.text) or MONTH_YEAR.fullmatch(line.text)
    return signature.byline is None and not timed and bool(bare)


def _place(sheet: Sheet, signatures: dict[int, Signature]) -> None:
    """Give each signature its place; the date of publication outweighs that of an update."""
    published = [s.date for s in signatures.values() if s.date and not s.updated]
    updated = [s.date for s in signatures.values() if s.date and s.updated]
    sheet.date = next(iter(published + updated), None)
    for index, signature in signatures.items():
        sheet.site = sheet.site or signature.site
        sheet.interview = sheet.interview or signature.interview
        if signature.byline:
            sheet.byline = _merge_bylines(sheet.byline, signature.byline)
            sheet.places[index] = Place.BYLINE
        else:
            sheet.places[index] = Place.DATE if signature.date == sheet.date else Place.REMOVED


def _place_authors(sheet: Sheet, known: set[int], first: int) -> list[int]:
    """Place names above the text that stand beside a byline, a date or a post ("Journaliste")."""
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
    """Remove the author's biography below the text: a name or job, then a sentence about them."""
    free = sheet.free()
    author = (sheet.byline or "").split(",")[0].split(" (")[0].casefold()
    biography = sheet.lines[free[-1]] if free else None
    if (
        not author
        or not biography
        or not (biography.stops and biography.text.casefold().startswith(author))
    ):
        return
    is_biography = bool(_BIOGRAPHY.match(biography.text, len(author)))
    labels = list(takewhile(lambda i: _names_author(sheet.lines[i], author), free[-2::-1]))
    for index in (*labels, free[-1]) if labels or is_biography else ():
        sheet.places[index] = Place.REMOVED


def _names_author(line: Line, author: str) -> bool:
    return is_role(line.text) or line.text.strip(" .").casefold() == author


def _place_name_below(sheet: Sheet, last: int) -> None:
    """Place an author's name right below the last paragraph, unless another one is known."""
    below = [i for i in sheet.free() if i > last]
    if not below or last < 0:
        return
    known, name = sheet.byline, sheet.lines[below[0]].text.strip(" .")
    repeated = known is not None and name.casefold() in known.casefold()
    if known and not repeated and is_name(name) and _ends_cluttered(sheet, last):
        sheet.places[below[0]] = Place.REMOVED  # the outlet's name above the page footer
        return
    if repeated or (known is None and is_name(name)):
        sheet.places[below[0]] = Place.BYLINE
        sheet.byline = known or name


def _ends_cluttered(sheet: Sheet, last: int) -> bool:
    return any(i > last and place is Place.REMOVED for i, place in sheet.places.items())


def _merge_bylines(known: str | None, byline: str) -> str:
    """Return two bylines as one, with each name once: "Anne Morel" and "Anne Morel, avec AFP"."""
    if known is None or known.casefold() in byline.casefold():
        return byline
    return known if byline.casefold() in known.casefold() else f"{known}, {byline}"


def read_signature(text: str) -> Signature | None:
    """Return what a block says when each of its lines is a byline or a date, else None."""
    signatures = [parse_signature(line) for line in text.split("\n")]
    known = [signature for signature in signatures if signature is not None]
    return merge_signatures(known) if known and len(known) == len(signatures) else None


def merge_signatures(signatures: Iterable[Signature]) -> Signature:
    """Return the first byline and the first date of all the signatures."""
    signatures = list(signatures)
    return Signature(
        byline=next((s.byline for s in signatures if s.byline), None),
        date=next((s.date for s in signatures if s.date), None),
    )


def take_signatures(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], Signature]:
    """Return the blocks without the signatures among the first few, and what those say."""
    kept: list[Block] = []
    signatures: list[Signature] = []
    for index, block in enumerate(blocks):
        judged = index < HEAD_BLOCKS and block.kind is BlockKind.PARAGRAPH
        signature = read_signature(block.text) if judged else None
        if signature is None:
            kept.append(block)
        else:
            signatures.append(signature)
    return tuple(kept), merge_signatures(signatures)
