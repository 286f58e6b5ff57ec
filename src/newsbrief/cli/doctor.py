"""`newsbrief doctor`: what is installed, what would run where, what is cached, what is missing."""

from __future__ import annotations

import importlib.metadata
import json
import os
import platform
import shutil
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from newsbrief.cli.options import switch
from newsbrief.engines import models
from newsbrief.engines.models.disk import reading
from newsbrief.engines.models.hub import unreachable
from newsbrief.errors import ModelError, OutputError, WeightsCorrupt
from newsbrief.system import install_command
from newsbrief.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Extra", "Model", "Package", "Report", "doctor", "report"]


# What the default job needs: reading pages, translating, summarising.
_NEEDED = ("ctranslate2", "sentencepiece", "torch", "trafilatura", "transformers", "xllamacpp")


# What only some inputs, outputs and commands need: the extra, what it is for, its libraries.
_EXTRAS = (
    ("docx", "Word documents", ("mammoth", "python-docx")),
    ("parquet", "Parquet tables", ("pyarrow",)),
    ("pdf", "PDF files", ("pypdfium2",)),
    ("ray", "newsbrief batch --ray", ("ray",)),
)


_SIMD = ("avx512_vnni", "avx_vnni", "avx512f", "avx2", "avx", "sse4_1", "asimd")


@dataclass(frozen=True)
class Package:
    """A library and its version; None: not installed."""

    name: str
    version: str | None


@dataclass(frozen=True)
class Extra:
    """What can be installed beside the rest: `newsbrief[name]`, for `purpose`."""

    name: str
    purpose: str
    installed: bool


@dataclass(frozen=True)
class Model:
    """A model of the catalogue; `state` is "cached", "damaged" or "missing"."""

    name: str
    task: str
    size_bytes: int
    state: str
    needed: bool  # by the default job


@dataclass(frozen=True)
class Report:
    """Everything that doctor tells. Sizes in bytes; None where it cannot be found out."""

    newsbrief: str
    python: str
    platform: str
    packages: tuple[Package, ...]
    extras: tuple[Extra, ...]
    cpu: str
    cores: int
    simd: tuple[str, ...]
    memory_bytes: int | None
    device: str  # "cuda", "mps" or "cpu"
    translation_runtime: str
    summary_runtime: str
    cache_dir: str
    cache_free_bytes: int
    cache_writable: bool
    models: tuple[Model, ...]
    hub: str | None  # None: not asked; "reachable", or why it is not

    @property
    def not_installed(self) -> tuple[str, ...]:
        """The libraries that the default job lacks."""
        return tuple(package.name for package in self.packages if package.version is None)

    @property
    def missing_bytes(self) -> int:
        """What the default job would fetch first."""
        return sum(
            model.size_bytes for model in self.models if model.needed and model.state != "cached"
        )


def report(
    *,
    network: bool = False,
    version_of: Callable[[str], str | None] | None = None,
    device_of: Callable[[str | None], str] | None = None,
) -> Report:
    """Look at this machine. The hub is asked only with `network`.

    `version_of` (library → version) and `device_of` (torch's version → device) can be replaced.
    """
    from newsbrief.system import physical_cores

    look_up = version_of or _version_of
    packages = tuple(Package(name, look_up(name)) for name in _NEEDED)
    installed = {package.name for package in packages if package.version}
    device = (device_of or _device)(look_up("torch"))
    cpu = _cpu_fields()
    existing = _nearest_existing(models.home())
    return Report(
        newsbrief=__version__,
        python=platform.python_version(),
        platform=platform.platform(),
        packages=packages,
        extras=tuple(Extra(n, purpose, all(map(look_up, libs))) for n, purpose, libs in _EXTRAS),
        cpu=cpu.get("model name") or platform.processor() or platform.machine(),
        cores=physical_cores(),
        simd=tuple(flag for flag in _SIMD if flag in cpu.get("flags", "").split()),
        memory_bytes=_memory_bytes(),
        device=device,
        translation_runtime=_translation_runtime(device, installed),
        summary_runtime="llama.cpp (GGUF)" if "xllamacpp" in installed else "transformers",
        cache_dir=str(models.home()),
        cache_free_bytes=shutil.disk_usage(existing).free,
        cache_writable=existing.is_dir() and os.access(existing, os.W_OK | os.X_OK),
        models=tuple(_model(entry) for entry in models.catalogue()),
        hub=(unreachable() or "reachable") if network else None,
    )


@click.command()
@switch("--network", help="Also ask whether the model hub answers.")
@switch("--json", "as_json", help="Write JSON.")
def doctor(network: bool, as_json: bool) -> None:
    """Tell what is installed, what would run where, what is cached and what is missing."""
    found = report(network=network)
    if as_json:
        table = {**asdict(found), "missing_bytes": found.missing_bytes}
        click.echo(json.dumps(table, indent=2, ensure_ascii=False))
    else:
        click.echo(_text(found))
    _require(found)


