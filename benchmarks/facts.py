"""What a measurement belongs to: the machine's kind, the libraries, and the data."""

from __future__ import annotations

import hashlib
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from newsbrief.system import physical_cores

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["data", "instruction_sets", "machine", "mebibytes", "versions", "words"]

# The instructions that decide how fast int8 and fp32 matrix products are, x86 and ARM.
INSTRUCTIONS = (
    "avx2 fma avx512f avx512_vnni avx_vnni avx512_bf16 amx_int8 asimd asimddp i8mm sve".split()
)
MIB = 2**20


def machine() -> str:
    """Return cores, architecture and instruction sets: '2 cores, x86_64 with avx2, fma'."""
    found = ", ".join(instruction_sets(_cpu_flags()))
    return f"{physical_cores()} cores, {platform.machine()}{' with ' if found else ''}{found}"


def instruction_sets(flags: str) -> list[str]:
    """Return those of the instruction sets that matter which `flags` names."""
    given = set(flags.split())
    return [name for name in INSTRUCTIONS if name in given]


def _cpu_flags() -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text().splitlines() if path.exists() else []
    told = [line for line in lines if line.startswith(("flags", "Features"))]
    return told[0].partition(":")[2] if told else ""


def versions(names: Iterable[str]) -> str:
    """Return 'name version' of each package, or that it is not installed."""
    return ", ".join(f"{name} {_version(name)}" for name in ("python", *names))


def _version(name: str) -> str:
    if name == "python":
        return platform.python_version()
    try:
        return version(name)
    except PackageNotFoundError:
        return "(not installed)"


def data(path: Path) -> str:
    """Return a file's digest, name and number of words."""
    content = path.read_bytes()
    count = words(content.decode("utf-8", errors="replace"))
    return f"sha256 {hashlib.sha256(content).hexdigest()}  {path.name}, {count} words"


def words(text: str) -> int:
    """Return the number of words between white space."""
    return len(text.split())


def mebibytes(size_bytes: int) -> str:
    """Return a size in MiB, rounded."""
    return f"{size_bytes / MIB:,.0f}"
