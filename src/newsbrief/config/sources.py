"""The values in force, each with its source: an environment variable or the file."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from newsbrief.config.setting import (
    Setting,
    all_settings,
    from_text,
    from_toml,
    nearest,
    options,
    subcommand,
    subcommands,
)
from newsbrief.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import click

    from newsbrief.config.file import ConfigFile

__all__ = ["MAKING_BRIEFS", "SetValue", "default_map", "in_environment", "in_file", "in_force"]

MAKING_BRIEFS = (("batch",),)  # commands for which the top of the file holds as well


@dataclass(frozen=True)
class SetValue:
    """A setting's value, and the variable or the place in the file that gave it."""

    setting: Setting
    value: Any
    source: str

    @property
    def is_variable(self) -> bool:
        """Whether an environment variable gave it."""
        return self.source == self.setting.variable


def in_force(root: click.Command, table: tuple[str, ...], file: ConfigFile) -> list[SetValue]:
    """Return the settings of the command `table` and those below it that somebody has set.

    The environment outweighs the file. The whole file is checked: raises ConfigError for anything
    in it that is no setting or no value for it, and UsageError for a variable that is no value.
    """
    main = options(root, ())
    wanted = list(main.values() if not table else all_settings(_at(root, table), table))
    by_file = {item.setting.name: item for item in in_file(root, file)}
    settings = {setting.name: setting for setting in [*main.values(), *wanted]}
    by_variable = {item.setting.name: item for item in in_environment(settings.values())}
    values = (_set_by((by_variable, by_file), setting, main) for setting in wanted)
    return [value for value in values if value is not None]


def default_map(root: click.Command, name: str, file: ConfigFile) -> dict[str, Any]:
    """Return what click takes in place of the defaults of the root's command `name`.

    `name` is the main job's where it has no table. Raises as `in_force` does.
    """
    table = (name,) if name in subcommands(root) else ()
    defaults: dict[str, Any] = {}
    for parameter, item in _by_parameter(in_force(root, table, file)).items():
        level = defaults
        for step in item.setting.table[1:]:
            level = level.setdefault(step, {})
        level[parameter[-1]] = item.value
    return {name: defaults}


def _by_parameter(values: Iterable[SetValue]) -> dict[tuple[str, ...], SetValue]:
    """Return the values by parameter: --json and --format html set the same one.

    A variable outweighs the file. Raises UsageError where either contradicts itself.
    """
    chosen: dict[tuple[str, ...], SetValue] = {}
    for item in values:
        parameter = (*item.setting.table, str(item.setting.option.name))
        before = chosen.get(parameter)
        if item.value is None or (before and before.is_variable and not item.is_variable):
            continue
        if before and before.value != item.value and before.is_variable == item.is_variable:
            raise UsageError(
                f"{before.setting.key} ({before.source}) and {item.setting.key} ({item.source}) "
                "contradict each other; drop one"
            )
        chosen[parameter] = item
    return chosen


def _at(root: click.Command, table: tuple[str, ...]) -> click.Command:
    command = root
    for name in table:
        command = subcommand(command, name)
    return command


def _set_by(
    sources: Iterable[Mapping[str, SetValue]], setting: Setting, main: Mapping[str, Setting]
) -> SetValue | None:
    """Return the first value; a command that makes briefs takes the main job's settings too."""
    shared = main.get(setting.key) if setting.table in MAKING_BRIEFS else None
    same = shared is not None and _same(setting.option, shared.option)
    for source in sources:
        for name in (setting.name, setting.key) if same else (setting.name,):
            if name in source:
                return replace(source[name], setting=setting)
    return None


def _same(first: click.Option, second: click.Option) -> bool:
    """Return whether two commands have the same option, with the same choices."""
    return first.opts == second.opts and first.type.to_info_dict() == second.type.to_info_dict()


def in_environment(settings: Iterable[Setting]) -> Iterator[SetValue]:
    """Yield what the variables set; an empty one counts as none. Raises UsageError."""
    for setting in settings:
        text = os.environ.get(setting.variable)
        if text:
            try:
                value = from_text(setting, text)
            except ValueError as exc:
                raise UsageError(f"{setting.variable}: {exc}; change it or unset it") from exc
            yield SetValue(setting, value, setting.variable)


def in_file(root: click.Command, file: ConfigFile) -> Iterator[SetValue]:
    """Yield what the file sets. Raises ConfigError, with the line."""
    yield from _in_table(_Reading(root, file), root, (), file.table)


@dataclass(frozen=True)
class _Reading:
    root: click.Command
    file: ConfigFile


def _in_table(
    reading: _Reading, command: click.Command, table: tuple[str, ...], values: dict[str, Any]
) -> Iterator[SetValue]:
    known, below = options(command, table), subcommands(command)
    for key, value in values.items():
        if key in known:
            yield _set_value(reading.file, known[key], value)
        elif key in below and isinstance(value, dict):
            yield from _in_table(reading, subcommand(command, key), (*table, key), value)
        else:
            raise ConfigError(_unknown(reading, (*table, key), [*known, *below]))


def _set_value(file: ConfigFile, setting: Setting, value: object) -> SetValue:
    place = file.place(*setting.table, setting.key)
    try:
        accepted = from_toml(setting, value, file.path.parent)
    except ValueError as exc:
        raise ConfigError(f"{place}: {setting.key}: {exc}") from exc
    return SetValue(setting, accepted, place)


def _unknown(reading: _Reading, keys: tuple[str, ...], names: list[str]) -> str:
    place, key = reading.file.place(*keys), keys[-1]
    if key in names:
        return f"{place}: '{key}' is a command; write its settings below a line [{'.'.join(keys)}]"
    close = nearest(key, names)
    if close:
        return f"{place}: there is no setting '{key}'; did you mean '{close}'?"
    elsewhere = [s for s in all_settings(reading.root) if s.key == key]
    if elsewhere:
        where = ".".join(elsewhere[0].table)
        below = f"below a line [{where}]" if where else "above the first table"
        return f"{place}: '{key}' is a setting of another command; write it {below}"
    return f"{place}: there is no setting '{key}'; see: newsbrief config"
