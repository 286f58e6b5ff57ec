"""How child processes are started, and the bounds that they set for themselves."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType
from typing import Any

import newsbrief

__all__ = ["CHILD", "limit_memory", "module_command"]

# "python -m" looks for modules in the working directory first: a json.py beside the articles would
# be run in the place of Python's own. So a child works where newsbrief lies.
CHILD: MappingProxyType[str, Any] = MappingProxyType(
    {"cwd": Path(newsbrief.__file__).resolve().parent.parent}
)


def module_command(module: str, *arguments: str) -> list[str]:
    """The command that runs a module of newsbrief's; to be started with `**CHILD`.

    Paths among the arguments are absolute, for the working directory is another one.
    """
    return [sys.executable, "-m", module, *arguments]


def limit_memory(num_bytes: int) -> None:
    """Let this process have `num_bytes` of memory at most; a lower limit that it has stands."""
    with suppress(ImportError, ValueError, OSError):  # not on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (num_bytes, num_bytes))
