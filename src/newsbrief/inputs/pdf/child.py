"""The child process that reads a PDF: bytes on standard input, JSON on standard output.

The JSON has the fields of `pages.Pdf`, with runs as lists, or "refused" with a reason.
"""

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter
from contextlib import suppress
from ctypes import byref, c_double, c_int, create_string_buffer
from dataclasses import astuple, dataclass, replace
from typing import TYPE_CHECKING, Any

from newsbrief.inputs.pdf.pages import BULLET, MAX_CHARS, MAX_PAGES, Run
from newsbrief.system import limit_memory

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Glyph", "extract", "run_of"]

_MAX_MEMORY_BYTES = 3 << 30  # a dense newspaper page needs a hundredth

# A wider gap separates columns and table cells; a larger step up, down or back begins a new line.
_GAP_EM, _STEP_EM, _BACK_EM = 1.0, 0.35, 0.5
_RAISED_EM, _RAISED_SHARE = 0.6, 0.85  # "1er", a note's number
_MIN_SIZE_PT = 2.0  # nobody can read smaller type
_SPACE = 0x20

# PDFium's signs for a hyphen at the end of a line, and the soft hyphen, which shows only there.
_END_HYPHEN = re.compile("[\x02\ufffe\xad]$")
_SOFT_HYPHEN = re.compile("[\x02\ufffe\xad]")
_LIGATURES = str.maketrans(
    {"\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl"}
)
_BOLD = (b"bold", b"black", b"heavy", b"-bd", b"demi")
_PASSWORD_ERRORS = (4, 5)  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY
_MAX_OBJECTS = 20_000  # a page of a newspaper has some 3,000
_FORM_DEPTH = 3
_MAX_DOTS = 200
_DOT_PT = (1.5, 7.0)  # browsers draw bullets of 3 points at 11 points of type
_BULLET_EM, _X_HEIGHT_EM = 2.5, 0.7


@dataclass(frozen=True)
class Glyph:
    """A character and its place in points, the page turned so that its line runs to the right."""

    char: str
    left: float
    right: float
    base: float
    size: float
    bold: bool


def extract(data: bytes) -> dict[str, Any]:
    """Read a PDF in this process; for the result see the module's docstring."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        if not 0 < len(document) <= MAX_PAGES:
            return {"refused": "pages" if len(document) else "empty"}
        return _read(document)
    except pypdfium2.PdfiumError as exc:
        encrypted = getattr(exc, "err_code", None) in _PASSWORD_ERRORS
        return {"refused": "encrypted" if encrypted else "broken"}


def _read(document: Any) -> dict[str, Any]:
    pages: list[dict[str, Any]] = []
    room = MAX_CHARS
    for index in range(len(document)):
        page = document[index]
        text = page.get_textpage()
        room -= text.count_chars()
        if room < 0:
            return {"refused": "chars"}
        runs = list(_runs(_glyphs(text, page.get_bbox())))
        bullets, pictured = _drawn(page, runs)
        pages.append({"runs": [astuple(run) for run in runs + bullets], "pictured": pictured})
    properties: dict[str, str] = {}
    with suppress(UnicodeError):  # properties in a broken encoding are left out
        properties = document.get_metadata_dict()
    title, author = properties.get("Title", ""), properties.get("Author", "")
    return {"pages": pages, "title": title, "author": author}


def _drawn(page: Any, runs: list[Run]) -> tuple[list[Run], bool]:
    """Return the bullets that are drawn and not written, and whether the page has pictures."""
    import pypdfium2.raw as raw

    pictured = False
    dots: list[tuple[float, float, float]] = []
    for _, item in zip(range(_MAX_OBJECTS), page.get_objects(max_depth=_FORM_DEPTH), strict=False):
        pictured = pictured or item.type == raw.FPDF_PAGEOBJ_IMAGE
        if item.type == raw.FPDF_PAGEOBJ_PATH and item.level == 0 and len(dots) < _MAX_DOTS:
            left, low, right, high = item.get_bounds()
            square = abs((right - left) - (high - low)) < _DOT_PT[0] / 2
            if square and _DOT_PT[0] <= right - left <= _DOT_PT[1]:
                dots.append((left, right, (low + high) / 2))
    bullets = (_bullet(dot, runs) for dot in dots)
    return [bullet for bullet in bullets if bullet], pictured


def _bullet(dot: tuple[float, float, float], runs: list[Run]) -> Run | None:
    """Return a dot as a run if text begins right after it, at its height."""
    left, right, middle = dot
    for run in runs:
        near = 0 < run.left - right < _BULLET_EM * run.size
        if near and 0 < middle - run.base < run.size * _X_HEIGHT_EM:
            return Run(BULLET, left, right, run.base, run.size, run.bold)
    return None


def _glyphs(text: Any, box: tuple[float, float, float, float]) -> list[Glyph]:
    """Return the visible characters that are written in the page's main direction."""
    import pypdfium2.raw as raw

    lines: dict[int, list[Glyph]] = {}
    last: list[Glyph] = []
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text.raw, index)
        if raw.FPDFText_IsGenerated(text.raw, index) == 1:
            if code == _SPACE and last:  # PDFium found a gap between two words
                end = last[-1].right
                last.append(replace(last[-1], char=" ", left=end, right=end))
        elif code and (placed := _placed(text.raw, index, chr(code), box)):
            last = lines.setdefault(placed[0], [])
            last.append(placed[1])
    return max(lines.values(), key=len, default=[])


