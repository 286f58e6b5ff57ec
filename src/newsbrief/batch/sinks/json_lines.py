"""One file with a record in each line (JSON Lines)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from newsbrief.batch.journal import Place
from newsbrief.batch.sinks.base import sync_folder
from newsbrief.errors import OutputError
from newsbrief.output import unwritable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsbrief.batch.journal import Journal, Row
    from newsbrief.batch.work import Outcome

__all__ = ["LineSink"]


# How far the file is good, and whether a new file waits for its name.
_COMMITTED, _RENAMING = "committed", "renaming"


# Each line that counts begins where those before it end.
_MOVED = """
UPDATE article SET start = moved.start FROM (
    SELECT id, SUM(length) OVER (ORDER BY start) - length AS start
    FROM article WHERE length IS NOT NULL
) AS moved WHERE moved.id = article.id
"""


class LineSink:
    """Lines are appended, and the journal knows how far the file is good.

    What a killed process wrote beyond that is cut off when the next one begins.
    """

    def __init__(self, path: Path, journal: Journal):
        """Open `path`, made if it is not there. Raises OutputError."""
        self._path = path
        self._new = path.with_name(f".{path.name}.new")
        self._journal = journal
        try:
            self._finish_renaming()
            # Unbuffered: what a full disk did not take must not be tried again when all is closed.
            self._file = path.open("ab", buffering=0)
            self._good = int(journal.setting(_COMMITTED) or 0)
            self._cut()
        except OSError as exc:
            raise unwritable(path, exc) from exc

    def _cut(self) -> None:
        size = self._file.seek(0, os.SEEK_END)
        if size < self._good:
            raise OutputError(
                f"'{self._path}' has {size} bytes and its journal knows of {self._good}: it was "
                "changed since; put it back, or use --restart to do all again"
            )
        if size > self._good:
            self._file.truncate(self._good)
            os.fsync(self._file.fileno())
        sync_folder(self._path.parent)

    def keep(self, outcome: Outcome, row: Row, job: str) -> None:
        """See Sink.keep."""
        line = outcome.payload or b""
        try:
            self._append(line)
        except OSError as exc:
            raise unwritable(self._path, exc) from exc
        with self._journal.writing():
            self._journal.done(outcome, job, Place(start=self._good, length=len(line)))
            self._journal.set(_COMMITTED, str(self._good + len(line)))
        self._good += len(line)

    def _append(self, line: bytes) -> None:
        left = memoryview(line)
        while left:
            left = left[self._file.write(left) :]
        os.fsync(self._file.fileno())

    def drop(self, row: Row) -> None:
        """See Sink.drop: the journal has no place for it, so `finish` leaves it out."""

    def holds(self, row: Row) -> bool:
        """See Sink.holds: `__init__` has compared the file with the journal."""
        return True

    def finish(self) -> None:
        """See Sink.finish."""
        live = self._journal.database.value("SELECT TOTAL(length) FROM article")
        if int(live) < self._good:
            try:
                self._compact()
            except OSError as exc:
                raise unwritable(self._path, exc) from exc
        self._file.close()

    def _compact(self) -> None:
        """Write the lines that count into a new file, which takes the name of the old one.

        The journal tells of the new file once that is whole, and a process that dies before the
        renaming leaves it to the next.
        """
        with self._path.open("rb") as old, self._new.open("wb") as new:
            for start, length in self._places():
                old.seek(start)
                new.write(old.read(length))
            self._good = new.tell()
            new.flush()
            os.fsync(new.fileno())
        with self._journal.writing():
            self._journal.database.run(_MOVED)
            self._journal.set(_COMMITTED, str(self._good))
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