def _require(found: Report) -> None:
    """Raise when the default job cannot run, not even after a fetch."""
    if found.not_installed:
        names = ", ".join(found.not_installed)
        raise ModelError(
            f"not installed: {names}; run: python -m pip install {' '.join(found.not_installed)}"
        )
    if found.missing_bytes and not found.cache_writable:
        raise OutputError(
            f"{models.size(found.missing_bytes)} must be fetched and {found.cache_dir} cannot be "
            "written; set NEWSBRIEF_HOME to another folder"
        )
    if found.missing_bytes > found.cache_free_bytes:
        raise OutputError(
            f"{models.size(found.missing_bytes)} must be fetched and {found.cache_dir} has "
            f"{models.size(found.cache_free_bytes)} free; set NEWSBRIEF_HOME to another disk"
        )


def _text(found: Report) -> str:
    memory = models.size(found.memory_bytes) if found.memory_bytes else "?"
    lines = [
        f"newsbrief    {found.newsbrief}, Python {found.python}, {found.platform}",
        f"processor    {found.cpu}, {found.cores} cores, {' '.join(found.simd) or '?'}",
        f"memory       {memory}",
        f"device       {found.device}",
        f"translation  {found.translation_runtime}",
        f"summary      {found.summary_runtime}",
        f"cache        {found.cache_dir}, {models.size(found.cache_free_bytes)} free",
        *([f"hub          {found.hub}"] if found.hub else []),
        "",
        *(f"{item.name:<14} {item.version or 'not installed'}" for item in found.packages),
        "",
        *map(_extra_line, found.extras),
        "",
        *(_model_line(item) for item in found.models if item.needed or item.state != "missing"),
        "",
        _verdict(found),
    ]
    return "\n".join(lines)


def _extra_line(extra: Extra) -> str:
    state = "installed" if extra.installed else f"run: {install_command(extra.name)}"
    return f"{extra.purpose:<22} {state}"


def _model_line(model: Model) -> str:
    role = "needed by the default job" if model.needed else ""
    amount = models.size(model.size_bytes) if model.size_bytes else "?"
    return f"{model.name:<28} {model.state:<8} {amount:>7}  {role}".rstrip()


def _verdict(found: Report) -> str:
    if found.not_installed:
        return f"The default job cannot run: {', '.join(found.not_installed)} not installed."
    if found.missing_bytes and not found.cache_writable:
        return "The default job cannot run: models are missing and the cache cannot be written."
    if found.missing_bytes:
        return f"The default job can run; it will fetch {models.size(found.missing_bytes)} first."
    return "The default job can run now, without a network."


def _model(entry: models.ModelEntry) -> Model:
    try:
        state = "cached" if models.cached(entry.name) else "missing"
    except WeightsCorrupt:
        state = "damaged"
    return Model(entry.name, entry.task, entry.size_bytes, state, entry.is_default)


def _version_of(name: str) -> str | None:
    """Return a library's version without importing it."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def _device(torch_version: str | None) -> str:
    """Return where models would run; torch, which takes seconds, is imported only if in doubt."""
    apple = sys.platform == "darwin" and platform.machine() == "arm64"
    nvidia = bool(shutil.which("nvidia-smi")) or Path("/proc/driver/nvidia").exists()
    if torch_version is None or "+cpu" in torch_version or not (apple or nvidia):
        return "cpu"
    import torch

    if torch.cuda.is_available():
        return "cuda"
    return "mps" if apple and torch.backends.mps.is_available() else "cpu"


def _translation_runtime(device: str, installed: set[str]) -> str:
    if device == "cpu" and "ctranslate2" in installed:
        return "ctranslate2, int8"
    return f"transformers + torch on {device}"


def _cpu_fields() -> dict[str, str]:
    """Return the first processor's fields of /proc/cpuinfo; nothing on other systems."""
    try:
        first = Path("/proc/cpuinfo").read_text(encoding="utf-8").split("\n\n")[0]
    except OSError:
        return {}
    pairs = (line.partition(":") for line in first.splitlines())
    fields = {key.strip(): value.strip() for key, _, value in pairs}
    return {"flags": fields.get("Features", ""), **fields}  # what ARM calls its flags


def _memory_bytes() -> int | None:
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return None  # Windows has no sysconf


def _nearest_existing(folder: Path) -> Path:
    """Return `folder`, or the nearest folder above it that is there already."""
    with reading(folder):
        return next(path for path in (folder, *folder.parents) if path.exists())
