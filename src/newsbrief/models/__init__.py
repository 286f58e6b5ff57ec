"""Models: which ones are known, where they lie on this machine, and how they get there."""

from __future__ import annotations

from newsbrief.models.cache import home
from newsbrief.models.derived import build_derived, derived_dir
from newsbrief.models.entries import ModelEntry, catalogue, default, find
from newsbrief.models.fetch import cached, ensure, remove, verify
from newsbrief.models.progress import SILENT, Progress, size
from newsbrief.models.request import LocalModel

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
