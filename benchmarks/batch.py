"""Many articles: `newsbrief batch` against one call for each, and one call for all.

    python benchmarks/batch.py TEXT [--articles 60] [--calls 6] [--summary] [--rounds 2]
    python benchmarks/batch.py TEXT --memory --articles 200

TEXT holds French sentences in document order, one a line; an article is the next 18 of them, or
fewer where TEXT is too short for all. Each run is a new process without the translation memory, and
the kinds of run take turns. Of the calls with one article each the first `--calls` stand for all.
The last two rows are batches of a quarter of the articles and of all, for the growth of memory;
`--memory` takes these alone.

Fair: new processes, so imports and loading count for everybody, and the batch writes its journal
safely to the disk. Not fair: one call for all keeps every brief in one process without a journal.
"""

from __future__ import annotations

import json
import statistics
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click
import facts
from command import NO_CACHE, batch, newsbrief
from contest import table
from process import Run, measured

if TYPE_CHECKING:
    from collections.abc import Sequence

SENTENCES = 18
HEAD = (
    "run",
    "articles",
    "wall s an article",
    "CPU s an article",
    "CPU against a call each",
    "MiB",
)
EACH, ALL, FILES, LINES = "a call each", "one call for all", "batch, files", "batch, records"
QUARTER = "batch, records, a quarter of them"


@dataclass
class _Bench:
    """The articles, and the runs made so far by name: how many articles, and what it took."""

    folder: Path
    articles: list[Path]
    options: list[str]
    runs: dict[str, list[tuple[int, Run]]] = field(default_factory=dict)

    def run(self, name: str, count: int, command: Sequence[str]) -> None:
        """Run a command over `count` articles, and keep what it took."""
        click.echo(f"{name}: {count} articles", err=True)
        run = measured([*command, *self.options])
        self.runs.setdefault(name, []).append((count, run))

    def round(self, number: int, calls: int) -> None:
        """Take every kind of run once."""
        names = [str(path) for path in self.articles]
        out = self.folder / f"out-{number}"
        for name in names[:calls]:
            self.run(EACH, 1, newsbrief(name, "-o", f"{out}-each/"))
        self.run(ALL, len(names), newsbrief(*names, "-o", f"{out}-all/"))
        self.run(FILES, len(names), batch(*names, "-o", f"{out}-files/"))
        self.memory(number)

    def memory(self, number: int) -> None:
        """A batch of all articles, and one of a quarter of them."""
        names = [str(path) for path in self.articles]
        out = self.folder / f"out-{number}"
        self._lines(LINES, names, f"{out}.jsonl")
        self._lines(QUARTER, names[: len(names) // 4], f"{out}-quarter.jsonl")

    def _lines(self, name: str, names: Sequence[str], out: str) -> None:
        path = self.folder / "records.jsonl"
        rows = [{"id": n, "text": Path(n).read_text(encoding="utf-8")} for n in names]
        path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
        self.run(name, len(names), batch(str(path), "-o", out))


@click.command()
@click.argument("text", type=click.Path(exists=True, path_type=Path))
@click.option("--articles", default=60, show_default=True, help="How many.")
@click.option("--calls", default=6, show_default=True, help="Calls with one article each.")
@click.option("--summary", is_flag=True, help="Summarise, too.")
@click.option("--rounds", default=2, show_default=True, help="Times that all is run.")
@click.option("--memory", is_flag=True, help="Only the memory of few articles and of many.")
def main(text: Path, articles: int, calls: int, summary: bool, rounds: int, memory: bool) -> None:
    """Brief articles made of TEXT in every way."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        options = ["--force", NO_CACHE, *([] if summary else ["--no-summary"])]
        bench = _Bench(folder, _articles(text, folder, articles), options)
        for number in range(rounds):
            if memory:
                bench.memory(number)
            else:
                bench.round(number, calls)
    click.echo(_growth(bench) if memory else table(HEAD, _rows(bench)))
    click.echo(f"\n{facts.machine()}; {facts.versions(('ctranslate2', 'sentencepiece'))}")
    click.echo(facts.data(text))


def _articles(text: Path, folder: Path, count: int) -> list[Path]:
    lines = [line for line in text.read_text(encoding="utf-8").splitlines() if line.strip()]
    size = max(1, min(SENTENCES, len(lines) // count))
    starts = range(0, min(len(lines), count * size), size)
    paths = [folder / f"{number:04}.txt" for number, _ in enumerate(starts)]
    for path, start in zip(paths, starts, strict=True):
        path.write_text("\n\n".join(lines[start : start + size]), encoding="utf-8")
    return paths


def _rows(bench: _Bench) -> list[list[str]]:
    each = statistics.median(run.cpu_s for _, run in bench.runs[EACH])
    return [_row(name, runs, each) for name, runs in bench.runs.items()]


def _growth(bench: _Bench) -> str:
    """The peaks of memory, and that of all articles against that of a quarter of them."""
    peaks = {name: max(run.peak_bytes for _, run in runs) for name, runs in bench.runs.items()}
    told = [
        f"{name}, {bench.runs[name][0][0]} articles: {peak / 2**20:.0f} MiB"
        for name, peak in peaks.items()
    ]
    return "\n".join([*told, f"ratio: {peaks[LINES] / peaks[QUARTER]:.2f}"])


def _row(name: str, runs: Sequence[tuple[int, Run]], each: float) -> list[str]:
    wall = statistics.median(run.wall_s / count for count, run in runs)
    cpu = statistics.median(run.cpu_s / count for count, run in runs)
    peak = max(run.peak_bytes for _, run in runs) / 2**20
    return [name, str(runs[0][0]), f"{wall:.2f}", f"{cpu:.2f}", f"{cpu / each:.2f}", f"{peak:.0f}"]


if __name__ == "__main__":
    main()
