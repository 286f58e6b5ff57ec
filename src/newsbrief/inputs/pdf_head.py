"""The head of a PDF's article: its title, told by the size of type, and what stands around it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.inputs.pdf_paragraphs import Paragraph

__all__ = ["Arranged", "arrange"]

_TITLE_SHARE = 1.25  # of the text's size; headings inside an article are set in 1.1 to 1.4
_TITLE_WORDS = range(4, 31)  # a newspaper's own name has one to three
_LABEL_WORDS = 12  # what is longer above a title is text, a kicker of a sentence
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_DATE = re.compile(rf"\b\d{{1,2}}(?:er)?\s+(?:{_MONTHS})\s+\d{{4}}\b", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"^\d{1,3}\s*[-–—|•]\s*|\s*[-–—|•]\s*\d{1,3}$|^page\s+\d{1,3}\W+|\W+page\s+\d{1,3}$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Arranged:
    """An article's paragraphs with the title first, and the lines that are none of it."""

    texts: tuple[str, ...]
    title: str | None
    removed: tuple[str, ...]


def arrange(paragraphs: Sequence[Paragraph], heads: Sequence[str], first_page: int) -> Arranged:
    """Find the title among the first `first_page` paragraphs and put it before all others.

    Short lines above it (a section's name, a menu) are left out, but for the date of the issue,
    which stands below it then; `heads` are the running heads, left out likewise.
    """
    at = _find_title(paragraphs, first_page)
    if at is None:
        return Arranged(tuple(p.text for p in paragraphs), None, tuple(heads))
    above = [p.text for p in paragraphs[:at]]
    text = [line for line in above if len(line.split()) > _LABEL_WORDS]
    labels = [*heads, *(line for line in above if line not in text)]
    dates = {_PAGE_NUMBER.sub("", line) for line in labels if _DATE.search(line)}
    title = paragraphs[at].text
    dated = dates if len(dates) == 1 else ()
    rest = [p.text for p in paragraphs[at + 1 :]]
    return Arranged((title, *dated, *text, *rest), title, tuple(dict.fromkeys(labels)))


def _find_title(paragraphs: Sequence[Paragraph], first_page: int) -> int | None:
    """The first of the largest paragraphs, if it is larger than the text by enough."""
    sizes: Counter[float] = Counter()
    for paragraph in paragraphs:
        sizes[round(paragraph.size)] += len(paragraph.text)
    body = sizes.most_common(1)[0][0] if sizes else 0
    likely = [
        i
        for i, p in enumerate(paragraphs[:first_page])
        if p.size >= _TITLE_SHARE * body and len(p.text.split()) in _TITLE_WORDS
    ]
    return max(likely, key=lambda i: (paragraphs[i].size, -i), default=None)
