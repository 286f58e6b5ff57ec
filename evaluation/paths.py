"""The two paths that evaluations compare: the model alone, and newsbrief's whole path.

What the model answers may be kept in a file, so that a change of the code around it is measured
again in seconds; nothing but the model's own hypotheses is kept.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from typing import TYPE_CHECKING, Any

from newsbrief.document import Block, BlockKind, Document
from newsbrief.engines import ignore_progress
from newsbrief.names import Names, gazetteer
from newsbrief.translate import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from newsbrief.checks import Finding
    from newsbrief.engines import Translator

__all__ = ["RememberingTranslator", "newsbrief_path", "plain_path", "signature"]

CHUNK = 200  # texts between two writes: what an interrupted run has done is not lost


class RememberingTranslator:
    """A Translator that asks the model once for each text, over all runs that share the file."""

    def __init__(self, translator: Translator, path: Path | None):
        """`path` None keeps the answers in memory."""
        self._translator = translator
        self._store = sqlite3.connect(path or ":memory:")
        self._store.execute("CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, value TEXT)")

    def __getattr__(self, name: str) -> Any:
        """Whatever else the translator offers."""
        return getattr(self._translator, name)

    def translate(
        self,
        texts: Sequence[str],
        *,
        num_hypotheses: int = 1,
        on_progress: Callable[[int], None] = ignore_progress,
    ) -> list[list[str]]:
        """See Translator.translate."""
        keys = [self._key(text, num_hypotheses) for text in texts]
        missing = [
            (key, text) for key, text in zip(keys, texts, strict=True) if not self._known(key)
        ]
        for first in range(0, len(missing), CHUNK):
            self._ask(missing[first : first + CHUNK], num_hypotheses)
            on_progress(first)
        return [json.loads(str(self._known(key))) for key in keys]

    def _key(self, text: str, num_hypotheses: int) -> str:
        use = self._translator.use
        return json.dumps([use.name, use.revision, use.runtime, num_hypotheses, text])

    def _known(self, key: str) -> str | None:
        row = self._store.execute("SELECT value FROM answers WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def _ask(self, missing: Sequence[tuple[str, str]], num_hypotheses: int) -> None:
        groups = self._translator.translate(
            [text for _, text in missing], num_hypotheses=num_hypotheses
        )
        rows = [(key, json.dumps(group)) for (key, _), group in zip(missing, groups, strict=True)]
        with self._store:
            self._store.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?)", rows)


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
    translation, findings = translate(document, translator, Names(gazetteer()))
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
