"""Fetches peers that newsbrief does not depend on, each into a folder beside newsbrief's cache.

They come from the package index as pip is configured, without their dependencies: what a benchmark
uses of them is there already, in the versions that newsbrief uses.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

from newsbrief.engines import models

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["Unavailable", "fetched", "folder"]


class Unavailable(Exception):
    """A peer cannot be had; the message says why."""


def folder(*parts: str) -> Path:
    """Return a folder beside the cache that benchmarks may write to; it need not exist."""
    return (models.home() / "benchmarks").joinpath(*parts)


def fetched(requirement: str) -> Path:
    """Return the folder to import `requirement`, "name==version", from. Raises Unavailable."""
    target = folder(requirement)
    if target.is_dir():
        return target
    draft = target.with_name(f"{requirement}.partial")
    shutil.rmtree(draft, ignore_errors=True)
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", requirement]
    done = subprocess.run(
        [*command, "--target", str(draft)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Unavailable((done.stderr.strip().splitlines() or ["pip failed"])[-1])
    return draft.rename(target)
