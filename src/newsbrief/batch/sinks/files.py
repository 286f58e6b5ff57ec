"""A folder with one file for each article."""

from __future__ import annotations

import hashlib
import os
import re
from typing import TYPE_CHECKING

from newsbrief.batch.journal import Place
from newsbrief.batch.sinks.base import sync_folder
from newsbrief.output import unwritable

if TYPE_CHECKING:
    from pathlib import Path

    from newsbrief.batch.journal import Journal, Row
    from newsbrief.batch.work import Outcome

__all__ = ["FLAT", "FileSink", "output_name"]


FLAT = 10_000  # so many files lie in one folder, the others in 256 folders below it


MAX_STEM = 100  # bytes; file systems allow 255, and a digest and a suffix follow


_UNSAFE = re.compile(r"[^\w.\-]+")


class FileSink:
    """Each brief is a file of its own, whole or not there."""

    def __init__(self, folder: Path, suffix: str, journal: Journal, draft: Path):
        """`draft` is where each file is written before it gets its name: on the same disk."""
        self._folder = folder
        self._draft = draft
        self._suffix = suffix
        self._journal = journal

    def keep(self, outcome: Outcome, row: Row, job: str) -> None:
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
        self._journal.done(outcome, job, Place())

    def drop(self, row: Row) -> None:
        """See Sink.drop."""
        self._path(row).unlink(missing_ok=True)

    def holds(self, row: Row) -> bool:
        """See Sink.holds."""
        return self._path(row).exists()

    def finish(self) -> None:
        """See Sink.finish: every file is there already."""

    def _path(self, row: Row) -> Path:
        return self._folder / f"{row.name}{self._suffix}"


def output_name(key: str, stem: str, journal: Journal) -> str:
    """Return a new article's name: its stem, with a digest of its key where another has the stem.

    Past `FLAT` articles, the digest's first byte names a folder.
    """
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
    name = _safe(stem)
    folder = f"{digest[:2]}/" if journal.size() >= FLAT else ""
    if journal.name_taken(folder + name):
        name = f"{name}-{digest[:12]}"
    return folder + name


def _safe(stem: str) -> str:
    """A stem that every file system takes, cut between characters."""
    kept = _UNSAFE.sub("-", stem).strip("-.").encode("utf-8", "ignore")[:MAX_STEM]
    return kept.decode("utf-8", "ignore") or "article"
