"""The memory in a run: a store whose faults are reported once and never stop the run."""

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

# Room for eight thousand articles: one of 600 words takes 30 kB.
DEFAULT_MB = 256
T = TypeVar("T")


def store_path() -> Path:
    """Return the path of the memory's file, which may not exist yet."""
    return home() / "memory.sqlite3"


def max_bytes() -> int:
    """Return the largest size of the memory in bytes; 0: no memory. Raises UsageError."""
    megabytes = os.environ.get(VARIABLE) or str(DEFAULT_MB)
    if not megabytes.isdecimal():
        raise UsageError(f"{VARIABLE} is '{megabytes}'; give whole megabytes, or 0 for no memory")
    return int(megabytes) * 1_000_000


class Memory:
    """Values by key, kept from run to run: anything that JSON can hold, except None.

    No method raises. A memory that cannot be used is reported once and is empty for the rest of the
    run; a damaged one is replaced by a new one, once. Thread-safe.
    """

    def __init__(self, path: Path, max_bytes: int, note: Callable[[str], None]):
        """Open or create the file only when first used; `note` shows the user a line."""
        self._path = path
        self._max_bytes = max_bytes
        self._note = note
        self._lock = threading.Lock()
        self._store: Store | None = None
        self._usable = True
        self._replaced = False

    def recall(self, keys: Sequence[bytes]) -> dict[bytes, Any]:
        """Return the remembered values of `keys`, without those that cannot be read."""
        empty: dict[bytes, bytes] = {}
        packed = self._guarded(lambda store: store.get(keys), empty)
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

    def _guarded(self, action: Callable[[Store], T], default: T) -> T:
        """Return what `action` returns; `default` when the store cannot be used."""
        with self._lock:
            try:
                if self._usable:
                    self._store = self._store or Store(self._path, self._max_bytes)
                    return action(self._store)
            except Damaged as exc:
                self._replace(exc)
            except UNUSABLE as exc:
                self._give_up(exc)
        return default

    def _replace(self, exc: Damaged) -> None:
        if self._replaced:
            return self._give_up(exc)
        self._drop()
        self._replaced = True
        try:
            delete_files(self._path)
        except OSError as failed:
            return self._give_up(failed)
        self._note(f"the translation memory {self._path} was damaged ({exc}); it is replaced")
        return None

    def _give_up(self, exc: Exception) -> None:
        self._drop()
        self._usable = False
        self._note(
            f"the translation memory {self._path} cannot be used ({exc}); going on without it"
        )

    def _drop(self) -> None:
        """Close the store and ignore its errors, which are known already."""
        if self._store is not None:
            with contextlib.suppress(Damaged, *UNUSABLE):
                self._store.close()
        self._store = None


def _packed(value: object) -> bytes:
    return zlib.compress(json.dumps(value, separators=(",", ":")).encode())


def _unpacked(packed: bytes) -> Any:
    """Return the value; None for bytes that are not one."""
    try:
        return json.loads(zlib.decompress(packed))
    except (zlib.error, ValueError):
        return None


@dataclass(frozen=True)
class Stats:
    """The number of answers in the memory, and the bytes that they take on disk."""

    entries: int
    bytes: int
    max_bytes: int  # 0: turned off
    path: str


def stats() -> Stats:
    """Describe the memory, without creating one. Raises OutputError, UsageError."""
    path, bound = store_path(), max_bytes()
    with _output_errors(path):
        return _stats(path, bound)


def clear() -> Stats:
    """Empty the memory and return what it held; a memory that cannot be read is deleted.

    Raises OutputError, UsageError.
    """
    path, bound = store_path(), max_bytes()
    with _output_errors(path):
        try:
            before = _stats(path, bound)
            _empty(path, bound)
        except (Damaged, Foreign):
            before = Stats(0, path.stat().st_size, bound, str(path))
            delete_files(path)
    return before


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
def _output_errors(path: Path) -> Iterator[None]:
    """Turn the store's exceptions into OutputError."""
    try:
        yield
    except (Damaged, *UNUSABLE) as exc:
        raise OutputError(
            f"the translation memory {path} cannot be used ({exc}); run: newsbrief cache clear, "
            "or set NEWSBRIEF_HOME to another folder"
        ) from exc
