"""The store as a run uses it: what is wrong with it is told once, and the run goes on."""

from __future__ import annotations

import contextlib
import json
import os
import threading
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from newsbrief.engines.memory.store import UNUSABLE, Damaged, Foreign, Store, delete_files
from newsbrief.engines.models.cache import home
from newsbrief.errors import OutputError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

__all__ = ["Memory", "Stats", "clear", "max_bytes", "stats", "store_path"]


VARIABLE = "NEWSBRIEF_CACHE_MB"


# An article of 600 words takes 30 kB: eight thousand of them.
DEFAULT_MB = 256


T = TypeVar("T")


def store_path() -> Path:
    """Return where the memory lies, be it there or not."""
    return home() / "memory.sqlite3"


def max_bytes() -> int:
    """Return the bound of the memory; 0: no memory. Raises UsageError."""
    given = os.environ.get(VARIABLE) or str(DEFAULT_MB)
    if not given.isdecimal():
        raise UsageError(f"{VARIABLE} is '{given}'; give whole megabytes, or 0 for no memory")
    return int(given) * 1_000_000


class Memory:
    """Values by key, kept over runs: anything but None that JSON can hold.

    No method raises: a memory that cannot be used forgets, says so once, and is left alone for the
    rest of the run; one that is damaged is begun anew, once. Any thread may call.
    """

    def __init__(self, path: Path, max_bytes: int, note: Callable[[str], None]):
        """The file is opened, or made, when first needed; `note` tells the user one line."""
        self._path = path
        self._max_bytes = max_bytes
        self._note = note
        self._lock = threading.Lock()
        self._store: Store | None = None
        self._usable = True
        self._begun_anew = False

    def recall(self, keys: Sequence[bytes]) -> dict[bytes, Any]:
        """Return what is remembered of `keys`; a value that cannot be read is none."""
        nothing: dict[bytes, bytes] = {}
        packed = self._guarded(lambda store: store.get(keys), nothing)
        values = ((key, _unpacked(value)) for key, value in packed.items())
        return {key: value for key, value in values if value is not None}

    def remember(self, values: Mapping[bytes, Any]) -> None:
        """Keep all of `values` or, if that fails, none."""
        packed = {key: _packed(value) for key, value in values.items()}
        if packed:
            self._guarded(lambda store: store.put(packed), None)

    def close(self) -> None:
        """Close the file; harmless when it was never opened."""
        if self._store is not None:
            self._guarded(lambda store: store.close(), None)
            self._store = None

    def _guarded(self, action: Callable[[Store], T], otherwise: T) -> T:
        with self._lock:
            try:
                if self._usable:
                    self._store = self._store or Store(self._path, self._max_bytes)
                    return action(self._store)
            except Damaged as exc:
                self._begin_anew(exc)
            except UNUSABLE as exc:
                self._give_up(exc)
        return otherwise

    def _begin_anew(self, exc: Damaged) -> None:
        if self._begun_anew:
            return self._give_up(exc)
        self._drop()
        self._begun_anew = True
        try:
            delete_files(self._path)
        except OSError as failed:
            return self._give_up(failed)
        self._note(f"the translation memory {self._path} was damaged ({exc}); it is begun anew")
        return None

    def _give_up(self, exc: Exception) -> None:
        self._drop()
        self._usable = False
        self._note(
            f"the translation memory {self._path} cannot be used ({exc}); going on without it"
        )

    def _drop(self) -> None:
        """Close, whatever it says: it is in trouble already."""
        if self._store is not None:
            with contextlib.suppress(Damaged, *UNUSABLE):
                self._store.close()
        self._store = None


def _packed(value: object) -> bytes:
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode())


def _unpacked(packed: bytes) -> Any:
    """The value, or None for bytes that are none."""
    try:
        return json.loads(zlib.decompress(packed))
    except (zlib.error, ValueError):
        return None


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
