"""What is said of a library that only some inputs and outputs need."""

from __future__ import annotations

import sys
from importlib import metadata

import pytest

from newsbrief.errors import MissingExtra
from newsbrief.system import libraries, require

REQUIRED = ["click>=8", "pypdfium2>=5; extra == 'pdf'", 'mammoth>=1.11 ; extra == "docx"']


def test_library_that_is_missing_is_told_with_the_command_of_this_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(metadata, "requires", lambda _: REQUIRED)
    with pytest.raises(MissingExtra) as caught:
        require("no_such_module.inner", "pdf", "PDF files")
    assert str(caught.value) == (
        "PDF files need no_such_module, which is not installed; "
        f"run: {sys.executable} -m pip install 'pypdfium2>=5'"
    )


def test_requirements_of_an_extra_are_read_off_the_installed_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(metadata, "requires", lambda _: REQUIRED)
    assert libraries("docx") == ["mammoth>=1.11"]
    assert libraries("ray") == []
