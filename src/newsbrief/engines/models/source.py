"""What the three sources of models (folder, hub, package index) have in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from newsbrief.engines.models.disk import sha256_of
from newsbrief.engines.models.entries import WeightFile
from newsbrief.progress import SILENT, Progress

if TYPE_CHECKING:
    from pathlib import Path

    from newsbrief.engines.models.entries import Request

__all__ = ["Delivery", "Source", "SourceError", "verified"]


class SourceError(Exception):
    """A source failed and the next one is tried; `corrupt` says that its bytes were wrong."""

    def __init__(self, reason: str, *, corrupt: bool = False) -> None:
        super().__init__(reason)
        self.corrupt = corrupt


@dataclass(frozen=True)
class Delivery:
    """The verified contents of a workspace's `files` folder: the commit, and each file's hash."""

    revision: str
    files: tuple[WeightFile, ...]


class Source(Protocol):
    """Puts the files of a model into `workspace / "files"`. Raises `SourceError`."""

    def __call__(self, request: Request, workspace: Path, progress: Progress) -> Delivery:
        """Fetch; `workspace` exists and may hold files of an interrupted fetch."""


def verified(folder: Path, file: WeightFile, progress: Progress = SILENT) -> WeightFile:
    """Return `file` with its size and SHA-256 filled in. Raises `SourceError` if they differ."""
    path = folder / file.name
    actual_bytes = path.stat().st_size
    if file.size_bytes not in (None, actual_bytes):
        raise SourceError(
            f"{file.name} has {actual_bytes} bytes instead of {file.size_bytes}", corrupt=True
        )
    actual = sha256_of(path, progress)
    if file.sha256 not in (None, actual):
        raise SourceError(
            f"{file.name} has SHA-256 {actual[:12]}… instead of {str(file.sha256)[:12]}…",
            corrupt=True,
        )
    return WeightFile(file.name, actual_bytes, actual)
