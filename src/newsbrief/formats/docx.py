"""A brief as a Word document: styles, languages, links, and findings as comments.

The same brief gives the same bytes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsbrief.document import BlockKind, Span, SpanKind, paragraph_numbers
from newsbrief.formats import Layout
from newsbrief.formats import phrases as statements
from newsbrief.formats.docx_parts import (
    EPOCH,
    Numbering,
    add_runs,
    bookmark,
    borderless,
    link_within,
    packed,
    prepare_styles,
    repeat_header,
    soften,
    xml_text,
)
from newsbrief.formats.rows import rows, with_ids
from newsbrief.formats.runs import address, runs, source_marks
from newsbrief.system import require
from newsbrief.text.dates import moment, written
from newsbrief.text.printable import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsbrief.formats.rows import Column, Row, Sentence, Words
    from newsbrief.formats.runs import Run
    from newsbrief.results import Brief, Finding

__all__ = ["ENGLISH", "NAME", "write_docx"]

ENGLISH = "en-GB"
NAME = "newsbrief"  # who comments


@dataclass
class DocxWriter:
    """The document so far, and the findings that have a comment already."""

    document: Any
    findings: Sequence[Finding]
    source_language: str

    def __post_init__(self) -> None:
        self._commented: set[int] = set()
        self._written: dict[int, list[Any]] = {}  # a block's first and last run

    def paragraph(self, style: str, container: Any = None) -> Any:
        """Add an empty paragraph; a table's cell has one from the start."""
        place = self.document if container is None else container
        first = container is not None and len(container.paragraphs) == 1
        if first and not container.paragraphs[0].runs and not container.tables:
            container.paragraphs[0].style = style
            return container.paragraphs[0]
        return place.add_paragraph(style=style)

    def text(self, style: str, text: str, language: str = ENGLISH) -> Any:
        """Add a paragraph of plain text, clean already."""
        paragraph = self.paragraph(style)
        add_runs(paragraph, runs(text), language)
        return paragraph

    def block(
        self,
        paragraph: Any,
        words: Words,
        block_runs: Iterable[Run],
        language: str,
        *,
        beside: bool = False,
    ) -> None:
        """Write a block's runs, and remember them for comments on the whole block."""
        if words.id:
            bookmark(paragraph, words.id)
        self.runs(paragraph, block_runs, language)
        if beside:
            soften(paragraph)
        if paragraph.runs:
            self._written.setdefault(words.index, [paragraph.runs[0], paragraph.runs[-1]])

    def runs(self, paragraph: Any, text_runs: Iterable[Run], language: str) -> None:
        """Write runs; the first words of a finding get its comment."""
        for number, written_runs in add_runs(paragraph, text_runs, language).items():
            if number not in self._commented:
                self._commented.add(number)
                self.comment(number, written_runs)

    def comment_rest(self, row: Row) -> None:
        """Comment on whole blocks of `row` with the findings whose words do not occur there."""
        for words in row.columns[0].words:
            over = self._written.get(words.index)
            for number, finding in enumerate(self.findings, start=1):
                if over and finding.block == words.index and number not in self._commented:
                    self._commented.add(number)
                    self.comment(number, over)

    def comment(self, number: int, over: Sequence[Any]) -> None:
        """Comment on the runs `over` with finding `number` (from 1)."""
        finding = self.findings[number - 1]
        text = f"{statements.label(finding)}: {clean_line(finding.message)}"
        comment = self.document.add_comment(over, xml_text(text), author=NAME, initials="nb")
        comment._comment_elm.set(_W_DATE, f"{EPOCH.isoformat()}Z")


_W_DATE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}date"
FRENCH = "fr-FR"
_TOP_RANK = 2  # the article's headings stand below the Heading 1 of their section


def write_docx(
    brief: Brief, *, layout: Layout = Layout.ENGLISH, show_removed: bool = False
) -> bytes:
    """Return `brief` as a .docx file.

    Text carries its language, findings are comments on the words concerned, and the core
    properties name title, author and outlet. Side by side, both languages stand in a table of two
    columns. Raises MissingExtra.
    """
    document = require("docx", "docx", "Word documents").Document()
    prepare_styles(document, ENGLISH)
    _properties(document, brief)
    writer = DocxWriter(document, brief.findings, _language(brief))
    _head(writer, brief)
    _summary(writer, brief)
    _article(writer, brief, layout)
    _checks(writer, brief)
    if show_removed:
        _removed(writer, brief)
    return packed(document)


