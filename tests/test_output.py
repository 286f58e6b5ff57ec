"""A brief is written whole or not at all, where it was asked for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from fakes import named
from newsbrief.errors import OutputError, UsageError
from newsbrief.output import check_writable, plan_outputs, write_file

if TYPE_CHECKING:
    from pathlib import Path


def test_without_output_everything_goes_to_standard_output() -> None:
    assert plan_outputs(named("a.txt", "-"), None) == [None, None]
    assert plan_outputs(named("a.txt"), "-") == [None]


def test_one_input_goes_to_the_file_that_is_named(tmp_path: Path) -> None:
    assert plan_outputs(named("a.txt"), str(tmp_path / "b.md")) == [tmp_path / "b.md"]


def test_into_a_folder_each_brief_is_named_after_its_article(tmp_path: Path) -> None:
    planned = plan_outputs(named("x/a.txt", "y/a.html", "-"), f"{tmp_path}/")
    assert [path.name for path in planned if path] == [
        "a.brief.md",
        "a-2.brief.md",
        "standard-input.brief.md",
    ]


def test_several_briefs_do_not_fit_into_one_file(tmp_path: Path) -> None:
    target = tmp_path / "b.md"
    target.write_text("old")
    with pytest.raises(UsageError, match="name a folder"):
        plan_outputs(named("a.txt", "b.txt"), str(target))


def test_a_file_is_utf8_with_lf_and_replaces_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "b.md"
    target.write_text("old")
    write_file(target, "é\n")
    assert target.read_bytes() == "é\n".encode()
    assert list(tmp_path.iterdir()) == [target]


def test_a_failed_write_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "b.md"
    target.write_text("old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match="No space left on device"):
        write_file(target, "new")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_new_file_gets_the_mode_that_the_umask_gives(tmp_path: Path) -> None:
    write_file(tmp_path / "b.md", "x")
    plain = tmp_path / "plain"
    plain.touch()
    assert (tmp_path / "b.md").stat().st_mode == plain.stat().st_mode


def test_a_folder_that_cannot_be_made_is_told_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match="cannot be written"):
        check_writable([tmp_path / "file" / "b.md"])


def test_missing_folders_are_made(tmp_path: Path) -> None:
    check_writable([tmp_path / "a" / "b" / "c.md"])
    assert (tmp_path / "a" / "b").is_dir()


def test_a_folder_is_no_place_for_one_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a folder"):
        check_writable([tmp_path])
