"""The newsbrief command as benchmarks call it, and the weights that it reads."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from newsbrief.engines import models

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["NO_CACHE", "batch", "has_option", "newsbrief", "weights"]

NO_CACHE = "--no-cache"


def newsbrief(*arguments: str) -> list[str]:
    """Return the command of this interpreter's newsbrief, which says nothing but errors."""
    return [sys.executable, "-m", "newsbrief", "--quiet", *arguments]


def batch(*arguments: str) -> list[str]:
    """Return the same newsbrief's command for many articles."""
    return [sys.executable, "-m", "newsbrief", "batch", "--quiet", *arguments]


def has_option(name: str) -> bool:
    """Tell whether newsbrief's help names an option."""
    command = [sys.executable, "-m", "newsbrief", "--help"]
    return name in subprocess.run(command, capture_output=True, text=True, check=True).stdout


def weights(*, summary: bool) -> list[Path]:
    """Return the files that a run on the CPU reads: the converted form, tokenizers, the GGUF.

    Of several converted forms the newest is the one in use.
    """
    local = models.ensure(models.default("translate").name)
    forms = models.derived_dir(local, "form").parent.glob("*/model.bin")
    newest = max(forms, key=lambda path: path.stat().st_mtime).parent
    gguf = [models.ensure(models.default("chat").name).path] if summary else []
    return [*newest.iterdir(), *local.path.glob("*.spm"), *gguf]
