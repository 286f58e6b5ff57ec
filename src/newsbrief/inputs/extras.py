"""Libraries that only some inputs and outputs need: imported when due, named when missing."""

from __future__ import annotations

import re
import shlex
import sys
from importlib import import_module, metadata
from typing import Any

from newsbrief.errors import MissingExtra

__all__ = ["install_command", "libraries", "require"]

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
