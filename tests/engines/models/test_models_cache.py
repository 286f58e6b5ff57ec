"""Converted forms of weights: built once, whole or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsbrief.engines.models import LocalModel, build_derived, derived_dir

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LocalModel:
    monkeypatch.setenv("NEWSBRIEF_HOME", str(tmp_path))
    return LocalModel("tiny", None, tmp_path / "tiny", "ab" * 20, "marian")


def _convert(folder: Path) -> None:
    folder.mkdir()
    (folder / "model.bin").write_bytes(b"int8")


def _forbidden(_: Path) -> None:
    raise AssertionError("built twice")


def test_a_form_is_built_once(model: LocalModel) -> None:
    folder = build_derived(model, "ct2-int8", _convert)
    assert folder == derived_dir(model, "ct2-int8")
    assert build_derived(model, "ct2-int8", _forbidden) == folder


def test_a_truncated_form_is_built_again(model: LocalModel) -> None:
    path = build_derived(model, "ct2-int8", _convert) / "model.bin"
    path.write_bytes(b"")
    build_derived(model, "ct2-int8", _convert)
    assert path.read_bytes() == b"int8"


def test_a_conversion_that_fails_leaves_nothing(model: LocalModel) -> None:
    def fail(folder: Path) -> None:
        folder.mkdir()
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build_derived(model, "ct2-int8", fail)
    assert list(derived_dir(model, "ct2-int8").parent.iterdir()) == []


def test_another_revision_has_another_form(model: LocalModel) -> None:
    other = LocalModel(model.name, None, model.path, "cd" * 20, model.format)
    assert derived_dir(model, "ct2-int8") != derived_dir(other, "ct2-int8")
