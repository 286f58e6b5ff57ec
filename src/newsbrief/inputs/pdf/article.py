"""A PDF as an Article: its title found by the size of type, its paragraphs whole."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsbrief.article import Article, ArticleKind
from newsbrief.errors import EmptyInput, InputError
from newsbrief.inputs.archive import check_size
from newsbrief.inputs.pdf.lines import columns
from newsbrief.inputs.pdf.margins import without_margins
from newsbrief.inputs.pdf.pages import open_pdf
from newsbrief.inputs.pdf.paragraphs import paragraphs_of
from newsbrief.inputs.properties import confirmed_metadata
from newsbrief.text.normal import normalise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.inputs.pdf.pages import Page
    from newsbrief.inputs.pdf.paragraphs import Paragraph

__all__ = ["arrange", "read_pdf"]

_TITLE_SHARE = 1.25  # of the text's size; headings inside an article have 1.1 to 1.4 of it
_TITLE_WORDS = range(4, 31)  # the name of a newspaper has one to three
_LABEL_WORDS = 12  # a longer line above a title is text, such as a sentence that leads to it
_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
_DATE = re.compile(rf"\b\d{{1,2}}(?:er)?\s+(?:{_MONTHS})\s+\d{{4}}\b", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"^\d{1,3}\s*[-–—|•]\s*|\s*[-–—|•]\s*\d{1,3}$|^page\s+\d{1,3}\W+|\W+page\s+\d{1,3}$",
    re.IGNORECASE,
)

# If the fonts of a text do not say which letters they draw, most of its characters are lost.
_MAX_LOST_SHARE = 0.1
_OCR = "run OCR first: ocrmypdf --language fra IN.pdf OUT.pdf"


@dataclass(frozen=True)
class _Arranged:
    """An article's paragraphs, the title first, and the lines that do not belong to it."""

    texts: tuple[str, ...]
    title: str | None
    removed: tuple[str, ...]


def arrange(paragraphs: Sequence[Paragraph], heads: Sequence[str], first_page: int) -> _Arranged:
    """Find the title among the first `first_page` paragraphs and put it before all others.

    Short lines above it (a section's name, a menu) are left out, as are the running heads `heads`;
    but the date of the issue moves below the title.
    """
    at = _find_title(paragraphs, first_page)
    if at is None:
        return _Arranged(tuple(p.text for p in paragraphs), None, tuple(heads))
    above = [p.text for p in paragraphs[:at]]
    text = [line for line in above if len(line.split()) > _LABEL_WORDS]
    labels = [*heads, *(line for line in above if line not in text)]
    dates = {_PAGE_NUMBER.sub("", line) for line in labels if _DATE.search(line)}
    title = paragraphs[at].text
    dated = dates if len(dates) == 1 else ()
    rest = [p.text for p in paragraphs[at + 1 :]]
    return _Arranged((title, *dated, *text, *rest), title, tuple(dict.fromkeys(labels)))


def _find_title(paragraphs: Sequence[Paragraph], first_page: int) -> int | None:
    """Return the index of the first paragraph in the largest type, unless it is near the text's."""
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


def read_pdf(data: bytes, origin: str) -> Article:
    """Read the text of a PDF like that of a pasted page: each line is a paragraph.

    Title and author come from the properties if the text confirms them. Raises MissingExtra;
    InputError for a file that is too large, encrypted or has only pictures; NotText for a broken
    file.
    """
    check_size(data, origin)
    pdf = open_pdf(data, origin)
    body = without_margins(pdf.pages)
    pages = [columns(runs) for runs in body.pages]
    paragraphs = paragraphs_of([column for page in pages for column in page])
    head = arrange(paragraphs, body.heads, len(paragraphs_of(pages[0])))
    text = normalise("\n\n".join(head.texts))
    _check(text, pdf.pages, origin)
    metadata = confirmed_metadata(pdf.title, pdf.author, text, body.url)
    metadata = replace(metadata, title=head.title or metadata.title)
    return Article(
        text,
        ArticleKind.TEXT,
        origin,
        notes=_notes(pdf.pages),
        metadata=metadata,
        removed=head.removed,
    )


def _check(text: str, pages: Sequence[Page], origin: str) -> None:
    shown = repr(origin)
    if not text.strip():
        if any(page.pictured for page in pages):
            raise InputError(f"{shown} holds pictures only, such as a scan; {_OCR}")
        raise EmptyInput(f"{shown} holds no text; give an article")
    lost = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" for char in text)
    if lost > _MAX_LOST_SHARE * len(text):
        raise InputError(
            f"{shown} has fonts that do not say which letters they draw ({lost} of {len(text)} "
            "lost); run OCR again: ocrmypdf --force-ocr --language fra IN.pdf OUT.pdf"
        )


def _notes(pages: Sequence[Page]) -> tuple[str, ...]:
    """Return a note of the pages that have only pictures, as their text is not in the brief."""
    scanned = [str(n) for n, page in enumerate(pages, start=1) if page.pictured and not page.runs]
    if not scanned:
        return ()
    several = len(scanned) > 1
    which = f"{'pages' if several else 'page'} {', '.join(scanned)} of the PDF"
    state = "hold pictures only and were" if several else "holds pictures only and was"
    return (f"{which} {state} not read; {_OCR}",)
