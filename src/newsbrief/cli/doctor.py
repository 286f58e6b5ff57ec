"""`newsbrief doctor`: what is installed, what would run where, what is cached or missing."""

from __future__ import annotations

import json
import os
import platform
import shutil
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import click

from newsbrief import system
from newsbrief.cli.options import switch
from newsbrief.engines import models
from newsbrief.engines.models.disk import reading
from newsbrief.engines.models.hub import unreachable
from newsbrief.errors import ModelError, OutputError, WeightsCorrupt
from newsbrief.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["doctor", "report"]

# What the default job needs: reading pages, translating, summarising.
_NEEDED = ("ctranslate2", "sentencepiece", "torch", "trafilatura", "transformers", "xllamacpp")

# What only some inputs, outputs and commands need: the extra, its purpose, its libraries.
_EXTRAS = (
    ("docx", "Word documents", ("mammoth", "python-docx")),
    ("parquet", "Parquet tables", ("pyarrow",)),
    ("pdf", "PDF files", ("pypdfium2",)),
    ("ray", "newsbrief batch --ray", ("ray",)),
)


@dataclass(frozen=True)
class Package:
    """A library and its version; None: not installed."""

    name: str
    version: str | None


@dataclass(frozen=True)
class Extra:
    """Optional libraries, `newsbrief[name]`, that `purpose` needs."""

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
    """Everything that doctor reports. Sizes are in bytes."""

    newsbrief: str
    python: str
    platform: str
    packages: tuple[Package, ...]
    extras: tuple[Extra, ...]
    cpu: str
    cores: int
    simd: tuple[str, ...]
    memory_bytes: int
    device: str  # "cuda", "mps" or "cpu"
    translation_runtime: str
    summary_runtime: str
    cache_dir: str
    cache_free_bytes: int
    cache_writable: bool
    models: tuple[Model, ...]
    hub: str | None  # "reachable", or why it is not; None: not checked

    @property
    def not_installed(self) -> tuple[str, ...]:
        """The libraries that the default job needs and that are missing."""
        return tuple(package.name for package in self.packages if package.version is None)

    @property
    def missing_bytes(self) -> int:
        """The bytes that the default job would fetch first."""
        return sum(
            model.size_bytes for model in self.models if model.needed and model.state != "cached"
        )


def report(*, network: bool = False) -> Report:
    """Examine this machine. The hub is contacted only with `network`."""
    packages = tuple(Package(name, system.installed_version(name)) for name in _NEEDED)
    installed = {package.name for package in packages if package.version}
    existing = _nearest_existing(models.home())
    return Report(
        newsbrief=__version__,
        python=platform.python_version(),
        platform=platform.platform(),
        packages=packages,
        extras=tuple(
            Extra(name, purpose, all(map(system.installed_version, libraries)))
            for name, purpose, libraries in _EXTRAS
        ),
        cpu=system.processor_name(),
        cores=system.physical_cores(),
        simd=system.simd_extensions(),
        memory_bytes=system.total_memory(),
        device=system.torch_device(),
        translation_runtime=_translation_runtime(installed),
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
    result = report(network=network)
    if as_json:
        table = {**asdict(result), "missing_bytes": result.missing_bytes}
        click.echo(json.dumps(table, indent=2, ensure_ascii=False))
    else:
        click.echo(_text(result))
    _require(result)


def _require(result: Report) -> None:
    """Raise if the default job cannot run, not even after a fetch."""
    if result.not_installed:
        names = ", ".join(result.not_installed)
        raise ModelError(
            f"not installed: {names}; run: python -m pip install {' '.join(result.not_installed)}"
        )
    if result.missing_bytes and not result.cache_writable:
        raise OutputError(
            f"{models.size(result.missing_bytes)} must be fetched and {result.cache_dir} cannot be "
            "written; set NEWSBRIEF_HOME to another folder"
        )
    if result.missing_bytes > result.cache_free_bytes:
        raise OutputError(
            f"{models.size(result.missing_bytes)} must be fetched and {result.cache_dir} has "
            f"{models.size(result.cache_free_bytes)} free; set NEWSBRIEF_HOME to another disk"
        )


def _text(result: Report) -> str:
    lines = [
        f"newsbrief    {result.newsbrief}, Python {result.python}, {result.platform}",
        f"processor    {result.cpu}, {result.cores} cores, {' '.join(result.simd) or '?'}",
        f"memory       {models.size(result.memory_bytes)}",
        f"device       {result.device}",
        f"translation  {result.translation_runtime}",
        f"summary      {result.summary_runtime}",
        f"cache        {result.cache_dir}, {models.size(result.cache_free_bytes)} free",
        *([f"hub          {result.hub}"] if result.hub else []),
        "",
        *(f"{item.name:<14} {item.version or 'not installed'}" for item in result.packages),
        "",
        *map(_extra_line, result.extras),
        "",
        *(_model_line(item) for item in result.models if item.needed or item.state != "missing"),
        "",
        _verdict(result),
    ]
    return "\n".join(lines)


def _extra_line(extra: Extra) -> str:
    state = "installed" if extra.installed else f"run: {system.install_command(extra.name)}"
    return f"{extra.purpose:<22} {state}"


def _model_line(model: Model) -> str:
    role = "needed by the default job" if model.needed else ""
    amount = models.size(model.size_bytes) if model.size_bytes else "?"
    return f"{model.name:<28} {model.state:<8} {amount:>7}  {role}".rstrip()


def _verdict(result: Report) -> str:
    if result.not_installed:
        return f"The default job cannot run: {', '.join(result.not_installed)} not installed."
    if result.missing_bytes and not result.cache_writable:
        return "The default job cannot run: models are missing and the cache cannot be written."
    if result.missing_bytes:
        return f"The default job can run; it will fetch {models.size(result.missing_bytes)} first."
    return "The default job can run now, without a network."


def _model(entry: models.ModelEntry) -> Model:
    try:
        state = "cached" if models.cached(entry.name) else "missing"
    except WeightsCorrupt:
        state = "damaged"
    return Model(entry.name, entry.task, entry.size_bytes, state, entry.is_default)


def _translation_runtime(installed: set[str]) -> str:
    from newsbrief.engines.backends.loading import uses_ctranslate2

    if uses_ctranslate2() and "ctranslate2" in installed:
        return "ctranslate2, int8"
    return f"transformers + torch on {system.torch_device()}"


def _nearest_existing(folder: Path) -> Path:
    """Return `folder`, or the nearest folder above it that is there already."""
    with reading(folder):
        return next(path for path in (folder, *folder.parents) if path.exists())
