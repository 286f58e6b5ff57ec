"""How far a batch is: a bar on a terminal, else a line now and then."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, TextIO

from newsbrief.progress import RichProgress

if TYPE_CHECKING:
    from newsbrief.batch.work import Outcome

__all__ = ["BatchProgress", "duration"]

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
