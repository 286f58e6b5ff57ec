"""What a batch says: its progress, and at the end a report for programs and a line for people."""

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

    from newsbrief.batch.journal import Counts, Journal, Row
    from newsbrief.batch.work import Outcome, Tally

__all__ = ["BatchProgress", "duration", "status", "summary", "told", "write_report"]


REPORT_S = 30.0  # between two lines where there is no terminal


class BatchProgress(RichProgress):
    """Articles done and failed, their rate, the time left. Models' own bars appear before it only.

    With `quiet` nothing appears.
    """

    def __init__(self, *, quiet: bool = False, stream: TextIO | None = None) -> None:
        super().__init__(quiet=quiet, stream=stream)
        self._running = False
        self._total = self._settled = self._done = self._failed = self._words = 0
        self._began = self._reported = time.monotonic()

    def begin(self, total: int) -> None:
        """Begin to count `total` articles."""
        super().finish()
        self._running, self._total = True, total
        self._began = self._reported = time.monotonic()
        if not self._quiet and self._stream.isatty():
            self._draw()

    def _draw(self) -> None:
        from rich import progress
        from rich.console import Console

        told = progress.TextColumn("{task.fields[told]}", markup=False)
        columns = [progress.BarColumn(), progress.MofNCompleteColumn(), told]
        console = Console(file=self._stream)
        self._bar = progress.Progress(
            *columns, progress.TimeRemainingColumn(), console=console, transient=True
        )
        self._task = self._bar.add_task("", total=self._total, told="")
        self._bar.start()

    def settled(self, outcome: Outcome | None) -> None:
        """One article is settled: by its outcome, or None for one that was before."""
        self._settled += 1
        self._total = max(self._total, self._settled)  # a feed was counted for one
        if outcome is not None:
            self._failed += outcome.failure is not None
            self._done += outcome.failure is None
            self._words += outcome.words
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, advance=1, total=self._total, told=self._told())
        elif time.monotonic() - self._reported > REPORT_S:
            self._reported = time.monotonic()
            self.note(
                f"{self._settled:,} of {self._total:,} articles, {self._told()}{self._left()}"
            )

    def _told(self) -> str:
        passed = max(time.monotonic() - self._began, 1e-3)
        rate = f"{60 * self._done / passed:.1f} articles/min, {self._words / passed:.0f} words/s"
        return f"{self._failed:,} failed, {rate}"

    def _left(self) -> str:
        """How long it will take, at the rate of this run."""
        if not self._done:
            return ""
        passed = time.monotonic() - self._began
        fresh = self._done + self._failed
        left = max(self._total - self._settled, 0) * passed / fresh
        return f", {duration(left)} left"

    def end(self) -> None:
        """Take the bar away; harmless when there is none."""
        self._running = False
        super().finish()

    def start(self, label: str, total: int | None) -> None:
        """See models.Progress: not while the articles' bar is there."""
        if not self._running:
            super().start(label, total)

    def advance(self, amount: int) -> None:
        """See models.Progress."""
        if not self._running:
            super().advance(amount)

    def finish(self) -> None:
        """See models.Progress."""
        if not self._running:
            super().finish()


def duration(seconds: float) -> str:
    """Write a time as people say it: 4210 → "1 h 10 min"."""
    minutes = round(seconds / 60)
    if seconds < 60:
        return f"{seconds:.0f} s"
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"


SHOWN = 10  # failures that a status lists; the report has them all


def write_report(path: Path, journal: Journal, tally: Tally) -> None:
    """Write counts, rates, failures and flagged articles as JSON. Raises OutputError."""
    new = path.with_name(f".{path.name}.new")
    try:
        with new.open("w", encoding="utf-8") as file:
            file.writelines(_written(journal, tally))
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError as exc:
        new.unlink(missing_ok=True)
        raise unwritable(path, exc) from exc


def _written(journal: Journal, tally: Tally) -> Iterator[str]:
    """The report row by row: there may be very many."""
    head = {"newsbrief": __version__, **_numbers(journal.counts()), "this_run": _rates(tally)}
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


def _rates(tally: Tally) -> dict[str, float]:
    seconds = max(tally.seconds, 1e-3)
    return {
        "done": tally.done,
        "failed": tally.failed,
        "kept": tally.kept,
        "seconds": round(seconds, 1),
        "articles_per_minute": round(60 * tally.done / seconds, 1),
        "words_per_second": round(tally.words / seconds, 1),
    }


def _failure(row: Row) -> dict[str, Any]:
    return {"id": row.key, "code": row.code, "reason": row.reason}


def _flag(row: Row) -> dict[str, Any]:
    return {"id": row.key, "name": row.name, "findings": row.flagged}


def _articles(count: int) -> str:
    return f"{count:,} article{'' if count == 1 else 's'}"


def summary(counts: Counts, tally: Tally, report: Path) -> str:
    """The run's last line."""
    rate = _rates(tally)["articles_per_minute"]
    kept = f", {tally.kept:,} kept from before" if tally.kept else ""
    return (
        f"{_articles(tally.done)} done in {duration(tally.seconds)} ({rate:.1f}/min){kept}; in all "
        f"{counts.done:,} done, {counts.flagged:,} of them flagged, and {counts.failed:,} failed: "
        f"see {report}"
    )


def told(key: str, reason: str) -> str:
    """A failure in one line, its article named once."""
    return reason if key in reason else f"{key}: {reason}"


def status(journal: Journal, total: int | None) -> str:
    """What a journal knows, for people; `total` is how many articles the last run counted."""
    counts = journal.counts()
    left = max(counts.left, (total or 0) - counts.done - counts.failed)
    lines = [
        f"done     {counts.done:,} ({counts.flagged:,} flagged)",
        f"failed   {counts.failed:,}",
        f"left     {left:,}",
    ]
    for number, row in enumerate(journal.failures()):
        if number == SHOWN:
            lines.append("  …")
            break
        lines.append(f"  {told(row.key, row.reason)}")
    return "\n".join(lines)
