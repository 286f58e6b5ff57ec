"""The two paths that evaluations compare: the model alone, and newsbrief's whole path.

What the model answers may be kept in a file, as newsbrief's own translation memory, so that a
change of the code around it is measured again in seconds; only the model's raw output is kept.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import click

from newsbrief.checks.names import Names, gazetteer
from newsbrief.document import Block, BlockKind, Document
from newsbrief.engines.backends import LoadedEngines
from newsbrief.engines.memory.memory import Memory
from newsbrief.translation.translate import translate_many

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from newsbrief.engines.protocols import Translator
    from newsbrief.results import Finding

__all__ = ["default_translator", "newsbrief_path", "plain_path", "signature"]

KEPT_BYTES = 1_000_000_000  # more than all sets and paths together: nothing is evicted


def default_translator(cache: Path | None) -> Translator:
    """The default translation model; with `cache`, a file, it is asked once for each text."""
    memory = Memory(cache, KEPT_BYTES, click.echo) if cache else None
    return LoadedEngines(memory=memory).translator()


def plain_path(sources: Sequence[str], translator: Translator) -> list[str]:
    """The model's first hypothesis of each raw text."""
    return [group[0] for group in translator.translate(sources)]


def newsbrief_path(
    sources: Sequence[str], translator: Translator
) -> tuple[list[str], list[list[Finding]]]:
    """Each text as a paragraph of one document, as an article would be; its English and findings.

    Every text must hold more than white space, so that blocks and texts stay in step.
    """
    document = Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in sources))
    names = Names(gazetteer())
    ((translation, findings),) = translate_many([document], translator, names)
    by_source: list[list[Finding]] = [[] for _ in sources]
    for finding in findings:
        if finding.block is not None:
            by_source[finding.block].append(finding)
    return [block.text for block in translation.blocks], by_source


def signature(translator: Translator, paths: Sequence[Path]) -> list[str]:
    """The model, and the digest of each file that was read: what a result belongs to."""
    use = translator.use
    digests = [f"sha256 {hashlib.sha256(p.read_bytes()).hexdigest()}  {p.name}" for p in paths]
    return [f"{use.name} {use.revision}, {use.runtime}", *digests]
