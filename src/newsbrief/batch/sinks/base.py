"""Sink, which stores the briefs of a batch, and the paths of an output."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from newsbrief.errors import UsageError

if TYPE_CHECKING:
    from newsbrief.batch.journal import JournalRow
    from newsbrief.batch.work import Outcome

__all__ = ["OutputPaths", "Sink", "sync_folder"]


class Sink(Protocol):
    """Stores briefs. If the process is killed at any point, the next process can continue."""

    def keep(self, outcome: Outcome, row: JournalRow, job: str) -> None:
        """Write a brief to disk, then record in the journal that it is done. Raises OutputError."""

    def drop(self, row: JournalRow) -> None:
        """Remove the brief of an article whose new version has none."""

    def holds(self, row: JournalRow) -> bool:
        """Tell whether the brief of a finished article is still there."""

    def finish(self) -> None:
        """Write the records that still wait, and remove those that later ones replaced."""


class OutputPaths:
    """The paths of an output: its briefs, its journal, its report."""

    def __init__(self, output: str):
        """`output` names a folder of briefs or, by its suffix, records. Raises UsageError."""
        if not output:
            raise UsageError(
                "-o needs a name; give a folder, or a file ending in .jsonl or .parquet"
            )
        self.path = Path(output)
        suffix = self.path.suffix.lower()
        self.kind = {".jsonl": "lines", ".ndjson": "lines", ".parquet": "parts"}.get(
            suffix, "files"
        )
        slashed = output.endswith(("/", os.sep))
        if self.kind == "files" and (
            self.path.is_file() or (suffix and not slashed and not self.path.is_dir())
        ):
            raise UsageError(
                f"'{output}' looks like a file; end a folder with '/', or name a file ending in "
                ".jsonl or .parquet"
            )

    @property
    def state(self) -> Path:
        """The folder of the journal, the lock and drafts."""
        if self.kind == "files":
            return self.path / ".newsbrief"
        return self.path.with_name(f"{self.path.name}.newsbrief")

    @property
    def journal(self) -> Path:
        """The journal's file."""
        return self.state / "journal.sqlite"

    @property
    def report(self) -> Path:
        """The report's file, outside a Parquet folder: readers of Parquet would fail on it."""
        if self.kind == "files":
            return self.path / "report.json"
        return self.path.with_name(f"{self.path.name}.report.json")


def sync_folder(folder: Path) -> None:
    """Flush the file names of a folder to disk, where the system allows it."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
