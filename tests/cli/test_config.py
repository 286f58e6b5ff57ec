"""Settings: every option of every command, by flag, variable and file, and what is in force."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest

from command_line import newsbrief
from fakes import FakeTranslator
from newsbrief.cli.main import cli
from newsbrief.config import file as config_file
from newsbrief.config.file import line_of, parse
from newsbrief.config.setting import (
    RESERVED,
    Setting,
    all_settings,
    from_toml,
    main_job,
    subcommand,
)
from newsbrief.config.sources import default_map, in_file
from newsbrief.engines.backends import LoadedEngines
from newsbrief.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

FRENCH = "Le conseil de Brévanne a voté mardi le budget de la piscine et du stade.\n"
SETTINGS = {setting.name: setting for setting in all_settings(cli)}
SHIPPED = pytest.mark.parametrize("setting", SETTINGS.values(), ids=list(SETTINGS))


@pytest.fixture
def fake_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """Models that answer at once; the wish for a device is not heard."""
    monkeypatch.setattr(LoadedEngines, "translator", lambda self: FakeTranslator())


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty configuration file that is in force."""
    path = tmp_path / "config.toml"
    path.touch()
    monkeypatch.setenv("NEWSBRIEF_CONFIG", str(path))
    return path


# --- every option, from the commands themselves


OF_THEIR_OWN = {"workers": ["1:2", "2:3", "3:4"], "ray": ["auto", "a:1", "b:2"]}


def samples(setting: Setting, folder: Path) -> list[Any]:
    """Three values of an option, each unlike the others where there are so many."""
    kind = setting.option.type
    if setting.option.is_flag:
        found: list[Any] = [True, False, True]
    elif isinstance(kind, click.Choice):
        found = [*kind.choices, *kind.choices, *kind.choices]
    elif isinstance(kind, click.types.IntParamType | click.types.FloatParamType):
        low = int(getattr(kind, "min", None) or 1)
        found = [low + 1, low + 2, low + 3]
    elif setting.key in OF_THEIR_OWN:
        found = OF_THEIR_OWN[setting.key]
    else:
        found = [str(folder / name) for name in "abc"]
        for path in found:
            Path(path).mkdir(exist_ok=True)
    return [[value] for value in found[:3]] if setting.option.multiple else found[:3]


def flags(setting: Setting, value: Any) -> list[str]:
    option = setting.option
    if option.is_flag:
        return [(option.opts if value else option.secondary_opts)[-1]]
    values = value if isinstance(value, list) else [value]
    return [part for one in values for part in (f"--{setting.key}", str(one))]


def meant(setting: Setting, value: Any) -> Any:
    """What the parameter gets: --json stands for a value of --format."""
    if setting.option.is_flag and not setting.option.is_bool_flag:
        return setting.option.flag_value if value else None
    return value


def plain(value: Any) -> Any:
    """Paths as text and tuples as lists, to compare what a command got."""
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return str(value) if isinstance(value, Path) else value


def got(
    setting: Setting, given: Sequence[str], monkeypatch: pytest.MonkeyPatch, root: click.Group = cli
) -> Any:
    """What the command of `setting` is called with."""
    command: click.Command = root
    for name in setting.table:
        command = subcommand(command, name)
    command = command if setting.table else main_job(root)
    seen: dict[str, Any] = {}
    monkeypatch.setattr(command, "callback", lambda **values: seen.update(values))
    required = ["x" for p in command.params if isinstance(p, click.Argument) and p.required]
    positional = required or ([] if setting.table else ["x.txt"])
    root.main([*setting.table, *given, *positional], prog_name="newsbrief", standalone_mode=False)
    found = plain(seen[str(setting.option.name)])
    return ":".join(map(str, found)) if setting.key == "workers" and found else found


def written(setting: Setting, value: Any) -> str:
    table = f"[{'.'.join(setting.table)}]\n" if setting.table else ""
    return f"{table}{setting.key} = {json.dumps(value)}\n"


