"""A PDF as an Article: its paragraphs whole, without what its pages repeat."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsbrief.article import Article, ArticleKind, normalise
from newsbrief.errors import EmptyInput, InputError
from newsbrief.inputs.archive import check_size
from newsbrief.inputs.pdf_head import arrange
from newsbrief.inputs.pdf_lines import columns
from newsbrief.inputs.pdf_margins import without_margins
from newsbrief.inputs.pdf_pages import open_pdf
from newsbrief.inputs.pdf_paragraphs import paragraphs_of
from newsbrief.inputs.properties import confirmed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.inputs.pdf_pages import Page

__all__ = ["read_pdf"]

# Of the letters of a text whose fonts do not say what they mean, most come out as these.
_MAX_LOST_SHARE = 0.1
_OCR = "run OCR first: ocrmypdf --language fra IN.pdf OUT.pdf"


def read_pdf(data: bytes, origin: str) -> Article:
    """Read the text of a PDF, as a pasted page's: one line a paragraph.

    What its properties tell is believed where the text says the same. Raises MissingExtra;
    InputError for what is too large, encrypted or holds pictures only; NotText for a broken file.
    """
    check_size(data, origin)
    pdf = open_pdf(data, origin)
    body = without_margins(pdf.pages)
    pages = [columns(runs) for runs in body.pages]
    paragraphs = paragraphs_of([column for page in pages for column in page])
    head = arrange(paragraphs, body.heads, len(paragraphs_of(pages[0])))
    text = normalise("\n\n".join(head.texts))
    _check(text, pdf.pages, origin)
    told = confirmed(pdf.title, pdf.author, text, body.url)
    told = replace(told, title=head.title or told.title)
    return Article(
        text, ArticleKind.TEXT, origin, notes=_notes(pdf.pages), told=told, removed=head.removed
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
            f"{shown} has fonts that do not tell their letters ({lost} of {len(text)} lost); "
            "run OCR anew: ocrmypdf --force-ocr --language fra IN.pdf OUT.pdf"
        )


def _notes(pages: Sequence[Page]) -> tuple[str, ...]:
    """Say which pages among others hold pictures only: what they say is not in the brief."""
    scanned = [str(n) for n, page in enumerate(pages, start=1) if page.pictured and not page.runs]
    if not scanned:
        return ()
    several = len(scanned) > 1
    which = f"{'pages' if several else 'page'} {', '.join(scanned)} of the PDF"
    held = "hold pictures only and were" if several else "holds pictures only and was"
    return (f"{which} {held} not read; {_OCR}",)
