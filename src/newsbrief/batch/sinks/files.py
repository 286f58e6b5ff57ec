"""A folder with one file for each article."""

from __future__ import annotations

import hashlib
import os
import re
from typing import TYPE_CHECKING

from newsbrief.batch.journal import RecordPlace
from newsbrief.batch.sinks.base import sync_folder
from newsbrief.output import unwritable

if TYPE_CHECKING:
    from pathlib import Path

    from newsbrief.batch.journal import Journal, JournalRow
    from newsbrief.batch.work import Outcome

__all__ = ["FLAT", "FileSink", "output_name"]

FLAT = 10_000  # files in the folder itself; further ones are in 256 folders below it
MAX_STEM_BYTES = 100  # file systems allow 255, and a digest and a suffix follow
_UNSAFE = re.compile(r"[^\w.\-]+")


class FileSink:
    """Writes each brief to a file, which is complete or does not exist."""

    def __init__(self, folder: Path, suffix: str, journal: Journal, draft: Path):
        """Each file is written to `draft`, on the same disk, and then renamed."""
        self._folder = folder
        self._draft = draft
        self._suffix = suffix
        self._journal = journal

    def keep(self, outcome: Outcome, row: JournalRow, job: str) -> None:
        """See Sink.keep."""
        path = self._path(row)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with self._draft.open("wb") as file:
                file.write(outcome.payload or b"")
                file.flush()
                os.fsync(file.fileno())
            self._draft.replace(path)
            sync_folder(path.parent)
        except OSError as exc:
            raise unwritable(path, exc) from exc
        self._journal.done(outcome, job, RecordPlace())

    def drop(self, row: JournalRow) -> None:
        """See Sink.drop."""
        self._path(row).unlink(missing_ok=True)

    def holds(self, row: JournalRow) -> bool:
        """See Sink.holds."""
        return self._path(row).exists()

    def finish(self) -> None:
        """See Sink.finish: all files are written already."""

    def _path(self, row: JournalRow) -> Path:
        return self._folder / f"{row.name}{self._suffix}"


def output_name(key: str, stem: str, journal: Journal) -> str:
    """Return a new article's name: its stem, and a digest of its key if the stem is taken.

    After `FLAT` articles, the first byte of the digest names a folder.
    """
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    name = _safe(stem)
    folder = f"{digest[:2]}/" if journal.size() >= FLAT else ""
    if journal.name_taken(folder + name):
        name = f"{name}-{digest[:12]}"
    return folder + name


def _safe(stem: str) -> str:
    """A stem that every file system accepts, cut between characters."""
    safe = _UNSAFE.sub("-", stem).strip("-.").encode("utf-8", "ignore")[:MAX_STEM_BYTES]
    return safe.decode("utf-8", "ignore") or "article"
