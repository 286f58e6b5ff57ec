"""A Line: one line or block of an article with the features that the rules look at."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from newsbrief.readers.metadata import Metadata, parse_metadata

__all__ = ["MAX_RULE_CHARS", "Line", "fold"]

# The longest clutter is a cookie notice of some 600 characters; no rule looks at longer lines,
# which keeps each pattern's time bounded.
MAX_RULE_CHARS = 800
_CLOSING = "»”\"'’)] \xa0\u202f"
_FULL_STOPS = (".", "!", "?", "…")
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
_SPACES = re.compile(r"\s+")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "œ": "oe", "æ": "ae"})


def fold(text: str) -> str:
    """Text in lower case without accents, with plain apostrophes and single plain spaces."""
    parts = unicodedata.normalize("NFD", text.casefold().translate(_APOSTROPHES))
    bare = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return _SPACES.sub(" ", bare).strip()


@dataclass(frozen=True)
class Line:
    """A line's text; `gap` says that a blank line (or another kind of block) stands before it.

    `quote` counts the marks of quotation (">") or stands at 1 for an indented passage.
    """

    text: str
    gap: bool = False
    quote: int = 0

    @cached_property
    def folded(self) -> str:
        """The start of the line as `fold` gives it; empty for lines too long for any rule."""
        return fold(self.text) if len(self.text) <= MAX_RULE_CHARS else ""

    @cached_property
    def told(self) -> Metadata | None:
        """The byline or date that the line is, if it is nothing else."""
        return parse_metadata(self.text)

    @cached_property
    def words(self) -> int:
        """How many words the line holds."""
        return sum(1 for _ in _WORD.finditer(self.text))

    @cached_property
    def stops(self) -> bool:
        """Whether the line ends as a sentence does, quotation marks and brackets aside."""
        return self.text.rstrip(_CLOSING).endswith(_FULL_STOPS)

    @cached_property
    def prose(self) -> bool:
        """Whether the line is a paragraph of sentences rather than a label, title or button.

        Eight words and a full stop, or 25 words whatever the end: titles of the French press
        hold 6 to 22 words and no full stop.
        """
        return (self.stops and self.words >= 8) or self.words >= 25
