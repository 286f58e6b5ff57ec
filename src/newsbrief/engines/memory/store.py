"""The table on disk: a bounded map from key to value in one SQLite file, shared by processes.

Write-ahead logging lets readers and one writer work at once, and leaves the file whole when a
process is killed: a transaction is there or it is not. The file is made whole under another name
and then linked into its place, so that nobody meets it half made.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

__all__ = ["UNUSABLE", "Damaged", "Foreign", "Store", "delete_files"]


SCHEMA = 1


# Waited for a lock: ten times what the longest write takes, one that evicts at 256 MB.
BUSY_S = 5.0


# An eviction goes this far below the bound, so that the next write does not evict again.
KEPT = 0.95


# A row's last use is kept to the hour: a run that finds everything writes nothing.
USE_STEP_S = 3600


SEAL_BYTES = 8


_TABLE = """
PRAGMA auto_vacuum = FULL;  -- what is deleted leaves the file, and the file keeps to its bound
PRAGMA journal_mode = WAL;
CREATE TABLE memory (
    id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, value BLOB NOT NULL, used INTEGER NOT NULL
);
CREATE INDEX by_use ON memory (used);
"""


class Damaged(Exception):
    """The file is no database, or its pages contradict each other."""


class Foreign(Exception):
    """The file is sound, but of another version of newsbrief."""


# What may be wrong with a file that is not damaged: locked, full, without rights, of another time.
UNUSABLE = (Foreign, sqlite3.Error, OSError)


class Store:
    """An open store. Keys are digests, values any bytes; both come back as they were put.

    Methods raise Damaged, and sqlite3.Error for a file that is locked, full or not writable.
    """

    def __init__(self, path: Path, max_bytes: int, clock: Callable[[], float] = time.time):
        """Open `path`, made first if it is not there. Also raises Foreign and OSError."""
        self._max_bytes = max_bytes
        self._clock = clock
        self._found: set[bytes] = set()  # keys whose last use is to be written
        if not path.exists():
            _create(path)
        self._connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw",  # never an empty file where one was deleted
            uri=True,
            timeout=BUSY_S,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            self._prepare()
        except BaseException:
            self._connection.close()
            raise

    def _prepare(self) -> None:
        with _damage_told():
            version = self._number("PRAGMA user_version")
            self._connection.execute("PRAGMA synchronous = NORMAL")  # safe with write-ahead logs
            self._connection.execute("PRAGMA secure_delete = ON")  # these are texts of somebody's
        if version == 0:
            raise Damaged("it is empty")
        if version != SCHEMA:
            raise Foreign(f"it is of version {version} and this newsbrief writes {SCHEMA}")

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return the values of those keys that are there.

        A value whose seal is not its key's own is left out: whatever became of the file, no text
        gets another one's translation.
        """
        step = int(self._clock()) // USE_STEP_S
        found: dict[bytes, bytes] = {}
        with _damage_told():
            for key in keys:
                row = self._connection.execute(
                    "SELECT value, used < ? FROM memory WHERE key = ?", (step, key)
                ).fetchone()
                if row is None or not _is_sealed(key, row[0]):
                    continue
                found[key] = row[0][SEAL_BYTES:]
                if row[1]:
                    self._found.add(key)
        return found

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Write all of `values` or, if anything fails, none; the least recently used make room."""
        step = int(self._clock()) // USE_STEP_S
        rows = [(key, _seal(key, value) + value, step) for key, value in values.items()]
        with _damage_told(), self._writing():
            self._write_uses(step)
            self._connection.executemany(
                "INSERT INTO memory (key, value, used) VALUES (?, ?, ?) "
                "ON CONFLICT (key) DO UPDATE SET value = excluded.value, used = excluded.used",
                rows,
            )
            self._evict()

    def close(self) -> None:
        """Write what was used, and close; harmless when done twice."""
        try:
            if self._found:
                with _damage_told(), self._writing():
                    self._write_uses(int(self._clock()) // USE_STEP_S)
        finally:
            self._connection.close()

    def count(self) -> int:
        """Return the number of values."""
        with _damage_told():
            return self._number("SELECT COUNT(*) FROM memory")

    def bytes_used(self) -> int:
        """Return what the table takes on disk; free pages, which are used again, do not count."""
        with _damage_told():
            pages = self._number("PRAGMA page_count") - self._number("PRAGMA freelist_count")
            return pages * self._number("PRAGMA page_size")

    def clear(self) -> None:
        """Delete every value, from the log of writes as well, while others may use the store."""
        with _damage_told():
            with self._writing():
                self._connection.execute("DELETE FROM memory")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _write_uses(self, step: int) -> None:
        uses = [(step, key) for key in self._found]
        self._connection.executemany("UPDATE memory SET used = ? WHERE key = ?", uses)
        self._found.clear()

    def _evict(self) -> None:
        if self.bytes_used() <= self._max_bytes:
            return
        aim = int(KEPT * self._max_bytes)
        while (size := self.bytes_used()) > aim and (rows := self.count()):
            surplus = max(1, rows * (size - aim) // size)
            self._connection.execute(
                "DELETE FROM memory WHERE id IN (SELECT id FROM memory ORDER BY used, id LIMIT ?)",
                (surplus,),
            )

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """One transaction: whole, or undone by whatever stops it."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):  # a full disk has undone it already
                self._connection.execute("ROLLBACK")
            raise

    def _number(self, query: str) -> int:
        return int(self._connection.execute(query).fetchone()[0])


def delete_files(path: Path) -> None:
    """Delete a store that cannot be used, with its logs. Raises OSError."""
    for suffix in ("-wal", "-shm", ""):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _create(path: Path) -> None:
    """Make an empty store beside `path` and link it there, unless another process was first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".memory-")  # of mode 0600
    os.close(handle)
    draft = Path(name)
    try:
        connection = sqlite3.connect(draft, isolation_level=None)
        try:
            connection.executescript(f"{_TABLE} PRAGMA user_version = {SCHEMA};")
        finally:
            connection.close()
        _link(draft, path)
    finally:
        delete_files(draft)


def _link(draft: Path, path: Path) -> None:
    try:
        path.hardlink_to(draft)
    except FileExistsError:
        return
    except OSError:  # a disk without links
        draft.replace(path)


@contextlib.contextmanager
def _damage_told() -> Iterator[None]:
    """Turn what SQLite says of a broken file into Damaged.

    Python raises the bare DatabaseError for SQLITE_CORRUPT and SQLITE_NOTADB, and a child of it
    for everything that may pass: a lock, a full disk, missing rights.
    """
    try:
        yield
    except sqlite3.DatabaseError as exc:
        if type(exc) is sqlite3.DatabaseError:
            raise Damaged(str(exc)) from exc
        raise


def _seal(key: bytes, value: bytes) -> bytes:
    return hashlib.sha256(key + value).digest()[:SEAL_BYTES]


def _is_sealed(key: bytes, sealed: object) -> bool:
    if not isinstance(sealed, bytes):
        return False
    return sealed[:SEAL_BYTES] == _seal(key, sealed[SEAL_BYTES:])
