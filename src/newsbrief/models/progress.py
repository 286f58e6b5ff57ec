"""How the models package tells its caller what it does, without printing anything itself."""

from __future__ import annotations

from typing import Protocol

__all__ = ["SILENT", "Progress", "size"]


class Progress(Protocol):
    """A progress bar in bytes, and lines for the user. `advance` may be called by any thread."""

    def start(self, label: str, total: int | None) -> None:
        """Begin a bar of `total` bytes (None: not known)."""

    def advance(self, amount: int) -> None:
        """Move the bar on by `amount` bytes."""

    def note(self, message: str) -> None:
        """Tell the user one line."""

    def finish(self) -> None:
        """End the bar; harmless when none was begun."""


class _Silent:
    """The default: says nothing."""

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
    """Write a number of bytes as people read it: 1117320768 → "1.1 GB"."""
    value = float(count)
    for unit in ("bytes", "kB", "MB"):
        if value < 1000:
            return f"{value:.0f} {unit}"
        value /= 1000
    return f"{value:.1f} GB"
