"""Raw text → Lines, with the features that rules look at; hard-wrapped lines are joined."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from newsbrief.readers.pasted.metadata import Signature, is_time_ago, parse_signature
from newsbrief.text.hyphens import broken_word, join_lines, words_of

__all__ = ["BULLET", "Line", "fold", "unwrap"]

# The longest clutter is a cookie notice of some 600 characters. No rule looks at longer lines,
# which bounds the time that each pattern takes.
_MAX_RULE_CHARS = 800
_CLOSING = "»”\"'’)] \xa0\u202f"
_FULL_STOPS = (".", "!", "?", "…")
_WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")
_SPACES = re.compile(r"\s+")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "`": "'", "œ": "oe", "æ": "ae"})

# Mail and terminals wrap at 60 to 80 columns; wider lines are paragraphs of their own.
_MIN_WIDTH, _MAX_WIDTH = 40, 120

# In wrapped text three of four line breaks stand before a small letter; in text with a line for
# each paragraph hardly any does.
_MIN_SMALL_SHARE = 0.25

# No line of wrapped text is shorter than this share of the longest line.
_RAGGED = 0.75
BULLET = re.compile(r"(?:[•‣▪●◦○■►·*]|[-–—](?=\s)|\d{1,2}[.)°](?=\s))\s*(?=\S)")
_QUOTE = re.compile(r"(?:>\s?)+(?=\S)")
_SENTENCE_END = (".", "!", "?", "…", ":", ";", "»", "”", '"')
_SMALL = re.compile(r"[a-zà-ÿœæ]")
_FIRST_WORD = re.compile(r"\S+")
_BLANKS = re.compile(r"[ \t\u3000]+")


def fold(text: str) -> str:
    """Return text in lower case without accents, with plain apostrophes and single spaces."""
    parts = unicodedata.normalize("NFD", text.casefold().translate(_APOSTROPHES))
    bare = "".join(sign for sign in parts if not unicodedata.combining(sign))
    return _SPACES.sub(" ", bare).strip()


@dataclass(frozen=True)
class Line:
    """A line's text; `gap`: a blank line (or another kind of block) stands before it.

    `quote` is the number of quotation marks (">") before it, 1 for an indented passage.
    """

    text: str
    gap: bool = False
    quote: int = 0

    @cached_property
    def folded(self) -> str:
        """The line as `fold` gives it; empty for lines too long for any rule."""
        return fold(self.text) if len(self.text) <= _MAX_RULE_CHARS else ""

    @cached_property
    def signature(self) -> Signature | None:
        """The byline and date of a line that says nothing else, None for other lines."""
        return parse_signature(self.text)

    @cached_property
    def words(self) -> int:
        """The number of words in the line."""
        return sum(1 for _ in _WORD.finditer(self.text))

    @cached_property
    def stops(self) -> bool:
        """Whether the line ends as a sentence does, quotation marks and brackets aside."""
        return self.text.rstrip(_CLOSING).endswith(_FULL_STOPS)

    @cached_property
    def prose(self) -> bool:
        """Whether the line is a paragraph of sentences rather than a label, title or button.

        A paragraph has eight words and a full stop, or 25 words whatever its end: titles of the
        French press have 6 to 22 words and no full stop.
        """
        return (self.stops and self.words >= 8) or self.words >= 25


@dataclass
class _Raw:
    """A physical line: `gap` and `quote` as for Line, `indent` in columns."""

    text: str
    gap: bool
    quote: int
    indent: int


def unwrap(text: str) -> list[Line]:
    """Return the paragraphs, titles and labels of a text, in order; no word of it is lost.

    A blank line always separates two of them. Between blank lines, the lines of a hard-wrapped text
    are joined (a break before a small letter, or where the next word would not have fitted); in any
    other text each line is a paragraph.
    """
    raws = _mark_indented(_raw_lines(text))
    width = _width(raws)
    broken = any(broken_word(raw.text) for raw in raws)
    words = words_of(text) if broken else frozenset()
    groups: list[list[_Raw]] = []
    for raw in raws:
        if groups and _continues(groups[-1][-1], raw, width):
            groups[-1].append(raw)
        else:
            groups.append([raw])
    return [_line(group, words) for group in groups]


def _line(group: list[_Raw], words: frozenset[str]) -> Line:
    """Return the physical lines of a group as one Line."""
    return Line(join_lines([raw.text for raw in group], words), group[0].gap, group[0].quote)


def _raw_lines(text: str) -> list[_Raw]:
    raws, gap = [], False
    for physical in text.split("\n"):
        stripped = physical.strip()
        if not stripped.strip(">| "):
            gap = True
            continue
        mark = _QUOTE.match(stripped)
        body = stripped[mark.end() :] if mark else stripped
        indent = len(physical) - len(physical.lstrip())
        raws.append(_Raw(_BLANKS.sub(" ", body), gap, mark[0].count(">") if mark else 0, indent))
        gap = False
    return raws


def _mark_indented(raws: list[_Raw]) -> list[_Raw]:
    """Mark lines indented by four columns as quotations, in a text that mostly is not indented."""
    indented = [raw for raw in raws if raw.indent >= 4]
    if 0 < len(indented) * 3 < len(raws):
        for raw in indented:
            if not BULLET.match(raw.text) and not raw.quote:
                raw.quote = 1
    return raws


def _width(raws: list[_Raw]) -> int:
    """Return the column at which the text was wrapped, 0 for text that was not."""
    pairs = [
        (len(line.text), bool(_SMALL.match(following.text)))
        for line, following in pairwise(raws)
        if not following.gap and len(line.text) >= _MIN_WIDTH
    ]
    small = [length for length, is_small in pairs if is_small]
    if len(small) < 2 or len(small) < _MIN_SMALL_SHARE * len(pairs):
        return 0
    width = sorted(small)[int(len(small) * 0.98)]
    return width if width <= _MAX_WIDTH else 0


def _continues(line: _Raw, following: _Raw, width: int) -> bool:
    """Whether `following` continues the paragraph that `line` is in."""
    if following.gap or following.quote != line.quote or BULLET.match(following.text):
        return False
    if is_time_ago(following.text):
        return False
    if not _runs_on(line.text, following.text, width):
        return False
    return parse_signature(following.text) is None and parse_signature(line.text) is None


def _runs_on(line: str, following: str, width: int) -> bool:
    """Whether the end of a line and the beginning of the next look like a wrapped paragraph."""
    small = bool(_SMALL.match(following))
    if small and broken_word(line):
        return True
    open_end = not line.endswith(_SENTENCE_END)
    if small and len(line) >= _MIN_WIDTH and (open_end or width):
        return len(line) <= _MAX_WIDTH or open_end
    if not width or len(line) > width + 10:
        return False
    first_word = _FIRST_WORD.match(following)
    fits = len(line) + 1 + len(first_word[0] if first_word else "") <= width
    return not fits or (open_end and len(line) >= _RAGGED * width)
