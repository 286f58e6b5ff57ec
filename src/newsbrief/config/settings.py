"""What can be set: every option of every command, read off the commands themselves."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["PREFIX", "RESERVED", "Setting", "all_settings", "nearest", "options", "subcommands"]

PREFIX = "NEWSBRIEF"
# Variables with a meaning of their own: no option may be called so.
RESERVED = {
    "NEWSBRIEF_CACHE_MB": "The bound of the translation memory in megabytes; 0 turns it off.",
    "NEWSBRIEF_CONFIG": "The configuration file, in place of the platform's.",
    "NEWSBRIEF_HOME": "The folder of models and of the translation memory.",
    "NEWSBRIEF_LLM_KEY": "The key of the language model's server, where one is used.",
}
_WITHOUT = ("completion", "config")  # commands about the settings and the shell have none


@dataclass(frozen=True)
class Setting:
    """An option that the file and the environment can set.

    `table` is the command's name in the file, () for the main job; `key` the option's long name
    without its dashes.
    """

    table: tuple[str, ...]
    key: str
    option: click.Option

    @property
    def name(self) -> str:
        """What `newsbrief config set` calls it: "sentences", "models.pull.quiet"."""
        return ".".join([*self.table, self.key])

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return "_".join([PREFIX, *self.table, self.key]).upper().replace("-", "_")


def main_job(root: click.Command) -> click.Command:
    """The command that `newsbrief ARTICLE` runs: the hidden one of the root group."""
    if not isinstance(root, click.Group):
        return root
    return next((c for c in root.commands.values() if c.hidden), root)


def options(command: click.Command, table: tuple[str, ...]) -> dict[str, Setting]:
    """The settings of one command, by key."""
    found = (_setting(param, table) for param in _own(command).params)
    return {setting.key: setting for setting in found if setting is not None}


def _own(command: click.Command) -> click.Command:
    """The root group has no options of its own: those of the main job stand at the file's top."""
    is_root = isinstance(command, click.Group) and any(c.hidden for c in command.commands.values())
    return main_job(command) if is_root else command


def _setting(param: click.Parameter, table: tuple[str, ...]) -> Setting | None:
    if not isinstance(param, click.Option) or not param.expose_value:  # --help, --version
        return None
    long_names = [name.lstrip("-") for name in param.opts if name.startswith("--")]
    return Setting(table, long_names[0], param) if long_names else None


def subcommands(command: click.Command) -> list[str]:
    """The names of the commands below `command` that can have a table in the file."""
    if not isinstance(command, click.Group):
        return []
    names = command.list_commands(click.Context(command, info_name="newsbrief"))
    hidden = {name for name, own in command.commands.items() if own.hidden}
    return [name for name in names if name not in hidden and name not in _WITHOUT]


def subcommand(command: click.Command, name: str) -> click.Command:
    """The command called `name` below `command`, one of `subcommands`."""
    assert isinstance(command, click.Group)
    found = command.get_command(click.Context(command, info_name="newsbrief"), name)
    assert found is not None
    return found


def all_settings(command: click.Command, table: tuple[str, ...] = ()) -> Iterator[Setting]:
    """Every setting of `command` and the commands below it; the main job's come first."""
    yield from options(command, table).values()
    for name in subcommands(command):
        yield from all_settings(subcommand(command, name), (*table, name))


def nearest(word: str, names: Iterable[str]) -> str | None:
    """The right name that `word` comes closest to, if one does: "model_summary", "sentence"."""
    plain = word.lstrip("-").replace("_", "-").lower()
    close = difflib.get_close_matches(plain, list(names), n=1, cutoff=0.6)
    return close[0] if close else None
