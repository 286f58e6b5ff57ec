"""The options of a run on a cluster, and what they stand for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

import click

from newsbrief.batch.cluster import LOCAL, is_address
from newsbrief.cli.options import set_beforehand
from newsbrief.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsbrief.batch.cluster import Pool
    from newsbrief.batch.cluster_worker import WorkerSetup
    from newsbrief.batch.work import Job
    from newsbrief.engines.backends import LoadedEngines

__all__ = ["ClusterCommand", "cluster_options", "pool_from", "worker_setup_from"]


Command = TypeVar("Command", bound="Callable[..., Any]")


def _workers(text: str | tuple[int, int]) -> tuple[int, int]:
    """A number of workers, or the least and the most: 4, 2:16. What a file gave is one already."""
    if isinstance(text, tuple):
        return text
    low, colon, high = text.partition(":")
    numbers = [int(part) for part in (low, high if colon else low) if part.isdecimal()]
    if len(numbers) < 2 or not 0 < numbers[0] <= numbers[1]:
        raise click.BadParameter(
            f"{text!r} is no number of workers; give one as 4, or a range as 2:16"
        )
    return numbers[0], numbers[1]


_OPTIONS = (
    click.option(
        "--ray",
        metavar="[ADDRESS]",
        help="Work on a Ray cluster (auto, HOST:PORT, ray://HOST:PORT); alone: here, on all cores.",
    ),
    click.option(
        "--workers",
        type=_workers,
        metavar="N|MIN:MAX",
        help="How many processes hold the models.  [default: as many as fit]",
    ),
    click.option(
        "--cpus-per-worker",
        type=click.FloatRange(min=0, min_open=True),
        metavar="N",
        help="CPUs of each.  [default: 2]",
    ),
    click.option("--gpus-per-worker", type=click.FloatRange(0), metavar="N", help="GPUs of each."),
    click.option(
        "--memory-per-worker",
        type=click.FloatRange(min=0, min_open=True),
        metavar="GB",
        help="Memory of each.  [default: 2.5; 1 where nothing is summarised here]",
    ),
)


def cluster_options(command: Command) -> Command:
    """Where a batch runs, and on how much of it."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


class ClusterCommand(click.Command):
    """A command whose --ray may stand alone, even before an input."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Give a lone --ray its address."""
        return super().parse_args(ctx, _with_address(args))


def _with_address(args: list[str]) -> list[str]:
    """What follows --ray is its address only if it looks like one."""
    options = args[: args.index("--")] if "--" in args else args
    if "--ray" not in options:
        return args
    at = options.index("--ray")
    own = [arg for arg in options[at + 1 : at + 2] if is_address(arg)]
    return [*args[:at], f"--ray={own[0] if own else LOCAL}", *args[at + 1 + len(own) :]]


def pool_from(given: dict[str, Any], engines: LoadedEngines, job: Job) -> Pool | None:
    """The pool that the options ask for; None without --ray. Raises UsageError."""
    own = ("workers", "cpus_per_worker", "gpus_per_worker", "memory_per_worker")
    if given["ray"] is None:
        for name in own:
            if given[name] is not None and name not in set_beforehand():
                raise UsageError(f"--{name.replace('_', '-')} is for a cluster; give --ray too")
        return None
    from newsbrief.batch import cluster
    from newsbrief.settings import EXTRACTIVE

    asks = job.options.summary is not None and engines.summary != EXTRACTIVE
    here = asks and engines.server is None
    memory = cluster.MEMORY_BYTES if here else cluster.MEMORY_TRANSLATING_BYTES
    if given["memory_per_worker"] is not None:
        memory = round(1e9 * given["memory_per_worker"])
    return cluster.Pool(
        workers=given["workers"],
        cpus=given["cpus_per_worker"] or cluster.CPUS,
        gpus=given["gpus_per_worker"] or 0.0,
        memory_bytes=memory,
        group=cluster.GROUP if asks else cluster.GROUP_TRANSLATING,
    )


def worker_setup_from(engines: LoadedEngines, job: Job, pool: Pool) -> WorkerSetup:
    """What workers are told: the models of this command, with a worker's share of a machine.

    They have no memory of their own: ten million answers would push each other out of it.
    """
    from newsbrief.batch.cluster_worker import WorkerSetup
    from newsbrief.engines.backends import LoadedEngines

    device = "cpu" if engines.device == "auto" and not pool.gpus else engines.device
    make = partial(
        LoadedEngines,
        translation=engines.translation,
        summary=engines.summary,
        runtime=engines.runtime,
        device=device,
        server=engines.server,
        templates=engines.prompts,
        threads=max(1, int(pool.cpus)),
    )
    return WorkerSetup(make, job)
