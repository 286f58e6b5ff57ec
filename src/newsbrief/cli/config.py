"""The command group `newsbrief config`."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import click

from newsbrief.config.setting import PREFIX, RESERVED, Setting, all_settings, nearest, subcommands
from newsbrief.errors import ConfigError, OutputError, UsageError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from newsbrief.config.sources import SetValue

__all__ = ["group"]


def _complete_key(
    ctx: click.Context, param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    from click.shell_completion import CompletionItem

    settings = all_settings(ctx.find_root().command)
    return [
        CompletionItem(s.name, help=s.option.help)
        for s in settings
        if s.name.startswith(incomplete)
    ]


_KEY = click.argument("key", metavar="KEY", shell_complete=_complete_key)


@click.group("config", invoke_without_command=True, subcommand_metavar="[COMMAND] [ARGS]...")
@click.option("--all", "everything", is_flag=True, help="Show the settings of every command.")
@click.option("--json", "as_json", is_flag=True, help="Write JSON.")
@click.pass_context
def group(ctx: click.Context, everything: bool, as_json: bool) -> None:
    """Show the settings in force and where each comes from; change the file that holds them.

    Every option of every command can be set: by a flag, else by an environment variable
    (NEWSBRIEF_SENTENCES=5), else in the file (sentences = 5). The options of newsbrief's other
    commands stand in tables ([models.pull]), and their variables name the command too. What the
    file says of briefs holds for newsbrief batch as well, unless its own table says otherwise.
    NEWSBRIEF_CONFIG names another file; /dev/null is one without settings.

    \b
    newsbrief config                     # the main job's settings
    newsbrief config init                # a file that names every setting
    newsbrief config set sentences 5
    newsbrief config set models.pull.quiet true
    newsbrief config unset sentences
    newsbrief --summary --no-strict x    # turns off once what the file sets
    """
    if ctx.invoked_subcommand is None:
        rows = _rows(_root(), everything)
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False) if as_json else _table(rows))
        for name in _unread(_root()):
            click.echo(f"newsbrief: {name} is set, and nothing reads it", err=True)


@group.command()
def path() -> None:
    """Print where the file is, be it there or not."""
    from newsbrief.config.file import location

    click.echo(location())


@group.command()
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def init(force: bool) -> None:
    """Write a file that names every setting, each behind a '#'."""
    from newsbrief.config.file import location, save, template

    place = location()
    if place.exists() and not force:
        raise OutputError(f"'{place}' is there already; edit it, or replace it with --force")
    save(place, template(_root()))
    click.echo(place)


@group.command("set")
@_KEY
@click.argument("values", metavar="VALUE...", nargs=-1, required=True)
def set_value(key: str, values: tuple[str, ...]) -> None:
    """Set KEY in the file; comments and other lines stay as they are."""
    from newsbrief.config.file import location, parse, read, save, with_value
    from newsbrief.config.sources import in_file

    setting = _setting(key)
    file = read(location())
    text = with_value(file, setting, _value(setting, values))
    changed = parse(text.encode(), file.path)
    list(in_file(_root(), changed))
    save(file.path, text)


@group.command()
@_KEY
def unset(key: str) -> None:
    """Take KEY out of the file."""
    from newsbrief.config.file import location, read, save, without_value

    file = read(location())
    text = without_value(file, _setting(key))
    if text is None:
        raise ConfigError(f"config file '{file.path}' does not set '{key}'; see: newsbrief config")
    save(file.path, text)


@group.command()
def edit() -> None:
    """Open the file in your editor (VISUAL, EDITOR), and check it when you have done."""
    from newsbrief.config.file import location, read, save, template
    from newsbrief.config.sources import in_file

    place = location()
    if not place.exists():
        save(place, template(_root()))
    try:
        click.edit(filename=str(place))
    except click.ClickException as exc:
        raise UsageError(f"{exc.format_message()}; name another with EDITOR") from exc
    list(in_file(_root(), read(place)))


def _root() -> click.Command:
    return click.get_current_context().find_root().command


def _setting(key: str) -> Setting:
    known = {setting.name: setting for setting in all_settings(_root())}
    if key not in known:
        close = nearest(key, known)
        hint = f"did you mean '{close}'?" if close else "see: newsbrief config --all"
        raise ConfigError(f"there is no setting '{key}'; {hint}")
    return known[key]


def _value(setting: Setting, values: tuple[str, ...]) -> Any:
    from newsbrief.config.setting import from_text

    option = setting.option
    try:
        if option.multiple or option.nargs != 1:
            return option.type_cast_value(click.get_current_context(), list(values))
        return from_text(setting, " ".join(values))
    except ValueError as exc:
        raise ConfigError(f"{setting.name}: {exc}") from exc


def _rows(root: click.Command, everything: bool) -> list[dict[str, Any]]:
    from newsbrief.config.file import read
    from newsbrief.config.sources import in_force

    file = read()
    set_here: dict[str, SetValue] = {}
    for table in [(), *((name,) for name in subcommands(root))]:
        set_here.update((item.setting.name, item) for item in in_force(root, table, file))
    return [
        _row(setting, set_here.get(setting.name))
        for setting in all_settings(root)
        if everything or not setting.table or setting.name in set_here
    ]


def _row(setting: Setting, chosen: SetValue | None) -> dict[str, Any]:
    from newsbrief.config.setting import as_toml

    default = setting.option.to_info_dict().get("default")
    return {
        "setting": setting.name,
        "value": as_toml(setting, chosen.value if chosen else default),
        "from": chosen.source if chosen else "default",
        "variable": setting.variable,
    }


def _table(rows: list[dict[str, Any]]) -> str:
    shown = [(row["setting"], json.dumps(row["value"], ensure_ascii=False)) for row in rows]
    shown = [(name, "-" if value == "null" else value) for name, value in shown]
    width, wide = (max(len(cell) for cell in column) for column in zip(*shown, strict=True))
    return "\n".join(
        f"{name:<{width}}  {value:<{wide}}  {row['from']}"
        for (name, value), row in zip(shown, rows, strict=True)
    )


def _unread(root: click.Command) -> list[str]:
    """Return the variables with newsbrief's prefix that no option has, such as misspelt ones."""
    known = {*RESERVED, *(setting.variable for setting in all_settings(root))}
    return sorted(n for n in os.environ if n.startswith(f"{PREFIX}_") and n not in known)