def as_variable(value: Any) -> str:
    return os.pathsep.join(map(str, value)) if isinstance(value, list) else str(value)


@SHIPPED
def test_a_flag_outweighs_a_variable_which_outweighs_the_file(
    setting: Setting, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_file, by_variable, by_flag = samples(setting, tmp_path)
    default = got(setting, [], monkeypatch)
    file.write_text(written(setting, by_file), encoding="utf-8")
    assert got(setting, [], monkeypatch) == meant(setting, by_file)
    monkeypatch.setenv(setting.variable, as_variable(by_variable))
    assert got(setting, [], monkeypatch) == meant(setting, by_variable)
    assert got(setting, flags(setting, by_flag), monkeypatch) == meant(setting, by_flag)
    monkeypatch.delenv(setting.variable)
    file.write_text("", encoding="utf-8")
    assert got(setting, [], monkeypatch) == default


@SHIPPED
def test_a_value_of_the_wrong_type_is_told_with_its_line(
    setting: Setting, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "# mine\n" + written(setting, {"a": 1}).replace(":", "=").replace('"', "")
    line = 3 if setting.table else 2
    with pytest.raises(ConfigError, match=rf"line {line}: {setting.key}: a table is not .+"):
        list(in_file(cli, parse(text.encode(), file)))
    file.write_text(text, encoding="utf-8")
    command = [*setting.table, "x"] if setting.table else ["x.txt"]
    assert newsbrief(monkeypatch, *command) == 17


@SHIPPED
def test_what_the_file_turns_on_can_be_turned_off_on_the_command_line(setting: Setting) -> None:
    """A flag is declared with `newsbrief.cli.options.switch`, or has a hidden opposite."""
    command: click.Command = cli
    for name in setting.table:
        command = subcommand(command, name)
    command = main_job(command) if command is cli else command
    names = {name for one in command.params for name in (*one.opts, *one.secondary_opts)}
    positive = setting.key.removeprefix("no-")
    opposite = f"--{positive}" if positive != setting.key else f"--no-{setting.key}"
    assert not setting.option.is_flag or opposite in names


def test_no_variable_means_two_things() -> None:
    variables = [setting.variable for setting in SETTINGS.values()]
    assert len({*variables, *RESERVED}) == len(variables) + len(RESERVED)


# --- kinds of options that a command may come to have

KINDS = click.Group(
    "root",
    commands={
        "main": click.Command(
            "main",
            hidden=True,
            params=[
                click.Option(["--rate"], type=click.FloatRange(0.5, 8)),
                click.Option(["--tag"], multiple=True),
                click.Option(["--size"], nargs=2, type=int),
                click.Option(["--seen"], count=True),
                click.Option(["--as-html", "layout"], flag_value="html"),
                click.Option(["--at"], type=click.Path(path_type=Path)),
            ],
        )
    },
)


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("rate", 2, 2.0),
        ("rate", 0.75, 0.75),
        ("tag", ["a", "b"], ("a", "b")),
        ("size", [3, 4], (3, 4)),
        ("seen", 2, 2),
        ("as-html", True, "html"),
        ("at", "x/y.tsv", Path("/home/me/x/y.tsv")),
        ("at", "/z.tsv", Path("/z.tsv")),
    ],
)
def test_a_toml_value_becomes_what_the_option_takes(key: str, value: Any, expected: Any) -> None:
    known = {setting.key: setting for setting in all_settings(KINDS)}
    assert from_toml(known[key], value, Path("/home/me")) == expected


