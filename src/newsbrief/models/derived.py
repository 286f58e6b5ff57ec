"""Converted forms of a model's weights, kept beside the cache and built once."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

from newsbrief.models.cache import home, locked
from newsbrief.models.disk import writing
from newsbrief.models.progress import SILENT, Progress

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from newsbrief.models.request import LocalModel

__all__ = ["build_derived", "derived_dir"]

_SIZES = "newsbrief-sizes.json"  # every file's size: a truncated form is built again


def derived_dir(model: LocalModel, kind: str) -> Path:
    """Return where the form `kind` (such as "ct2-int8") of these weights is kept."""
    return home() / "derived" / model.name / model.revision / kind


def build_derived(
    model: LocalModel,
    kind: str,
    build: Callable[[Path], None],
    progress: Progress = SILENT,
    *,
    afresh: bool = False,
) -> Path:
    """Return the folder of a converted form, built first when it is missing or damaged.

    With `afresh` it is built again though its sizes are right: for one that could not be loaded.
    `build` is given a path that does not exist yet, and creates a folder there. Two processes
    never build the same form at once, and a folder is in its place whole or not at all.
    """
    target = derived_dir(model, kind)
    if _whole(target) and not afresh:
        return target
    with locked(f"{model.name}.{kind}", progress):
        if afresh or not _whole(target):
            _build(target, build)
    return target


def _build(target: Path, build: Callable[[Path], None]) -> None:
    draft = target.with_name(f"{target.name}.{os.getpid()}.partial")
    with writing(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        for stale in target.parent.glob(f"{target.name}.*.partial"):  # of a process that was killed
            shutil.rmtree(stale, ignore_errors=True)
    try:
        build(draft)
        with writing(target):
            (draft / _SIZES).write_text(json.dumps(_sizes(draft)), encoding="utf-8")
            shutil.rmtree(target, ignore_errors=True)
            draft.replace(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _whole(folder: Path) -> bool:
    try:
        expected = json.loads((folder / _SIZES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return bool(_sizes(folder) == expected)


def _sizes(folder: Path) -> dict[str, int]:
    return {
        path.relative_to(folder).as_posix(): path.stat().st_size
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != _SIZES
    }
