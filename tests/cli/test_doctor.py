"""newsbrief doctor."""

from __future__ import annotations

import json
import subprocess
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from newsbrief.cli import doctor as module
from newsbrief.cli.doctor import doctor, report
from newsbrief.errors import ModelError, OutputError
from newsbrief.system import install_command

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSBRIEF_HOME", str(tmp_path / "not" / "yet"))
    monkeypatch.setattr(module, "_version_of", lambda name: "1.0+cpu")


def test_a_fresh_machine_is_told_what_the_default_job_will_fetch() -> None:
    result = CliRunner().invoke(doctor)
    assert result.exit_code == 0
    assert "The default job can run; it will fetch 1.4 GB first." in result.stdout
    assert "hub " not in result.stdout


def test_what_is_not_installed_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_version_of", lambda name: None if name == "torch" else "1.0")
    result = CliRunner().invoke(doctor)
    assert isinstance(result.exception, ModelError)
    assert "pip install torch" in str(result.exception)
    assert "torch          not installed" in result.stdout


def test_an_extra_that_is_missing_is_told_with_its_command_and_is_no_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "_version_of", lambda name: None if name == "mammoth" else "1.0")
    result = CliRunner().invoke(doctor)
    assert result.exit_code == 0
    assert f"Word documents         run: {install_command('docx')}" in result.stdout
    assert "PDF files              installed" in result.stdout


def test_a_disk_too_small_for_the_default_models_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=10**6))
    assert isinstance(CliRunner().invoke(doctor).exception, OutputError)


def test_json_holds_every_field() -> None:
    table = json.loads(CliRunner().invoke(doctor, ["--json"]).stdout)
    assert table["device"] == "cpu"
    assert table["missing_bytes"] > 10**9
    assert {model["state"] for model in table["models"]} == {"missing"}


@pytest.mark.parametrize(
    ("device", "runtime"),
    [("cpu", "ctranslate2, int8"), ("cuda", "transformers + torch on cuda")],
)
def test_the_runtime_follows_the_device(device: str, runtime: str) -> None:
    found = report(device_of=lambda _: device)
    assert (found.device, found.translation_runtime) == (device, runtime)


def test_the_hub_is_asked_only_when_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["it is down"])
    monkeypatch.setattr(module, "unreachable", lambda: next(answers))
    assert report().hub is None
    assert report(network=True).hub == "it is down"


def test_the_import_of_the_commands_stays_light() -> None:
    code = (
        "import sys, newsbrief.cli.doctor, newsbrief.cli.models as c;"
        "print([m for m in ('torch','transformers','huggingface_hub','rich.progress','ctranslate2')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
