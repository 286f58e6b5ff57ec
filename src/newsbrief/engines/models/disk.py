"""Files on disk: hashes, free space, growth, and the errors of reading and writing."""

from __future__ import annotations

import hashlib
import shutil
import threading
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from newsbrief.errors import OutputError
from newsbrief.progress import SILENT, Progress, size

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = [
    "CHUNK_BYTES",
    "folder_bytes",
    "metered",
    "reading",
    "require_space",
    "sha256_of",
    "writing",
]

CHUNK_BYTES = 1 << 20
_POLL_S = 0.25  # four steps a second look smooth and cost little
_STEP_BYTES = 1 << 16  # a downloader first writes small files, too fast for a true speed


def sha256_of(path: Path, progress: Progress = SILENT) -> str:
    """Return a file's SHA-256 in hex; `progress` advances by the bytes read."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
            progress.advance(len(chunk))
    return digest.hexdigest()


def folder_bytes(folder: Path) -> int:
    """Return the total size of the files under a folder; vanishing files count as 0."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:
            continue
    return total


def require_space(folder: Path, needed_bytes: int, what: str) -> None:
    """Raise `OutputError` when the disk that holds `folder` has too little space for a fetch."""
    free = shutil.disk_usage(folder).free
    if free < needed_bytes:
        raise OutputError(
            f"{what} needs {size(needed_bytes)} in {folder}, which has {size(free)} free; "
            "free some space, or set NEWSBRIEF_HOME to a folder on another disk"
        )


@contextmanager
def writing(folder: Path, verb: str = "write to") -> Iterator[None]:
    """Turn the errors of a full or read-only disk into `OutputError`."""
    try:
        yield
    except OSError as exc:
        reason = exc.strerror or str(exc)
        raise OutputError(
            f"cannot {verb} the cache {folder}: {reason}; set NEWSBRIEF_HOME to another folder"
        ) from exc


def reading(folder: Path) -> AbstractContextManager[None]:
    """Turn the errors of a folder that may not be read into `OutputError`."""
    return writing(folder, "read")


@contextmanager
def metered(folder: Path, limit_bytes: int, progress: Progress) -> Iterator[None]:
    """Advance `progress` while files under `folder` grow, by `limit_bytes` in all.

    For downloaders that report no progress (pip) or report it differently in each version (the
    hub's client). Growth that was not seen is added at the end, if there was no error.
    """
    before, seen, stop = folder_bytes(folder), 0, threading.Event()

    def look() -> None:
        nonlocal seen
        grown = (folder_bytes(folder) - before) // _STEP_BYTES * _STEP_BYTES
        grown = min(grown, limit_bytes)
        if grown > seen:
            progress.advance(grown - seen)
            seen = grown

    def watch() -> None:
        while not stop.wait(_POLL_S):
            look()

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        stop.set()
        watcher.join()
    progress.advance(limit_bytes - seen)
