"""From a name to a model on this machine: from the cache, or else from the first source."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from newsbrief.engines.models import cache
from newsbrief.engines.models.disk import writing
from newsbrief.engines.models.entries import LocalModel, Request, format_of, resolve
from newsbrief.engines.models.folder import FolderSource
from newsbrief.engines.models.hub import HubSource
from newsbrief.engines.models.index import IndexSource
from newsbrief.engines.models.source import Delivery, Source, SourceError, verified
from newsbrief.errors import ModelUnavailable, WeightsCorrupt
from newsbrief.progress import SILENT, Progress, size

if TYPE_CHECKING:
    from newsbrief.engines.models.entries import ModelEntry

__all__ = ["cached", "ensure", "remove", "verify"]


def cached(name: str) -> LocalModel | None:
    """Return a model that is on this machine, without using the network; None when it is not.

    Raises `UnknownModel`, and `WeightsCorrupt` when a file of it is damaged.
    """
    request = resolve(name)
    if isinstance(request, LocalModel):
        return request
    folder = cache.completed(request.name, request.revision)
    if folder is None:
        return None
    cache.check(folder)
    return _local(request, folder)


def verify(name: str, *, progress: Progress = SILENT) -> LocalModel:
    """Hash every file of a cached model again.

    Raises `UnknownModel`, `ModelUnavailable` when it is not cached, `WeightsCorrupt`.
    """
    request = resolve(name)
    if isinstance(request, LocalModel):
        raise ModelUnavailable(
            f"{request.path} is your own file, not in the cache: there is no hash to compare it to"
        )
    folder = cache.completed(request.name, request.revision)
    if folder is None:
        raise _missing(request, "is not on this machine")
    manifest = cache.Manifest.load(folder)
    total = sum(file.size_bytes for file in manifest.files) if manifest else None
    progress.start(f"verify {request.name}", total)
    try:
        cache.check(folder, thorough=True, progress=progress)
    finally:
        progress.finish()
    return _local(request, folder)


def remove(name: str) -> int:
    """Delete every revision and converted form of a model; return the bytes freed."""
    request = resolve(name)
    if isinstance(request, LocalModel):
        raise ModelUnavailable(
            f"{request.path} is your own file, not in the cache; delete it yourself"
        )
    with cache.locked(request.name, SILENT):
        return cache.discard(request.name)


def ensure(
    name: str,
    *,
    progress: Progress = SILENT,
    offline: bool = False,
    source_dir: Path | None = None,
) -> LocalModel:
    """Return a model on this machine, fetching it when it is missing or damaged.

    An intact cached model takes milliseconds and no network. `source_dir` is tried before the
    other sources; with `offline`, only folders are tried. Raises `UnknownModel`,
    `ModelUnavailable`, `WeightsCorrupt` when no source could replace damaged files, and
    `OutputError`.
    """
    request = resolve(name)
    if isinstance(request, LocalModel):
        return request
    try:
        folder = _checked(request)
    except WeightsCorrupt:
        folder = None  # checked again under the lock: another process may be repairing it
    if folder is None:
        with cache.locked(request.name, progress):
            folder = _repaired(request, progress, _sources(request, offline, source_dir))
    return _local(request, folder)


def _checked(request: Request) -> Path | None:
    """Return the folder of an intact cached model, if any. Raises `WeightsCorrupt`."""
    folder = cache.completed(request.name, request.revision)
    if folder is not None:
        cache.check(folder)
    return folder


def _repaired(request: Request, progress: Progress, sources: list[tuple[str, Source]]) -> Path:
    """Return the model's folder, fetched if it is missing or damaged."""
    try:
        folder = _checked(request)
    except WeightsCorrupt as exc:
        damage = str(exc).partition("; run:")[0]
        progress.note(f"{damage}; fetching it again")
        try:
            return _fetch(request, progress, sources)
        except ModelUnavailable as unavailable:
            raise WeightsCorrupt(f"{damage}; {unavailable}") from exc
    if folder is None:
        progress.note(_announcement(request))
        folder = _fetch(request, progress, sources)
    return folder


