"""The SQLite file of a journal, checked when opened and written to survive a power failure."""

from __future__ import annotations

import contextlib
import sqlite3
from typing import TYPE_CHECKING, Any

from newsbrief.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

__all__ = ["Database"]

SCHEMA = 1
BUSY_S = 5.0

_TABLES = (
    """CREATE TABLE article (
    id INTEGER PRIMARY KEY,  -- in the order of the inputs
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,  -- many file systems do not tell A from a
    state TEXT NOT NULL DEFAULT 'todo',
    digest TEXT NOT NULL DEFAULT '',
    job TEXT NOT NULL DEFAULT '',
    code INTEGER NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT '',
    flagged INTEGER NOT NULL DEFAULT 0,
    words INTEGER NOT NULL DEFAULT 0,
    alone INTEGER NOT NULL DEFAULT 0,  -- whether it is, or last was, the only one in progress
    suspect INTEGER NOT NULL DEFAULT 0,  -- whether a process died while it was in progress
    crashes INTEGER NOT NULL DEFAULT 0,  -- how many processes died while it was alone
    part INTEGER, start INTEGER, length INTEGER,  -- where its record is
    pending BLOB  -- its record, until there are enough for a part
)""",
    "CREATE INDEX by_state ON article (state)",
    "CREATE INDEX by_place ON article (part, start)",
    "CREATE INDEX by_pending ON article (id) WHERE pending IS NOT NULL",
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    f"PRAGMA user_version = {SCHEMA}",
)

_RUN_TABLES = (  # of this run only: the articles among its inputs, and those that it has read
    "CREATE TEMP TABLE inputs (key TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TEMP TABLE articles_read (key TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID",
)


class Database:
    """An open SQLite file. Raises OutputError if the disk is full or the file locked or damaged."""

    def __init__(self, path: Path):
        """Open or create `path`."""
        self._path = path
        with self._errors_translated():
            self._connection = sqlite3.connect(path, timeout=BUSY_S, isolation_level=None)
            try:
                self._prepare()
            except BaseException:
                self._connection.close()
                raise

    def _prepare(self) -> None:
        run = self._connection.execute
        version = run("PRAGMA user_version").fetchone()[0]
        if version == 0 and not run("SELECT 1 FROM sqlite_master").fetchone():
            run("PRAGMA journal_mode = WAL")
            with self.transaction():
                for statement in _TABLES:
                    run(statement)
        elif version != SCHEMA:
            raise OutputError(
                f"the journal '{self._path}' is of version {version} and this newsbrief writes "
                f"{SCHEMA}; go on with the newsbrief that began it, or name another output with -o"
            )
        elif (problem := run("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(problem)
        run("PRAGMA synchronous = FULL")
        run("PRAGMA temp_store = FILE")  # the tables of this run may have millions of rows
        for statement in _RUN_TABLES:
            run(statement)

    def close(self) -> None:
        """Close; harmless when done twice."""
        self._connection.close()

    def rows(self, query: str, *values: object) -> Iterator[Any]:
        """Yield the rows of a query, one by one."""
        with self._errors_translated():
            yield from self._connection.execute(query, values)

    def value(self, query: str, *values: object) -> Any:
        """Return the first value of the first row, or None."""
        with self._errors_translated():
            row = self._connection.execute(query, values).fetchone()
        return row[0] if row else None

    def execute(self, statement: str, *values: object) -> int:
        """Run one statement, alone or in a transaction; return the number of rows changed."""
        with self._errors_translated():
            return self._connection.execute(statement, values).rowcount

    def execute_each(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Run a statement for each of `rows`, in one transaction."""
        with self.transaction(), self._errors_translated():
            self._connection.executemany(statement, rows)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Make a transaction: on disk at its end, or undone if an exception ends it."""
        self.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(
                sqlite3.Error
            ):  # SQLite has already undone it if the disk is full
                self._connection.execute("ROLLBACK")
            raise

    @contextlib.contextmanager
    def _errors_translated(self) -> Iterator[None]:
        """Raise SQLite's errors as OutputError.

        Python raises DatabaseError itself for a damaged file, and a subclass of it for what may
        pass: a lock, a full disk, missing permissions.
        """
        try:
            yield
        except sqlite3.DatabaseError as exc:
            if type(exc) is sqlite3.DatabaseError:
                raise OutputError(
                    f"the journal '{self._path}' is damaged ({exc}); what was written is whole: "
                    "use --restart to do all again, or name another output with -o"
                ) from exc
            raise OutputError(
                f"the journal '{self._path}' cannot be used ({exc}); free some space or check its "
                "permissions, then run the same command again"
            ) from exc
