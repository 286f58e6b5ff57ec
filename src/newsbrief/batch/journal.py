"""The journal of a batch: the state of each article.

An article is recorded as done only after its brief is safely on disk, and each entry is safely on
disk when the call returns. So the process may be killed, or the power fail, at any instruction.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from newsbrief.batch.database import Database

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from contextlib import AbstractContextManager
    from pathlib import Path

    from newsbrief.batch.work import Outcome, Task

__all__ = ["Counts", "Journal", "JournalRow", "RecordPlace", "State"]

# After so many crashes while it was the only one in progress, an article is not tried again. Two
# were too few: models load in that time, and two kill -9 in those seconds gave up a good article.
MAX_CRASHES = 3
CRASH_CODE = 8

CRASH_REASON = (
    f"newsbrief died {MAX_CRASHES} times while at this article alone (memory ran out, or a model's "
    "library crashed); look at it, then use --retry-failed"
)


class State(str, Enum):
    """What has been done with an article."""

    TODO = "todo"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class JournalRow:
    """What is known about one article. `name` is its output file without folder and suffix."""

    key: str
    name: str
    state: State
    digest: str
    job: str
    code: int
    reason: str
    flagged: int
    suspect: bool


_COLUMNS = "key, name, state, digest, job, code, reason, flagged, suspect"


@dataclass(frozen=True)
class RecordPlace:
    """Where a record is: a part's number, or first byte and length, or still `pending`."""

    part: int | None = None
    start: int | None = None
    length: int | None = None
    pending: bytes | None = None


@dataclass(frozen=True)
class Counts:
    """Numbers of articles in each state and, of those done, the flagged ones and all words."""

    done: int
    failed: int
    working: int
    todo: int
    flagged: int
    words: int

    @property
    def left(self) -> int:
        """How many are neither done nor failed."""
        return self.working + self.todo


class Journal:
    """An open journal. Every method raises OutputError if the file cannot be used."""

    def __init__(self, path: Path):
        """Open or create `path`. Raises OutputError if it is no journal."""
        self._database = Database(path)

    @property
    def database(self) -> Database:
        """The database, for sinks that store their records' places in it."""
        return self._database

    def close(self) -> None:
        """Close; harmless when done twice."""
        self._database.close()

    def transaction(self) -> AbstractContextManager[None]:
        """Make several calls one transaction."""
        return self._database.transaction()

    def recover(self) -> int:
        """Reset the articles that were in progress when a process died; return how many."""
        with self.transaction():
            count = self._database.execute(
                "UPDATE article SET crashes = crashes + alone, suspect = 1, state = 'todo' "
                "WHERE state = 'working'"
            )
            self._database.execute(
                "UPDATE article SET state = 'failed', code = ?, reason = ?, crashes = 0 "
                "WHERE crashes >= ?",
                CRASH_CODE,
                CRASH_REASON,
                MAX_CRASHES,
            )
        return count

    def find(self, key: str) -> JournalRow | None:
        """Return what is known about an article, or None."""
        return next(self._rows("WHERE key = ?", key), None)

    def failures(self) -> Iterator[JournalRow]:
        """Yield the articles that failed, in the order of the inputs."""
        return self._rows("WHERE state = 'failed' ORDER BY id")

    def flagged(self) -> Iterator[JournalRow]:
        """Yield the articles that are done and have findings that somebody must check."""
        return self._rows("WHERE state = 'done' AND flagged > 0 ORDER BY id")

    def _rows(self, where: str, *values: object) -> Iterator[JournalRow]:
        for values_of_row in self._database.rows(
            f"SELECT {_COLUMNS} FROM article {where}", *values
        ):
            row = JournalRow(*values_of_row)
            yield replace(row, state=State(row.state), suspect=bool(row.suspect))

    def counts(self, *, inputs_only: bool = False) -> Counts:
        """Count the articles by state; with `inputs_only`, only those among this run's inputs."""
        where = "WHERE key IN temp.inputs" if inputs_only else ""
        counts = dict(
            self._database.rows(f"SELECT state, COUNT(*) FROM article {where} GROUP BY state")
        )
        flagged, words = next(
            self._database.rows(
                "SELECT TOTAL(flagged > 0 AND state = 'done'), "
                f"TOTAL((state = 'done') * words) FROM article {where}"
            )
        )
        by_state = {state.value: counts.get(state.value, 0) for state in State}
        return Counts(**by_state, flagged=int(flagged), words=int(words))

    def size(self) -> int:
        """Return how many articles have a row; rows are never deleted."""
        return int(self._database.value("SELECT MAX(id) FROM article") or 0)

    def mark_input(self, key: str) -> None:
        """Record that an article is among this run's inputs."""
        self._database.execute("INSERT OR IGNORE INTO temp.inputs VALUES (?)", key)

    def digest_read(self, key: str) -> str | None:
        """Return the digest of the article that this run has read under this key, or None."""
        digest = self._database.value("SELECT digest FROM temp.articles_read WHERE key = ?", key)
        return None if digest is None else str(digest)

    def mark_read(self, key: str, digest: str) -> None:
        """Record that this run has read an article; only the first one of a key counts."""
        self._database.execute(
            "INSERT OR IGNORE INTO temp.articles_read VALUES (?, ?)", key, digest
        )

    def name_taken(self, name: str) -> bool:
        """Tell whether an article has this name, ignoring case."""
        return self._database.value("SELECT 1 FROM article WHERE name = ?", name) is not None

    def add(self, key: str, name: str) -> None:
        """Add a row for a new article; it is on disk after the next `claim` at the latest."""
        self._database.execute("INSERT INTO article (key, name) VALUES (?, ?)", key, name)

    def claim(self, tasks: Sequence[Task], job: str) -> None:
        """Record that these articles, which have rows, are worked on together under `job`."""
        alone = len(tasks) == 1
        self._database.execute_each(
            "UPDATE article SET state = 'working', alone = ?, digest = ?, job = ? WHERE key = ?",
            [(alone, task.digest, job, task.key) for task in tasks],
        )

    def release(self) -> None:
        """Record that no article is in progress any more: the process ends normally."""
        self._database.execute("UPDATE article SET state = 'todo' WHERE state = 'working'")

    def done(self, outcome: Outcome, job: str, place: RecordPlace) -> None:
        """Record that an article's brief, made under `job`, is on disk, and where it is."""
        self._settle(outcome, job, State.DONE, 0, "", place)

    def failed(self, outcome: Outcome, job: str) -> None:
        """Record why an article has no brief."""
        if outcome.failure is None:
            raise ValueError("no failure")
        self._settle(
            outcome, job, State.FAILED, outcome.failure.code, outcome.failure.reason, RecordPlace()
        )

    def _settle(
        self, outcome: Outcome, job: str, state: State, code: int, reason: str, place: RecordPlace
    ) -> None:
        self._database.execute(
            "UPDATE article SET state = ?, digest = ?, job = ?, code = ?, reason = ?, flagged = ?, "
            "words = ?, suspect = 0, crashes = 0, part = ?, start = ?, length = ?, pending = ? "
            "WHERE key = ?",
            state.value,
            outcome.digest,
            job,
            code,
            reason,
            outcome.flagged,
            outcome.words,
            place.part,
            place.start,
            place.length,
            place.pending,
            outcome.key,
        )

    def setting(self, name: str) -> str | None:
        """Return the value of a setting, or None."""
        value = self._database.value("SELECT value FROM setting WHERE name = ?", name)
        return None if value is None else str(value)

    def set(self, name: str, value: str) -> None:
        """Store the value of a setting."""
        self._database.execute(
            "INSERT INTO setting VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            name,
            value,
        )
