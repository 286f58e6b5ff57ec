"""Progress on standard error: bars on a terminal, plain lines for notes, or nothing."""

from __future__ import annotations

import contextlib
import sys
from typing import TYPE_CHECKING, Protocol, TextIO

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import ProgressColumn, TaskID

__all__ = ["SILENT", "Progress", "RichProgress", "one_line", "size"]


def one_line(text: str) -> str:
    """Return `text` on one line, with control characters escaped (ESC as "\\x1b")."""
    line = " ".join(text.split())
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in line
    )


class RichProgress:
    """The progress of a command, as bars and lines.

    Bars are drawn only where `stream` (standard error) is a terminal; rich honours NO_COLOR.
    With `quiet`, neither bars nor notes appear.
    """

    def __init__(self, *, quiet: bool = False, stream: TextIO | None = None) -> None:
        self._quiet = quiet
        self._stream = stream if stream is not None else sys.stderr
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def start(self, label: str, total: int | None) -> None:
        """Begin a bar of `total` bytes; None: not known."""
        self._begin(label, total, in_bytes=True)

    def start_steps(self, label: str, total: int | None) -> None:
        """Begin a bar of `total` steps, such as sentences."""
        self._begin(label, total, in_bytes=False)

    def advance(self, amount: int) -> None:
        """Advance the bar; any thread may call this."""
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task, amount)

    def note(self, message: str) -> None:
        """Write one line, above the bar if there is one."""
        if self._quiet:
            return
        line = one_line(message)
        if self._bar is None:
            with contextlib.suppress(OSError):  # a full disk for the log must not stop the brief
                print(line, file=self._stream, flush=True)  # the CLI's own output
        else:
            self._bar.console.print(line, markup=False, highlight=False, soft_wrap=True)

    def finish(self) -> None:
        """End the bar, if there is one."""
        if self._bar is not None:
            self._bar.stop()
        self._bar = self._task = None

    def _begin(self, label: str, total: int | None, *, in_bytes: bool) -> None:
        self.finish()
        if self._quiet or not self._stream.isatty():
            return
        from rich.console import Console
        from rich.progress import Progress

        console = Console(file=self._stream)
        self._bar = Progress(*_columns(in_bytes), console=console, transient=True)
        self._task = self._bar.add_task(one_line(label), total=total)
        self._bar.start()


def _columns(in_bytes: bool) -> list[ProgressColumn]:
    """Return the columns of a bar: amount and speed of bytes, or a count; and the time left."""
    from rich import progress

    label = progress.TextColumn("{task.description}", markup=False)
    if in_bytes:
        amount = [progress.DownloadColumn(), progress.TransferSpeedColumn()]
        return [label, progress.BarColumn(), *amount, progress.TimeRemainingColumn()]
    return [
        label,
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TimeRemainingColumn(),
    ]


class Progress(Protocol):
    """A progress bar in bytes, and lines for the user. `advance` may be called by any thread."""

    def start(self, label: str, total: int | None) -> None:
        """Begin a bar of `total` bytes; None: not known."""

    def advance(self, amount: int) -> None:
        """Advance the bar by `amount` bytes."""

    def note(self, message: str) -> None:
        """Show the user one line."""

    def finish(self) -> None:
        """End the bar, if there is one."""


class _Silent:
    """Shows nothing."""

    def start(self, label: str, total: int | None) -> None:
        pass

    def advance(self, amount: int) -> None:
        pass

    def note(self, message: str) -> None:
        pass

    def finish(self) -> None:
        pass


SILENT: Progress = _Silent()


def size(count: int) -> str:
    """Return a number of bytes in a readable unit: 1117320768 → "1.1 GB"."""
    value = float(count)
    for unit in ("bytes", "kB", "MB"):
        if value < 1000:
            return f"{value:.0f} {unit}"
        value /= 1000
    return f"{value:.1f} GB"
