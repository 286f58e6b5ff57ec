"""Changes to the file that leave the user's own lines and comments as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import tomlkit
import tomlkit.items

from newsbrief.config.settings import all_settings
from newsbrief.config.values import as_toml, expected
from newsbrief.errors import OutputError
from newsbrief.output import write_file

if TYPE_CHECKING:
    from pathlib import Path

    import click

    from newsbrief.config.file import ConfigFile
    from newsbrief.config.settings import Setting

__all__ = ["save", "template", "with_value", "without_value"]

_INTRODUCTION = """\
# newsbrief's settings. A flag outweighs an environment variable, and that this file.
# Take the "#" before a line away to set it; what stands there is the default.
# A path is relative to this file's folder.
"""


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
    """Take the "#" from the template's line of a setting of the main job: it is set in its place.

    Those of other commands get their table at the end.
    """
    line = f"# {setting.key} = {_example(setting)}\n"
    before, found, after = text.partition(line)
    if setting.table or not found or "[" in before:
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
    """Write the file, whole or not at all, in a folder that is made. Raises OutputError."""
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
    """A setting's help, what it takes and its default, each line a comment."""
    told = (setting.option.help or "").replace("\b", "").split()
    return f"# {' '.join(told)} ({expected(setting)})\n# {setting.key} = {_example(setting)}\n"


def _example(setting: Setting) -> str:
    default = setting.option.to_info_dict().get("default")
    if isinstance(default, bool | int | float | str):
        return tomlkit.item(default).as_string()
    if setting.option.is_flag:
        return "false"
    return "[]" if setting.option.multiple else '""'
