"""The articles of a batch on a Ray cluster, or on all cores of this machine.

Ray Data holds the pool of workers: it starts them where there is room, hands out groups, takes
those of a worker or machine that died to another one, and grows or shrinks the pool. Reading,
journal and output stay with the process that was started: it keeps the batch's promises as ever,
and a run that was killed goes on with Ray or without. Ray's own writers would leave that to the
files that they write, and its checkpoints (in beta) take a task tried twice for two.

The address of a Ray cluster.
"""

from __future__ import annotations

import logging
import os
import pickle
import re
import sys
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsbrief.batch.cluster_worker import COLUMN, Attempts, Worker
from newsbrief.errors import ModelError, ModelUnavailable, NewsbriefError, UsageError
from newsbrief.progress import one_line
from newsbrief.system import require

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsbrief.batch.cluster_worker import Charge
    from newsbrief.batch.work import Outcome, Task

__all__ = ["LOCAL", "Pool", "connected", "execute", "is_address"]


LOCAL = "local"  # this machine, in a cluster that is started and ended with the run


_PLACE = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|\w[\w.-]*):\d+")


def is_address(text: str) -> bool:
    """Tell a cluster's address from an input or an option: auto, host:6379, ray://host:10001."""
    return text in ("auto", LOCAL) or text.startswith("ray://") or bool(_PLACE.fullmatch(text))


CPUS = 2.0  # of a worker: the summary model reads and writes hardly faster on more (performance.md)


# Of a worker with the default models: 1.1 GB of weights, 0.6 GB beside them, and room for the
# longest articles. The translator alone takes 0.7 GB.
MEMORY_BYTES, MEMORY_TRANSLATING_BYTES = 2_500_000_000, 1_000_000_000


# A group is what a worker does between two reports, and what is done again if it dies: a minute of
# work with a summary. An article comes out the same in any group.
GROUP, GROUP_TRANSLATING = 8, 32


# Each wave of groups starts its workers anew, which takes some ten seconds with the default models,
# and at its end they wait for the last: of an hour's wave, 2 %.
GROUPS_PER_WORKER = 64


WAVE_BYTES = 1_000_000_000  # and no more than this in memory, pickled


IN_FLIGHT = 2  # groups at a worker: one at work, one waiting


QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",  # nothing is told to Ray's makers
    "RAY_BACKEND_LOG_LEVEL": "fatal",  # the logs stay in its session's folder
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}


@dataclass(frozen=True)
class Pool:
    """The workers: how many (None: as many as there is room for), and what each one needs."""

    workers: tuple[int, int] | None = None  # at least, at most
    cpus: float = CPUS
    gpus: float = 0.0
    memory_bytes: int = MEMORY_BYTES
    group: int = GROUP


@contextmanager
def connected(address: str) -> Iterator[None]:
    """A connection to the cluster at `address`, or one that is there already.

    Raises MissingExtra, and ModelUnavailable for a cluster that does not answer.
    """
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    ray = require("ray", "ray", "clusters")
    require("ray.data", "ray", "clusters")
    if ray.is_initialized():
        yield
        return
    local = {"include_dashboard": False} if address == LOCAL else {}
    try:
        with _native_silence():
            ray.init(address, log_to_driver=False, logging_level=logging.ERROR, **local)
    except (OSError, RuntimeError, ValueError, ImportError) as exc:
        raise ModelUnavailable(
            f"no Ray cluster can be had at '{address}' ({one_line(str(exc))}); start one "
            "(ray start --head), or use --ray alone for this machine"
        ) from exc
    try:
        with redirect_stdout(sys.stderr):  # where Ray prints that a worker has died
            yield
    finally:
        ray.shutdown()


@contextmanager
def _native_silence() -> Iterator[None]:
    """Keep what Ray's C++ says of its own log level while it starts off standard error."""
    try:
        kept = os.dup(2)
    except OSError:  # there is none
        yield
        return
    try:
        with Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def execute(groups: Iterable[Sequence[Task]], *, charge: Charge, pool: Pool) -> Iterator[Outcome]:
    """Yield the outcome of each task of `groups`, in the order in which workers are done.

    Needs a connection. Raises UsageError for a pool that has no room, ModelError for what would
    fail for every article.
    """
    import ray

    low, high = pool.workers or (_room(ray.nodes(), pool),) * 2
    attempts = ray.remote(num_cpus=0, max_restarts=-1, max_task_retries=-1)(Attempts).remote()
    stages = {
        "fn_constructor_args": (charge, attempts),
        "compute": ray.data.ActorPoolStrategy(
            min_size=low, max_size=high, max_tasks_in_flight_per_actor=IN_FLIGHT
        ),
        "num_cpus": pool.cpus,
        "num_gpus": pool.gpus or None,
        "memory": pool.memory_bytes,
    }
    tasks = (task for group in groups for task in group)
    for wave in _waves(_packed(tasks, pool.group), high * GROUPS_PER_WORKER):
        for packed in _results(ray.data, wave, stages):
            result: list[Outcome] | NewsbriefError = pickle.loads(packed)
            if isinstance(result, NewsbriefError):
                raise result
            yield from result


def _room(nodes: Sequence[dict[str, Any]], pool: Pool) -> int:
    """How many workers the cluster's machines hold, as they are now. Raises UsageError for none."""
    needs = {"CPU": pool.cpus, "GPU": pool.gpus, "memory": pool.memory_bytes}
    alive = [node["Resources"] for node in nodes if node["Alive"]]
    count = sum(
        min(int(has.get(kind, 0) // need) for kind, need in needs.items() if need) for has in alive
    )
    if count:
        return count
    raise UsageError(
        f"no machine of the cluster has room for a worker ({pool.cpus:g} CPUs, {pool.gpus:g} GPUs, "
        f"{pool.memory_bytes / 1e9:g} GB); lower --cpus-per-worker, --gpus-per-worker or "
        "--memory-per-worker, or give --workers where the cluster grows by itself"
    )


def _packed(tasks: Iterator[Task], size: int) -> Iterator[bytes]:
    """Cut into groups of our own: here an article that may be at fault need not stand alone."""
    while group := list(islice(tasks, size)):
        yield pickle.dumps(group)


def _waves(packed: Iterator[bytes], num_groups: int) -> Iterator[list[bytes]]:
    """Cut into waves of at most `num_groups` and, about, WAVE_BYTES."""
    wave: list[bytes] = []
    size = 0
    for group in packed:
        wave.append(group)
        size += len(group)
        if len(wave) == num_groups or size > WAVE_BYTES:
            yield wave
            wave, size = [], 0
    if wave:
        yield wave


def _results(data: Any, wave: Sequence[bytes], stages: dict[str, Any]) -> Iterator[bytes]:
    """Run one wave through the pool. Raises ModelError for what Ray could not get past."""
    import pyarrow as pa
    from ray.exceptions import RayError

    _quiet(data)
    tables = [pa.table({COLUMN: pa.array([group], pa.binary())}) for group in wave]
    done = data.from_arrow(tables).map_batches(
        Worker, batch_size=None, batch_format="pyarrow", **stages
    )
    try:
        for table in done.iter_batches(batch_size=None, batch_format="pyarrow"):
            yield from table[COLUMN].to_pylist()
    except RayError as exc:
        reason = str(exc).strip().splitlines()[-1]
        raise ModelError(
            f"the cluster's workers failed ({one_line(reason)}); see Ray's logs"
        ) from exc


def _quiet(data: Any) -> None:
    """No bars but the batch's own; of what goes wrong, what reaches it."""
    context = data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)
