"""A TOML value, or the text of a variable → the value that an option takes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from newsbrief.config.settings import Setting

__all__ = ["as_toml", "expected", "from_text", "from_toml"]


def from_toml(setting: Setting, value: object, folder: Path) -> Any:
    """Return the option's value; a relative path is one from the file's `folder`.

    Raises ValueError, whose text says what was expected.
    """
    option = setting.option
    many = _takes_many(option)
    items = value if many and isinstance(value, list) else [value]
    if isinstance(value, list) != many or not all(_fits(option, item) for item in items):
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
        return ":".join(map(str, value))  # a range, as it is given on the command line
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
        one = f"one of {', '.join(map(str, kind.choices))}"
    elif isinstance(kind, click.types.IntParamType) or option.count:
        one = "a whole number" + _bounds(kind)
    elif isinstance(kind, click.types.FloatParamType):
        one = "a number" + _bounds(kind)
    else:
        one = "a path" if isinstance(kind, click.Path) else "text"
    return f"a list, each item {one}" if _takes_many(option) else one


def _bounds(kind: click.ParamType[Any]) -> str:
    low, high = getattr(kind, "min", None), getattr(kind, "max", None)
    if low is not None and high is not None:
        return f" from {low} to {high}"
    if low is not None:
        return f", {low} or more"
    return "" if high is None else f", {high} or less"


def _takes_many(option: click.Option) -> bool:
    return option.multiple or option.nargs != 1


def _fits(option: click.Option, value: object) -> bool:
    """Whether a TOML value has the option's type: no "5" for a number, no 1 for a flag."""
    if option.is_flag:
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    if isinstance(option.type, click.types.IntParamType) or option.count:
        return isinstance(value, int)
    if isinstance(option.type, click.types.FloatParamType):
        return isinstance(value, int | float)
    own_type = not isinstance(option.type, click.types.StringParamType | click.Path | click.Choice)
    return isinstance(value, str) or (own_type and isinstance(value, int | float))


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
    """A value as the file has it, cut short."""
    if isinstance(value, dict):
        return "a table"
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