def test_each_kind_reaches_its_command() -> None:
    text = "rate = 2\ntag = ['a', 'b']\nsize = [3, 4]\nseen = 2\nas-html = true\nat = 'y'\n"
    main = KINDS.commands["main"]
    defaults = default_map(KINDS, "main", parse(text.encode(), Path("/x/c")))["main"]
    assert main.make_context("main", [], default_map=defaults).params == {
        "rate": 2.0,
        "tag": ("a", "b"),
        "size": (3, 4),
        "seen": 2,
        "layout": "html",
        "at": Path("/x/y"),
    }


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        ("rate", "2", '"2" is not a number from 0.5 to 8'),
        ("rate", 9, "9 is not a number from 0.5 to 8"),
        ("rate", True, "true is not a number from 0.5 to 8"),
        ("tag", "a", '"a" is not a list, each item text'),
        ("tag", ["a", 1], '["a", 1] is not a list, each item text'),
        ("size", [1], "[1] is not a list, each item a whole number"),
        ("seen", 1.5, "1.5 is not a whole number, 0 or more"),
        ("as-html", 1, "1 is not true or false"),
        ("at", 3, "3 is not a path"),
    ],
)
def test_a_toml_value_of_another_type_is_refused(key: str, value: Any, message: str) -> None:
    known = {setting.key: setting for setting in all_settings(KINDS)}
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        from_toml(known[key], value, Path("/"))


# --- the file


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sentence = 5", "line 1: there is no setting 'sentence'; did you mean 'sentences'?"),
        ("\nmodel_summary = 'x'", "line 2: there is no setting 'model_summary'; did you mean"),
        ("xyzzy = 1", "line 1: there is no setting 'xyzzy'; see: newsbrief config"),
        ("network = true", "'network' is a setting of another command; write it below a line [doc"),
        ("[doctor]\nsentences = 5", "line 2: 'sentences' is a setting of another command"),
        ("models = 3", "line 1: 'models' is a command; write its settings below a line [models]"),
        ("[modles.pull]\nquiet = true", "there is no setting 'modles'; did you mean 'models'?"),
        ("[config]\njson = true", "there is no setting 'config'"),
        ("sentences = 50", "line 1: sentences: 50 is not a whole number from 1 to 20"),
        ('sentences = "5"', 'line 1: sentences: "5" is not a whole number from 1 to 20'),
        ("doctor.json = 1", "line 1: json: 1 is not true or false"),
        ("doctor = { json = 1 }", "line 1: json: 1 is not true or false"),
        ("device = 'gpu'", 'line 1: device: "gpu" is not one of auto, cpu, cuda, mps'),
        ("sentences = ", "is not TOML (Invalid value (at end of document)"),
        ("a = 1\nb", "is not TOML ("),
        ("a = " + "[" * 3000, "nests its values too deep"),
    ],
)
def test_what_is_wrong_in_the_file_is_one_line(
    text: str, message: str, file: Path, monkeypatch: pytest.MonkeyPatch, capfd: Any
) -> None:
    file.write_text(text, encoding="utf-8")
    assert newsbrief(monkeypatch, "x.txt") == 17
    out, err = capfd.readouterr()
    assert out == ""
    assert err.count("\n") == 1
    assert message in err


def test_a_file_that_cannot_be_read_is_told(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="is not UTF-8"):
        config_file.read()
    monkeypatch.setenv("NEWSBRIEF_CONFIG", str(tmp_path))
    with pytest.raises(ConfigError, match="cannot be read"):
        config_file.read()
    monkeypatch.setenv("NEWSBRIEF_CONFIG", str(tmp_path / "none.toml"))
    with pytest.raises(ConfigError, match="does not exist"):
        config_file.read()
    with pytest.raises(ConfigError, match="over 1 MB"):
        parse(b"#" * 1_000_001, file)


def test_a_file_in_the_usual_place_need_not_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("NEWSBRIEF_CONFIG")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert config_file.read().table == {}


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        (("sentences",), 2),
        (("models", "pull"), 4),
        (("models", "pull", "quiet"), 5),
        (("doctor", "json"), 1),
        (("quiet",), None),
        (("points",), None),
    ],
)
def test_a_setting_is_found_in_its_line(keys: tuple[str, ...], line: int | None) -> None:
    text = "doctor.json = true\n  sentences=5 # five\n\n[models.pull] # quiet\n'quiet' = true\n"
    assert line_of(text, keys) == line