def _fetch(request: Request, progress: Progress, sources: list[tuple[str, Source]]) -> Path:
    """Fetch from the first source that delivers."""
    workspace = cache.model_dir(request.name) / f"{_safe(request.revision)}.partial"
    failures: list[tuple[str, SourceError]] = []
    for label, source in sources:
        try:
            return _deliver(request, label, source, workspace, progress)
        except SourceError as exc:
            failures.append((label, exc))
            progress.note(f"{label}: {exc}")
            if exc.corrupt:
                shutil.rmtree(workspace, ignore_errors=True)
        finally:
            progress.finish()
    raise _failed(request, failures)


def _deliver(
    request: Request, label: str, source: Source, workspace: Path, progress: Progress
) -> Path:
    with writing(workspace):
        (workspace / "files").mkdir(parents=True, exist_ok=True)
    delivery = _left_over(request, workspace) or source(request, workspace, progress)
    target = cache.model_dir(request.name) / _safe(delivery.revision)
    with writing(workspace):
        cache.install(workspace, target, request.name, request.revision, label, delivery.files)
    return target


def _left_over(request: Request, workspace: Path) -> Delivery | None:
    """Return the complete files that a run left behind when it was killed just before the end."""
    folder = workspace / "files"
    sizes = [(folder / file.name, file.size_bytes) for file in request.files]
    if not request.complete or any(
        not path.exists() or path.stat().st_size != size_bytes for path, size_bytes in sizes
    ):
        return None
    try:
        files = tuple(verified(folder, file) for file in request.files)
    except SourceError:
        shutil.rmtree(folder)
        folder.mkdir()
        return None
    return Delivery(request.revision, files)


def _sources(request: Request, offline: bool, source_dir: Path | None) -> list[tuple[str, Source]]:
    variable = os.environ.get("NEWSBRIEF_MODELS_DIR")
    folders = [source_dir, Path(variable).expanduser() if variable else None]
    sources: list[tuple[str, Source]] = [
        (FolderSource.label, FolderSource(folder)) for folder in folders if folder
    ]
    if not offline:
        sources.append((HubSource.label, HubSource()))
    if not offline and request.entry is not None and request.entry.index is not None:
        sources.append((IndexSource.label, IndexSource()))
    return sources


def _announcement(request: Request) -> str:
    entry = request.entry
    if entry is None:
        return f"{request.upstream} is not on this machine yet; fetching it"
    amount = f"{size(entry.size_bytes)}, " if entry.size_bytes else ""
    return f"{entry.name} is not on this machine yet; fetching it ({amount}{entry.license})"


def _failed(
    request: Request, failures: list[tuple[str, SourceError]]
) -> ModelUnavailable | WeightsCorrupt:
    """Return an error that names each source's reason, and the remedy."""
    reasons = "; ".join(f"{label}: {exc}" for label, exc in failures)
    if any(exc.corrupt for _, exc in failures):
        return WeightsCorrupt(
            f"{request.name} could not be fetched whole ({reasons}); "
            f"run again: newsbrief models pull {request.name}"
        )
    return _missing(request, f"could not be fetched ({reasons})" if reasons else "is not cached")


def _missing(request: Request, problem: str) -> ModelUnavailable:
    name = _typed_name(request)
    return ModelUnavailable(
        f"{name} {problem}; connect and run: newsbrief models pull {name}, "
        f"or take the files from a folder: newsbrief models pull {name} --from DIR"
    )


def _typed_name(request: Request) -> str:
    """Return the name that the user would type."""
    if request.entry is not None:
        return request.entry.name
    return f"{request.upstream}:{request.gguf}" if request.gguf else request.upstream


def _safe(revision: str) -> str:
    return revision.replace("/", "--")


def _local(request: Request, folder: Path) -> LocalModel:
    entry: ModelEntry | None = request.entry
    files = folder / "files"
    gguf = request.gguf or (entry.files[0].name if entry and entry.format == "gguf" else None)
    path = files / gguf if gguf else files
    return LocalModel(
        request.name, entry, path, folder.name, entry.format if entry else format_of(path)
    )
