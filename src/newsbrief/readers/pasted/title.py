"""Which line above an article's text is its title."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from newsbrief.readers.pasted.labels import is_section_name
from newsbrief.readers.pasted.lines import BULLET
from newsbrief.readers.pasted.metadata import is_name, is_role
from newsbrief.readers.pasted.outlets import split_site

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from newsbrief.readers.pasted.lines import Line

__all__ = ["SURE_TITLE_WORDS", "best_title", "is_caption", "may_be_title"]

_MAX_TITLE_WORDS = 35
SURE_TITLE_WORDS = 5  # labels above a title ("Guerre en Ukraine") have one to four words
_LONG_WORDS = 8  # a line with as many words below the title is a lead, full stop or not

# Weights: half a point for each of the first six words, three for a sign of a title (said twice,
# text or byline right below), minus three for a sign of another kind of line.
_FULL_WORDS, _SIGN, _STEP = 6, 3.0, 0.3
_LOOK_AT = 200  # a title is repeated in the page's first lines or beside its comments
_NEAR = 11  # with ten labels between a line and the text, the text is worth nothing
_PATH = re.compile(r"\s[>›»→/•]\s|\|")
_SMALL = re.compile(r"[a-zà-ÿœæ]")

# A caption's sentence has four words and more: "Brest. La criée ferme" is a regional daily's title.
_CREDIT = re.compile(
    r"(?:\S+\s+){3}\S+[.»]\s+\S[^.!?]{2,60}$|\([^()]*(?:/|[Cc]r[ée]dit|[Pp]hoto)[^()]*\)$"
)


def may_be_title(line: Line) -> bool:
    """Whether a line has the form of a title: no quotation, byline, date, list item, sentence."""
    if line.quote or line.signature or BULLET.match(line.text):
        return False
    ended = line.text.endswith((".", ",", ";")) and not line.text.endswith("...")
    return not ended and 0 < line.words <= _MAX_TITLE_WORDS


def best_title(lines: Sequence[Line], above: Sequence[int], removed: Collection[int]) -> int | None:
    """Return the likeliest title among the candidates `above`, ignoring the lines `removed`."""
    above = above[-_LOOK_AT:]
    texts = [line.folded for line in lines[:_LOOK_AT]]
    kept = [i for i in range(len(lines)) if i not in removed]
    place = {index: n for n, index in enumerate(kept)}
    signed = next((i for i in kept if _is_signature(lines[i])), len(lines))
    if not any(i < signed and lines[i].words >= SURE_TITLE_WORDS for i in above):
        signed = len(lines)  # "Mis à jour le ..." above the title
    scores: dict[int, float] = {}
    for index in above:
        line, at = lines[index], place[index]
        is_long = line.words >= SURE_TITLE_WORDS
        over = lines[kept[at - 1]] if at else None
        below = [lines[i] for i in kept[at + 1 : at + 1 + _NEAR]]
        points = _form_points(line) + _position_points(below, may_lead=is_long)
        after = index > signed or (over is not None and is_name(over.text) and is_role(line.text))
        repeated = is_long and _is_repeated(texts, index, line.folded)
        scores[index] = min(line.words, _FULL_WORDS) / 2 + points + _SIGN * (repeated - after)
    return max(scores, key=lambda i: scores[i], default=None)


def _is_repeated(texts: Sequence[str], index: int, folded: str) -> bool:
    return bool(folded) and any(folded in text for i, text in enumerate(texts) if i != index)


def _is_signature(line: Line) -> bool:
    signature = line.signature
    return signature is not None and (
        signature.byline is not None or "T" in (signature.date or "")  # with an hour
    )


def _form_points(line: Line) -> float:
    path = bool(_PATH.search(split_site(line.text)[0])) and not line.stops
    small = bool(_SMALL.match(line.text))
    colon = line.text.endswith(":")
    return -_SIGN * (path + small + colon + is_caption(line) + is_section_name(line))


def _is_about_author(line: Line) -> bool:
    return line.signature is not None or is_role(line.text)


def is_caption(line: Line) -> bool:
    """Whether a line ends with the credit of a picture, after a sentence or in brackets."""
    return bool(_CREDIT.search(line.text))


def _position_points(below: Sequence[Line], *, may_lead: bool) -> float:
    """Return the points for text, byline or date right below the line, fewer for labels between.

    With `may_lead` a long line without a full stop counts as text; below a short label it is the
    title.
    """
    for step, (line, following) in enumerate(zip_longest(below, below[1:])):
        signed = following is not None and is_name(line.text) and _is_about_author(following)
        leads = may_lead and line.words >= _LONG_WORDS
        if line.prose or line.signature or leads or signed:
            return _SIGN if step == 0 else -_STEP * step
    return -_SIGN
