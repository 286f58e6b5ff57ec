"""The reference and the manual page say what the commands say, and read well."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import click
import make_reference
import man_page
import pytest
from told import Told, commands, exit_codes

from newsbrief import errors
from newsbrief.cli.main import cli
from newsbrief.config.setting import all_settings
from newsbrief.errors import NewsbriefError
from repository import ROOT

DOCS = ROOT / "docs"
PAGE = DOCS / "newsbrief.1"


def test_the_reference_and_the_manual_page_are_up_to_date() -> None:
    """Else run: python docs/make_reference.py"""
    assert make_reference.main(["--check"]) == 0


def test_a_stale_file_is_told_and_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(make_reference, "DOCS", tmp_path)
    assert make_reference.main(["--check"]) == 1
    assert "stale: reference.md, newsbrief.1" in capsys.readouterr().err
    assert make_reference.main([]) == 0
    assert make_reference.main(["--check"]) == 0


def test_every_command_option_and_exit_code_is_told() -> None:
    reference, page = make_reference.reference(), man_page.man_page().replace("\\-", "-")
    for told in commands():
        assert f"\n## {told.name}\n" in reference
        assert told.usage in page
        assert told.paragraphs, f"{told.name} has no help"
    for setting in all_settings(cli):
        assert f"`{setting.variable}`" in reference
        assert f"--{setting.key}" in page
        assert setting.option.help, f"{setting.name} has no help"
    for name in errors.__all__:
        error: type[NewsbriefError] = getattr(errors, name)
        assert error.exit_code in exit_codes() or error is NewsbriefError


def test_the_main_help_names_every_exit_code() -> None:
    """The help stands alone: whoever has a code need not look elsewhere."""
    told = (cli.commands["brief"].help or "").partition("Exit codes: ")[2].partition("\n\n")[0]
    assert [int(code) for code in re.findall(r"\b\d+\b", told)] == list(exit_codes())


@pytest.mark.parametrize("told", commands(), ids=lambda told: told.name)
def test_every_help_fits_a_terminal(told: Told) -> None:
    """Lines that are not filled keep their width: 78 columns are what help has."""
    for paragraph in told.paragraphs:
        if paragraph.as_is:
            assert max(map(len, paragraph.text.splitlines())) <= 78


def test_the_reference_shows_no_default_of_this_machine() -> None:
    assert str(Path.home()) not in make_reference.reference() + man_page.man_page()


@pytest.mark.skipif(not shutil.which("mandoc"), reason="there is no mandoc")
def test_the_manual_page_is_sound_roff() -> None:
    done = subprocess.run(
        ["mandoc", "-T", "lint", PAGE], capture_output=True, text=True, check=False
    )
    told = [line for line in done.stdout.splitlines() if "missing date" not in line]
    assert told == []


@pytest.mark.skipif(not (shutil.which("man") and shutil.which("groff")), reason="there is no man")
def test_man_shows_the_page_without_a_warning() -> None:
    done = subprocess.run(
        ["man", "--warnings=all", "-l", PAGE],
        capture_output=True,
        text=True,
        check=True,
        env={"MANWIDTH": "80", "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
    )
    assert done.stderr == ""
    shown = re.sub(r".\x08", "", done.stdout)
    for section in ("NAME", "SYNOPSIS", "OPTIONS", "COMMANDS", "EXIT STATUS", "ENVIRONMENT"):
        assert f"\n{section}\n" in shown
    assert "-n, --sentences N" in shown
    assert "'term<tab>translation'" in shown


def test_text_that_looks_like_a_request_stays_text() -> None:
    assert man_page.roff_line(".br at 3 \\ 'x' – y") == r"\&.br at 3 \e \(aqx\(aq \[u2013] y"
    assert man_page.roff_word('--a-b "c"') == r"\-\-a\-b \(dqc\(dq"


def test_a_command_without_options_of_its_own_is_told_too() -> None:
    names = {told.name for told in commands()}
    group = cli.get_command(click.Context(cli), "models")
    assert isinstance(group, click.Group)
    assert {f"newsbrief models {name}" for name in group.commands} <= names
