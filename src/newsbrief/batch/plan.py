"""Which articles are due: inputs and what the journal knows of them → groups of tasks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsbrief.batch.journal import State
from newsbrief.batch.sinks.files import output_name
from newsbrief.batch.work import Failure, Outcome, Task, article_digest, failure_of
from newsbrief.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from newsbrief.batch.journal import Journal, Row
    from newsbrief.batch.records import Item
    from newsbrief.batch.sinks.base import Sink

__all__ = ["Plan", "Watcher"]


MAX_ARTICLES = 32  # of a group; `worker.MAX_WORDS` bounds what is translated together


MAX_CHARS = 2_000_000  # of a group as read, markup included: they bound what is held in memory


@dataclass(frozen=True)
class Watcher:
    """What a plan tells: an article that failed unread, one that needs nothing, a line to say."""

    failed: Callable[[Outcome], None]
    kept: Callable[[], None]
    note: Callable[[str], None]


class Plan:
    """Goes through the inputs once, in order, and hands out what is not settled yet."""

    def __init__(
        self,
        journal: Journal,
        sink: Sink,
        job: str,
        watcher: Watcher,
        *,
        retry_failed: bool = False,
        blames: bool = True,
    ):
        """`job` is the digest of what is done with each article.

        `blames`: this process does the work, so an article may be why it died.
        """
        self._journal = journal
        self._sink = sink
        self._job = job
        self._watcher = watcher
        self._retry_failed = retry_failed
        self._blames = blames
        self._told: set[str] = set()

    def groups(self, items: Iterable[Item]) -> Iterator[list[Task]]:
        """Yield the tasks that are due, in groups that the journal knows to be at work.

        An article that was at work when a process died stands alone, so that it is known which one
        is at fault if it happens again. Raises OutputError.
        """
        group: list[Task] = []
        for item in items:
            task = self._due(item)
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
        chars = sum(len(one.article.text) for one in (*group, task))
        return len(group) == MAX_ARTICLES or chars > MAX_CHARS

    def _is_suspect(self, task: Task) -> bool:
        row = self._journal.find(task.key)
        return self._blames and row is not None and row.suspect

    def _claimed(self, group: list[Task]) -> list[Task]:
        if self._blames:
            self._journal.claim(group, self._job)
        return group

    def _due(self, item: Item) -> Task | None:
        """The item's task; None if it needs nothing, or if it failed, which is told."""
        self._journal.see(item.key)
        row = self._journal.find(item.key)
        if row is not None and self._settled_unread(row, item):
            self._watcher.kept()
            return None
        met = self._journal.met(item.key)
        if met is not None and item.source.key:  # a page or an entry that two feeds name
            self._watcher.kept()
            return None
        try:
            article = item.source.read()
        except Exception as exc:  # noqa: BLE001 - a bug that one article meets costs that article
            # Under its own place if its id is that of an article that this run has read.
            self._fail(item.key if met is None else item.source.origin, item, failure_of(exc))
            return None
        task = Task(item.key, article_digest(article), article)
        self._journal.meet(item.key, task.digest)
        if met not in (None, task.digest):
            self._fail(item.source.origin, item, _clash(item))
            return None
        if met is not None or (row is not None and self._settled(row, task.digest)):
            self._watcher.kept()
            return None
        self._enter(item.key, item)
        return task

    def _fail(self, key: str, item: Item, failure: Failure) -> None:
        self._journal.see(key)
        self._enter(key, item)
        self._watcher.failed(Outcome(key, "", failure=failure))

    def _enter(self, key: str, item: Item) -> None:
        if self._journal.find(key) is None:
            self._journal.enter(key, output_name(key, item.source.stem, self._journal))

    def _settled_unread(self, row: Row, item: Item) -> bool:
        """Tell a page of the web that is settled: it is not fetched again, and never the same."""
        return "://" in item.source.origin and self._settled(row, row.digest)

    def _settled(self, row: Row, digest: str) -> bool:
        """Tell whether an article with this digest needs no work."""
        if row.state is State.FAILED and self._retry_failed:
            return False
        if row.state not in (State.DONE, State.FAILED):
            return False
        if row.job != self._job:
            self._tell("options or models have changed: what was done under others is done again")
            return False
        if row.digest != digest:
            self._tell("some articles have changed since: they are done again")
            return False
        return row.state is State.FAILED or self._sink.holds(row)

    def _tell(self, message: str) -> None:
        """Say it once in a run."""
        if message not in self._told:
            self._told.add(message)
            self._watcher.note(message)


def _clash(item: Item) -> Failure:
    reason = f"{item.source.origin}: the id {item.key!r} is another article's too; ids must differ"
    return Failure(InputError.exit_code, reason)
