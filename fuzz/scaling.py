"""Scaling: how the CPU time of each stage grows with the size of a hostile article.

    python fuzz/scaling.py [--size 100000] [--factor 4] [--stage whole] [SHAPE ...]

Each shape of `hostile.py` is made at a size and at `factor` times that size, and the growth told
is time(large) / time(small) / factor: 1 is linear, `factor` quadratic. Every measurement is a
process of its own with a limit, the best of several; what takes next to no time is left out, for
there the growth is noise. Ends with 1 if a shape grows by more than `--most`, or reaches the limit.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, NoReturn

import click
from hostile import SHAPES
from stages import STAGES

from newsbrief.article import ArticleKind
from newsbrief.errors import NewsbriefError

if TYPE_CHECKING:
    from collections.abc import Callable

NOISE_S = 0.05  # below this the growth says nothing
LIMIT_S = 60


@dataclass(frozen=True)
class Growth:
    """Seconds of CPU at the small and at the large size; None where the limit was reached."""

    shape: str
    small: float | None
    large: float | None
    factor: int

    @property
    def ratio(self) -> float:
        """1 for linear, `factor` for quadratic; infinite where the limit was reached."""
        if self.small is None or self.large is None:
            return float("inf")
        return self.large / max(self.small, NOISE_S / 2) / self.factor


@click.command()
@click.argument("shapes", nargs=-1)
@click.option("--size", default=100_000, show_default=True, help="Characters.")
@click.option("--factor", default=4, show_default=True)
@click.option("--stage", type=click.Choice(list(STAGES)), default="whole", show_default=True)
@click.option("--most", default=1.8, show_default=True, help="Growth that is tolerated.")
@click.option("--repeat", default=1, show_default=True, help="Measurements; the best counts.")
@click.option("--limit", default=LIMIT_S, show_default=True, help="Seconds of CPU.")
@click.option("--all", "show_all", is_flag=True, help="Show what is linear, too.")
def main(
    shapes: tuple[str, ...],
    size: int,
    factor: int,
    stage: str,
    most: float,
    repeat: int,
    limit: int,
    show_all: bool,
) -> None:
    """Measure SHAPES (all) at two sizes."""
    STAGES["whole"]("La mairie a fermé la piscine.".encode(), ArticleKind.HTML)  # imports, tables
    bad = 0
    for name in shapes or SHAPES:
        small = _best(name, stage, size, repeat, limit)
        large = _best(name, stage, size * factor, repeat, limit)
        growth = Growth(name, small, large, factor)
        linear = large is not None and (large < NOISE_S or growth.ratio <= most)
        bad += not linear
        if show_all or not linear:
            told = "  ".join(f"{'limit' if s is None else f'{s:.2f}':>7}" for s in (small, large))
            click.echo(f"{name:32}{told}  growth {growth.ratio:.2f}")
    sys.exit(bad > 0)


def _best(name: str, stage: str, size: int, repeat: int, limit: int) -> float | None:
    found = [_measured(name, stage, size, limit) for _ in range(repeat)]
    return min((s for s in found if s is not None), default=None)


def _measured(name: str, stage: str, size: int, limit: int) -> float | None:
    """CPU seconds of one run in a child process, or None where it was stopped."""
    kind, make = SHAPES[name]
    data = make(size).encode("utf-8", "surrogatepass")
    receiving, sending = os.pipe()
    child = os.fork()
    if not child:
        _run(lambda: STAGES[stage](data, kind), sending, limit)
    os.close(sending)
    with os.fdopen(receiving) as pipe:
        told = pipe.read()
    _, status = os.waitpid(child, 0)
    if told:
        return float(told)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL):
        return None
    raise click.ClickException(f"{name} ({stage}, {size}) crashed: status {status}")


def _run(work: Callable[[], None], sending: int, limit: int) -> NoReturn:
    resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
    resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
    start = time.process_time()
    try:
        work()
    except NewsbriefError:
        pass
    except BaseException:  # noqa: BLE001 - told to the parent by the exit code
        traceback.print_exc(limit=-4)
        os._exit(3)
    os.write(sending, f"{time.process_time() - start:.4f}".encode())
    os._exit(0)


if __name__ == "__main__":
    main()
