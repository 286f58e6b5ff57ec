"""What the commands tell of themselves: the matter of the reference and of the manual page."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from newsbrief import errors
from newsbrief.cli.main import cli
from newsbrief.config.setting import Setting, main_job, options
from newsbrief.errors import NewsbriefError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Paragraph", "Told", "ToldOption", "commands", "exit_codes", "one_line"]

_WIDTH = 90
# What no error's docstring tells, or not in full.
_OTHER_CODES = {
    0: "Done",
    2: "Options that are wrong, or contradict each other",
    141: "The reader of the output has gone (a closed pipe)",
    143: "Terminated (SIGTERM)",
}


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of help: text to be filled, or lines that stay as they are."""

    text: str
    as_is: bool = False


@dataclass(frozen=True)
class ToldOption:
    """An option as the help shows it; `setting` is None for one that cannot be set for good."""

    names: str
    help: str
    setting: Setting | None


@dataclass(frozen=True)
class Told:
    """One command; `name` as it is typed, "newsbrief models pull"."""

    name: str
    usage: str
    paragraphs: tuple[Paragraph, ...]
    options: tuple[ToldOption, ...]


def commands() -> list[Told]:
    """Every command that does something, the main job first."""
    main = main_job(cli)
    return [_told(main, "newsbrief", ()), *_below(cli, "newsbrief", ())]


def _below(group: click.Group, name: str, table: tuple[str, ...]) -> Iterator[Told]:
    context = click.Context(group, info_name=name)
    for own in group.list_commands(context):
        command = group.get_command(context, own)
        if command is None or command.hidden:
            continue
        yield _told(command, f"{name} {own}", (*table, own))
        if isinstance(command, click.Group):
            yield from _below(command, f"{name} {own}", (*table, own))


def _told(command: click.Command, name: str, table: tuple[str, ...]) -> Told:
    context = click.Context(
        command, info_name=name, max_content_width=_WIDTH, help_option_names=["-h", "--help"]
    )
    context.terminal_width = _WIDTH
    usage = " ".join(command.get_usage(context).split()).removeprefix("Usage: ")
    settable = {} if table[:1] in (("config",), ("completion",)) else options(command, table)
    by_option = {setting.option: setting for setting in settable.values()}
    records = ((o, o.get_help_record(context)) for o in command.get_params(context))
    told = (
        ToldOption(record[0], _with_default(o, record[1]), by_option.get(o))
        for o, record in records
        if record is not None and isinstance(o, click.Option)
    )
    paragraphs = _paragraphs(command.help or "")
    if not table:  # its exit codes have a section of their own
        paragraphs = (p for p in paragraphs if not p.text.startswith("Exit codes"))
    return Told(name, usage, tuple(paragraphs), tuple(told))


def _with_default(option: click.Option, help: str) -> str:
    """The help with its default, where the terminal's help leaves it out for brevity."""
    default = option.to_info_dict().get("default")
    plain = " ".join(help.split())
    if option.is_flag or default in (None, (), []) or "[default:" in plain:
        return plain
    return f"{plain} [default: {default}]"


def _paragraphs(help: str) -> Iterator[Paragraph]:
    """The help's paragraphs."""
    for block in inspect.cleandoc(help).split("\n\n"):
        as_is = block.lstrip("\n").startswith("\b")
        text = block.lstrip("\n").removeprefix("\b\n").rstrip()
        if text:
            yield Paragraph(text, as_is)


def exit_codes() -> dict[int, str]:
    """What each exit code means, by number."""
    found = {error.exit_code: _meaning(error) for error in _tree(NewsbriefError)}
    del found[NewsbriefError.exit_code]  # the root is never raised
    return dict(sorted({**found, **_OTHER_CODES}.items()))


def _tree(error: type[NewsbriefError]) -> Iterator[type[NewsbriefError]]:
    if error.__module__ == errors.__name__:
        yield error
        for child in error.__subclasses__():
            yield from _tree(child)


def _meaning(error: type[NewsbriefError]) -> str:
    return one_line((error.__doc__ or "").split("\n\n")[0]).rstrip(".")


def one_line(text: str) -> str:
    """Text without line ends."""
    return " ".join(text.split())
