"""One run of a command as a process of its own: wall time, CPU time, memory, disk reads."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psutil

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["Failed", "Run", "forget", "measured"]

POLL_S = 0.05
BLOCK = 512  # bytes in which the kernel counts reads
MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


class Failed(Exception):
    """The command ended with an error; the message is the last line that it said."""


@dataclass(frozen=True)
class Run:
    """What a run took, its children included.

    `peak_bytes` counts mapped files, such as weights, as far as they were in memory, and is never
    less than what the measuring process held (some 40 MB): Linux passes that on. `read_bytes` is
    what came from the disk itself.
    """

    wall_s: float
    cpu_s: float
    peak_bytes: int
    read_bytes: int


def measured(command: Sequence[str], *, poll: bool = True) -> Run:
    """Run a command to its end, its standard output thrown away. Raises Failed.

    With `poll` its memory is looked at every 50 ms, children included; without, only the largest
    single process counts.
    """
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said
        )
        peak = _watched(process.pid) if poll else 0
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            lines = said.read().decode(errors="replace").strip().splitlines()
            raise Failed(lines[-1] if lines else f"exit code {process.returncode}")
    peak = max(peak, used.ru_maxrss * MAXRSS_UNIT)
    return Run(wall, used.ru_utime + used.ru_stime, peak, used.ru_inblock * BLOCK)


def _watched(pid: int) -> int:
    """Return the most memory that a process and its children held, once it has ended."""
    peak = 0
    process = psutil.Process(pid)
    while True:
        with suppress(psutil.NoSuchProcess):
            if process.status() == psutil.STATUS_ZOMBIE:
                return peak
        peak = max(peak, _held(process))
        time.sleep(POLL_S)


def _held(process: psutil.Process) -> int:
    total = 0
    with suppress(psutil.Error):
        for one in (process, *process.children(recursive=True)):
            with suppress(psutil.Error):
                total += one.memory_info().rss
    return total


def forget(files: Sequence[Path]) -> bool:
    """Let the operating system drop files from its memory; tell whether it can be asked to."""
    if not hasattr(os, "posix_fadvise"):
        return False
    for path in files:
        with path.open("rb") as file:
            os.fsync(file.fileno())
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return True
