"""The results of the stages: Translation, Summary, findings, and the Brief that holds them."""

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
    LANGUAGE = "language"  # the article, or a part of it, is not French
    LENGTH = "length"  # a hypothesis far too short or too long
    LOOP = "loop"  # a repetition loop
    OMISSION = "omission"  # a stretch of a long sentence left out
    UNTRANSLATED = "untranslated"  # the French was kept
    POLARITY = "polarity"  # "uncontested" for what the French calls contested
    HEDGE = "hedge"  # what the French gives as unconfirmed became a fact or a supposition
    UNCONFIRMED = "unconfirmed"  # both the French and the English give it as unconfirmed
    SUMMARY = "summary"  # a summary sentence taken from the article as it is
    DROPPED = "dropped"  # fewer summary sentences than requested: no more could be verified
    SOURCE = "source"  # about the article itself: a paywall stub, removed clutter


# A hypothesis with one of these must not stand in the brief: the French is kept instead.
UNREADABLE = frozenset({FindingKind.LENGTH, FindingKind.LOOP, FindingKind.UNTRANSLATED})

# Findings for information: the brief is right and nobody has to act.
_NOTES = frozenset({FindingKind.SUMMARY, FindingKind.UNCONFIRMED})


@dataclass(frozen=True)
class Finding:
    """One thing that a reader must know: what, where, and the words concerned.

    `block` is the index of the block in the document (None: the whole article or the summary).
    `source_words` are the French words concerned and `target_words` the English ones, if the check
    knows them. Each is a stretch of one sentence, which formats can mark for an editor.
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
    """Which model did which job, and how: the signature beside each output."""

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
    """One sentence and the numbers (from 1) of the paragraphs that support it."""

    text: str
    paragraphs: tuple[int, ...] = ()


@dataclass(frozen=True)
class Summary:
    """What the summariser wrote; `headline` is None if none was requested."""

    headline: str | None
    sentences: tuple[SummarySentence, ...]
    key_points: tuple[SummarySentence, ...]


@dataclass(frozen=True)
class Brief:
    """Everything in a brief; the modules of `formats` turn it into text.

    `translation` has no blocks if only its title was requested.
    """

    document: Document
    language: str  # of the source, ISO 639-1
    translation: Translation | None
    summary: Summary | None
    findings: tuple[Finding, ...]
    num_figures: int  # in the source, each looked for in the translation
    num_names: int  # in the source, each looked for too: known to the gazetteer or from the text
    terms: tuple[TermUse, ...]  # of the user's glossary, with how often the source has each
    models: tuple[ModelUse, ...]
    version: str

    @property
    def flags(self) -> tuple[Finding, ...]:
        """The findings that somebody must look into: all but those for information."""
        return tuple(finding for finding in self.findings if finding.is_flag)
