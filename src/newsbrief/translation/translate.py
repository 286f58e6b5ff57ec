"""Documents → translations: every segment through the model, put back where it stood."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby, islice
from typing import TYPE_CHECKING

from newsbrief.checks.names import Names
from newsbrief.results import Finding, Translation
from newsbrief.translation.attempts import Attempts
from newsbrief.translation.drafts import Preparation
from newsbrief.translation.markup import project
from newsbrief.translation.segments import Outline, Segment, reassemble
from newsbrief.translation.typography import balance

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsbrief.document import Document
    from newsbrief.engines.protocols import Translator
    from newsbrief.translation.drafts import Draft

__all__ = ["translate_many"]

_NO_NAMES = Names(())


def translate_many(
    documents: Sequence[Document],
    translator: Translator,
    names: Names = _NO_NAMES,
    *,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> list[tuple[Translation, list[Finding]]]:
    """Translate the title and the blocks of each document; structure and markup stay as they are.

    The segments of all documents go to the model in one stream of batches; each document comes out
    as it would alone. `names` are written as English writes them. `on_progress` gets the number of
    segments done and of all. Each finding has its block's index. Raises ModelError.
    """
    outlines = [Outline.of(document) for document in documents]
    texts = [
        (article, text)
        for outline in outlines
        for article in [Preparation.of(outline, names)]
        for text in outline.sentences
    ]
    drafts = iter(Attempts(translator, on_progress).drafts(texts))
    return [
        _translated(document, outline, list(islice(drafts, len(outline.segments))))
        for document, outline in zip(documents, outlines, strict=True)
    ]


def _translated(
    document: Document, outline: Outline, drafts: Sequence[Draft]
) -> tuple[Translation, list[Finding]]:
    """The document with each segment's English in its place."""
    segments, texts, marked = outline.segments, outline.texts, outline.marked
    parts = _balanced(segments, drafts)
    english = reassemble(segments, parts, len(texts) + len(marked))
    translated = dict(zip(marked, english[len(texts) :], strict=True))

    blocks = list(document.blocks)
    borders = outline.borders(parts)
    for unit, index in enumerate(outline.translatable, start=1):
        blocks[index] = project(blocks[index], english[unit], translated, borders[unit])
    title = english[0] or None
    findings = _located(segments, drafts, [None, *outline.translatable])
    return Translation(title, tuple(blocks)), findings


def _balanced(segments: Sequence[Segment], drafts: Sequence[Draft]) -> list[str]:
    """The drafts' English, with the quotation marks of each text balanced across its sentences."""
    english: list[str] = []
    for _, group in groupby(zip(segments, drafts, strict=True), key=lambda pair: pair[0].unit):
        pairs = list(group)
        english += balance([part.text for part, _ in pairs], [draft.english for _, draft in pairs])
    return english


def _located(
    segments: Sequence[Segment], drafts: Sequence[Draft], block_of_unit: Sequence[int | None]
) -> list[Finding]:
    """The findings of all drafts with their block's index; phrases of spans are no prose."""
    return [
        replace(finding, block=block_of_unit[part.unit])
        for part, draft in zip(segments, drafts, strict=True)
        if part.unit < len(block_of_unit)
        for finding in draft.findings
    ]
