"""The run: tasks through the worker, each outcome into the output and the journal.

One output in the hands of one process: its lock, its journal, its sink.
"""

from __future__ import annotations

import contextlib
import shutil
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from newsbrief.batch.journal import Journal
from newsbrief.batch.plan import Plan, Watcher
from newsbrief.batch.report import told
from newsbrief.batch.work import Tally
from newsbrief.errors import ModelError, OutputError, SomeFailed, UsageError
from newsbrief.output import check_writable, unwritable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from newsbrief.batch.records import Item
    from newsbrief.batch.sinks.base import Layout, Sink
    from newsbrief.batch.work import Failure, Outcome, Task

__all__ = ["Policy", "Run", "Telling", "journal_of", "opened", "sink_for"]


if TYPE_CHECKING:
    Execute = Callable[[Iterable[Sequence[Task]]], Iterator[Outcome]]


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


@contextlib.contextmanager
def opened(layout: Layout, *, restart: bool = False) -> Iterator[Journal]:
    """The journal of an output, for this process alone; with `restart` all is forgotten first.

    Raises OutputError, also where another process is at work on the same output.
    """
    from filelock import FileLock, Timeout

    check_writable([layout.report, layout.journal])
    lock = FileLock(layout.state / "lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise OutputError(
            f"another newsbrief is at work on '{layout.path}'; wait for it, or name another output"
        ) from None
    except OSError as exc:
        raise unwritable(layout.state, exc) from exc
    try:
        if restart:
            _forget(layout)
        _spare_strangers(layout)
        with contextlib.closing(Journal(layout.journal)) as journal:
            yield journal
    finally:
        lock.release()


def journal_of(layout: Layout) -> Journal:
    """The journal of an output, to be looked at. Raises UsageError where there is none."""
    if not layout.journal.is_file():
        raise UsageError(f"no batch was written to '{layout.path}'; check the name")
    return Journal(layout.journal)


def _forget(layout: Layout) -> None:
    """Remove the journal and the records; the files of a folder are written over, one by one."""
    try:
        if layout.kind == "lines":
            layout.path.unlink(missing_ok=True)
        if layout.kind == "parts" and layout.path.is_dir():
            shutil.rmtree(layout.path)
        for suffix in ("-wal", "-shm", ""):
            layout.journal.with_name(layout.journal.name + suffix).unlink(missing_ok=True)
    except OSError as exc:
        raise unwritable(layout.path, exc) from exc


def _spare_strangers(layout: Layout) -> None:
    """Refuse to cut or mix with a file of records that no batch has written."""
    if layout.kind != "files" and layout.path.exists() and not layout.journal.exists():
        raise UsageError(
            f"'{layout.path}' is there already, and no batch wrote it; name another output, or "
            "use --restart to replace it"
        )


def sink_for(layout: Layout, suffix: str, journal: Journal) -> Sink:
    """The sink of an output, with what a killed process left half done put right."""
    if layout.kind == "lines":
        from newsbrief.batch.sinks.json_lines import LineSink

        return LineSink(layout.path, journal)
    if layout.kind == "parts":
        from newsbrief.batch.sinks.parquet import PartSink

        return PartSink(layout.path, journal)
    from newsbrief.batch.sinks.files import FileSink

    return FileSink(layout.path, suffix, journal, layout.state / "draft")
