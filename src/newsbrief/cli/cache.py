"""The command group `newsbrief cache`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from newsbrief.cli.options import switch

if TYPE_CHECKING:
    from newsbrief.engines.memory.memory import Stats

__all__ = ["group"]


@click.group("cache")
def group() -> None:
    """Look at the translation memory, or empty it.

    What the models answered is remembered on this machine, so that an article that is read again
    comes out at once. NEWSBRIEF_CACHE_MB bounds it (256 megabytes; 0 turns it off), and --no-cache
    does without it once.
    """


@group.command()
@switch("--json", "as_json", help="Write JSON.")
def stats(as_json: bool) -> None:
    """Tell how much is remembered, and where."""
    from dataclasses import asdict

    from newsbrief.engines.memory.memory import stats as look

    current = look()
    click.echo(json.dumps(asdict(current), indent=2) if as_json else _text(current))


@group.command()
def clear() -> None:
    """Forget all; a newsbrief that is at work goes on."""
    from newsbrief.engines.memory.memory import clear as forget
    from newsbrief.progress import size

    before = forget()
    click.echo(f"{_answers(before.entries)} forgotten, {size(before.bytes)} freed")


def _text(current: Stats) -> str:
    from newsbrief.progress import one_line, size

    bound = f"of {size(current.max_bytes)}" if current.max_bytes else "(turned off)"
    rows = {
        "entries": f"{current.entries:,}",
        "size": f"{size(current.bytes)} {bound}",
        "path": one_line(str(current.path)),
    }
    return "\n".join(f"{name:<8} {value}" for name, value in rows.items())


def _answers(count: int) -> str:
    return f"{count:,} answer{'' if count == 1 else 's'}"
