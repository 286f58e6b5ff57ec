"""The whole brief, as the command that users type: cold, warm, and many articles in one call.

    python benchmarks/brief.py [ARTICLE]... [--articles 4] [--no-summary] [--rounds 2]

Each run is a new process. The first article is briefed in each round cold (the operating system is
asked to drop the weights from its memory; without that the row is left out) and warm; then every
article alone, warm, and all in one call (the first of samples/ by default; name ten for ten and
ask for `--articles 10`).
Where newsbrief has a translation memory it is switched off, but for the last row: an article that
was briefed before. The peak is told in all and beyond the size of the weight files that a run maps.

Fair: new processes, so imports and loading count. Not fair: "cold" drops weights, not the
interpreter and its libraries, and a virtual disk may hold in its own memory what this machine has
dropped: the column of what was read tells that it was read again, not from where.
"""

from __future__ import annotations

import statistics
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click
import facts
from command import NO_CACHE, has_option, newsbrief, weights
from contest import table
from process import Run, forget, measured

if TYPE_CHECKING:
    from collections.abc import Sequence

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
LIBRARIES = ("ctranslate2", "xllamacpp", "sentencepiece")
HEAD = (
    "run",
    "runs",
    "wall s",
    "CPU s",
    "wall against a warm run",
    "peak MiB",
    "peak beyond the weights, MiB",
    "read from disk, MiB",
)
COLD, WARM, AGAIN = "cold", "warm", "warm, briefed before"


@dataclass
class _Bench:
    """What runs have in common, and those made so far by name."""

    options: list[str]
    folder: Path
    files: list[Path]
    runs: dict[str, list[Run]] = field(default_factory=dict)

    def brief(self, name: str, articles: Sequence[Path], *, remember: bool = False) -> Run:
        """Brief articles in one call, and keep the run under a name."""
        click.echo(f"{name}: {articles[0].name}{' …' if articles[1:] else ''}", err=True)
        options = [option for option in self.options if not (remember and option == NO_CACHE)]
        run = measured(newsbrief(*map(str, articles), "-o", f"{self.folder}/", *options))
        self.runs.setdefault(name, []).append(run)
        return run


@click.command()
@click.argument("articles", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--no-summary", is_flag=True, help="Translate only.")
@click.option("--articles", "count", default=4, show_default=True, help="Only the first N.")
@click.option("--rounds", default=2, show_default=True, help="Of cold and warm runs.")
def main(articles: Sequence[Path], no_summary: bool, count: int, rounds: int) -> None:
    """Brief the first of ARTICLES again and again, then each, then all in one call."""
    articles = articles or [p for p in sorted(SAMPLES.iterdir()) if p.name != "README.md"]
    articles = articles[:count]
    remembers = has_option(NO_CACHE)
    options = [*(["--no-summary"] if no_summary else []), *([NO_CACHE] if remembers else [])]
    with tempfile.TemporaryDirectory() as folder:
        bench = _Bench(options, Path(folder), weights(summary=not no_summary))
        together = _all_runs(bench, articles, rounds, remembers)
    held = sum(path.stat().st_size for path in bench.files)
    warm = statistics.median(run.wall_s for run in bench.runs[WARM])
    click.echo(table(HEAD, [_row(name, own, warm, held) for name, own in bench.runs.items()]))
    click.echo(f"\n{len(articles)} articles: one call takes {together:.2f} of as many calls")
    click.echo(
        f"weights {facts.mebibytes(held)} MiB; {facts.machine()}; {facts.versions(LIBRARIES)}"
    )
    click.echo("\n".join(map(facts.data, articles)))


def _all_runs(bench: _Bench, articles: Sequence[Path], rounds: int, remembers: bool) -> float:
    """Make all runs; return the time of all articles in one call against that of each alone."""
    bench.brief("before (not counted)", articles[:1])
    bench.runs.clear()
    for _ in range(rounds):
        if forget(bench.files):
            bench.brief(COLD, articles[:1])
        bench.brief(WARM, articles[:1])
    single = statistics.median(run.wall_s for run in bench.runs[WARM])
    others = [bench.brief("each other article alone", [article]) for article in articles[1:]]
    together = bench.brief(f"all {len(articles)} in one call", articles)
    if remembers:
        bench.brief(AGAIN, articles[:1], remember=True)
        bench.runs.pop(AGAIN)  # this one filled the memory
        bench.brief(AGAIN, articles[:1], remember=True)
    return together.wall_s / (single + sum(run.wall_s for run in others))


def _row(name: str, runs: Sequence[Run], warm_s: float, held_bytes: int) -> list[str]:
    wall = statistics.median(run.wall_s for run in runs)
    cpu = statistics.median(run.cpu_s for run in runs)
    peak = max(run.peak_bytes for run in runs)
    read = statistics.median(run.read_bytes for run in runs)
    return [
        name,
        str(len(runs)),
        f"{wall:.1f}",
        f"{cpu:.1f}",
        f"{wall / warm_s:.2f}",
        facts.mebibytes(peak),
        facts.mebibytes(peak - held_bytes),
        facts.mebibytes(int(read)),
    ]


if __name__ == "__main__":
    main()
