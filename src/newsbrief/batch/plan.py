"""Which articles need work: inputs and their state in the journal → groups of tasks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsbrief.batch.journal import State
from newsbrief.batch.sinks.files import output_name
from newsbrief.batch.work import Failure, Outcome, Task, article_digest, failure_of
from newsbrief.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from newsbrief.batch.journal import Journal, JournalRow
    from newsbrief.batch.records import BatchItem
    from newsbrief.batch.sinks.base import Sink

__all__ = ["Callbacks", "Plan"]

MAX_ARTICLES = 32  # of a group
MAX_CHARS = 2_000_000  # of a group as read, with its markup: this limits the memory it takes


@dataclass(frozen=True)
class Callbacks:
    """Called for an article that cannot be read, one that needs no work, and a message."""

    failed: Callable[[Outcome], None]
    kept: Callable[[], None]
    note: Callable[[str], None]


class Plan:
    """Reads the inputs once, in order, and turns those that need work into tasks."""

    def __init__(
        self,
        journal: Journal,
        sink: Sink,
        job: str,
        callbacks: Callbacks,
        *,
        retry_failed: bool = False,
        works_here: bool = True,
    ):
        """`job` is the digest of the options and models (see `job_digest`).

        `works_here`: this process does the work itself, so an article may be why it died.
        """
        self._journal = journal
        self._sink = sink
        self._job = job
        self._callbacks = callbacks
        self._retry_failed = retry_failed
        self._works_here = works_here
        self._noted: set[str] = set()

    def groups(self, items: Iterable[BatchItem]) -> Iterator[list[Task]]:
        """Yield the tasks in groups, each noted in the journal as being worked on.

        An article that was worked on when a process died is a group by itself: if the process dies
        again, that article is the reason. Raises OutputError.
        """
        group: list[Task] = []
        for item in items:
            task = self._task_for(item)
            if task is None:
                continue
            suspect = self._is_suspect(task)
            if group and (suspect or self._is_full(group, task)):
                yield self._claimed(group)
                group = []
            group.append(task)
            if suspect:
                yield self._claimed(group)
                group = []
        if group:
            yield self._claimed(group)

    @staticmethod
    def _is_full(group: list[Task], task: Task) -> bool:
        chars = sum(len(member.article.text) for member in (*group, task))
        return len(group) == MAX_ARTICLES or chars > MAX_CHARS

    def _is_suspect(self, task: Task) -> bool:
        row = self._journal.find(task.key)
        return self._works_here and row is not None and row.suspect

    def _claimed(self, group: list[Task]) -> list[Task]:
        if self._works_here:
            self._journal.claim(group, self._job)
        return group

    def _task_for(self, item: BatchItem) -> Task | None:
        """The item's task; None if it needs no work or cannot be read (both are reported)."""
        self._journal.mark_input(item.key)
        row = self._journal.find(item.key)
        if row is not None and self._settled_unread(row, item):
            self._callbacks.kept()
            return None
        read_before = self._journal.digest_read(item.key)
        if read_before is not None and item.source.key:  # a page or an entry that two feeds name
            self._callbacks.kept()
            return None
        try:
            article = item.source.read()
        except Exception as exc:  # noqa: BLE001 - a bug that one article meets costs that article
            # Under its origin if this run has read another article with the same id.
            self._fail(
                item.key if read_before is None else item.source.origin, item, failure_of(exc)
            )
            return None
        task = Task(item.key, article_digest(article), article)
        self._journal.mark_read(item.key, task.digest)
        if read_before not in (None, task.digest):
            self._fail(item.source.origin, item, _clash(item))
            return None
        if read_before is not None or (row is not None and self._settled(row, task.digest)):
            self._callbacks.kept()
            return None
        self._enter(item.key, item)
        return task

    def _fail(self, key: str, item: BatchItem, failure: Failure) -> None:
        self._journal.mark_input(key)
        self._enter(key, item)
        self._callbacks.failed(Outcome(key, "", failure=failure))

    def _enter(self, key: str, item: BatchItem) -> None:
        if self._journal.find(key) is None:
            self._journal.add(key, output_name(key, item.source.stem, self._journal))

    def _settled_unread(self, row: JournalRow, item: BatchItem) -> bool:
        """Whether it is a finished web page; it is not fetched again, since pages always change."""
        return "://" in item.source.origin and self._settled(row, row.digest)

    def _settled(self, row: JournalRow, digest: str) -> bool:
        """Whether an article with this digest needs no work."""
        if row.state is State.FAILED and self._retry_failed:
            return False
        if row.state not in (State.DONE, State.FAILED):
            return False
        if row.job != self._job:
            self._note_once(
                "options or models have changed: what was done under others is done again"
            )
            return False
        if row.digest != digest:
            self._note_once("some articles have changed since: they are done again")
            return False
        return row.state is State.FAILED or self._sink.holds(row)

    def _note_once(self, message: str) -> None:
        """Show a message, once in a run."""
        if message not in self._noted:
            self._noted.add(message)
            self._callbacks.note(message)


def _clash(item: BatchItem) -> Failure:
    reason = f"{item.source.origin}: the id {item.key!r} is another article's too; ids must differ"
    return Failure(InputError.exit_code, reason)
