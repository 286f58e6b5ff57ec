"""The cache: where models are on this machine, and how each file is known to be intact.

    <home>/models/<name>/<revision>/manifest.json   what was fetched, and the hashes
    <home>/models/<name>/<revision>/files/          the model itself
    <home>/models/<name>/<revision>.partial/        a fetch that is running or was interrupted
    <home>/derived/<name>/<revision>/<kind>/        a converted form, built once
    <home>/locks/                                   one lock for each model
    <home>/memory.sqlite3                           past answers of models (see memory/)

A file whose size and modification time are those in the manifest counts as intact, because hashing
1.1 GB again would cost seconds at every start. Any other file is hashed again.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs
from filelock import FileLock, Timeout

from newsbrief.engines.models.disk import folder_bytes, reading, sha256_of, writing
from newsbrief.errors import WeightsCorrupt
from newsbrief.progress import SILENT, Progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from newsbrief.engines.models.entries import LocalModel, WeightFile

__all__ = [
    "Manifest",
    "build_derived",
    "check",
    "completed",
    "derived_dir",
    "discard",
    "home",
    "install",
    "locked",
    "model_dir",
]

_SIZES = "newsbrief-sizes.json"  # in a converted form: a truncated one is built again


@dataclass(frozen=True)
class FileRecord:
    """A verified file; `mtime_ns` is its modification time when its hash was last correct."""

    name: str
    size_bytes: int
    sha256: str
    mtime_ns: int


@dataclass(frozen=True)
class Manifest:
    """The contents of one cached model's `files` folder."""

    name: str
    revision: str
    requested: str  # the revision requested: a commit, or a branch such as "main"
    source: str  # "folder", "hub" or "package index"
    fetched: str  # ISO 8601, UTC
    files: tuple[FileRecord, ...]

    def save(self, folder: Path) -> None:
        """Write manifest.json into `folder`, atomically."""
        draft = folder / f"manifest.{os.getpid()}.json"
        draft.write_text(json.dumps(asdict(self), indent=1) + "\n", encoding="utf-8")
        draft.replace(folder / "manifest.json")

    @classmethod
    def load(cls, folder: Path) -> Manifest | None:
        """Read a folder's manifest; None when it is missing or malformed."""
        try:
            table = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            files = tuple(FileRecord(**item) for item in table.pop("files"))
            return cls(files=files, **table)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return None


def home() -> Path:
    """Return the cache folder: NEWSBRIEF_HOME, or the platform's place for caches."""
    folder = os.environ.get("NEWSBRIEF_HOME")
    if folder:
        return Path(folder).expanduser().absolute()
    return platformdirs.user_cache_path("newsbrief", appauthor=False)


def model_dir(name: str) -> Path:
    """Return the folder of all cached revisions of a model."""
    return home() / "models" / name


def completed(name: str, requested: str) -> Path | None:
    """Return the folder of a finished fetch of that revision (the newest, if it is a branch).

    Raises `OutputError` for a cache that may not be read.
    """
    fetches: list[tuple[str, Path]] = []
    with reading(home()):
        folders = list(model_dir(name).glob("*/"))
    for folder in folders:
        manifest = None if folder.suffix == ".partial" else Manifest.load(folder)
        if manifest and requested in (manifest.requested, manifest.revision):
            fetches.append((manifest.fetched, folder))
    return max(fetches)[1] if fetches else None


def check(folder: Path, *, thorough: bool = False, progress: Progress = SILENT) -> Manifest:
    """Return the manifest of a cached model whose files are all intact.

    With `thorough`, every file is hashed again. Raises `WeightsCorrupt` for the first bad file.
    """
    manifest = Manifest.load(folder)
    if manifest is None:
        raise WeightsCorrupt(f"{folder / 'manifest.json'} cannot be read; delete {folder}")
    checked: tuple[FileRecord, ...] = ()
    for record in manifest.files:
        try:
            checked += (_check_file(manifest.name, folder / "files", record, thorough, progress),)
        except WeightsCorrupt:
            _distrust(manifest, record, folder)
            raise
    if checked != manifest.files:
        manifest = replace(manifest, files=checked)
        _save_if_writable(manifest, folder)
    return manifest


def _distrust(manifest: Manifest, bad: FileRecord, folder: Path) -> None:
    """Reset a bad file's time in the manifest, so that it is hashed again at the next start."""
    files = tuple(replace(file, mtime_ns=0) if file == bad else file for file in manifest.files)
    if files != manifest.files:
        _save_if_writable(replace(manifest, files=files), folder)


