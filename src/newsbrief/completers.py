"""What may stand in an option's place, for the Tab key: files, and the names of models."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import click
    from click.shell_completion import CompletionItem

__all__ = ["complete_chat_models", "complete_files", "complete_models"]


def complete_files(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """Have the shell complete a path."""
    from click.shell_completion import CompletionItem

    return [CompletionItem(incomplete, type="file")]


def complete_models(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """The catalogue's models, or a path where none is called so."""
    return _models(ctx, param, incomplete, ("translate", "chat"))


def complete_chat_models(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """The catalogue's chat models, or a path."""
    return _models(ctx, param, incomplete, ("chat",))


def _models(
    ctx: click.Context, param: click.Parameter, incomplete: str, tasks: tuple[str, ...]
) -> list[CompletionItem[str]]:
    from click.shell_completion import CompletionItem

    from newsbrief.models.entries import catalogue

    names = [
        CompletionItem(entry.name, help=entry.summary)
        for entry in catalogue()
        if entry.name.startswith(incomplete.lower()) and entry.task in tasks
    ]
    return names or complete_files(ctx, param, incomplete)
