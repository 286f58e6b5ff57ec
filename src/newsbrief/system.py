"""This machine: child processes, optional libraries, cores, memory, processor, and devices."""

from __future__ import annotations

import os
import platform
import re
import shlex
import sys
from contextlib import suppress
from importlib import import_module, metadata
from pathlib import Path
from types import MappingProxyType
from typing import Any

import psutil

from newsbrief.errors import MissingExtra, ModelError

__all__ = [
    "CHILD_OPTIONS",
    "available_memory",
    "has_cuda",
    "install_command",
    "installed_version",
    "libraries",
    "limit_memory",
    "module_command",
    "physical_cores",
    "processor_name",
    "require",
    "simd_extensions",
    "torch_device",
    "total_memory",
]

# "python -m" looks for modules in the working directory first: a json.py beside the articles would
# be run instead of Python's. So child processes run in the folder that contains newsbrief.
CHILD_OPTIONS: MappingProxyType[str, Any] = MappingProxyType(
    {"cwd": Path(__file__).resolve().parents[1]}
)

_EXTRA = re.compile(r"""\s*;\s*extra\s*==\s*["'](?P<extra>[\w-]+)["']""")
_SIMD = ("avx512_vnni", "avx_vnni", "avx512f", "avx2", "avx", "sse4_1", "asimd")


def module_command(module: str, *arguments: str) -> list[str]:
    """Return the command that runs a module of newsbrief; start it with `**CHILD_OPTIONS`.

    Paths among the arguments must be absolute, since the child has another working directory.
    """
    return [sys.executable, "-m", module, *arguments]


def limit_memory(num_bytes: int) -> None:
    """Limit the memory of this process to `num_bytes`, unless its limit is lower already."""
    with suppress(ImportError, ValueError, OSError):  # not on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (num_bytes, num_bytes))


def require(module: str, extra: str, purpose: str) -> Any:
    """Import `module`, which the extra named `extra` installs, for a `purpose` like "PDF files".

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
    """Return the command that installs an extra into the environment that newsbrief runs in.

    It names the libraries, because "newsbrief[pdf]" would be looked up on a package index although
    newsbrief may come from a clone; a bare "pip" may belong to another environment.
    """
    requirements = libraries(extra) or [f"newsbrief[{extra}]"]
    return shlex.join([sys.executable or "python", "-m", "pip", "install", *requirements])


def libraries(extra: str) -> list[str]:
    """Return an extra's requirements, like "pypdfium2>=5"; none if newsbrief is not installed."""
    try:
        lines = metadata.requires("newsbrief") or []
    except metadata.PackageNotFoundError:
        return []
    matches = [(line, _EXTRA.search(line)) for line in lines]
    return [line[: m.start()] for line, m in matches if m is not None and m["extra"] == extra]


def installed_version(library: str) -> str | None:
    """Return the version of an installed library, without importing it; None: not installed."""
    try:
        return metadata.version(library)
    except metadata.PackageNotFoundError:
        return None


def physical_cores() -> int:
    """Return the number of cores that this process may use, without hyper-threads.

    Hyper-threads add nothing to the rate of matrix products.
    """
    physical = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    affinity = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else physical
    return max(1, min(physical, affinity))


def total_memory() -> int:
    """Return the size of this machine's memory in bytes."""
    return int(psutil.virtual_memory().total)


def available_memory() -> int:
    """Return the bytes of memory that are free for use without swapping."""
    return int(psutil.virtual_memory().available)


def processor_name() -> str:
    """Return the processor's model as the system names it, or at least its architecture."""
    return _cpu_fields().get("model name") or platform.processor() or platform.machine()


def simd_extensions() -> tuple[str, ...]:
    """Return those vector instructions of the processor that speed models up, widest first.

    Known on Linux alone; empty on other systems.
    """
    flags = _cpu_fields().get("flags", "").split()
    return tuple(name for name in _SIMD if name in flags)


def _cpu_fields() -> dict[str, str]:
    """Return the first processor's fields of /proc/cpuinfo; nothing on other systems."""
    try:
        first = Path("/proc/cpuinfo").read_text(encoding="utf-8").split("\n\n")[0]
    except OSError:
        return {}
    pairs = (line.partition(":") for line in first.splitlines())
    fields = {key.strip(): value.strip() for key, _, value in pairs}
    return {"flags": fields.get("Features", ""), **fields}  # ARM calls its flags "Features"


def torch_device(requested: str = "auto") -> str:
    """Return "cuda", "mps" or "cpu": the requested device, or with "auto" the best there is.

    A device counts when the installed torch can compute on it. Raises ModelError when the requested
    one does not.
    """
    if requested == "cpu":
        return requested
    best = "cuda" if has_cuda() else "mps" if _has_mps() else "cpu"
    if requested not in ("auto", best):
        raise ModelError(f"device '{requested}' is not on this machine; use --device auto")
    return best


def has_cuda() -> bool:
    """Whether the installed torch can compute on a CUDA device.

    torch takes seconds to import, so the build and the driver are asked first.
    """
    if not _may_use_gpu(installed_version("torch")) or not _cuda_devices():
        return False
    import torch

    return bool(torch.cuda.is_available())


def _has_mps() -> bool:
    """Whether the installed torch can compute on the GPU of an Apple processor."""
    apple = sys.platform == "darwin" and platform.machine() == "arm64"
    if not apple or not _may_use_gpu(installed_version("torch")):
        return False
    import torch

    return bool(torch.backends.mps.is_available())


def _may_use_gpu(torch_version: str | None) -> bool:
    """Whether torch is installed in a build that is not, by its name, for the CPU alone."""
    return torch_version is not None and "+cpu" not in torch_version


def _cuda_devices() -> int:
    """Return the number of devices that the NVIDIA driver lets this process use; 0 without one."""
    import ctypes

    count = ctypes.c_int(0)
    try:
        driver = ctypes.CDLL("nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1")
        failed = driver.cuInit(0) or driver.cuDeviceGetCount(ctypes.byref(count))
    except (OSError, AttributeError):
        return 0
    return 0 if failed else count.value
