"""A Word document that grows: paragraphs, blocks with their languages, findings as comments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsbrief import statements
from newsbrief.formats.docx_parts import EPOCH, add_runs, bookmark, soften, xml_text
from newsbrief.formats.runs import runs
from newsbrief.markdown_escape import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsbrief.checks import Finding
    from newsbrief.formats.rows import Row, Words
    from newsbrief.formats.runs import Run

__all__ = ["ENGLISH", "NAME", "DocxWriter"]

ENGLISH = "en-GB"
NAME = "newsbrief"  # who comments


@dataclass
class DocxWriter:
    """The document that grows, and which findings have their comment already."""

    document: Any
    findings: Sequence[Finding]
    source_language: str

    def __post_init__(self) -> None:
        self._told: set[int] = set()
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
        own: Iterable[Run],
        language: str,
        *,
        beside: bool = False,
    ) -> None:
        """Write a block's runs, and remember them for what is said of the whole block."""
        if words.id:
            bookmark(paragraph, words.id)
        self.runs(paragraph, own, language)
        if beside:
            soften(paragraph)
        if paragraph.runs:
            self._written.setdefault(words.index, [paragraph.runs[0], paragraph.runs[-1]])

    def runs(self, paragraph: Any, own: Iterable[Run], language: str) -> None:
        """Write runs; the first words of a finding get its comment."""
        for number, written_runs in add_runs(paragraph, own, language).items():
            if number not in self._told:
                self._told.add(number)
                self.comment(number, written_runs)

    def comment_rest(self, row: Row) -> None:
        """Comment on whole blocks of `row` with the findings whose words do not stand there."""
        for words in row.columns[0].words:
            over = self._written.get(words.index)
            for number, finding in enumerate(self.findings, start=1):
                if over and finding.block == words.index and number not in self._told:
                    self._told.add(number)
                    self.comment(number, over)

    def comment(self, number: int, over: Sequence[Any]) -> None:
        """Comment on the runs `over` with finding `number` (from 1)."""
        finding = self.findings[number - 1]
        text = f"{statements.label(finding)}: {clean_line(finding.message)}"
        comment = self.document.add_comment(over, xml_text(text), author=NAME, initials="nb")
        comment._comment_elm.set(_W_DATE, f"{EPOCH.isoformat()}Z")


_W_DATE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}date"
