"""What the stages make of an article: Translation, Summary, findings, the Brief with them all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsbrief.document import Block, Document

__all__ = [
    "UNREADABLE",
    "Brief",
    "Finding",
    "FindingKind",
    "ModelUse",
    "Summary",
    "SummarySentence",
    "TermUse",
    "Translation",
]


class FindingKind(str, Enum):
    """What a finding is about."""

    NUMBER = "number"  # a figure lost, changed or added
    NAME = "name"  # a name or a glossary's term that the English does not have
    LANGUAGE = "language"  # the article is not French, or in part
    LENGTH = "length"  # a hypothesis far too short or too long
    LOOP = "loop"  # a repetition loop
    OMISSION = "omission"  # a stretch of a long sentence left out
    UNTRANSLATED = "untranslated"  # the French was kept
    POLARITY = "polarity"  # "uncontested" for what the French calls contested
    HEDGE = "hedge"  # what the French gives as unconfirmed, told as a fact or a supposition
    UNCONFIRMED = "unconfirmed"  # what the French gives as unconfirmed, and the English too
    SUMMARY = "summary"  # a summary sentence that is the article's own
    DROPPED = "dropped"  # fewer summary sentences than asked: what could be verified ran out
    SOURCE = "source"  # about the article itself: a paywall stub, removed clutter


# A hypothesis with one of these must not stand in the brief: the French is kept instead.
UNREADABLE = frozenset({FindingKind.LENGTH, FindingKind.LOOP, FindingKind.UNTRANSLATED})


# What a reader is told and need not look into: the brief is right as it stands.
_NOTES = frozenset({FindingKind.SUMMARY, FindingKind.UNCONFIRMED})


@dataclass(frozen=True)
class Finding:
    """One thing a reader must know: what, where, and the words concerned.

    `block` is the index of the block in the document (None: the whole article or the summary).
    `source_words` and `target_words` are the words concerned of the French and of the English, as
    far as a check knows them: each is a stretch of one sentence, for an editor to see marked.
    """

    kind: FindingKind
    message: str
    block: int | None = None
    source_words: tuple[str, ...] = ()
    target_words: tuple[str, ...] = ()

    @property
    def is_flag(self) -> bool:
        """Whether the brief may be wrong there, so that somebody must look."""
        return self.kind not in _NOTES


@dataclass(frozen=True)
class ModelUse:
    """Which model did which job, and how: the signature beside every output."""

    role: str  # "translation" or "summary"
    name: str  # "opus-mt-fr-en"
    revision: str  # the hub's commit, or a prefix of the weights' SHA-256
    runtime: str  # "CTranslate2 int8, beam 2"


@dataclass(frozen=True)
class TermUse:
    """A term of the glossary, its English, and how often the source has it."""

    term: str
    english: str
    count: int


@dataclass(frozen=True)
class Translation:
    """The English of a document: one block for each source block, in the same order."""

    title: str | None
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class SummarySentence:
    """One sentence and the numbers of the paragraphs it rests on (from 1)."""

    text: str
    paragraphs: tuple[int, ...] = ()


@dataclass(frozen=True)
class Summary:
    """What the summariser wrote; `headline` is None when none was asked for."""

    headline: str | None
    sentences: tuple[SummarySentence, ...]
    key_points: tuple[SummarySentence, ...]


@dataclass(frozen=True)
class Brief:
    """Everything a brief holds; `markdown.render` turns it into text.

    `translation` has no blocks when only its title was asked for.
    """

    document: Document
    language: str  # of the source, ISO 639-1
    translation: Translation | None
    summary: Summary | None
    findings: tuple[Finding, ...]
    num_figures: int  # of the source, each looked for in the translation
    num_names: int  # of the source that the gazetteer knows or the text introduces, likewise
    terms: tuple[TermUse, ...]  # of the user's glossary, with how often each stands in the source
    models: tuple[ModelUse, ...]
    version: str

    @property
    def flags(self) -> tuple[Finding, ...]:
        """The findings that somebody must look into."""
        return tuple(finding for finding in self.findings if finding.is_flag)
