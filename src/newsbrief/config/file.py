"""The configuration file: where it is, what it holds in which line, and how it is changed."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomlkit.items

from newsbrief.config.setting import all_settings, as_toml, expected
from newsbrief.errors import ConfigError, OutputError
from newsbrief.output import write_file

if TYPE_CHECKING:
    import click

    from newsbrief.config.setting import Setting

__all__ = [
    "VARIABLE",
    "ConfigFile",
    "line_of",
    "location",
    "parse",
    "read",
    "save",
    "template",
    "with_value",
    "without_value",
]

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # type: ignore[import-not-found, unused-ignore]  # not on 3.11+

VARIABLE = "NEWSBRIEF_CONFIG"
MAX_BYTES = 1_000_000  # the template with every option has some 4 kB
_TABLE = re.compile(r"\s*\[\s*(?P<name>[^\[\]]+?)\s*\]")
_KEY = re.compile(r"\s*(?P<name>[\w.\"' -]+?)\s*=")

_INTRODUCTION = """\
# newsbrief's settings. A flag outweighs an environment variable, and that this file.
# Take the "#" before a line away to set it; what stands there is the default.
# A path is relative to this file's folder.
"""


@dataclass(frozen=True)
class ConfigFile:
    """A file as read; one that does not exist has no text and sets nothing."""

    path: Path
    text: str = ""
    table: dict[str, Any] = field(default_factory=dict)

    def place(self, *keys: str) -> str:
        """How messages name a place in it: "config file '/x/config.toml', line 3"."""
        line = line_of(self.text, keys)
        return f"config file '{self.path}'" + (f", line {line}" if line else "")


def location() -> Path:
    """Return the file's path, which may not exist: NEWSBRIEF_CONFIG, or the platform's place."""
    named = os.environ.get(VARIABLE)
    if named:
        return Path(named).expanduser().absolute()
    import platformdirs

    return platformdirs.user_config_path("newsbrief", appauthor=False) / "config.toml"


def read(path: Path | None = None) -> ConfigFile:
    """Read the file at `path`, by default the one in force.

    Raises ConfigError for a file that cannot be read or is not TOML, and for one that
    NEWSBRIEF_CONFIG names and that is not there.
    """
    place = path or location()
    try:
        with place.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except FileNotFoundError as exc:
        if path is None and os.environ.get(VARIABLE):
            raise ConfigError(
                f"{VARIABLE} names '{place}', which does not exist; "
                "run: newsbrief config init, or unset it"
            ) from exc
        return ConfigFile(place)
    except OSError as exc:
        raise ConfigError(
            f"config file '{place}' cannot be read ({exc.strerror or exc}); "
            f"mend it, or name another with {VARIABLE}"
        ) from exc
    return parse(data, place)


def parse(data: bytes, path: Path) -> ConfigFile:
    """Read the bytes of a file. Raises ConfigError with the line that is not TOML."""
    if len(data) > MAX_BYTES:
        raise ConfigError(
            f"config file '{path}' is over {MAX_BYTES // 10**6} MB; is it the right one?"
        )
    try:
        text = data.decode("utf-8-sig")
        return ConfigFile(path, text, tomllib.loads(text))
    except UnicodeDecodeError as exc:
        raise ConfigError(f"config file '{path}' is not UTF-8 text; save it as UTF-8") from exc
    except tomllib.TOMLDecodeError as exc:
        raise ConfigError(
            f"config file '{path}' is not TOML ({exc}); mend it with: newsbrief config edit"
        ) from exc
    except RecursionError as exc:
        raise ConfigError(f"config file '{path}' nests its values too deep; flatten it") from exc


def line_of(text: str, keys: tuple[str, ...]) -> int | None:
    """Return the line, from 1, that sets `keys` or opens the table of that name."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if opened := _TABLE.match(line):
            table = _parts(opened["name"])
            if table == keys:
                return number
        elif set_here := _KEY.match(line):
            named = (*table, *_parts(set_here["name"]))
            if keys and keys[: len(named)] == named:
                return number
    return None


def _parts(name: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in name.split("."))


def with_value(file: ConfigFile, setting: Setting, value: Any) -> str:
    """Return the file's text with `setting` set."""
    document = tomlkit.parse(_uncommented(file.text, setting))
    level: Any = document
    for name in setting.table:
        if name not in level:
            level[name] = tomlkit.table()
        level = level[name]
    level[setting.key] = as_toml(setting, value)
    return tomlkit.dumps(document).rstrip("\n") + "\n"


def _uncommented(text: str, setting: Setting) -> str:
    """Remove the "#" before the template's line for a setting of the main job.

    A setting of another command is written in its table, at the end of the file.
    """
    line = f"# {setting.key} = {_example(setting)}\n"
    before, match, after = text.partition(line)
    if setting.table or not match or "[" in before:
        return text
    return before + line.removeprefix("# ") + after


def without_value(file: ConfigFile, setting: Setting) -> str | None:
    """Return the file's text without `setting`; None if it does not set it."""
    document = tomlkit.parse(file.text)
    level: Any = document
    for name in setting.table:
        level = level.get(name, {})
    if setting.key not in level:
        return None
    del level[setting.key]
    return tomlkit.dumps(document)


def save(path: Path, text: str) -> None:
    """Write the file, whole or not at all, and create its folder. Raises OutputError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as exc:
        raise OutputError(
            f"'{path.parent}' cannot be made ({exc.strerror or exc}); "
            "name another place with NEWSBRIEF_CONFIG"
        ) from exc
    write_file(path, text)


def template(root: click.Command) -> str:
    """Return a file that names every setting and sets none."""
    lines = [_INTRODUCTION]
    table: tuple[str, ...] = ()
    for setting in all_settings(root):
        if setting.table != table:
            table = setting.table
            lines.append(f"# [{'.'.join(table)}]\n")
        lines.append(_commented(setting))
    return "\n".join(lines)


def _commented(setting: Setting) -> str:
    """Return a setting's help, the values it accepts and its default, as two comment lines."""
    words = (setting.option.help or "").replace("\b", "").split()
    return f"# {' '.join(words)} ({expected(setting)})\n# {setting.key} = {_example(setting)}\n"


def _example(setting: Setting) -> str:
    default = setting.option.to_info_dict().get("default")
    if isinstance(default, bool | int | float | str):
        return tomlkit.item(default).as_string()
    if setting.option.is_flag:
        return "false"
    return "[]" if setting.option.multiple else '""'
