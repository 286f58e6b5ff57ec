"""The one module that knows the order of the stages: Article → Brief."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsbrief.checks import Finding
    from newsbrief.document import Block, Document

__all__ = ["Brief", "ModelUse", "Summary", "SummarySentence", "Translation"]


@dataclass(frozen=True)
class ModelUse:
    """Which model did which job: the signature beside every output."""

    role: str  # "translation" or "summary"
    name: str  # "opus-mt-fr-en"
    revision: str  # the hub's commit, or the first 12 digits of a file's SHA-256
    runtime: str  # "ctranslate2 int8, beam 4"


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
    """Everything a brief holds; `markdown.render` turns it into text."""

    document: Document
    language: str  # of the source, ISO 639-1
    translation: Translation | None
    summary: Summary | None
    findings: tuple[Finding, ...]
    models: tuple[ModelUse, ...]
    version: str
