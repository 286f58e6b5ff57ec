"""What runs on a cluster's machines: workers with the models, and the count of attempts."""

from __future__ import annotations

import pickle
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsbrief.batch.journal import CRASH_CODE
from newsbrief.batch.work import Failure, Outcome, brief_group
from newsbrief.errors import ModelError, NewsbriefError
from newsbrief.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newsbrief.batch.work import Job, Task
    from newsbrief.engines.protocols import Engines

__all__ = ["COLUMN", "Attempts", "Worker", "WorkerSetup"]

COLUMN = "pickled"  # of the tables sent to workers (groups of tasks) and back (their results)

# A cluster may take a machine away in the middle of a group, even twice; after that, the group is
# assumed to be the cause.
MAX_ATTEMPTS = 2

_DIED = (
    f"the worker died {MAX_ATTEMPTS} times while at this article alone (memory ran out, or a "
    "model's library crashed); look at it, then use --retry-failed"
)


@dataclass(frozen=True)
class WorkerSetup:
    """What every worker gets once: how to load its models, and what to do with articles."""

    make_engines: Callable[[], Engines]
    job: Job
    version: str = __version__


class Attempts:
    """Counts, for a whole run, how often each piece of work was begun and not finished.

    Ray gives the work of a worker that died to another one without limit: an article that kills its
    workers would be tried for ever.
    """

    def __init__(self) -> None:
        self._begun: Counter[str] = Counter()

    def begin(self, name: str) -> int:
        """Return the number of this attempt, from 1."""
        self._begun[name] += 1
        return self._begun[name]

    def end(self, name: str) -> None:
        """Forget the attempts: the work is done."""
        del self._begun[name]


class Worker:
    """Briefs groups of articles. It loads the models for the first group and keeps them."""

    def __init__(self, setup: WorkerSetup, attempts: Any):
        """`attempts` is the handle of an `Attempts`."""
        self._setup = setup
        self._attempts = attempts
        self._engines = setup.make_engines()

    def __call__(self, table: Any) -> Any:
        """Turn a table of pickled groups into a table of pickled results of `brief`."""
        import pyarrow as pa

        results = [self.brief(pickle.loads(blob)) for blob in table[COLUMN].to_pylist()]
        return pa.table(
            {COLUMN: pa.array([pickle.dumps(result) for result in results], pa.binary())}
        )

    def brief(self, group: list[Task]) -> list[Outcome] | NewsbriefError:
        """Return the outcomes of a group, or an error that would hit every article.

        It is returned, because Ray would wrap an error that is raised here.
        """
        try:
            if self._setup.version != __version__:
                raise ModelError(
                    f"a worker has newsbrief {__version__} and this is {self._setup.version}; "
                    "install the same on all machines"
                )
            return list(self._outcomes(group))
        except NewsbriefError as exc:
            return exc.with_traceback(None)

    def _outcomes(self, group: list[Task]) -> Iterator[Outcome]:
        name = f"group of {group[0].key}"
        if self._begin(name) <= MAX_ATTEMPTS:
            yield from self._briefed(group)
        else:
            for task in group:
                yield from self._alone(task)
        self._attempts.end.remote(name)

    def _alone(self, task: Task) -> Iterator[Outcome]:
        """The outcome of one article of a group that killed several workers."""
        if self._begin(task.key) > MAX_ATTEMPTS:
            yield Outcome(task.key, task.digest, failure=Failure(CRASH_CODE, _DIED))
            return
        yield from self._briefed([task])
        self._attempts.end.remote(task.key)

    def _briefed(self, tasks: Sequence[Task]) -> Iterator[Outcome]:
        return brief_group(tasks, self._engines, self._setup.job)

    def _begin(self, name: str) -> int:
        import ray

        attempt: int = ray.get(self._attempts.begin.remote(name))
        return attempt
