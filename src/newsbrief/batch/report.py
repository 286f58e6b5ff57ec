"""What a batch reports: progress, a JSON report at the end, and a line for people."""

from __future__ import annotations

import json
import os
import time
from typing import TYPE_CHECKING, Any, TextIO

from newsbrief.output import unwritable
from newsbrief.progress import RichProgress
from newsbrief.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from newsbrief.batch.journal import Counts, Journal, JournalRow
    from newsbrief.batch.work import Outcome, RunTotals

__all__ = ["BatchProgress", "failure_line", "status", "summary", "write_report"]

REPORT_S = 30.0  # seconds between two lines of progress where there is no terminal
MAX_SHOWN = 10  # failures that a status lists; the report lists all


class BatchProgress(RichProgress):
    """Shows articles done and failed, their rate, and the time left; nothing if `quiet`.

    The progress bars of models appear only before `begin`.
    """

    def __init__(self, *, quiet: bool = False, stream: TextIO | None = None) -> None:
        super().__init__(quiet=quiet, stream=stream)
        self._running = False
        self._total = self._settled = self._done = self._failed = self._words = 0
        self._began = self._reported = time.monotonic()

    def begin(self, total: int) -> None:
        """Start the bar of `total` articles."""
        super().finish()
        self._running, self._total = True, total
        self._began = self._reported = time.monotonic()
        if not self._quiet and self._stream.isatty():
            self._draw()

    def _draw(self) -> None:
        from rich import progress
        from rich.console import Console

        counts = progress.TextColumn("{task.fields[counts]}", markup=False)
        columns = [progress.BarColumn(), progress.MofNCompleteColumn(), counts]
        console = Console(file=self._stream)
        self._bar = progress.Progress(
            *columns, progress.TimeRemainingColumn(), console=console, transient=True
        )
        self._task = self._bar.add_task("", total=self._total, counts="")
        self._bar.start()

    def settled(self, outcome: Outcome | None) -> None:
        """Count an article as settled; `outcome` is None if an earlier run settled it."""
        self._settled += 1
        self._total = max(self._total, self._settled)  # a feed was counted as one article
        if outcome is not None:
            self._failed += outcome.failure is not None
            self._done += outcome.failure is None
            self._words += outcome.words
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, advance=1, total=self._total, counts=self._counts())
        elif time.monotonic() - self._reported > REPORT_S:
            self._reported = time.monotonic()
            self.note(
                f"{self._settled:,} of {self._total:,} articles, {self._counts()}{self._left()}"
            )

    def _counts(self) -> str:
        passed = max(time.monotonic() - self._began, 1e-3)
        rate = f"{60 * self._done / passed:.1f} articles/min, {self._words / passed:.0f} words/s"
        return f"{self._failed:,} failed, {rate}"

    def _left(self) -> str:
        """The time left at the rate of this run."""
        if not self._done:
            return ""
        passed = time.monotonic() - self._began
        fresh = self._done + self._failed
        left = max(self._total - self._settled, 0) * passed / fresh
        return f", {_duration(left)} left"

    def end(self) -> None:
        """Remove the bar; harmless when there is none."""
        self._running = False
        super().finish()

    def start(self, label: str, total: int | None) -> None:
        """See Progress; ignored while the articles' bar is shown."""
        if not self._running:
            super().start(label, total)

    def advance(self, amount: int) -> None:
        """See Progress; ignored while the articles' bar is shown."""
        if not self._running:
            super().advance(amount)

    def finish(self) -> None:
        """See Progress; ignored while the articles' bar is shown."""
        if not self._running:
            super().finish()


def _duration(seconds: float) -> str:
    """A time for people: 4210 → "1 h 10 min"."""
    minutes = round(seconds / 60)
    if seconds < 60:
        return f"{seconds:.0f} s"
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"


def write_report(path: Path, journal: Journal, totals: RunTotals) -> None:
    """Write counts, rates, failures and flagged articles as JSON. Raises OutputError."""
    new = path.with_name(f".{path.name}.new")
    try:
        with new.open("w", encoding="utf-8") as file:
            file.writelines(_written(journal, totals))
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as exc:
        new.unlink(missing_ok=True)
        raise unwritable(path, exc) from exc


def _written(journal: Journal, totals: RunTotals) -> Iterator[str]:
    """The report line by line: it may be very long."""
    head = {"newsbrief": __version__, **_numbers(journal.counts()), "this_run": _rates(totals)}
    yield json.dumps(head, indent=2)[: -len("\n}")]
    yield from _list("failures", map(_failure, journal.failures()))
    yield from _list("flags", map(_flag, journal.flagged()))
    yield "\n}\n"


def _list(name: str, items: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield f',\n  "{name}": ['
    separator = "\n    "
    for item in items:
        yield separator + json.dumps(item, ensure_ascii=False)
        separator = ",\n    "
    yield "]" if separator == "\n    " else "\n  ]"


def _numbers(counts: Counts) -> dict[str, int]:
    return {
        "articles": counts.done + counts.failed + counts.left,
        "done": counts.done,
        "failed": counts.failed,
        "left": counts.left,
        "flagged": counts.flagged,
        "words": counts.words,
    }


def _rates(totals: RunTotals) -> dict[str, float]:
    seconds = max(totals.seconds, 1e-3)
    return {
        "done": totals.done,
        "failed": totals.failed,
        "kept": totals.kept,
        "seconds": round(seconds, 1),
        "articles_per_minute": round(60 * totals.done / seconds, 1),
        "words_per_second": round(totals.words / seconds, 1),
    }


def _failure(row: JournalRow) -> dict[str, Any]:
    return {"id": row.key, "code": row.code, "reason": row.reason}


def _flag(row: JournalRow) -> dict[str, Any]:
    return {"id": row.key, "name": row.name, "findings": row.flagged}


def _articles(count: int) -> str:
    return f"{count:,} article{'' if count == 1 else 's'}"


def summary(counts: Counts, totals: RunTotals, report: Path) -> str:
    """Return the run's last line."""
    rate = _rates(totals)["articles_per_minute"]
    kept = f", {totals.kept:,} kept from before" if totals.kept else ""
    return (
        f"{_articles(totals.done)} done in {_duration(totals.seconds)} ({rate:.1f}/min){kept}; "
        f"in all {counts.done:,} done, {counts.flagged:,} of them flagged, "
        f"and {counts.failed:,} failed: see {report}"
    )


def failure_line(key: str, reason: str) -> str:
    """Return a failure as one line that names its article once."""
    return reason if key in reason else f"{key}: {reason}"


def status(journal: Journal, total: int | None) -> str:
    """Return a journal's counts as text; `total` is how many articles the last run counted."""
    counts = journal.counts()
    left = max(counts.left, (total or 0) - counts.done - counts.failed)
    lines = [
        f"done     {counts.done:,} ({counts.flagged:,} flagged)",
        f"failed   {counts.failed:,}",
        f"left     {left:,}",
    ]
    for number, row in enumerate(journal.failures()):
        if number == MAX_SHOWN:
            lines.append("  …")
            break
        lines.append(f"  {failure_line(row.key, row.reason)}")
    return "\n".join(lines)
