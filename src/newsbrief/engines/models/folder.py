"""The first source: a folder on this machine that already holds the files."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

from newsbrief.engines.models.disk import require_space, writing
from newsbrief.engines.models.entries import WeightFile, needed_files
from newsbrief.engines.models.source import Delivery, SourceError, verified

if TYPE_CHECKING:
    from pathlib import Path

    from newsbrief.engines.models.entries import Request
    from newsbrief.progress import Progress

__all__ = ["FolderSource", "take"]


class FolderSource:
    """Takes a model from `root / name`, or from `root` itself."""

    label = "local folder"

    def __init__(self, root: Path) -> None:
        self._root = root

    def __call__(self, request: Request, workspace: Path, progress: Progress) -> Delivery:
        """Link or copy the files into the workspace. Raises `SourceError`."""
        for folder in (self._root / request.name, self._root):
            files = _files(request, folder)
            if files:
                return take(request, folder, files, workspace, progress)
        raise SourceError(f"{self._root} does not hold the files of {request.name}")


def take(
    request: Request,
    folder: Path,
    files: tuple[WeightFile, ...],
    workspace: Path,
    progress: Progress,
) -> Delivery:
    """Verify `files` in `folder` and place them in the workspace."""
    progress.note(f"taking {request.name} from {folder}")
    progress.start(request.name, sum((folder / file.name).stat().st_size for file in files))
    checked = tuple(verified(folder, file, progress) for file in files)
    for file in checked:
        _place(folder / file.name, workspace / "files" / file.name, request.name)
    return Delivery(_revision(request, checked), checked)


def _files(request: Request, folder: Path) -> tuple[WeightFile, ...]:
    """Return the files of the model that a folder holds: all of them, or none."""
    if not folder.is_dir():
        return ()
    if request.gguf:
        return (WeightFile(request.gguf),) if (folder / request.gguf).is_file() else ()
    if request.complete:
        held = all((folder / file.name).is_file() for file in request.files)
        return request.files if held else ()
    known = {file.name: file for file in request.files}
    names = needed_files(path.name for path in folder.iterdir() if path.is_file())
    return tuple(known.get(name, WeightFile(name)) for name in names)


def _place(source: Path, target: Path, model: str) -> None:
    """Hard-link a file, which takes no space; copy it where links are not possible.

    If its owner changes a linked file later, its size or time differs and it is hashed again.
    """
    with writing(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        try:
            os.link(source.resolve(), target)
        except OSError:
            require_space(target.parent, source.stat().st_size, model)
            shutil.copyfile(source, target)


def _revision(request: Request, files: tuple[WeightFile, ...]) -> str:
    """Return the pinned commit, or for a branch a name made of the largest file's hash."""
    if request.entry is not None and request.entry.pinned:
        return request.revision
    largest = max(files, key=lambda file: file.size_bytes or 0)
    return f"folder-{str(largest.sha256)[:12]}"
