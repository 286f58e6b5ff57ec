"""The journal of a batch: what became of each article.

An article is written down as done after its brief is safely on disk, and each entry is safe on disk
when the call returns: a process may be killed, or the power cut, between any two instructions.
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

__all__ = ["Counts", "Journal", "Place", "Row", "State"]


# An article that was alone at work when its process died, so often, is not tried again. Two were
# too few: models are opened while it is alone, and two kill -9 in those seconds gave a good one up.
MAX_CRASHES = 3


CRASH_CODE = 8


CRASH_REASON = (
    f"newsbrief died {MAX_CRASHES} times while at this article alone (memory ran out, or a model's "
    "library crashed); look at it, then use --retry-failed"
)


class State(str, Enum):
    """How far an article is."""

    TODO = "todo"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True)
class Row:
    """What is known of one article. `name` is its output's, without folder and suffix."""

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
class Place:
    """Where a record lies: a part's number, or a first byte and a length; `pending` until then."""

    part: int | None = None
    start: int | None = None
    length: int | None = None
    pending: bytes | None = None


@dataclass(frozen=True)
class Counts:
    """How many articles are in each state; of those done, how many are flagged; words in all."""

    done: int
    failed: int
    working: int
    todo: int
    flagged: int
    words: int

    @property
    def left(self) -> int:
        """How many are not settled."""
        return self.working + self.todo


class Journal:
    """An open journal. Every method raises OutputError for a file that cannot be used."""

    def __init__(self, path: Path):
        """Open `path`, made if it is not there. Raises OutputError for what is no journal."""
        self._database = Database(path)

    @property
    def database(self) -> Database:
        """For those that keep places in it."""
        return self._database

    def close(self) -> None:
        """Close; harmless when done twice."""
        self._database.close()

    def writing(self) -> AbstractContextManager[None]:
        """Make one transaction of several calls."""
        return self._database.writing()

    def recover(self) -> int:
        """Take note of articles that were at work when a process died; return how many."""
        with self.writing():
            found = self._database.run(
                "UPDATE article SET crashes = crashes + alone, suspect = 1, state = 'todo' "
                "WHERE state = 'working'"
            )
            self._database.run(
                "UPDATE article SET state = 'failed', code = ?, reason = ?, crashes = 0 "
                "WHERE crashes >= ?",
                CRASH_CODE,
                CRASH_REASON,
                MAX_CRASHES,
            )
        return found

    def find(self, key: str) -> Row | None:
        """What is known of an article, or None."""
        return next(self._rows("WHERE key = ?", key), None)

    def failures(self) -> Iterator[Row]:
        """The articles that failed, in the order in which they were met."""
        return self._rows("WHERE state = 'failed' ORDER BY id")

    def flagged(self) -> Iterator[Row]:
        """The articles that are done and have findings to be looked into."""
        return self._rows("WHERE state = 'done' AND flagged > 0 ORDER BY id")

    def _rows(self, where: str, *values: object) -> Iterator[Row]:
        for row in self._database.rows(f"SELECT {_COLUMNS} FROM article {where}", *values):
            found = Row(*row)
            yield replace(found, state=State(found.state), suspect=bool(found.suspect))

    def counts(self, *, seen: bool = False) -> Counts:
        """Count the articles by state; with `seen`, those alone that this run's inputs name."""
        where = "WHERE key IN temp.seen" if seen else ""
        found = dict(
            self._database.rows(f"SELECT state, COUNT(*) FROM article {where} GROUP BY state")
        )
        flagged, words = next(
            self._database.rows(
                "SELECT TOTAL(flagged > 0 AND state = 'done'), "
                f"TOTAL((state = 'done') * words) FROM article {where}"
            )
        )
        by_state = {state.value: found.get(state.value, 0) for state in State}
        return Counts(**by_state, flagged=int(flagged), words=int(words))

    def size(self) -> int:
        """How many articles have a row: none is ever deleted."""
        return int(self._database.value("SELECT MAX(id) FROM article") or 0)

    def see(self, key: str) -> None:
        """Note that this run's inputs name an article."""
        self._database.run("INSERT OR IGNORE INTO temp.seen VALUES (?)", key)

    def met(self, key: str) -> str | None:
        """Return the digest of the article that this run has read under this key."""
        found = self._database.value("SELECT digest FROM temp.met WHERE key = ?", key)
        return None if found is None else str(found)

    def meet(self, key: str, digest: str) -> None:
        """Note that this run has read an article; the first of a key counts."""
        self._database.run("INSERT OR IGNORE INTO temp.met VALUES (?, ?)", key, digest)

    def name_taken(self, name: str) -> bool:
        """Tell whether an article has this name, in whatever case."""
        return self._database.value("SELECT 1 FROM article WHERE name = ?", name) is not None

    def enter(self, key: str, name: str) -> None:
        """Give a new article its row; on disk with the claim that follows at the latest."""
        self._database.run("INSERT INTO article (key, name) VALUES (?, ?)", key, name)

    def claim(self, tasks: Sequence[Task], job: str) -> None:
        """Note that these articles, which have rows, are at work together, under `job`."""
        alone = len(tasks) == 1
        self._database.run_each(
            "UPDATE article SET state = 'working', alone = ?, digest = ?, job = ? WHERE key = ?",
            [(alone, task.digest, job, task.key) for task in tasks],
        )

    def release(self) -> None:
        """Note that nothing is at work any more: an orderly ending."""
        self._database.run("UPDATE article SET state = 'todo' WHERE state = 'working'")

    def done(self, outcome: Outcome, job: str, place: Place) -> None:
        """Note that an article's brief, made under `job`, is safe, and where it lies."""
        self._settle(outcome, job, State.DONE, 0, "", place)

    def failed(self, outcome: Outcome, job: str) -> None:
        """Note why an article has no brief."""
        if outcome.failure is None:
            raise ValueError("no failure")
        self._settle(
            outcome, job, State.FAILED, outcome.failure.code, outcome.failure.reason, Place()
        )

    def _settle(
        self, outcome: Outcome, job: str, state: State, code: int, reason: str, place: Place
    ) -> None:
        self._database.run(
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
        """What was set under a name."""
        found = self._database.value("SELECT value FROM setting WHERE name = ?", name)
        return None if found is None else str(found)

    def set(self, name: str, value: str) -> None:
        """Set a value under a name."""
        self._database.run(
            "INSERT INTO setting VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            name,
            value,
        )
