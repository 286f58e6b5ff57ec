"""What a user's model name asks for: a local path, a catalogue entry, or a hub repository."""

from __future__ import annotations

import fnmatch
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newsbrief.errors import ModelError, UnknownModel
from newsbrief.models.entries import UNPINNED, catalogue, find

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsbrief.models.entries import ModelEntry, WeightFile

__all__ = ["LocalModel", "Request", "format_of", "local_model", "resolve", "wanted"]

# org/name, org/name@revision, org/name:file.gguf, org/name@revision:file.gguf
_HUB_NAME = re.compile(
    r"(?P<repo>[\w.-]+/[\w.-]+)(?:@(?P<revision>[\w./-]+))?(?::(?P<gguf>[\w./-]+\.gguf))?"
)
_SMALL_FILES = ("*.json", "*.spm", "*.model", "merges.txt", "vocab.txt", "*.jinja")
_WEIGHTS = ("model*.safetensors", "pytorch_model*.bin")  # in the order of preference


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
    """A model that is in the cache or must be fetched; `name` is its folder in the cache."""

    name: str
    upstream: str
    revision: str
    entry: ModelEntry | None = None
    gguf: str | None = None  # the one file wanted of a repository that the catalogue lacks

    @property
    def files(self) -> tuple[WeightFile, ...]:
        """The files that are known beforehand, with their hashes."""
        return self.entry.files if self.entry else ()

    @property
    def complete(self) -> bool:
        """Whether `files` is the whole model."""
        return self.entry is not None and self.entry.complete


def resolve(name: str) -> Request | LocalModel:
    """Tell what `name` means. Raises `UnknownModel`, and `ModelError` for an unusable folder."""
    if any(name.lower() == entry.name for entry in catalogue()):
        entry = find(name)
        return Request(entry.name, entry.upstream, entry.revision, entry)
    path = Path(name).expanduser()
    if (name and path.is_dir()) or (path.is_file() and path.suffix == ".gguf"):
        return local_model(path)
    match = _HUB_NAME.fullmatch(name)
    if match is None or name.startswith("."):
        find(name)  # raises, with the names that come close
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
    """Describe a folder or GGUF file of the user's own, which is used where it lies."""
    path = path.absolute()
    return LocalModel(path.name, entry, path, _fingerprint(path), format_of(path))


def _fingerprint(path: Path) -> str:
    """Name a state of the user's files by names, sizes and times: hashing them takes seconds."""
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    states = [(file.name, file.stat().st_size, file.stat().st_mtime_ns) for file in files]
    return "local-" + hashlib.sha256(repr(states).encode()).hexdigest()[:12]


def format_of(path: Path) -> str:
    """Tell a model's format from its config.json, or from the file's ending.

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


def wanted(names: Iterable[str]) -> list[str]:
    """Choose what a model needs from a repository's files: configuration, tokenizer and weights.

    Safetensors are taken before pickles; code and other frameworks' weights never are.
    """
    top = [name for name in names if not set(name) & set("/\\:")]  # nor a path of Windows
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
