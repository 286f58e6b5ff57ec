"""Writes a brief in one of the formats and layouts; a writer is imported when it is used."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsbrief.formats.house import House
    from newsbrief.results import Brief

__all__ = ["Format", "Layout", "suffix", "write"]


class Layout(str, Enum):
    """How the French and the English of the translation are arranged."""

    ENGLISH = "english"  # the English alone
    INTERLEAVED = "interleaved"  # the French below each block
    SIDE_BY_SIDE = "side-by-side"  # two columns, block by block


class Format(str, Enum):
    """What a brief is written as."""

    MARKDOWN = "markdown"
    JSON = "json"
    HTML = "html"
    DOCX = "docx"


_SUFFIXES = {
    Format.MARKDOWN: ".brief.md",
    Format.JSON: ".brief.json",
    Format.HTML: ".brief.html",
    Format.DOCX: ".brief.docx",
}


def suffix(format: Format, template: str | None = None) -> str:
    """Return how the name of a brief's file ends; with a template, as the template's name does."""
    if template is None:
        return _SUFFIXES[format]
    from newsbrief.formats.house import inner_suffix

    return f".brief{inner_suffix(template)}"


def write(
    brief: Brief,
    format: Format = Format.MARKDOWN,
    *,
    layout: Layout | None = None,
    show_removed: bool = False,
    house: House | None = None,
    one_line: bool = False,
) -> bytes:
    """Return `brief` as a file's content; the same brief gives the same bytes.

    Without a `layout` Markdown and DOCX have the English alone, and HTML opens side by side; it
    holds every layout. JSON holds both languages and what was removed, so that it takes neither
    `layout` nor `show_removed`; `one_line` is for JSON alone. `house` is a house style, and stands
    in for all of these. Raises MissingExtra and TemplateError.
    """
    if house is not None:
        from newsbrief.formats.house import write_house

        return write_house(brief, house).encode()
    if format is Format.JSON:
        from newsbrief.formats.record import to_json

        return to_json(brief, one_line=one_line).encode()
    if format is Format.HTML:
        from newsbrief.formats.html import write_html

        return write_html(brief, layout=layout or Layout.SIDE_BY_SIDE).encode()
    if format is Format.DOCX:
        from newsbrief.formats.docx import write_docx

        return write_docx(brief, layout=layout or Layout.ENGLISH, show_removed=show_removed)
    from newsbrief.formats.markdown import render

    return render(brief, layout=layout or Layout.ENGLISH, show_removed=show_removed).encode()