def _check_file(
    model: str, files: Path, record: FileRecord, thorough: bool, progress: Progress
) -> FileRecord:
    path = files / record.name
    try:
        status = path.stat()
        unchanged = (status.st_size, status.st_mtime_ns) == (record.size_bytes, record.mtime_ns)
        if unchanged and not thorough:
            return record
        if status.st_size != record.size_bytes:
            raise _corrupt(model, path, f"{record.size_bytes} bytes", f"{status.st_size}")
        actual = sha256_of(path, progress)
    except OSError as exc:
        raise _corrupt(model, path, "a readable file", exc.strerror or "nothing") from exc
    if actual != record.sha256:
        raise _corrupt(model, path, f"SHA-256 {record.sha256[:12]}…", f"{actual[:12]}…")
    return FileRecord(record.name, record.size_bytes, record.sha256, status.st_mtime_ns)


def _corrupt(model: str, path: Path, expected: str, actual: str) -> WeightsCorrupt:
    return WeightsCorrupt(
        f"{path} is damaged: expected {expected}, found {actual}; "
        f"run: newsbrief models pull {model}"
    )


def _save_if_writable(manifest: Manifest, folder: Path) -> None:
    """Keep new modification times; with a read-only cache the next start hashes again."""
    try:
        manifest.save(folder)
    except OSError:
        return


def install(
    partial: Path,
    target: Path,
    name: str,
    requested: str,
    source: str,
    files: tuple[WeightFile, ...],
) -> None:
    """Turn a partial folder, whose `files` were all verified, into the finished `target`."""
    records = tuple(_record(partial / "files" / file.name, file) for file in files)
    fetched = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
    draft = partial.with_name(target.name + ".new.partial")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    (partial / "files").replace(draft / "files")
    Manifest(name, target.name, requested, source, fetched, records).save(draft)
    shutil.rmtree(target, ignore_errors=True)  # a damaged copy, if any
    draft.replace(target)
    shutil.rmtree(partial, ignore_errors=True)


def _record(path: Path, file: WeightFile) -> FileRecord:
    status = path.stat()
    return FileRecord(file.name, status.st_size, file.sha256 or sha256_of(path), status.st_mtime_ns)


def discard(name: str) -> int:
    """Delete all revisions and converted forms of a model; return the bytes freed."""
    freed = 0
    for folder in (model_dir(name), home() / "derived" / name):
        freed += folder_bytes(folder)
        with writing(folder):
            if folder.exists():
                shutil.rmtree(folder)
    return freed


@contextmanager
def locked(name: str, progress: Progress) -> Iterator[None]:
    """Hold the lock of a model; wait, and say so, while another process holds it."""
    folder = home() / "locks"
    with writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / f"{name}.lock")
        try:
            lock.acquire(timeout=0)
        except Timeout:
            progress.note(f"another newsbrief is busy with {name}; waiting for it")
            lock.acquire()
    try:
        yield
    finally:
        lock.release()


def derived_dir(model: LocalModel, kind: str) -> Path:
    """Return the folder of the converted form `kind`, such as "ctranslate2-int8-target"."""
    return home() / "derived" / model.name / model.revision / kind


def build_derived(
    model: LocalModel,
    kind: str,
    build: Callable[[Path], None],
    progress: Progress = SILENT,
    *,
    rebuild: bool = False,
) -> Path:
    """Return the folder of a converted form, built first when it is missing or damaged.

    With `rebuild` it is built again even if its files have the right sizes, because it could not be
    loaded. `build` receives a path that does not exist yet, and creates a folder there. Two
    processes never build the same form at once, and an unfinished form is never in its place.
    """
    target = derived_dir(model, kind)
    if _is_intact(target) and not rebuild:
        return target
    with locked(f"{model.name}.{kind}", progress):
        if rebuild or not _is_intact(target):
            _build(target, build)
    return target


def _build(target: Path, build: Callable[[Path], None]) -> None:
    draft = target.with_name(f"{target.name}.{os.getpid()}.partial")
    with writing(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        for stale in target.parent.glob(f"{target.name}.*.partial"):  # of killed processes
            shutil.rmtree(stale, ignore_errors=True)
    try:
        build(draft)
        with writing(target):
            (draft / _SIZES).write_text(json.dumps(_sizes(draft)), encoding="utf-8")
            shutil.rmtree(target, ignore_errors=True)
            draft.replace(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _is_intact(folder: Path) -> bool:
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
