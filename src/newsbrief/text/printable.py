"""Text without control characters and terminal escapes: whole texts, single lines and blocks."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from dataclasses import replace

from newsbrief.document import Block, BlockKind

__all__ = ["clean_block", "clean_line", "clean_text"]

# CSI and OSC sequences, then any other two-character escape (ECMA-48).
_TERMINAL = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]"
    r"|(?:\x1b\]|\x9d)[^\x07\x1b\x9c\n]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]"
)

_NEWLINES = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")

# Bidirectional overrides can show a figure back to front; the BOM is no text at all.
_INVISIBLE = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def clean_chars(text: str) -> list[tuple[int, str]]:
    """Return the printable characters of `text`, each with its position there.

    Terminal escapes, control characters, spaces at the ends of lines and blank lines are gone;
    every kind of line break is a newline.
    """
    hidden = {i for match in _TERMINAL.finditer(text) for i in range(*match.span())}
    chars = [(i, _printable(char)) for i, char in enumerate(text) if i not in hidden]
    kept: list[tuple[int, str]] = []
    line: list[tuple[int, str]] = []
    for position, char in [*((i, c) for i, c in chars if c), (len(text), "\n")]:
        if char != "\n":
            line.append((position, char))
            continue
        if stripped := _strip(line):
            kept += [(stripped[0][0], "\n")] if kept else []
            kept += stripped
        line = []
    return kept


def _strip(line: list[tuple[int, str]]) -> list[tuple[int, str]]:
    solid = [place for place, (_, char) in enumerate(line) if not char.isspace()]
    return line[solid[0] : solid[-1] + 1] if solid else []


def clean_text(text: str) -> str:
    """Return `text` as `clean_chars` leaves it."""
    return "".join(char for _, char in clean_chars(text))


def clean_line(text: str) -> str:
    """Return `clean_text(text)` folded into one line."""
    return clean_text(text).replace("\n", " ")


def _printable(char: str) -> str:
    if char in _NEWLINES:
        return "\n"
    category = unicodedata.category(char)
    if category == "Cs":
        return "\ufffd"  # half of a surrogate pair cannot be written as UTF-8
    if category == "Cc" or char in _INVISIBLE:
        return " " if char == "\t" else ""
    return char


_ONE_LINE = (BlockKind.HEADING, BlockKind.IMAGE)


def clean_block(block: Block) -> Block:
    """Return `block` with printable text, in one line where Markdown allows no more.

    Spans stay on their words. Running it twice changes nothing.
    """
    if block.kind in (BlockKind.CODE, BlockKind.MATH):
        return _clean_code(block)
    chars = clean_chars(block.text)
    text = "".join(char for _, char in chars)
    if block.kind in _ONE_LINE:
        text = text.replace("\n", " ")
    places = [place for place, _ in chars]
    spans = (
        replace(s, start=bisect_left(places, s.start), end=bisect_left(places, s.end))
        for s in block.spans
    )
    return replace(block, text=text, spans=tuple(spans))


def _clean_code(block: Block) -> Block:
    lines = (_clean_code_line(line) for line in re.split(r"\r\n|[\n\r]", block.text))
    language = re.sub(r"[^\w+#.-]+", "", block.target)
    return replace(block, text="\n".join(lines).strip("\n"), spans=(), target=language)


def _clean_code_line(line: str) -> str:
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    return indent + clean_line(line)
