"""A contestant's process: `python worker.py MODULE:FUNCTION SETTINGS`, both given by contest.py.

FUNCTION is called with SETTINGS, a JSON object, as keyword arguments, and returns the function that
works: a list of items in, a list of outputs out. Then each line of JSON on standard input is a
list of items, and each line on standard output what became of them.
"""

from __future__ import annotations

import importlib
import json
import os
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable

KIB = 1024


def peak_bytes() -> int:
    """Return the most memory that this process has held at a time.

    Linux counts into ru_maxrss what the parent held before the process became this one; VmHWM
    starts afresh.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(s for s in status.read_text().splitlines() if s.startswith("VmHWM"))
        return int(line.split()[1]) * KIB
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # bytes on macOS


def answered(work: Callable[[list[Any]], list[Any]], items: list[Any]) -> dict[str, Any]:
    """Work on the items, and return what came of it with the time it took."""
    started, busy = time.perf_counter(), time.process_time()
    output = work(items)
    seconds, cpu = time.perf_counter() - started, time.process_time() - busy
    return {"output": output, "seconds": seconds, "cpu_seconds": cpu, "peak_bytes": peak_bytes()}


def reserved_stdout() -> TextIO:
    """Return standard output for replies alone; what libraries print goes to standard error."""
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return replies


def main(make: str, settings: str) -> None:
    """Load, say so, and answer until standard input ends."""
    replies = reserved_stdout()
    module, function = make.split(":")
    work = getattr(importlib.import_module(module), function)(**json.loads(settings))
    print(json.dumps({"peak_bytes": peak_bytes()}), file=replies, flush=True)
    for line in sys.stdin:
        print(json.dumps(answered(work, json.loads(line))), file=replies, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:3])
