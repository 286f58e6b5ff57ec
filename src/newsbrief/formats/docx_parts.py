"""The parts of Word's format that python-docx leaves to XML: languages, links, fixed archives."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsbrief.formats.runs import Run

__all__ = [
    "EPOCH",
    "Numbering",
    "add_runs",
    "bookmark",
    "borderless",
    "link_within",
    "packed",
    "prepare_styles",
    "repeat_header",
    "soften",
    "xml_text",
]

EPOCH = datetime(2000, 1, 1)  # where a date must stand and the article has none
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip archive can hold

_SOFT, _LINK = "55524C", "174F86"  # colours of text that stands back and of links

# What XML 1.0 has no way to write, not even as an entity.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def _element(tag: str) -> Any:
    from docx.oxml import OxmlElement

    return OxmlElement(tag)


def _qn(tag: str) -> str:
    from docx.oxml.ns import qn

    return qn(tag)


def _colour(value: str) -> Any:
    from docx.shared import RGBColor

    return RGBColor.from_string(value)


def xml_text(text: str) -> str:
    """Return `text` with U+FFFD for each character that XML forbids."""
    return _FORBIDDEN.sub("\ufffd", text)


def add_runs(paragraph: Any, runs: Iterable[Run], language: str) -> dict[int, list[Any]]:
    """Write runs into `paragraph`, tagged with `language`.

    Returns, for each finding that marks words here, the first and the last of its Word runs.
    """
    marked: dict[int, list[Any]] = {}
    for run in runs:
        written = _add_run(paragraph, run, language)
        for mark in run.marks:
            marked.setdefault(mark.number, []).append(written)
    return {number: [words[0], words[-1]] for number, words in marked.items()}


def _add_run(paragraph: Any, run: Run, language: str) -> Any:
    written = paragraph.add_run(xml_text(run.text or f"[{run.label}]"))
    _format(written, run, language)
    if run.address:
        _link(paragraph, written, run.address)
    return written


def _format(written: Any, run: Run, language: str) -> None:
    from docx.enum.text import WD_COLOR_INDEX

    kinds, font = run.kinds, written.font
    if "strong" in kinds:
        font.bold = True
    if "emphasis" in kinds:
        font.italic = True
    if "strike" in kinds:
        font.strike = True
    if "subscript" in kinds:
        font.subscript = True
    if kinds & {"superscript", "footnote"}:
        font.superscript = True
    if kinds & {"code", "math"}:
        font.name = "Consolas"
    if run.marks:
        font.highlight_color = WD_COLOR_INDEX.YELLOW if run.is_flagged else WD_COLOR_INDEX.GRAY_25
    if run.address:
        font.underline, font.color.rgb = True, _colour(_LINK)
    _tag(written._r.get_or_add_rPr(), language)


def _tag(properties: Any, language: str) -> None:
    """Say which language the text is in, for spelling checkers and screen readers."""
    tag = _element("w:lang")
    tag.set(_qn("w:val"), language)
    properties.append(tag)


def _link(paragraph: Any, written: Any, target: str) -> None:
    """Wrap a run in a hyperlink, in its place."""
    from docx.opc.constants import RELATIONSHIP_TYPE

    relation = paragraph.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    hyperlink = _element("w:hyperlink")
    hyperlink.set(_qn("r:id"), relation)
    written._r.addprevious(hyperlink)
    hyperlink.append(written._r)


def bookmark(paragraph: Any, name: str) -> None:
    """Name the place where `paragraph` starts; "p3" gets the number 3 among the bookmarks."""
    kind, number = name[0], name[1:]
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        element = _element(tag)
        element.set(_qn("w:id"), f"{'1' if kind == 'p' else '2'}{number}")
        if tag == "w:bookmarkStart":
            element.set(_qn("w:name"), name)
        paragraph._p.append(element)


def link_within(paragraph: Any, text: str, name: str) -> None:
    """Write `text` as a link to the bookmark `name`."""
    written = paragraph.add_run(text)
    written.font.color.rgb = _colour(_LINK)
    hyperlink = _element("w:hyperlink")
    hyperlink.set(_qn("w:anchor"), name)
    written._r.addprevious(hyperlink)
    hyperlink.append(written._r)


def soften(paragraph: Any) -> None:
    """Make a paragraph's text paler, since another beside it is read first."""
    for run in paragraph.runs:
        if run.font.color.rgb is None:
            run.font.color.rgb = _colour(_SOFT)


def prepare_styles(document: Any, language: str) -> None:
    """Add the styles of a brief, named "Brief …", and set the document's language."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt

    styles = document.styles
    normal = styles["Normal"]
    normal.font.name, normal.font.size = "Cambria", Pt(11)
    normal.paragraph_format.space_after = Pt(7)
    _tag(normal.element.get_or_add_rPr(), language)
    for name, size, bold, italic, soft in _STYLES:
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = normal
        style.font.size, style.font.bold, style.font.italic = Pt(size), bold, italic
        if soft:
            style.font.color.rgb = _colour(_SOFT)
    styles["Brief French"].paragraph_format.left_indent = Pt(18)
    styles["Brief Code"].font.name = "Consolas"


_STYLES = (
    ("Brief Outlet", 9.5, True, False, True),
    ("Brief Original Title", 13, False, True, True),
    ("Brief About", 9.5, False, False, True),
    ("Brief Lead", 11.5, True, False, False),
    ("Brief French", 10.5, False, False, True),
    ("Brief Code", 9.5, False, False, False),
    ("Brief Column", 9.5, True, False, True),
)


class Numbering:
    """Numbers the items of each list, independent of where another list has stopped."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._last: dict[int, tuple[int, int]] = {}  # level → (number, id of its numbering)

    def number(self, paragraph: Any, level: int, number: int) -> None:
        """Number an item; one that does not follow the last of its level starts a new list."""
        last, numbering = self._last.get(level, (number, 0))
        if number != last + 1 or not numbering:
            numbering = self._started(paragraph.style, number)
        self._last = {key: last for key, last in self._last.items() if key < level}
        self._last[level] = (number, numbering)
        properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_ilvl().val = 0
        properties.get_or_add_numId().val = numbering

    def _started(self, style: Any, number: int) -> int:
        """Return the id of a new numbering in the shape of `style`'s, from `number` on."""
        numberings = self._document.part.numbering_part.element
        shape = numberings.num_having_numId(style.element.pPr.numPr.numId.val)
        new = numberings.add_num(shape.abstractNumId.val)
        new.add_lvlOverride(ilvl=0).add_startOverride(number)
        return int(new.numId)


def borderless(table: Any) -> None:
    """Keep only the lines between a table's rows."""
    borders = _element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = _element(f"w:{side}")
        line.set(_qn("w:val"), "single" if side == "insideH" else "nil")
        if side == "insideH":
            line.set(_qn("w:sz"), "4")
            line.set(_qn("w:color"), "DCD8CE")
        borders.append(line)
    table._tbl.tblPr.append(borders)


def repeat_header(row: Any) -> None:
    """Show a table's first row again on each page."""
    header = _element("w:tblHeader")
    row._tr.get_or_add_trPr().append(header)


def packed(document: Any) -> bytes:
    """Return the document's archive with fixed dates: the same document, the same bytes."""
    written, fixed = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w") as archive:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, source.read(name))
    return fixed.getvalue()
