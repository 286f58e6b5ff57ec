"""Where the briefs of a batch go; each kind keeps its promise with the journal in its own way."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from newsbrief.errors import UsageError

if TYPE_CHECKING:
    from newsbrief.batch.journal import Row
    from newsbrief.batch.work import Outcome

__all__ = ["Layout", "Sink", "sync_folder"]


class Sink(Protocol):
    """An output that a process may leave at any point, and the next one goes on with."""

    def keep(self, outcome: Outcome, row: Row, job: str) -> None:
        """Write a brief safely and, after that, note in the journal that it is done.

        Raises OutputError.
        """

    def drop(self, row: Row) -> None:
        """Remove what an article's earlier version left, since the new one has no brief."""

    def holds(self, row: Row) -> bool:
        """Tell whether the brief of an article that is done is still there."""

    def finish(self) -> None:
        """Write what waited for company, and remove what later briefs have replaced."""


class Layout:
    """Where everything of an output lies: the briefs, the journal, the report."""

    def __init__(self, output: str):
        """Tell a folder of briefs from a file of records by the name's end."""
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
        """The folder of what the run itself needs."""
        if self.kind == "files":
            return self.path / ".newsbrief"
        return self.path.with_name(f"{self.path.name}.newsbrief")

    @property
    def journal(self) -> Path:
        """The journal's file."""
        return self.state / "journal.sqlite"

    @property
    def report(self) -> Path:
        """The report's file: not among the parts of a table, whose readers would trip over it."""
        if self.kind == "files":
            return self.path / "report.json"
        return self.path.with_name(f"{self.path.name}.report.json")


def sync_folder(folder: Path) -> None:
    """Make the names in a folder safe against a power cut, where the system can."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
