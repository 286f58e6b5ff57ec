"""A run of a batch: locks the output, briefs its articles, and records each outcome.

Only one process at a time works on an output.
"""

from __future__ import annotations

import contextlib
import shutil
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from newsbrief.batch.journal import Journal
from newsbrief.batch.plan import Callbacks, Plan
from newsbrief.batch.report import failure_line
from newsbrief.batch.work import RunTotals
from newsbrief.errors import ModelError, OutputError, SomeFailed, UsageError
from newsbrief.output import check_writable, unwritable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from newsbrief.batch.records import BatchItem
    from newsbrief.batch.sinks.base import OutputPaths, Sink
    from newsbrief.batch.work import Failure, Outcome, Task

    # Turns groups of tasks into outcomes, in any order.
    Executor = Callable[[Iterable[Sequence[Task]]], Iterator[Outcome]]

__all__ = ["BatchRun", "Policy", "Reporter", "existing_journal", "locked_journal", "sink_for"]

# After so many identical failures in a row of articles that were read, the run stops: the next
# article would fail as well.
MAX_SAME_FAILURES = 5
_ARTICLE_CODES = range(2, 8)  # exit codes of failures that lie in the article or in reading it


class Reporter(Protocol):
    """Receives the progress and the messages of a run."""

    def settled(self, outcome: Outcome | None) -> None:
        """Count an article as settled; `outcome` is None if an earlier run settled it."""

    def note(self, message: str, /) -> None:
        """Show a message of one line."""


@dataclass(frozen=True)
class Policy:
    """How a run treats failures: tries them again, and stops after too many (None: never).

    `works_here`: this process does the work itself, so an article may be why it died.
    """

    retry_failed: bool = False
    max_failures: int | None = None
    works_here: bool = True


class BatchRun:
    """One run of a batch, from the inputs to the finished output."""

    def __init__(
        self,
        journal: Journal,
        sink: Sink,
        job: str,
        reporter: Reporter,
        policy: Policy | None = None,
    ):
        """`job` is the digest of the options and models (see `job_digest`)."""
        self._journal = journal
        self._sink = sink
        self._job = job
        self._reporter = reporter
        self._policy = policy or Policy()
        self._num_same = 0
        self._last_failure: Failure | None = None
        self.totals = RunTotals(began=time.monotonic())

    def brief_all(self, items: Iterable[BatchItem], execute: Executor) -> None:
        """Brief every item that no earlier run has settled.

        Raises SomeFailed after more failures than the policy allows, and any error that would hit
        every article. However it ends, the same call continues where this one stopped.
        """
        callbacks = Callbacks(self._settle, self._keep, self._reporter.note)
        plan = Plan(
            self._journal,
            self._sink,
            self._job,
            callbacks,
            retry_failed=self._policy.retry_failed,
            works_here=self._policy.works_here,
        )
        try:
            for outcome in execute(plan.groups(items)):
                self._settle(outcome)
            self._sink.finish()
        except BaseException:
            with contextlib.suppress(OutputError):  # the error that stopped the run says more
                self._journal.release()
            raise

    def _keep(self) -> None:
        self.totals.kept += 1
        self._reporter.settled(None)

    def _settle(self, outcome: Outcome) -> None:
        row = self._journal.find(outcome.key)
        if row is None:
            raise ValueError(f"no task has the key {outcome.key}")
        if outcome.failure is None:
            self._sink.keep(outcome, row, self._job)
            self.totals.done += 1
            self.totals.words += outcome.words
        else:
            self._sink.drop(row)
            self._journal.failed(outcome, self._job)
            self.totals.failed += 1
            self._reporter.note(failure_line(row.key, outcome.failure.reason))
        self._reporter.settled(outcome)
        self._stop_if_same(outcome.failure)
        self._stop_if_many()

    def _stop_if_same(self, failure: Failure | None) -> None:
        """Raise ModelError if the next article would fail as well."""
        if failure is None or failure.code in _ARTICLE_CODES:
            self._last_failure, self._num_same = None, 0
            return
        self._num_same = self._num_same + 1 if failure == self._last_failure else 1
        self._last_failure = failure
        if self._num_same == MAX_SAME_FAILURES:
            raise ModelError(
                f"{MAX_SAME_FAILURES} articles in a row failed alike, so this stops: "
                f"{failure.reason}; when that is put right, run it again with --retry-failed"
            )

    def _stop_if_many(self) -> None:
        """Raise SomeFailed if there are more failures than the policy allows."""
        limit = self._policy.max_failures
        if limit is not None and self.totals.failed > limit:
            raise SomeFailed(
                f"stopped after {self.totals.failed} failures (--max-failures {limit}); "
                "the same command goes on"
            )


@contextlib.contextmanager
def locked_journal(paths: OutputPaths, *, restart: bool = False) -> Iterator[Journal]:
    """Open the journal of an output for this process alone; `restart` deletes all records first.

    Raises OutputError, also if another process works on the same output.
    """
    from filelock import FileLock, Timeout

    check_writable([paths.report, paths.journal])
    lock = FileLock(paths.state / "lock", timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise OutputError(
            f"another newsbrief is at work on '{paths.path}'; wait for it, or name another output"
        ) from None
    except OSError as exc:
        raise unwritable(paths.state, exc) from exc
    try:
        if restart:
            _delete_records(paths)
        _refuse_foreign_file(paths)
        with contextlib.closing(Journal(paths.journal)) as journal:
            yield journal
    finally:
        lock.release()


def existing_journal(paths: OutputPaths) -> Journal:
    """Open the journal of an output only to read it. Raises UsageError if there is none."""
    if not paths.journal.is_file():
        raise UsageError(f"no batch was written to '{paths.path}'; check the name")
    return Journal(paths.journal)


def _delete_records(paths: OutputPaths) -> None:
    """Delete the journal and the records; the files of a folder are overwritten one by one."""
    try:
        if paths.kind == "lines":
            paths.path.unlink(missing_ok=True)
        if paths.kind == "parts" and paths.path.is_dir():
            shutil.rmtree(paths.path)
        for suffix in ("-wal", "-shm", ""):
            paths.journal.with_name(paths.journal.name + suffix).unlink(missing_ok=True)
    except OSError as exc:
        raise unwritable(paths.path, exc) from exc


def _refuse_foreign_file(paths: OutputPaths) -> None:
    """Raise UsageError for a file of records that no batch has written."""
    if paths.kind != "files" and paths.path.exists() and not paths.journal.exists():
        raise UsageError(
            f"'{paths.path}' is there already, and no batch wrote it; name another output, or "
            "use --restart to replace it"
        )


def sink_for(paths: OutputPaths, suffix: str, journal: Journal) -> Sink:
    """Return the sink of an output, after repairing what a killed process left unfinished."""
    if paths.kind == "lines":
        from newsbrief.batch.sinks.json_lines import JsonLinesSink

        return JsonLinesSink(paths.path, journal)
    if paths.kind == "parts":
        from newsbrief.batch.sinks.parquet import ParquetSink

        return ParquetSink(paths.path, journal)
    from newsbrief.batch.sinks.files import FileSink

    return FileSink(paths.path, suffix, journal, paths.state / "draft")
