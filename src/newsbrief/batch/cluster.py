"""Runs the work of a batch on a Ray cluster, or on all cores of this machine.

Ray Data manages the pool of workers: it starts them where there is room, distributes groups, gives
the groups of a worker or machine that died to another one, and grows or shrinks the pool. Reading,
journal and output stay in the process that was started, so that a run that was killed continues
with Ray or without. Ray's own writers give no such guarantee, and its checkpoints (in beta) count a
task that is tried twice as two.
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

    from newsbrief.batch.cluster_worker import WorkerSetup
    from newsbrief.batch.work import Outcome, Task

__all__ = [
    "LOCAL",
    "Pool",
    "connected",
    "execute",
    "is_address",
    "native_silence",
    "num_fitting",
    "waves",
]

LOCAL = "local"  # a cluster on this machine that starts and ends with the run
CPUS = 2.0  # of a worker: the summary model is hardly faster with more (performance.md)

# Of a worker with the default models: 1.1 GB of weights, 0.6 GB of other memory, and room for the
# longest articles. The translator alone takes 0.7 GB.
MEMORY_BYTES, MEMORY_TRANSLATING_BYTES = 2_500_000_000, 1_000_000_000

# Articles of a group: what a worker does between two reports, and repeats if it dies. With a
# summary that is a minute of work. The brief of an article does not depend on its group.
GROUP, GROUP_TRANSLATING = 8, 32

# Length of a wave. Each wave starts new workers, which takes some ten seconds with the default
# models, and at its end all wait for the slowest: 2 % of a wave of an hour.
GROUPS_PER_WORKER = 64
WAVE_BYTES = 1_000_000_000  # of a wave in memory, pickled
IN_FLIGHT = 2  # groups of a worker: one in progress, one waiting

QUIET = {
    "RAY_USAGE_STATS_ENABLED": "0",  # sends no statistics to Ray's developers
    "RAY_BACKEND_LOG_LEVEL": "fatal",  # the logs stay in the folder of Ray's session
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
}

_HOST_AND_PORT = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|\w[\w.-]*):\d+")


@dataclass(frozen=True)
class Pool:
    """How many workers there are (None: as many as fit), and what each of them needs."""

    workers: tuple[int, int] | None = None  # at least, at most
    cpus: float = CPUS
    gpus: float = 0.0
    memory_bytes: int = MEMORY_BYTES
    group: int = GROUP


def is_address(text: str) -> bool:
    """Tell whether `text` is a cluster's address: auto, local, host:6379, ray://host:10001."""
    is_host = bool(_HOST_AND_PORT.fullmatch(text))
    return text in ("auto", LOCAL) or text.startswith("ray://") or is_host


@contextmanager
def connected(address: str) -> Iterator[None]:
    """Connect to the cluster at `address`, unless this process is connected already.

    Raises MissingExtra, and ModelUnavailable if the cluster does not answer.
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
        with native_silence():
            ray.init(address, log_to_driver=False, logging_level=logging.ERROR, **local)
    except (OSError, RuntimeError, ValueError, ImportError) as exc:
        raise ModelUnavailable(
            f"no Ray cluster can be had at '{address}' ({one_line(str(exc))}); start one "
            "(ray start --head), or use --ray alone for this machine"
        ) from exc
    try:
        with redirect_stdout(sys.stderr):  # Ray prints there that a worker has died
            yield
    finally:
        ray.shutdown()


@contextmanager
def native_silence() -> Iterator[None]:
    """Suppress what C++ code writes to standard error: Ray notes its log level when it starts."""
    try:
        original = os.dup(2)
    except OSError:  # there is no standard error
        yield
        return
    try:
        with Path(os.devnull).open("wb") as null:
            os.dup2(null.fileno(), 2)
        yield
    finally:
        os.dup2(original, 2)
        os.close(original)


def execute(
    groups: Iterable[Sequence[Task]], *, setup: WorkerSetup, pool: Pool
) -> Iterator[Outcome]:
    """Yield the outcome of each task of `groups`, in the order in which workers finish.

    Needs a connection. Raises UsageError if no worker fits on the cluster, and any error that would
    hit every article.
    """
    import ray

    low, high = pool.workers or (num_fitting(ray.nodes(), pool),) * 2
    attempts = ray.remote(num_cpus=0, max_restarts=-1, max_task_retries=-1)(Attempts).remote()
    stages = {
        "fn_constructor_args": (setup, attempts),
        "compute": ray.data.ActorPoolStrategy(
            min_size=low, max_size=high, max_tasks_in_flight_per_actor=IN_FLIGHT
        ),
        "num_cpus": pool.cpus,
        "num_gpus": pool.gpus or None,
        "memory": pool.memory_bytes,
    }
    tasks = (task for group in groups for task in group)
    for wave in waves(_packed(tasks, pool.group), high * GROUPS_PER_WORKER):
        for packed in _results(ray.data, wave, stages):
            result: list[Outcome] | NewsbriefError = pickle.loads(packed)
            if isinstance(result, NewsbriefError):
                raise result
            yield from result


def num_fitting(nodes: Sequence[dict[str, Any]], pool: Pool) -> int:
    """Return how many workers fit on the running machines. Raises UsageError if none does."""
    needs = {"CPU": pool.cpus, "GPU": pool.gpus, "memory": pool.memory_bytes}
    running = [node["Resources"] for node in nodes if node["Alive"]]
    count = sum(
        min(int(machine.get(kind, 0) // need) for kind, need in needs.items() if need)
        for machine in running
    )
    if count:
        return count
    raise UsageError(
        f"no machine of the cluster has room for a worker ({pool.cpus:g} CPUs, {pool.gpus:g} GPUs, "
        f"{pool.memory_bytes / 1e9:g} GB); lower --cpus-per-worker, --gpus-per-worker or "
        "--memory-per-worker, or give --workers where the cluster grows by itself"
    )


def _packed(tasks: Iterator[Task], size: int) -> Iterator[bytes]:
    """Make groups of `size` tasks; the plan's groups, made for one process, do not matter here."""
    while group := list(islice(tasks, size)):
        yield pickle.dumps(group)


def waves(packed: Iterator[bytes], num_groups: int) -> Iterator[list[bytes]]:
    """Yield waves of at most `num_groups` groups and about WAVE_BYTES bytes."""
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
    """Run one wave in the pool. Raises ModelError if Ray gives up."""
    import pyarrow as pa
    from ray.exceptions import RayError

    _quiet(data)
    tables = [pa.table({COLUMN: pa.array([group], pa.binary())}) for group in wave]
    results = data.from_arrow(tables).map_batches(
        Worker, batch_size=None, batch_format="pyarrow", **stages
    )
    try:
        for table in results.iter_batches(batch_size=None, batch_format="pyarrow"):
            yield from table[COLUMN].to_pylist()
    except RayError as exc:
        reason = str(exc).strip().splitlines()[-1]
        raise ModelError(
            f"the cluster's workers failed ({one_line(reason)}); see Ray's logs"
        ) from exc


def _quiet(data: Any) -> None:
    """Turn off Ray's progress bars and log: the batch has its own, and reports all errors."""
    context = data.DataContext.get_current()
    context.enable_progress_bars = False
    context.print_on_execution_start = False
    logging.getLogger("ray.data").setLevel(logging.CRITICAL)
