"""The SQLite file of a journal: opened, checked, written so that it survives a power cut."""

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
    id INTEGER PRIMARY KEY,  -- in the order in which they were first met
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,  -- many file systems do not tell A from a
    state TEXT NOT NULL DEFAULT 'todo',
    digest TEXT NOT NULL DEFAULT '',
    job TEXT NOT NULL DEFAULT '',
    code INTEGER NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT '',
    flagged INTEGER NOT NULL DEFAULT 0,
    words INTEGER NOT NULL DEFAULT 0,
    alone INTEGER NOT NULL DEFAULT 0,  -- whether it is, or was last, the only one at work
    suspect INTEGER NOT NULL DEFAULT 0,  -- whether a process died while it was at work
    crashes INTEGER NOT NULL DEFAULT 0,  -- how many did while it was alone
    part INTEGER, start INTEGER, length INTEGER,  -- where its record lies
    pending BLOB  -- its record, until there are enough for a part
)""",
    "CREATE INDEX by_state ON article (state)",
    "CREATE INDEX by_place ON article (part, start)",
    "CREATE INDEX by_pending ON article (id) WHERE pending IS NOT NULL",
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    f"PRAGMA user_version = {SCHEMA}",
)


_OWN = (  # of this run alone: the articles that its inputs name, and those that it has read
    "CREATE TEMP TABLE seen (key TEXT PRIMARY KEY) WITHOUT ROWID",
    "CREATE TEMP TABLE met (key TEXT PRIMARY KEY, digest TEXT NOT NULL) WITHOUT ROWID",
)


class Database:
    """An open journal's file. Raises OutputError for a full disk, a lock, a damaged file."""

    def __init__(self, path: Path):
        """Open `path`, made if it is not there."""
        self._path = path
        with self._told():
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
            with self.writing():
                for statement in _TABLES:
                    run(statement)
        elif version != SCHEMA:
            raise OutputError(
                f"the journal '{self._path}' is of version {version} and this newsbrief writes "
                f"{SCHEMA}; go on with the newsbrief that began it, or name another output with -o"
            )
        elif (found := run("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise sqlite3.DatabaseError(found)
        run("PRAGMA synchronous = FULL")
        run("PRAGMA temp_store = FILE")  # what this process has met: there may be millions
        for statement in _OWN:
            run(statement)

    def close(self) -> None:
        """Close; harmless when done twice."""
        self._connection.close()

    def rows(self, query: str, *values: object) -> Iterator[Any]:
        """Yield the rows of a query, one by one."""
        with self._told():
            yield from self._connection.execute(query, values)

    def value(self, query: str, *values: object) -> Any:
        """Return the first value of the first row, None if there is none."""
        with self._told():
            row = self._connection.execute(query, values).fetchone()
        return row[0] if row else None

    def run(self, statement: str, *values: object) -> int:
        """Run one statement, a transaction of its own or part of one; return the rows changed."""
        with self._told():
            return self._connection.execute(statement, values).rowcount

    def run_each(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Run a statement for each of `rows`, in one transaction."""
        with self.writing(), self._told():
            self._connection.executemany(statement, rows)

    @contextlib.contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: on disk at its end, or undone by whatever stops it."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):  # a full disk has undone it already
                self._connection.execute("ROLLBACK")
            raise

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Tell what SQLite says as an error of the output.

        Python raises the bare DatabaseError for a file that is damaged, and a child of it for what
        may pass: a lock, a full disk, missing rights.
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
