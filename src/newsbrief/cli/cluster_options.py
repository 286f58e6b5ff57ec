"""The options of a batch on a cluster, and the pool of workers that they describe."""

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

# The parameters that make sense with --ray only.
_POOL = ("workers", "cpus_per_worker", "gpus_per_worker", "memory_per_worker")


def _workers(text: str | tuple[int, int]) -> tuple[int, int]:
    """Parse "4" or "2:16", least and most; a value of the configuration file is parsed already."""
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
    """Add the options that say where a batch runs, and with how many resources."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


class ClusterCommand(click.Command):
    """A command whose --ray may stand alone, even before an input."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Give a lone --ray its address."""
        return super().parse_args(ctx, _with_address(args))


def _with_address(args: list[str]) -> list[str]:
    """Join --ray and the next argument, if that looks like an address; else add LOCAL."""
    options = args[: args.index("--")] if "--" in args else args
    if "--ray" not in options:
        return args
    at = options.index("--ray")
    address = [arg for arg in options[at + 1 : at + 2] if is_address(arg)]
    return [*args[:at], f"--ray={address[0] if address else LOCAL}", *args[at + 1 + len(address) :]]


def pool_from(values: dict[str, Any], engines: LoadedEngines, job: Job) -> Pool | None:
    """Return the pool that the options describe; None without --ray. Raises UsageError."""
    if values["ray"] is None:
        for name in _POOL:
            if values[name] is not None and name not in set_beforehand():
                raise UsageError(f"--{name.replace('_', '-')} is for a cluster; give --ray too")
        return None
    from newsbrief.batch import cluster
    from newsbrief.settings import EXTRACTIVE

    uses_chat = job.options.summary is not None and engines.summary != EXTRACTIVE
    is_local = uses_chat and engines.server is None
    memory = cluster.MEMORY_BYTES if is_local else cluster.MEMORY_TRANSLATING_BYTES
    if values["memory_per_worker"] is not None:
        memory = round(1e9 * values["memory_per_worker"])
    return cluster.Pool(
        workers=values["workers"],
        cpus=values["cpus_per_worker"] or cluster.CPUS,
        gpus=values["gpus_per_worker"] or 0.0,
        memory_bytes=memory,
        group=cluster.GROUP if uses_chat else cluster.GROUP_TRANSLATING,
    )


def worker_setup_from(engines: LoadedEngines, job: Job, pool: Pool) -> WorkerSetup:
    """Return what each worker loads: this command's models, with a worker's share of a machine.

    Workers have no translation memory: ten million answers would push each other out of it.
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
