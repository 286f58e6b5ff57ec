"""The run: tasks through the worker, each outcome into the output and the journal."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from newsbrief.batch.plan import Plan, Watcher
from newsbrief.batch.report import told
from newsbrief.errors import ModelError, OutputError, SomeFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from newsbrief.batch.journal import Journal
    from newsbrief.batch.records import Item
    from newsbrief.batch.sink import Sink
    from newsbrief.batch.work import Failure, Outcome, Task

    Execute = Callable[[Iterable[Sequence[Task]]], Iterator[Outcome]]

__all__ = ["Policy", "Run", "Tally", "Telling"]

# So many articles in a row that were read and then failed alike: the fault is not the articles'.
ALIKE = 5
_NOT_ALIKE = range(2, 8)  # codes of what lies in the article itself, or in its reading


class Telling(Protocol):
    """What a run reports to."""

    def settled(self, outcome: Outcome | None) -> None:
        """One article is settled: by its outcome, or None for one that was before."""

    def note(self, message: str, /) -> None:
        """Say one line."""


@dataclass(frozen=True)
class Policy:
    """What is done about failures: tried again, and how many are borne (None: all).

    `blames`: an article that was at work when this process died may have been the reason.
    """

    retry_failed: bool = False
    max_failures: int | None = None
    blames: bool = True


@dataclass
class Tally:
    """What this run has done so far."""

    done: int = 0
    failed: int = 0
    kept: int = 0  # settled before, and left as they are
    words: int = 0
    began: float = 0.0

    @property
    def seconds(self) -> float:
        """How long it has run."""
        return time.monotonic() - self.began


class Run:
    """One process's part of a batch."""

    def __init__(
        self, journal: Journal, sink: Sink, job: str, telling: Telling, policy: Policy | None = None
    ):
        """`job` is the digest of what is done with each article."""
        self._journal = journal
        self._sink = sink
        self._job = job
        self._telling = telling
        self._policy = policy or Policy()
        self._alike = 0
        self._last: Failure | None = None
        self.tally = Tally(began=time.monotonic())

    def all(self, items: Iterable[Item], execute: Execute) -> None:
        """Brief every item that is due; `execute` turns groups of tasks into outcomes in any order.

        Raises SomeFailed after more failures than the policy bears, and whatever would fail for
        every article. However it ends, the same call goes on where this one stopped.
        """
        watcher = Watcher(self._settle, self._kept, self._telling.note)
        plan = Plan(
            self._journal,
            self._sink,
            self._job,
            watcher,
            retry_failed=self._policy.retry_failed,
            blames=self._policy.blames,
        )
        try:
            for outcome in execute(plan.groups(items)):
                self._settle(outcome)
            self._sink.finish()
        except BaseException:
            with contextlib.suppress(OutputError):  # the disk is full, say: what stopped it tells
                self._journal.release()
            raise

    def _kept(self) -> None:
        self.tally.kept += 1
        self._telling.settled(None)

    def _settle(self, outcome: Outcome) -> None:
        row = self._journal.find(outcome.key)
        if row is None:
            raise ValueError(f"{outcome.key} was never handed out")
        if outcome.failure is None:
            self._sink.keep(outcome, row, self._job)
            self.tally.done += 1
            self.tally.words += outcome.words
        else:
            self._sink.drop(row)
            self._journal.failed(outcome, self._job)
            self.tally.failed += 1
            self._telling.note(told(row.key, outcome.failure.reason))
        self._telling.settled(outcome)
        self._bear(outcome.failure)

    def _bear(self, failure: Failure | None) -> None:
        """Stop if there are too many failures, or if the next article would fail as well."""
        if failure is None or failure.code in _NOT_ALIKE:
            self._last, self._alike = None, 0
            return self._bear_many()
        self._alike = self._alike + 1 if failure == self._last else 1
        self._last = failure
        if self._alike == ALIKE:
            raise ModelError(
                f"{ALIKE} articles in a row failed alike, so this stops: {failure.reason}; "
                "when that is put right, run it again with --retry-failed"
            )
        return self._bear_many()

    def _bear_many(self) -> None:
        limit = self._policy.max_failures
        if limit is not None and self.tally.failed > limit:
            raise SomeFailed(
                f"stopped after {self.tally.failed} failures (--max-failures {limit}); "
                "the same command goes on"
            )
