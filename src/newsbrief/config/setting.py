"""Settings: every option of every command, what it is called, and the values that it takes."""

from __future__ import annotations

import difflib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "PREFIX",
    "RESERVED",
    "Setting",
    "all_settings",
    "as_toml",
    "expected",
    "from_text",
    "from_toml",
    "nearest",
    "options",
    "subcommands",
]

PREFIX = "NEWSBRIEF"

# Variables that are no setting: no option may have one of these names.
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
    """Return the command that `newsbrief ARTICLE` runs: the hidden one of the root group."""
    if not isinstance(root, click.Group):
        return root
    return next((c for c in root.commands.values() if c.hidden), root)


def options(command: click.Command, table: tuple[str, ...]) -> dict[str, Setting]:
    """Return the settings of one command, by key."""
    settings = (_setting(param, table) for param in _with_options(command).params)
    return {setting.key: setting for setting in settings if setting is not None}


def _with_options(command: click.Command) -> click.Command:
    """Return the main job for the root group, which has no options itself."""
    is_root = isinstance(command, click.Group) and any(c.hidden for c in command.commands.values())
    return main_job(command) if is_root else command


def _setting(param: click.Parameter, table: tuple[str, ...]) -> Setting | None:
    if not isinstance(param, click.Option) or not param.expose_value:  # --help, --version
        return None
    if param.hidden:  # the opposite of another option: --no-json
        return None
    long_names = [name.lstrip("-") for name in param.opts if name.startswith("--")]
    return Setting(table, long_names[0], param) if long_names else None


def subcommands(command: click.Command) -> list[str]:
    """Return the names of the commands below `command` that can have a table in the file."""
    if not isinstance(command, click.Group):
        return []
    names = command.list_commands(click.Context(command, info_name="newsbrief"))
    hidden = {name for name, below in command.commands.items() if below.hidden}
    return [name for name in names if name not in hidden and name not in _WITHOUT]


def subcommand(command: click.Command, name: str) -> click.Command:
    """Return the command called `name` below `command`, one of `subcommands`."""
    assert isinstance(command, click.Group)
    below = command.get_command(click.Context(command, info_name="newsbrief"), name)
    assert below is not None
    return below


def all_settings(command: click.Command, table: tuple[str, ...] = ()) -> Iterator[Setting]:
    """Yield every setting of `command` and the commands below it; the main job's come first."""
    yield from options(command, table).values()
    for name in subcommands(command):
        yield from all_settings(subcommand(command, name), (*table, name))


def nearest(word: str, names: Iterable[str]) -> str | None:
    """Return the name that is most like `word`, if one is: "sentences" for "sentence"."""
    plain = word.lstrip("-").replace("_", "-").lower()
    close = difflib.get_close_matches(plain, list(names), n=1, cutoff=0.6)
    return close[0] if close else None


def from_toml(setting: Setting, value: object, folder: Path) -> Any:
    """Return the option's value; a relative path is one from the file's `folder`.

    Raises ValueError, whose text says what was expected.
    """
    option = setting.option
    many = _takes_many(option)
    items = value if many and isinstance(value, list) else [value]
    if isinstance(value, list) != many or not all(_has_type(option, item) for item in items):
        raise ValueError(f"{_shown(value)} is not {expected(setting)}")
    placed = [_placed(option, item, folder) for item in items]
    return _cast(setting, placed if many else placed[0])


def from_text(setting: Setting, text: str) -> Any:
    """Return the option's value: a flag is 1 or 0, true or false; several values are separated
    by white space, paths as in PATH. Raises ValueError.
    """
    option = setting.option
    if _takes_many(option):
        return _cast(setting, list(option.type.split_envvar_value(text)))
    return _cast(setting, text)


def as_toml(setting: Setting, value: Any) -> Any:
    """Return an option's value as the file holds it; a path is made absolute."""
    if isinstance(value, tuple) and not _takes_many(setting.option):
        return ":".join(map(str, value))  # a range, as on the command line
    if isinstance(value, list | tuple):
        return [as_toml(setting, item) for item in value]
    if isinstance(setting.option.type, click.Path) and value is not None:
        return str(Path(value).expanduser().absolute())
    if setting.option.is_flag and not isinstance(value, bool):
        return bool(value)
    return value


def expected(setting: Setting) -> str:
    """Say what the option takes: "a whole number from 1 to 20"."""
    option, kind = setting.option, setting.option.type
    if option.is_flag:
        return "true or false"
    if isinstance(kind, click.Choice):
        description = f"one of {', '.join(map(str, kind.choices))}"
    elif isinstance(kind, click.types.IntParamType) or option.count:
        description = "a whole number" + _bounds(kind)
    elif isinstance(kind, click.types.FloatParamType):
        description = "a number" + _bounds(kind)
    else:
        description = "a path" if isinstance(kind, click.Path) else "text"
    return f"a list, each item {description}" if _takes_many(option) else description


def _bounds(kind: click.ParamType[Any]) -> str:
    low, high = getattr(kind, "min", None), getattr(kind, "max", None)
    if low is not None and high is not None:
        return f" from {low} to {high}"
    if low is not None:
        return f", {low} or more"
    return "" if high is None else f", {high} or less"


def _takes_many(option: click.Option) -> bool:
    return option.multiple or option.nargs != 1


def _has_type(option: click.Option, value: object) -> bool:
    """Return whether a TOML value has the option's type: no "5" for a number, no 1 for a flag."""
    if option.is_flag:
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    if isinstance(option.type, click.types.IntParamType) or option.count:
        return isinstance(value, int)
    if isinstance(option.type, click.types.FloatParamType):
        return isinstance(value, int | float)
    is_text = isinstance(option.type, click.types.StringParamType | click.Path | click.Choice)
    return isinstance(value, str) or (not is_text and isinstance(value, int | float))


def _placed(option: click.Option, value: Any, folder: Path) -> Any:
    if not isinstance(option.type, click.Path):
        return value
    return str(folder / Path(value).expanduser())


def _cast(setting: Setting, value: Any) -> Any:
    option = setting.option
    context = click.Context(click.Command(setting.name))
    try:
        if option.is_flag:
            on = click.BOOL.convert(value, option, context)
            return on if option.is_bool_flag else (option.flag_value if on else None)
        return option.type_cast_value(context, value)
    except click.ClickException as exc:
        raise ValueError(f"{_shown(value)} is not {expected(setting)}") from exc


def _shown(value: object) -> str:
    """Return a value as the file has it, cut short."""
    if isinstance(value, dict):
        return "a table"
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
