"""Models: which ones are known, where they are on this machine, and how they are fetched."""

from __future__ import annotations

from newsbrief.engines.models.cache import build_derived, derived_dir, home
from newsbrief.engines.models.entries import LocalModel, ModelEntry, catalogue, default, find
from newsbrief.engines.models.fetch import cached, ensure, remove, verify
from newsbrief.progress import SILENT, Progress, size

__all__ = [
    "SILENT",
    "LocalModel",
    "ModelEntry",
    "Progress",
    "build_derived",
    "cached",
    "catalogue",
    "default",
    "derived_dir",
    "ensure",
    "find",
    "home",
    "remove",
    "size",
    "verify",
]