def _language(brief: Brief) -> str:
    """The source's language tag: French, or another language that --force let in."""
    return FRENCH if brief.language == "fr" else brief.language


def _properties(document: Any, brief: Brief) -> None:
    core, source = document.core_properties, brief.document
    core.title = xml_text(statements.title(brief))[:255]  # the format's limit
    core.author = xml_text(clean_line(source.byline or ""))[:255]
    core.subject = xml_text(clean_line(source.title or ""))[:255]
    core.category = xml_text(clean_line(source.site or ""))[:255]
    core.comments = f"Machine translation and summary by newsbrief {brief.version}"
    core.language = ENGLISH
    core.last_modified_by = NAME
    core.created = core.modified = moment(source.date) or EPOCH
    core.revision = 1


def _head(writer: DocxWriter, brief: Brief) -> None:
    source = brief.document
    if site := clean_line(source.site or ""):
        writer.text("Brief Outlet", site)
    writer.text("Title", statements.title(brief) or "Untitled")
    if translated := statements.translated_title(brief):
        writer.text("Subtitle", translated)
    if title := clean_line(source.title or ""):
        title_runs = runs(title, (), source_marks(brief.findings, None, title))
        writer.runs(writer.paragraph("Brief Original Title"), title_runs, writer.source_language)
    about = [clean_line(source.byline or ""), clean_line(written(source.date))]
    line = writer.text("Brief About", " · ".join(filter(None, about)))
    if link := address(source.url or ""):
        add_runs(line, runs(" · " if any(about) else ""), ENGLISH)
        add_runs(line, _linked("Read the original", link), ENGLISH)


def _linked(text: str, target: str) -> list[Run]:
    return runs(text, (Span(0, len(text), SpanKind.LINK, target),))


def _summary(writer: DocxWriter, brief: Brief) -> None:
    if brief.summary is None:
        return
    sentences = with_ids(brief.summary.sentences, "s")
    if sentences:
        writer.text("Heading 1", "Summary")
        paragraph = writer.paragraph("Normal")
        for sentence in sentences:
            _sentence(writer, paragraph, sentence)
    if points := with_ids(brief.summary.key_points, "k"):
        writer.text("Heading 1", "Key points")
        for point in points:
            _sentence(writer, writer.paragraph("List Bullet"), point)


def _sentence(writer: DocxWriter, paragraph: Any, sentence: Sentence) -> None:
    """Write a sentence and the marks of its paragraphs, each a link to its paragraph."""
    space = " " if paragraph.runs else ""
    writer.runs(paragraph, runs(f"{space}{sentence.text}"), ENGLISH)
    for number in sentence.paragraphs:
        writer.runs(paragraph, runs(" "), ENGLISH)
        link_within(paragraph, statements.marks([number]), f"p{number}")


def _article(writer: DocxWriter, brief: Brief, layout: Layout) -> None:
    listed = rows(brief, top=_TOP_RANK)
    translated = any(column.side == "en" for row in listed for column in row.columns)
    if not listed or not (translated or layout is not Layout.ENGLISH):
        return
    writer.text("Heading 1", "Translation" if translated else "Source text")
    if translated and layout is Layout.SIDE_BY_SIDE:
        _side_by_side(writer, listed)
        return
    for row in listed:
        for column in row.columns:
            if column.side == "en" or not translated or layout is Layout.INTERLEAVED:
                _column(writer, row, column, beside=translated and column.side == "fr")
        writer.comment_rest(row)


def _side_by_side(writer: DocxWriter, listed: Sequence[Row]) -> None:
    table = writer.document.add_table(rows=1, cols=2, style="Table Grid")
    borderless(table)
    for cell, name in zip(table.rows[0].cells, ("English", "Français"), strict=True):
        cell.paragraphs[0].style = "Brief Column"
        add_runs(cell.paragraphs[0], runs(name), ENGLISH)
    repeat_header(table.rows[0])
    for row in listed:
        cells = table.add_row().cells
        if len(row.columns) == 1:
            cells = [cells[0].merge(cells[1])]
        for cell, column in zip(cells, row.columns, strict=True):
            _column(writer, row, column, cell)
        writer.comment_rest(row)


