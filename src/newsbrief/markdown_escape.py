"""Plain text as Markdown source that renders as the very same text, with few backslashes."""

from __future__ import annotations

import re
import string
import unicodedata
from html.entities import html5

__all__ = ["clean_chars", "clean_line", "clean_text", "escape_positions"]

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


# What opens a block when it starts a line; group 1 ends where the backslash goes.
_LINE_STARTS = [
    re.compile(pattern, re.MULTILINE)
    for pattern in (
        r"^()#{1,6}(?=[ \t]|$)",  # heading
        r"^()>",  # quotation
        r"^()[-+*](?=[ \t]|$)",  # bullet
        r"^(\d{1,9})[.)](?=[ \t]|$)",  # ordered list item
        r"^()([-_*])(?:[ \t]*\2){2,}[ \t]*$",  # thematic break
        r"^()(?:=+|-+)[ \t]*$",  # underline of a heading
        r"^()~~~",  # fence
        r"^()\$\$",  # formula
        r"^()[-:|][-:| \t]*$",  # second row of a table
        r"^()\[[ xX]\][ \t]",  # task list
    )
]
_DEFINITION = re.compile(r"^\[", re.MULTILINE)  # of a link, if "]:" follows

# What is markup wherever it stands in a line.
_INLINE = [
    re.compile(pattern)
    for pattern in (
        rf"\\(?=[{re.escape(string.punctuation)}\n]|$)",
        r"`",
        r"<(?=[A-Za-z/!?])",
        r"&(?=#(?:\d{1,7}|[xX][0-9A-Fa-f]{1,6});)",
        r"\](?=[(\[])",
        r"\[(?=\^)",  # a footnote's mark
        # pandoc's and GitHub's inline mathematics: "$x$", but not "10 $ et 20 $"
        r"\$(?=[^\s$](?:[^$\n]*[^\s$])?\$(?!\d))",
    )
]
_ENTITY = re.compile(r"&(\w+;)")
_HEADING_ID = re.compile(r"\{(?=#[\w.:-]+\}$)")
_CLOSING_HASHES = re.compile(r"(?:^|(?<=[ \t]))#(?=#*$)")
_LINE_ENDS = (_HEADING_ID, _CLOSING_HASHES)


def escape_positions(text: str, *, line: bool = False, marked: str = "") -> set[int]:
    """Return the positions of `text` that need a backslash before them.

    `text` is clean (see `clean_text`). `line`: it is the content of a heading or a table cell,
    where nothing can open a block. `marked` are the signs that will be written around parts of it:
    "*", "~", "$".
    """
    found = {match.start() for pattern in _INLINE for match in pattern.finditer(text)}
    found |= {match.start() for match in _ENTITY.finditer(text) if match.group(1) in html5}
    if line:
        found |= {m.start() for end in _LINE_ENDS for m in end.finditer(text)}
    else:
        found |= {match.end(1) for pattern in _LINE_STARTS for match in pattern.finditer(text)}
        last = max(0, text.rfind("]:"))
        found |= {match.start() for match in _DEFINITION.finditer(text, 0, last)}
    for char in "*_~":
        found |= _delimiters(text, char, marked=char in marked)
    return found | {i for i, char in enumerate(text) if char == "$" and "$" in marked}


def _delimiters(text: str, char: str, *, marked: bool) -> set[int]:
    """Return where `char` could open or close emphasis; a lone run of it never does."""
    runs = [m for m in re.finditer(re.escape(char) + "+", text) if marked or _active(text, m)]
    if len(runs) < 2 and not marked:
        return set()
    return {position for run in runs for position in range(*run.span())}


def _active(text: str, run: re.Match[str]) -> bool:
    before = text[max(run.start() - 1, 0) : run.start()] or " "
    after = text[run.end() : run.end() + 1] or " "
    if before.isspace() and after.isspace():
        return False
    return run.group()[0] != "_" or not (before.isalnum() and after.isalnum())
