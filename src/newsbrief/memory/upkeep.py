"""What `newsbrief cache` does: look at the memory, empty it."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsbrief.errors import OutputError
from newsbrief.memory.memory import max_bytes, store_path
from newsbrief.memory.store import UNUSABLE, Damaged, Foreign, Store, delete_files

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["Stats", "clear", "stats"]


@dataclass(frozen=True)
class Stats:
    """What the memory holds: answers of models, and the bytes they take on disk."""

    entries: int
    bytes: int
    max_bytes: int  # 0: turned off
    path: str


def stats() -> Stats:
    """Look at the memory without making one. Raises OutputError, UsageError."""
    path, bound = store_path(), max_bytes()
    with _told(path):
        return _stats(path, bound)


def clear() -> Stats:
    """Empty the memory and return what it held; one that cannot be read is deleted.

    Raises OutputError, UsageError.
    """
    path, bound = store_path(), max_bytes()
    with _told(path):
        try:
            found = _stats(path, bound)
            _empty(path, bound)
        except (Damaged, Foreign):
            found = Stats(0, path.stat().st_size, bound, str(path))
            delete_files(path)
    return found


def _stats(path: Path, bound: int) -> Stats:
    if not path.exists():
        return Stats(0, 0, bound, str(path))
    with contextlib.closing(Store(path, bound)) as store:
        return Stats(store.count(), store.bytes_used(), bound, str(path))


def _empty(path: Path, bound: int) -> None:
    if path.exists():
        with contextlib.closing(Store(path, bound)) as store:
            store.clear()


@contextlib.contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what is wrong with the file into OutputError."""
    try:
        yield
    except (Damaged, *UNUSABLE) as exc:
        raise OutputError(
            f"the translation memory {path} cannot be used ({exc}); run: newsbrief cache clear, "
            "or set NEWSBRIEF_HOME to another folder"
        ) from exc
