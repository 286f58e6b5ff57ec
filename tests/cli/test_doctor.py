"""newsbrief doctor."""

from __future__ import annotations

import json
import subprocess
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from newsbrief import system
from newsbrief.cli import doctor as module
from newsbrief.cli.doctor import doctor, report
from newsbrief.engines.backends.loading import uses_ctranslate2
from newsbrief.errors import ModelError, OutputError
from newsbrief.system import install_command

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _empty_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEWSBRIEF_HOME", str(tmp_path / "not" / "yet"))
    monkeypatch.setattr(system, "installed_version", lambda name: "1.0+cpu")


def test_a_fresh_machine_is_told_what_the_default_job_will_fetch() -> None:
    result = CliRunner().invoke(doctor)
    assert result.exit_code == 0
    assert "The default job can run; it will fetch 1.4 GB first." in result.stdout
    assert "hub " not in result.stdout


def test_what_is_not_installed_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        system, "installed_version", lambda name: None if name == "torch" else "1.0"
    )
    result = CliRunner().invoke(doctor)
    assert isinstance(result.exception, ModelError)
    assert "pip install torch" in str(result.exception)
    assert "torch          not installed" in result.stdout


def test_an_extra_that_is_missing_is_told_with_its_command_and_is_no_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        system, "installed_version", lambda name: None if name == "mammoth" else "1.0"
    )
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
    ("driver_devices", "torch_version", "cuda_works", "device"),
    [
        (0, "2.9.0", True, "cpu"),
        (1, "2.9.0", True, "cuda"),
        (1, "2.9.0", False, "cpu"),  # a driver too old for this build of torch
        (1, "2.9.0+cpu", True, "cpu"),
        (1, None, True, "cpu"),
    ],
)
def test_doctor_and_loading_agree_on_the_device(
    monkeypatch: pytest.MonkeyPatch,
    driver_devices: int,
    torch_version: str | None,
    cuda_works: bool,
    device: str,
) -> None:
    """A driver beside a CPU build of torch once took translation to fp32 in transformers."""
    cuda = SimpleNamespace(is_available=lambda: cuda_works)
    monkeypatch.setitem(sys.modules, "torch", SimpleNamespace(cuda=cuda))
    monkeypatch.setattr(system, "_cuda_devices", lambda: driver_devices)
    versions = {"torch": torch_version}
    monkeypatch.setattr(system, "installed_version", lambda name: versions.get(name, "1.0"))
    runtime = "transformers + torch on cuda" if device == "cuda" else "ctranslate2, int8"
    found = report()
    assert (found.device, found.translation_runtime) == (device, runtime)
    assert system.torch_device("auto") == device
    assert uses_ctranslate2("auto", "auto") == (device == "cpu")


@pytest.mark.parametrize(("driver_devices", "torch_version"), [(0, "2.9.0"), (1, "2.9.0+cpu")])
def test_torch_is_not_imported_where_it_cannot_use_a_gpu(
    monkeypatch: pytest.MonkeyPatch, driver_devices: int, torch_version: str
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)  # an import raises ImportError
    monkeypatch.setattr(system, "_cuda_devices", lambda: driver_devices)
    monkeypatch.setattr(system, "installed_version", lambda name: torch_version)
    assert report().device == "cpu"
    assert uses_ctranslate2()


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
