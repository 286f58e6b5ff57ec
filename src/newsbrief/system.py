"""This machine: cores, memory, GPU, optional libraries, and how child processes are started."""

from __future__ import annotations

import os
import re
import shlex
import sys
from contextlib import suppress
from importlib import import_module, metadata
from pathlib import Path
from types import MappingProxyType
from typing import Any

import psutil

import newsbrief
from newsbrief.errors import MissingExtra

__all__ = [
    "CHILD",
    "available_memory",
    "gpu_present",
    "install_command",
    "libraries",
    "limit_memory",
    "module_command",
    "physical_cores",
    "require",
]


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


_OF_EXTRA = re.compile(r"""\s*;\s*extra\s*==\s*["'](?P<extra>[\w-]+)["']""")


def require(module: str, extra: str, purpose: str) -> Any:
    """Import `module`, which the extra named `extra` brings; `purpose` as in "PDF files".

    Raises MissingExtra with the command that installs it.
    """
    try:
        return import_module(module)
    except ImportError as exc:
        raise MissingExtra(
            f"{purpose} need {module.partition('.')[0]}, which is not installed; "
            f"run: {install_command(extra)}"
        ) from exc


def install_command(extra: str) -> str:
    """What installs an extra where newsbrief runs.

    It names the libraries: "newsbrief[pdf]" would be looked for on a package index, and newsbrief
    may have been installed from a clone; a bare "pip" may be another environment's.
    """
    wanted = libraries(extra) or [f"newsbrief[{extra}]"]
    return shlex.join([sys.executable or "python", "-m", "pip", "install", *wanted])


def libraries(extra: str) -> list[str]:
    """The requirements that an extra adds, "pypdfium2>=5"; none if newsbrief is not installed."""
    try:
        required = metadata.requires("newsbrief") or []
    except metadata.PackageNotFoundError:
        return []
    found = [(line, _OF_EXTRA.search(line)) for line in required]
    return [line[: m.start()] for line, m in found if m is not None and m["extra"] == extra]


def physical_cores() -> int:
    """Return the cores this process may use; hyper-threads add nothing to matrix products."""
    physical = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    affinity = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else physical
    return max(1, min(physical, affinity))


def available_memory() -> int:
    """Return the bytes that can be had without swapping."""
    return int(psutil.virtual_memory().available)


def gpu_present() -> bool:
    """Tell whether a CUDA device answers; CTranslate2 asks the driver in milliseconds."""
    if not _has_cuda_driver():  # then the answer is no, and CTranslate2 need not be imported
        return False
    import ctranslate2

    return bool(ctranslate2.get_cuda_device_count() > 0)


def _has_cuda_driver() -> bool:
    """Whether the library that every CUDA runtime opens can be opened; it is the driver's own."""
    import ctypes

    try:
        ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
    except OSError:
        return False
    return True