def _placed(
    text: Any, index: int, char: str, box: tuple[float, float, float, float]
) -> tuple[int, Glyph] | None:
    """Return a character and the quarter turns of its line; None if it is invisible."""
    import pypdfium2.raw as raw

    x, y, matrix, edges = c_double(), c_double(), raw.FS_MATRIX(), raw.FS_RECTF()
    raw.FPDFText_GetCharOrigin(text, index, byref(x), byref(y))
    raw.FPDFText_GetMatrix(text, index, byref(matrix))
    raw.FPDFText_GetLooseCharBox(text, index, byref(edges))
    size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.c, matrix.d)
    inside = box[0] <= x.value <= box[2] and box[1] <= y.value <= box[3]
    if not inside or not _MIN_SIZE_PT <= size < math.inf:
        return None
    turns = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
    start, _ = _turned(edges.left, edges.bottom, turns)
    end, _ = _turned(edges.right, edges.top, turns)
    _, base = _turned(x.value, y.value, turns)
    return turns, Glyph(char, min(start, end), max(start, end), base, size, _bold(text, index))


def _turned(x: float, y: float, turns: int) -> tuple[float, float]:
    """Return a point after the page is turned back by as many quarters."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[turns]


def _bold(text: Any, index: int) -> bool:
    """Whether the font's name says bold: the weight in files is wrong more often."""
    import pypdfium2.raw as raw

    name = create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text, index, name, len(name), byref(c_int()))
    return any(word in name.value.lower() for word in _BOLD)


def _runs(glyphs: Iterable[Glyph]) -> Iterator[Run]:
    run: list[Glyph] = []
    last: Glyph | None = None  # the last one that is no space
    for glyph in glyphs:
        if last and not _follows(last, glyph):
            yield from run_of(run)
            run = []
        run.append(glyph)
        last = last if glyph.char == " " and last else glyph
    yield from run_of(run)


def _follows(last: Glyph, glyph: Glyph) -> bool:
    """Whether a character continues the run of the last one, on its line or raised above it."""
    size = max(last.size, glyph.size)
    raised = _RAISED_EM if min(last.size, glyph.size) < _RAISED_SHARE * size else _STEP_EM
    gap = glyph.left - last.right
    return abs(glyph.base - last.base) <= raised * size and -_BACK_EM * size <= gap <= (
        _GAP_EM * size
    )


def run_of(glyphs: list[Glyph]) -> Iterator[Run]:
    """Yield the characters as one run, if they have any text."""
    text = _whole("".join(glyph.char for glyph in glyphs)).translate(_LIGATURES).strip()
    text = _SOFT_HYPHEN.sub("", _END_HYPHEN.sub("-", text))
    inked = [glyph for glyph in glyphs if not glyph.char.isspace()]
    if text and inked:
        size, bold = Counter((g.size, g.bold) for g in inked).most_common(1)[0][0]
        base = next(g.base for g in inked if g.size == size)
        yield Run(text, inked[0].left, inked[-1].right, base, round(size, 1), bold)


def _whole(text: str) -> str:
    """Return text with its surrogate pairs joined: PDFium gives each half of an emoji."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


if __name__ == "__main__":
    limit_memory(_MAX_MEMORY_BYTES)
    json.dump(extract(sys.stdin.buffer.read()), sys.stdout)