def _column(
    writer: DocxWriter, row: Row, column: Column, cell: Any = None, *, beside: bool = False
) -> None:
    """Write one passage in one language; `beside`: it is the French below its English."""
    language = ENGLISH if column.side == "en" else writer.source_language
    numbering = Numbering(writer.document)
    for part in column.parts:
        if part.kind == BlockKind.TABLE_CELL.value and row.kind != BlockKind.LIST_ITEM.value:
            _table(writer, part, language, cell)
            continue
        for words in part.words:
            paragraph = writer.paragraph(_style(row, words, beside=beside), cell)
            if _is_item(row, words) and words.block.number is not None:
                numbering.number(paragraph, words.block.level, words.block.number)
            writer.block(paragraph, words, _shown(words), language, beside=beside)


def _is_item(row: Row, words: Words) -> bool:
    """Whether a block is written as a list item, as every block inside a list is."""
    kinds = (row.kind, words.block.kind.value)
    return BlockKind.LIST_ITEM.value in kinds


def _style(row: Row, words: Words, *, beside: bool) -> str:
    if _is_item(row, words):
        kind = "List Bullet" if words.block.number is None else "List Number"
        depth = max(1, min(words.block.level + 1, 3))
        return kind if depth == 1 else f"{kind} {depth}"
    styles = {BlockKind.LEAD: "Brief Lead", BlockKind.QUOTE: "Quote", BlockKind.IMAGE: "Caption"}
    styles |= {BlockKind.CODE: "Brief Code", BlockKind.MATH: "Brief Code"}
    styles |= {BlockKind.HEADING: f"Heading {row.rank}"}
    return "Brief French" if beside else styles.get(words.block.kind, "Normal")


def _shown(words: Words) -> Iterable[Run]:
    """A block's runs, with what its kind adds: a picture's link, a footnote's label."""
    kind = words.block.kind
    if kind is BlockKind.RULE:
        yield from runs("* * *")
    elif kind is BlockKind.IMAGE:
        yield from runs("[Picture] ")
    elif kind is BlockKind.FOOTNOTE:
        yield from runs(f"[{words.label}] ")
    yield from words.runs
    if kind is BlockKind.IMAGE and words.address:
        yield from runs(" ")
        yield from _linked("open", words.address)


def _table(writer: DocxWriter, column: Column, language: str, cell: Any) -> None:
    lines = column.table
    place = writer.document if cell is None else cell
    size = (len(lines), max(map(len, lines)))
    table = place.add_table(*size)
    table.style = "Table Grid"
    for line, written_row in zip(lines, table.rows, strict=True):
        for words, target in zip(line, written_row.cells, strict=False):
            if words is not None:
                writer.block(target.paragraphs[0], words, words.runs, language)
    if cell is not None:
        cell.add_paragraph()  # Word wants a paragraph after a table in a cell


def _checks(writer: DocxWriter, brief: Brief) -> None:
    if not (brief.models or brief.findings):
        return
    writer.text("Heading 1", "Checks")
    writer.text("Normal", f"Verified: {statements.verified(brief)}.")
    if uses := statements.glossary(brief.terms):
        writer.text("Normal", f"Glossary: {uses}")
    for line in _findings(brief):
        writer.text("List Bullet", line)
    if named := statements.models(brief.models):
        writer.text("Brief About", f"Models: {named}.")


def _findings(brief: Brief) -> Iterable[str]:
    """Each finding as a line; those that somebody must look into come first."""
    numbers = paragraph_numbers(brief.document.blocks)
    for finding in sorted(brief.findings, key=lambda finding: not finding.is_flag):
        number = None if finding.block is None else numbers.get(finding.block)
        place = "" if number is None else f" (¶{number})"
        yield f"{statements.label(finding)}{place}: {clean_line(finding.message)}"


def _removed(writer: DocxWriter, brief: Brief) -> None:
    if lines := [line for text in brief.document.removed if (line := clean_line(text))]:
        writer.text("Heading 1", "Left out of the page")
        for line in lines:
            writer.text("List Bullet", line, writer.source_language)
