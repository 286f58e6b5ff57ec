"""Values to offer for an option when the Tab key is pressed: files, and the names of models.

They stand apart from completion.py since every option names one: `newsbrief --help` would import
the shells' scripts for nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem

__all__ = [
    "VARIABLE",
    "complete_chat_models",
    "complete_files",
    "complete_models",
    "complete_summary_models",
]

VARIABLE = "_NEWSBRIEF_COMPLETE"  # click's name for the variable by which a shell asks


def complete_files(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """Have the shell complete a path."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def complete_models(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """Offer the catalogue's models, or a path where no model's name matches."""
    return _named(_catalogue("translate", "chat"), incomplete) or complete_files(
        ctx, param, incomplete
    )


def complete_chat_models(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """Offer the catalogue's chat models, or a path."""
    return _named(_catalogue("chat"), incomplete) or complete_files(ctx, param, incomplete)


def complete_summary_models(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """Offer the catalogue's chat models and "extractive", or a path."""
    from newsbrief.settings import EXTRACTIVE

    names = {**_catalogue("chat"), EXTRACTIVE: "no model: the most salient sentences"}
    return _named(names, incomplete) or complete_files(ctx, param, incomplete)


def _catalogue(*tasks: str) -> dict[str, str]:
    from newsbrief.engines.models.entries import catalogue

    return {entry.name: entry.summary for entry in catalogue() if entry.task in tasks}


def _named(names: dict[str, str], incomplete: str) -> list[CompletionItem[str]]:
    from click.shell_completion import CompletionItem

    word = incomplete.lower()
    return [CompletionItem(n, help=text) for n, text in names.items() if n.startswith(word)]
