"""The quality gate: the floors hold on the real weights, and a gate that cannot fail is none."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import gate
import pytest

from fakes import FakeTranslator

if TYPE_CHECKING:
    from pathlib import Path

    from newsbrief.engines.backends import LoadedEngines


FLOORS = gate.read_floors(gate.FLOORS)


@pytest.mark.weights
@pytest.mark.parametrize("floor", FLOORS, ids=lambda floor: floor.measure)
def test_the_floor_holds(floor: gate.Floor, real_engines: LoadedEngines) -> None:
    outcome = gate.check(floor, real_engines.translator())
    assert outcome.holds, str(outcome)


def floor_on(path: Path, **changes: object) -> gate.Floor:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    values = {
        "measure": "names kept, %",
        "data": str(path),
        "sha256": digest,
        "sentences": 5,
        "least": 90.0,
    }
    return gate.Floor(**{**values, **changes})  # type: ignore[arg-type]


@pytest.fixture
def names_set(tmp_path: Path) -> Path:
    path = tmp_path / "names.tsv"
    path.write_text("french\tnames\tenglish\nLa Poste gagne.\tLa Poste\tLa Poste wins.\n", "utf-8")
    return path


def test_a_floor_that_is_not_reached_fails(names_set: Path) -> None:
    kept = FakeTranslator({"La Poste gagne.": ["La Poste wins."]})
    lost = FakeTranslator({"La Poste gagne.": ["The post office wins."]})
    assert gate.check(floor_on(names_set), kept).holds
    assert not gate.check(floor_on(names_set), lost).holds


def test_a_floor_pinned_for_other_data_fails(names_set: Path) -> None:
    outcome = gate.check(floor_on(names_set, sha256="0" * 64), FakeTranslator())
    assert not outcome.holds
    assert "pin again" in str(outcome)


def test_every_floor_is_pinned_for_the_data_that_is_there() -> None:
    for floor in FLOORS:
        assert hashlib.sha256(floor.path.read_bytes()).hexdigest() == floor.sha256, floor.data
