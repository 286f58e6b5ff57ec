"""A file's title and author by its properties, if the text confirms them.

Properties are mostly left over from a template, or contain a login, a program or a file ("Microsoft
Word - communiqué_v3.docx"); their dates are those of saving and printing.
"""

from __future__ import annotations

import re

from newsbrief.article import Metadata
from newsbrief.text.normal import normalise

__all__ = ["confirmed_metadata"]

# Where a page's title ends and its outlet's name begins.
_SITE_BREAK = re.compile(r"\s+[|•·–—-]\s+")
_SIGNS = re.compile(r"\W+")
_HEAD_CHARS, _FOOT_CHARS = 3_000, 500  # a title is on the first page, a name there or at the end
_MIN_WORDS = 3


def confirmed_metadata(title: str, author: str, text: str, url: str | None = None) -> Metadata:
    """Return the title, with or without its outlet's name, and the author, if lines of `text`.

    A part of a line is not enough: a page's own title is often longer than the one in its
    properties, and an article may have two authors.
    """
    lines = {_folded(line) for line in text[:_HEAD_CHARS].split("\n")}
    lines |= {_folded(line) for line in text[-_FOOT_CHARS:].split("\n")}
    titles = (title, _SITE_BREAK.split(normalise(title))[0])
    likely = [t for t in titles if len(t.split()) >= _MIN_WORDS and _folded(t) in lines]
    name = _folded(author)
    signed = " " in name and bool({name, f"par {name}"} & lines)
    return Metadata(
        title=" ".join(likely[0].split()) if likely else None,
        byline=" ".join(normalise(author).split()) if signed else None,
        url=url,
    )


def _folded(text: str) -> str:
    return " ".join(_SIGNS.sub(" ", normalise(text)).split()).casefold()
