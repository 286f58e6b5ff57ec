"""The table on disk: a bounded map from key to value in one SQLite file, shared by processes.

Write-ahead logging lets readers and one writer work at the same time, and keeps the file consistent
when a process is killed: a transaction is complete or absent. The file is created under another
name and then linked into its place, so that no process sees an incomplete one.
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

# How long to wait for a lock: ten times the longest write, which evicts at 256 MB.
BUSY_S = 5.0

# The share of the bound that an eviction leaves, so that the next write does not evict again.
KEPT_SHARE = 0.95

# A row's last use is kept in whole hours, so that most runs that only read write nothing.
USE_STEP_S = 3600
CHECKSUM_BYTES = 8  # of the checksum before each value
_TABLE = """
PRAGMA auto_vacuum = FULL;  -- deleted rows free space in the file, which keeps to its bound
PRAGMA journal_mode = WAL;
CREATE TABLE memory (
    id INTEGER PRIMARY KEY, key BLOB NOT NULL UNIQUE, value BLOB NOT NULL, used INTEGER NOT NULL
);
CREATE INDEX by_use ON memory (used);
"""


class Damaged(Exception):
    """The file is not a database, or its pages are inconsistent."""


class Foreign(Exception):
    """The file is intact, but was written by another version of newsbrief."""


# Faults of a file that is not damaged: locked, full, without permission, of another version.
UNUSABLE = (Foreign, sqlite3.Error, OSError)


class Store:
    """An open store. Keys are digests, and values are any bytes.

    Methods raise Damaged, and sqlite3.Error for a file that is locked, full or not writable.
    """

    def __init__(self, path: Path, max_bytes: int, clock: Callable[[], float] = time.time):
        """Open `path`, created first if it is missing. Also raises Foreign and OSError."""
        self._max_bytes = max_bytes
        self._clock = clock
        self._used: set[bytes] = set()  # keys whose last use is still to be written
        if not path.exists():
            _create(path)
        self._connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw",  # "rw" does not create an empty file
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
        with _damage_raised():
            version = self._number("PRAGMA user_version")
            self._connection.execute("PRAGMA synchronous = NORMAL")  # safe with write-ahead logs
            self._connection.execute("PRAGMA secure_delete = ON")  # the texts are private
        if version == 0:
            raise Damaged("it is empty")
        if version != SCHEMA:
            raise Foreign(f"it is of version {version} and this newsbrief writes {SCHEMA}")

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return the values of those keys that are there.

        A value whose checksum does not match its key is left out: even in a corrupt file, no text
        gets the translation of another.
        """
        step = int(self._clock()) // USE_STEP_S
        values: dict[bytes, bytes] = {}
        with _damage_raised():
            for key in keys:
                row = self._connection.execute(
                    "SELECT value, used < ? FROM memory WHERE key = ?", (step, key)
                ).fetchone()
                if row is None or not _is_intact(key, row[0]):
                    continue
                values[key] = row[0][CHECKSUM_BYTES:]
                if row[1]:
                    self._used.add(key)
        return values

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Write all of `values`, or none if anything fails; evict the least recently used rows."""
        step = int(self._clock()) // USE_STEP_S
        rows = [(key, _checksum(key, value) + value, step) for key, value in values.items()]
        with _damage_raised(), self._writing():
            self._write_uses(step)
            self._connection.executemany(
                "INSERT INTO memory (key, value, used) VALUES (?, ?, ?) "
                "ON CONFLICT (key) DO UPDATE SET value = excluded.value, used = excluded.used",
                rows,
            )
            self._evict()

    def close(self) -> None:
        """Write the last uses, and close; a second call does nothing."""
        try:
            if self._used:
                with _damage_raised(), self._writing():
                    self._write_uses(int(self._clock()) // USE_STEP_S)
        finally:
            self._connection.close()

    def count(self) -> int:
        """Return the number of values."""
        with _damage_raised():
            return self._number("SELECT COUNT(*) FROM memory")

    def bytes_used(self) -> int:
        """Return the bytes that the table takes on disk, without free pages, which are reused."""
        with _damage_raised():
            pages = self._number("PRAGMA page_count") - self._number("PRAGMA freelist_count")
            return pages * self._number("PRAGMA page_size")

    def clear(self) -> None:
        """Delete every value, from the write-ahead log too; other processes may use the store."""
        with _damage_raised():
            with self._writing():
                self._connection.execute("DELETE FROM memory")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _write_uses(self, step: int) -> None:
        uses = [(step, key) for key in self._used]
        self._connection.executemany("UPDATE memory SET used = ? WHERE key = ?", uses)
        self._used.clear()

    def _evict(self) -> None:
        if self.bytes_used() <= self._max_bytes:
            return
        target = int(KEPT_SHARE * self._max_bytes)
        while (size := self.bytes_used()) > target and (rows := self.count()):
            surplus = max(1, rows * (size - target) // size)
            self._connection.execute(
                "DELETE FROM memory WHERE id IN (SELECT id FROM memory ORDER BY used, id LIMIT ?)",
                (surplus,),
            )

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Run one transaction, which is rolled back if anything is raised."""
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
    """Create an empty store and link it to `path`, unless another process was faster."""
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
    except OSError:  # a file system without hard links
        draft.replace(path)


@contextlib.contextmanager
def _damage_raised() -> Iterator[None]:
    """Turn SQLite's error for a broken file into Damaged.

    Python raises DatabaseError itself for SQLITE_CORRUPT and SQLITE_NOTADB, and a subclass for
    everything that may pass: a lock, a full disk, missing permission.
    """
    try:
        yield
    except sqlite3.DatabaseError as exc:
        if type(exc) is sqlite3.DatabaseError:
            raise Damaged(str(exc)) from exc
        raise


def _checksum(key: bytes, value: bytes) -> bytes:
    return hashlib.sha256(key + value).digest()[:CHECKSUM_BYTES]


def _is_intact(key: bytes, row: object) -> bool:
    if not isinstance(row, bytes):
        return False
    return row[:CHECKSUM_BYTES] == _checksum(key, row[CHECKSUM_BYTES:])