def test_a_broken_file_stops_neither_help_nor_the_commands_that_mend_it(
    file: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    file.write_text("sentences = 50\n", encoding="utf-8")
    for arguments in (["--help"], ["x", "-h"], ["models", "pull", "--help"], ["config", "path"]):
        assert newsbrief(monkeypatch, *arguments) == 0
    assert newsbrief(monkeypatch, "config", "unset", "sentences") == 0
    assert file.read_text(encoding="utf-8") == ""
    assert newsbrief(monkeypatch, "models", "list") == 0
    capfd.readouterr()


def test_help_shows_the_defaults_and_not_the_users_settings(
    file: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    newsbrief(monkeypatch, "--help")
    plain_help = capfd.readouterr().out
    file.write_text("sentences = 9\n", encoding="utf-8")
    monkeypatch.setenv("NEWSBRIEF_POINTS", "7")
    newsbrief(monkeypatch, "--help")
    assert capfd.readouterr().out == plain_help


def test_a_variable_that_is_no_value_is_told_by_its_name(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NEWSBRIEF_SENTENCES", "many")
    assert newsbrief(monkeypatch, "x.txt") == UsageError.exit_code
    assert 'NEWSBRIEF_SENTENCES: "many" is not a whole number from 1' in capfd.readouterr().err
    monkeypatch.setenv("NEWSBRIEF_SENTENCES", "")  # empty: as if unset
    assert newsbrief(monkeypatch, "x.txt") == 3


@pytest.mark.parametrize("name", ["NEWSBRIEF_VERSION", "NEWSBRIEF_HELP"])
def test_variables_that_others_may_have_set_are_left_alone(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, "0.1.0")
    assert newsbrief(monkeypatch, "models", "list") == 0


@pytest.mark.parametrize(
    ("text", "value"), [("1", True), ("true", True), ("YES", True), ("off", False), ("0", False)]
)
def test_a_variable_turns_a_flag_on_or_off(
    text: str, value: bool, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text(f"no-summary = {str(not value).lower()}", encoding="utf-8")
    monkeypatch.setenv("NEWSBRIEF_NO_SUMMARY", text)
    assert got(SETTINGS["no-summary"], [], monkeypatch) is value


def batch_group() -> click.Group:
    """A root whose batch has one of the main job's options, one of that name, and one of its own."""
    sentences = click.Option(["--sentences"], type=click.IntRange(1, 20), default=3)
    main = click.Command(
        "main",
        hidden=True,
        params=[sentences, click.Option(["--format"], type=click.Choice(["md", "html"]))],
    )
    other = click.Option(["--format"], type=click.Choice(["jsonl", "parquet"]))
    own: list[click.Parameter] = [sentences, other, click.Option(["--workers"], type=int)]
    return click.Group("root", commands={"main": main, "batch": click.Command("batch", params=own)})


@pytest.mark.parametrize(
    ("text", "variables", "expected"),
    [
        ("sentences = 5", {}, {"sentences": 5}),
        ("sentences = 5\n[batch]\nsentences = 6", {}, {"sentences": 6}),
        ("[batch]\nsentences = 6", {"NEWSBRIEF_SENTENCES": "7"}, {"sentences": 7}),
        (
            "",
            {"NEWSBRIEF_SENTENCES": "7", "NEWSBRIEF_BATCH_SENTENCES": "8"},
            {"sentences": 8},
        ),
        ("format = 'html'", {}, {}),
        ("[batch]\nworkers = 2\nformat = 'jsonl'", {}, {"workers": 2, "format": "jsonl"}),
    ],
)
def test_a_batch_takes_what_is_said_of_briefs_unless_it_is_told_otherwise(
    text: str,
    variables: dict[str, str],
    expected: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    root = batch_group()
    assert default_map(root, "batch", parse(text.encode(), Path("c"))) == {"batch": expected}


# --- newsbrief config


def test_config_shows_what_is_in_force_and_where_it_comes_from(
    file: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    file.write_text("points = 2\n[models.pull]\nquiet = true\n", encoding="utf-8")
    monkeypatch.setenv("NEWSBRIEF_SENTENCES", "7")
    monkeypatch.setenv("NEWSBRIEF_SENTENSES", "7")
    assert newsbrief(monkeypatch, "config", "--json") == 0
    out, err = capfd.readouterr()
    rows = {row["setting"]: (row["value"], row["from"]) for row in json.loads(out)}
    assert rows["sentences"] == (7, "NEWSBRIEF_SENTENCES")
    assert rows["points"] == (2, f"config file '{file}', line 1")
    assert rows["models.pull.quiet"] == (True, f"config file '{file}', line 3")
    assert rows["device"] == ("auto", "default")
    assert "doctor.json" not in rows
    assert err == "newsbrief: NEWSBRIEF_SENTENSES is set, and nothing reads it\n"
    assert newsbrief(monkeypatch, "config", "--all") == 0
    assert "doctor.json " in capfd.readouterr().out


def test_set_and_unset_leave_comments_and_other_lines_alone(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text("# mine\npoints = 2  # few\n\n[doctor]\n# asks\njson = true\n", "utf-8")
    assert newsbrief(monkeypatch, "config", "set", "points", "0") == 0
    assert newsbrief(monkeypatch, "config", "set", "models.pull.quiet", "yes") == 0
    assert newsbrief(monkeypatch, "config", "set", "model-summary", "qwen3-4b-gguf") == 0
    assert file.read_text(encoding="utf-8") == (
        '# mine\npoints = 0  # few\nmodel-summary = "qwen3-4b-gguf"\n\n'
        "[doctor]\n# asks\njson = true\n\n[models.pull]\nquiet = true\n"
    )
    assert newsbrief(monkeypatch, "config", "unset", "points") == 0
    assert "points" not in file.read_text(encoding="utf-8")
    assert newsbrief(monkeypatch, "config", "unset", "points") == 17


def test_a_range_is_set_as_it_is_given(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert newsbrief(monkeypatch, "config", "set", "batch.workers", "2:4") == 0
    assert 'workers = "2:4"' in file.read_text(encoding="utf-8")
    assert newsbrief(monkeypatch, "config") == 0


def test_a_path_that_is_set_is_the_one_from_here(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the file a relative path starts at the file's folder, in a shell where one stands."""
    (tmp_path / "press").mkdir()
    monkeypatch.chdir(tmp_path / "press")
    assert newsbrief(monkeypatch, "config", "set", "glossary", "terms.tsv") == 0
    terms = str(tmp_path / "press" / "terms.tsv")
    assert got(SETTINGS["glossary"], [], monkeypatch) == terms


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["set", "sentence", "5"], "there is no setting 'sentence'; did you mean 'sentences'?"),
        (["set", "sentences", "50"], 'sentences: "50" is not a whole number from 1 to 20'),
        (["set", "pull.quiet", "1"], "there is no setting 'pull.quiet'; did you mean"),
    ],
)
def test_a_wrong_key_or_value_changes_nothing(
    arguments: list[str],
    message: str,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    assert newsbrief(monkeypatch, "config", *arguments) == 17
    assert message in capfd.readouterr().err
    assert file.read_text(encoding="utf-8") == ""


def test_the_template_names_every_setting_and_sets_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new" / "config.toml"
    monkeypatch.setenv("NEWSBRIEF_CONFIG", str(path))
    assert newsbrief(monkeypatch, "config", "init") == 0
    text = path.read_text(encoding="utf-8")
    assert parse(text.encode(), path).table == {}
    shown = "\n".join(
        line.removeprefix("# ") for line in text.splitlines() if " = " in line or line[2:3] == "["
    )
    named = {".".join(keys) for keys in leaves(parse(shown.encode(), path).table)}
    assert named == set(SETTINGS)
    assert newsbrief(monkeypatch, "config", "init") == 7  # what is there stays
    assert newsbrief(monkeypatch, "config", "init", "--force") == 0
    newsbrief(monkeypatch, "config", "set", "sentences", "5")
    assert (
        "\n# Length of the summary in sentences. (a whole number from 1 to 20)\nsentences = 5\n"
        in (path.read_text(encoding="utf-8"))
    )
    capfd.readouterr()


def leaves(table: dict[str, Any], above: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    found = []
    for key, value in table.items():
        found += leaves(value, (*above, key)) if isinstance(value, dict) else [(*above, key)]
    return found


def test_edit_opens_the_users_editor_and_checks_what_was_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    path, editor = tmp_path / "c.toml", tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "sentences = 50" >> "$1"\n', encoding="utf-8")
    editor.chmod(0o755)
    monkeypatch.setenv("NEWSBRIEF_CONFIG", str(path))
    monkeypatch.setenv("VISUAL", str(editor))
    assert newsbrief(monkeypatch, "config", "edit") == 17
    assert "sentences: 50 is not" in capfd.readouterr().err
    assert path.read_text(encoding="utf-8").endswith("sentences = 50\n")
    monkeypatch.setenv("VISUAL", str(tmp_path / "none"))
    assert newsbrief(monkeypatch, "config", "edit") == UsageError.exit_code


def test_a_setting_file_that_cannot_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("NEWSBRIEF_CONFIG", str(tmp_path / "file" / "c.toml"))
    assert newsbrief(monkeypatch, "config", "init") == 7


# --- a flag that contradicts what was set for good


@pytest.mark.parametrize(
    ("lines", "arguments", "told"),
    [
        ('format = "html"', ["--json"], '"english"'),
        ('format = "html"\nlayout = "interleaved"', ["--json"], '"english"'),
        ('layout = "side-by-side"', ["--json"], '"english"'),
        ("json = true", ["--format", "markdown"], "---\n"),
        ("json = true", ["--bilingual"], "---\n"),
        ('template = "wire"', ["--format", "html"], "<!doctype html>"),
        ('format = "html"\nlayout = "english"', ["--bilingual"], "<!doctype html>"),
        ("llm-timeout = 5", [], "---\n"),
        ('device = "cuda"', ["--runtime", "ctranslate2"], "---\n"),
        ('llm-url = "http://127.0.0.1:1/v1"', ["--model-summary", "extractive"], "---\n"),
    ],
)
def test_a_flag_outweighs_what_was_set_for_good_and_contradicts_it(
    monkeypatch: pytest.MonkeyPatch,
    fake_models: object,
    capsys: pytest.CaptureFixture[str],
    file: Path,
    tmp_path: Path,
    lines: str,
    arguments: list[str],
    told: str,
) -> None:
    article = tmp_path / "a.txt"
    article.write_text(FRENCH, encoding="utf-8")
    file.write_text(lines, encoding="utf-8")
    summary = [] if "extractive" in arguments else ["--no-summary"]
    assert newsbrief(monkeypatch, str(article), *summary, *arguments) == 0
    assert told in capsys.readouterr().out.lower()


@pytest.mark.parametrize(
    "lines", ['bilingual = true\nlayout = "side-by-side"', 'format = "html"\njson = true']
)
def test_a_file_that_contradicts_itself_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], file: Path, lines: str
) -> None:
    file.write_text(lines, encoding="utf-8")
    assert newsbrief(monkeypatch, "samples/wire.txt", "--no-summary") == UsageError.exit_code
    assert "contradict each other" in capsys.readouterr().err


@pytest.mark.parametrize("line", ['format = "html"', 'template = "wire"', "show-removed = true"])
def test_records_are_written_whatever_the_file_says_of_briefs(
    monkeypatch: pytest.MonkeyPatch,
    fake_models: object,
    file: Path,
    tmp_path: Path,
    line: str,
) -> None:
    article, out = tmp_path / "a.txt", tmp_path / "out.jsonl"
    article.write_text(FRENCH, encoding="utf-8")
    file.write_text(line, encoding="utf-8")
    command = ("batch", str(article), "-o", str(out), "--no-summary")
    assert newsbrief(monkeypatch, *command) == 0
    assert newsbrief(monkeypatch, *command, "--format", "html") == UsageError.exit_code
    assert out.read_bytes().count(b"\n") == 1
