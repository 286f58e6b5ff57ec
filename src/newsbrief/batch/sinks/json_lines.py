"""One file with a record in each line (JSON Lines)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from newsbrief.batch.journal import RecordPlace
from newsbrief.batch.sinks.base import sync_folder
from newsbrief.errors import OutputError
from newsbrief.output import unwritable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsbrief.batch.journal import Journal, JournalRow
    from newsbrief.batch.work import Outcome

__all__ = ["JsonLinesSink"]

# Settings in the journal: how many bytes of the file are valid, and whether the new file must still
# be renamed.
_COMMITTED, _RENAMING = "committed", "renaming"

# Each remaining line begins where the one before it ends.
_MOVED = """
UPDATE article SET start = moved.start FROM (
    SELECT id, SUM(length) OVER (ORDER BY start) - length AS start
    FROM article WHERE length IS NOT NULL
) AS moved WHERE moved.id = article.id
"""


class JsonLinesSink:
    """Appends lines to a file; the journal records how many bytes of it are valid.

    If a process was killed while it wrote a line, the next process cuts that line off.
    """

    def __init__(self, path: Path, journal: Journal):
        """Open or create `path`. Raises OutputError."""
        self._path = path
        self._new = path.with_name(f".{path.name}.new")
        self._journal = journal
        try:
            self._finish_renaming()
            # Unbuffered, so that closing does not write again what a full disk has refused.
            self._file = path.open("ab", buffering=0)
            self._valid_bytes = int(journal.setting(_COMMITTED) or 0)
            self._cut()
        except OSError as exc:
            raise unwritable(path, exc) from exc

    def _cut(self) -> None:
        size = self._file.seek(0, os.SEEK_END)
        if size < self._valid_bytes:
            raise OutputError(
                f"'{self._path}' has {size} bytes and its journal knows of {self._valid_bytes}: "
                "it was changed since; put it back, or use --restart to do all again"
            )
        if size > self._valid_bytes:
            self._file.truncate(self._valid_bytes)
            os.fsync(self._file.fileno())
        sync_folder(self._path.parent)

    def keep(self, outcome: Outcome, row: JournalRow, job: str) -> None:
        """See Sink.keep."""
        line = outcome.payload or b""
        try:
            self._append(line)
        except OSError as exc:
            raise unwritable(self._path, exc) from exc
        with self._journal.transaction():
            self._journal.done(outcome, job, RecordPlace(start=self._valid_bytes, length=len(line)))
            self._journal.set(_COMMITTED, str(self._valid_bytes + len(line)))
        self._valid_bytes += len(line)

    def _append(self, line: bytes) -> None:
        left = memoryview(line)
        while left:
            left = left[self._file.write(left) :]
        os.fsync(self._file.fileno())

    def drop(self, row: JournalRow) -> None:
        """See Sink.drop: the journal has no place for the record, so `finish` leaves it out."""

    def holds(self, row: JournalRow) -> bool:
        """See Sink.holds: `__init__` has compared the file with the journal."""
        return True

    def finish(self) -> None:
        """See Sink.finish."""
        needed_bytes = self._journal.database.value("SELECT TOTAL(length) FROM article")
        if int(needed_bytes) < self._valid_bytes:
            try:
                self._compact()
            except OSError as exc:
                raise unwritable(self._path, exc) from exc
        self._file.close()

    def _compact(self) -> None:
        """Write the lines that are still needed to a new file, which replaces the old one.

        The journal records the new file once it is complete. If the process dies before renaming
        it, the next process does so.
        """
        with self._path.open("rb") as old, self._new.open("wb") as new:
            for start, length in self._places():
                old.seek(start)
                new.write(old.read(length))
            self._valid_bytes = new.tell()
            new.flush()
            os.fsync(new.fileno())
        with self._journal.transaction():
            self._journal.database.execute(_MOVED)
            self._journal.set(_COMMITTED, str(self._valid_bytes))
            self._journal.set(_RENAMING, "1")
        self._finish_renaming()

    def _places(self) -> Iterator[tuple[int, int]]:
        return self._journal.database.rows(
            "SELECT start, length FROM article WHERE length IS NOT NULL ORDER BY start"
        )

    def _finish_renaming(self) -> None:
        if self._journal.setting(_RENAMING) == "1":
            if self._new.exists():
                self._new.replace(self._path)
                sync_folder(self._path.parent)
            self._journal.set(_RENAMING, "0")
        self._new.unlink(missing_ok=True)
