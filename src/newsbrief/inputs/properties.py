"""What a file's properties say of its author and title, believed where the text says the same.

Properties are mostly left over from a template, or name a login, a program or a file ("Microsoft
Word - communiqué_v3.docx"); their dates are those of saving and printing.
"""

from __future__ import annotations

import re

from newsbrief.article import Metadata
from newsbrief.text.normal import normalise

__all__ = ["confirmed"]

# Where a page's title ends and its outlet's name begins.
_SITE_BREAK = re.compile(r"\s+[|•·–—-]\s+")
_SIGNS = re.compile(r"\W+")
_HEAD_CHARS, _FOOT_CHARS = 3_000, 500  # a title stands on the first page, a name there or last
_MIN_WORDS = 3


def confirmed(title: str, author: str, text: str, url: str | None = None) -> Metadata:
    """The title, with or without its outlet's name, and the author, if each is a line of `text`.

    A part of a line is not enough: a page's own title is often longer than the one in its
    properties, and an article may have two authors.
    """
    said = {_folded(line) for line in text[:_HEAD_CHARS].split("\n")}
    said |= {_folded(line) for line in text[-_FOOT_CHARS:].split("\n")}
    titles = (title, _SITE_BREAK.split(normalise(title))[0])
    found = next((t for t in titles if len(t.split()) >= _MIN_WORDS and _folded(t) in said), None)
    name = _folded(author)
    signed = " " in name and bool({name, f"par {name}"} & said)
    return Metadata(
        title=" ".join(found.split()) if found else None,
        byline=" ".join(normalise(author).split()) if signed else None,
        url=url,
    )


def _folded(text: str) -> str:
    return " ".join(_SIGNS.sub(" ", normalise(text)).split()).casefold()
