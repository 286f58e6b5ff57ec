"""Text made uniform when it is read: line ends, accents, no invisible characters."""

from __future__ import annotations

import re
import unicodedata

__all__ = ["normalise", "without_accents"]

_LINE_ENDS = re.compile(r"\r\n?|[\u2028\x0b\x85]")
_BREAKS = re.compile(r"[\u2029\x0c]")
_ANSI = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b\n]*(?:\x07|\x1b\\)?)")

# Soft hyphen, zero-width space and non-joiner, direction marks, word joiner, BOM, and controls.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)

# Wider gaps than columns and indentation have; patterns that look for space meet no longer run.
_GAP = re.compile(r"[^\S\n]{9,}")

_MAX_GAP, _MAX_UNBROKEN_GAP = 64, 8

_LONE_JOINER = re.compile("(?<![\u2190-\U0001faff\ufe0f])\u200d")  # it holds emoji together


def normalise(text: str) -> str:
    r"""Return text with `\n` line ends, composed accents, and without any invisible character.

    Non-breaking spaces stay: they hold French numbers together. Terminal escapes go, and gaps of
    more than 64 spaces are cut to 64, with no-break spaces in them to 8.
    """
    if "\x1b" in text:
        text = _ANSI.sub("", text)
    text = _BREAKS.sub("\n\n", _LINE_ENDS.sub("\n", text))
    text = _GAP.sub(_narrowed, _LONE_JOINER.sub("", _INVISIBLE.sub("", text)))
    return unicodedata.normalize("NFC", text)


def _narrowed(gap: re.Match[str]) -> str:
    return gap[0][: _MAX_GAP if gap[0].isascii() else _MAX_UNBROKEN_GAP]


def without_accents(text: str) -> str:
    """Return `text` with the bare letter in place of each accented one."""
    if text.isascii():  # so are most of the gazetteer's 14,000 forms, all read at start-up
        return text
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))
