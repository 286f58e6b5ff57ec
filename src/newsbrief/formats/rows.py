"""A brief's passages as rows of a page: each language's runs, and what else refers to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from newsbrief.document import BlockKind, heading_shift
from newsbrief.formats.bilingual import Pair, Passage, passages
from newsbrief.formats.nested_lists import nested, table_rows
from newsbrief.formats.phrases import label
from newsbrief.formats.runs import (
    Link,
    Run,
    address,
    runs,
    runs_by_link,
    source_marks,
    target_marks,
)
from newsbrief.text.printable import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsbrief.document import Block
    from newsbrief.formats.nested_lists import NestedList
    from newsbrief.results import Brief, Finding, SummarySentence

__all__ = [
    "Column",
    "Row",
    "Sentence",
    "Words",
    "footnotes",
    "pair_id",
    "rows",
    "with_ids",
]


@dataclass(frozen=True)
class Words:
    """One block in one language: its index in the document, its runs, its id ("": none)."""

    index: int
    block: Block
    runs: tuple[Run, ...]
    id: str

    @property
    def links(self) -> list[Link]:
        """The runs, those of one link together."""
        return runs_by_link(self.runs)

    @property
    def label(self) -> str:
        """A footnote's label."""
        return clean_line(self.block.target)

    @property
    def address(self) -> str:
        """A picture's address if it may be a link."""
        return address(self.block.target)


@dataclass(frozen=True)
class Column:
    """A passage in one language; `language` is ISO 639-1, `side` "en" or "fr" whatever it is."""

    side: str
    language: str
    words: tuple[Words, ...]

    @property
    def kind(self) -> str:
        """The kind of its first block."""
        return self.words[0].block.kind.value

    @property
    def parts(self) -> list[Column]:
        """The column in stretches of one kind: a quotation may hold a list and a table."""
        stretches = groupby(self.words, key=lambda words: words.block.kind)
        return [replace(self, words=tuple(stretch)) for _, stretch in stretches]

    @property
    def lists(self) -> list[NestedList[Words]]:
        """List items as nested lists."""
        return nested(self.words)

    @property
    def table(self) -> list[list[Words | None]]:
        """Table cells by row."""
        return table_rows(self.words)


@dataclass(frozen=True)
class Reference:
    """A link back: to the element `id`, by a short label and a description."""

    id: str
    label: str
    description: str
    is_flag: bool = False


@dataclass(frozen=True)
class Row:
    """One passage; `rank` is a heading's.

    `references` are the sentences and findings that are about it.
    """

    id: str
    kind: str
    mark: str
    columns: tuple[Column, ...]
    rank: int
    references: tuple[Reference, ...]

    @property
    def is_flagged(self) -> bool:
        """Whether a finding about it must be looked into."""
        return any(reference.is_flag for reference in self.references)


@dataclass(frozen=True)
class Sentence:
    """A sentence of the summary or a key point, clean; its id is "s1" or "k1"."""

    id: str
    text: str
    paragraphs: tuple[int, ...]


def with_ids(sentences: Iterable[SummarySentence], prefix: str) -> list[Sentence]:
    """Return the sentences that have words, with ids that start with `prefix`."""
    cleaned = [(clean_line(sentence.text), sentence.paragraphs) for sentence in sentences]
    kept = [(text, paragraphs) for text, paragraphs in cleaned if text]
    return [Sentence(f"{prefix}{i}", *sentence) for i, sentence in enumerate(kept, start=1)]


def pair_id(pair: Pair) -> str:
    """Return the id of a block's place: "p3" for ¶3, "b7" for what has no number."""
    return f"b{pair.index}" if pair.number is None else f"p{pair.number}"


def rows(brief: Brief, *, top: int) -> list[Row]:
    """Return the rows of `brief`; its highest heading gets the rank `top`."""
    listed = passages(brief)
    shift = heading_shift((block for passage in listed for block in passage.french), top)
    quoting = _quoting(brief)
    return [
        Row(
            id=pair_id(passage.pairs[0]),
            kind=passage.kind.value,
            mark=_mark(passage),
            columns=tuple(_columns(passage, brief)),
            rank=min(6, max(passage.french[0].level, 1) + shift),
            references=_references(passage, brief.findings, quoting),
        )
        for passage in listed
    ]


def _quoting(brief: Brief) -> list[Sentence]:
    if brief.summary is None:
        return []
    return with_ids(brief.summary.sentences, "s") + with_ids(brief.summary.key_points, "k")


def _mark(passage: Passage) -> str:
    numbers = [pair.number for pair in passage.pairs if pair.number is not None]
    if not numbers:
        return ""
    return f"¶{numbers[0]}" + (f"–{numbers[-1]}" if len(numbers) > 1 else "")


def _columns(passage: Passage, brief: Brief) -> Iterable[Column]:
    """The English, then the French; what is the same in both stands once."""
    if passage.english:
        words = (_english(pair, brief.findings) for pair in passage.pairs)
        yield Column("en", "en", tuple(words))
    if not passage.english or any(pair.differs for pair in passage.pairs):
        words = (_french(pair, brief.findings, passage) for pair in passage.pairs)
        yield Column("fr", brief.language, tuple(words))


def _english(pair: Pair, findings: Sequence[Finding]) -> Words:
    block = pair.shown
    marks = target_marks(findings, pair.index, block.text)
    return Words(pair.index, block, tuple(runs(block.text, block.spans, marks)), pair_id(pair))


def _french(pair: Pair, findings: Sequence[Finding], passage: Passage) -> Words:
    block = pair.french
    marks = source_marks(findings, pair.index, block.text)
    french_id = "" if passage.english else pair_id(pair)
    return Words(pair.index, block, tuple(runs(block.text, block.spans, marks)), french_id)


def _references(
    passage: Passage, findings: Sequence[Finding], quoting: Sequence[Sentence]
) -> tuple[Reference, ...]:
    numbers = {pair.number for pair in passage.pairs} - {None}
    indexes = {pair.index for pair in passage.pairs}
    sentences = [
        Reference(s.id, s.id.upper(), f"back to {_PLACES[s.id[0]]} {s.id[1:]}")
        for s in quoting
        if numbers.intersection(s.paragraphs)
    ]
    about = [(n, f) for n, f in enumerate(findings, start=1) if f.block in indexes]
    return (*sentences, *(_to_finding(number, finding) for number, finding in about))


_PLACES = {"s": "sentence of the summary", "k": "key point"}


def _to_finding(number: int, finding: Finding) -> Reference:
    sign, noun = ("⚑", "flag") if finding.is_flag else ("※", "note")
    description = f"{noun} {number}: {label(finding).lower()}"
    return Reference(f"f{number}", f"{sign}{number}", description, finding.is_flag)


def footnotes(listed: Iterable[Row]) -> dict[str, str]:
    """Return the id of each footnote's row by the label that its mark in the text bears."""
    notes = [row for row in listed if row.kind == BlockKind.FOOTNOTE.value]
    return {row.columns[0].words[0].label: row.id for row in notes}
