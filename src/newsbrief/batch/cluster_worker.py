"""What runs on a cluster's machines: workers that hold the models, and the count of their tries."""

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

__all__ = ["COLUMN", "Attempts", "Charge", "Worker"]


COLUMN = "pickled"  # of the tables that go out and come back: a group of tasks, or its results


# A machine that is taken away in the middle of a group is no fault of the group's; a third time is.
MAX_TRIES = 2


DIED = (
    f"the worker died {MAX_TRIES} times while at this article alone (memory ran out, or a model's "
    "library crashed); look at it, then use --retry-failed"
)


@dataclass(frozen=True)
class Charge:
    """What every worker is told once: how to make its models, and what to do with articles."""

    make_engines: Callable[[], Engines]
    job: Job
    version: str = __version__


class Attempts:
    """How often work was begun and not ended, by name. One for a run; it outlives the workers.

    Ray gives the work of a worker that died to another one, as often as it takes: an article that
    kills its workers would go round for ever.
    """

    def __init__(self) -> None:
        self._begun: Counter[str] = Counter()

    def begin(self, name: str) -> int:
        """Return the number of this try, from 1."""
        self._begun[name] += 1
        return self._begun[name]

    def end(self, name: str) -> None:
        """Forget the tries: the work is done."""
        del self._begun[name]


class Worker:
    """Briefs groups of articles. The models are opened for the first one, and kept."""

    def __init__(self, charge: Charge, attempts: Any):
        """`attempts` is the handle of an `Attempts`."""
        self._charge = charge
        self._attempts = attempts
        self._engines = charge.make_engines()

    def __call__(self, table: Any) -> Any:
        """Turn a table of pickled groups into one of pickled results: outcomes, or an error.

        What would fail for every article comes back as a result too: raised here, Ray would wrap it
        in its own.
        """
        import pyarrow as pa

        results = [self._results(pickle.loads(blob)) for blob in table[COLUMN].to_pylist()]
        return pa.table({COLUMN: pa.array([pickle.dumps(one) for one in results], pa.binary())})

    def _results(self, group: list[Task]) -> list[Outcome] | NewsbriefError:
        try:
            if self._charge.version != __version__:
                raise ModelError(
                    f"a worker has newsbrief {__version__} and this is {self._charge.version}; "
                    "install the same on all machines"
                )
            return list(self._outcomes(group))
        except NewsbriefError as exc:
            return exc.with_traceback(None)

    def _outcomes(self, group: list[Task]) -> Iterator[Outcome]:
        name = f"group of {group[0].key}"
        if self._begin(name) <= MAX_TRIES:
            yield from self._briefed(group)
        else:
            for task in group:
                yield from self._alone(task)
        self._attempts.end.remote(name)

    def _alone(self, task: Task) -> Iterator[Outcome]:
        """One article of a group that has cost several workers."""
        if self._begin(task.key) > MAX_TRIES:
            yield Outcome(task.key, task.digest, failure=Failure(CRASH_CODE, DIED))
            return
        yield from self._briefed([task])
        self._attempts.end.remote(task.key)

    def _briefed(self, tasks: Sequence[Task]) -> Iterator[Outcome]:
        return brief_group(tasks, self._engines, self._charge.job)

    def _begin(self, name: str) -> int:
        import ray

        tries: int = ray.get(self._attempts.begin.remote(name))
        return tries
