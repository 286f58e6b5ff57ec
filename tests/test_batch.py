"""The command `newsbrief batch`: killed anywhere, it goes on, and nothing is lost or twice."""

from __future__ import annotations

import json
import os
import random
import resource
import signal
import sqlite3
import threading
from typing import TYPE_CHECKING

import pytest

from batch_runs import KILLED, batch, killed_at, killed_in, records, write_records

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="children share the fakes")
COUNT = 16
QUICK = ("-q", "--no-summary")


def contents(out: Path) -> dict[str, bytes]:
    """Every file of an output, without the journal and the report, which has times in it."""
    if out.is_file():
        return {"": out.read_bytes()}
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".newsbrief" not in path.parts and path.name != "report.json"
    }


def held(out: Path) -> object:
    """What an output holds, in whatever order articles were done."""
    if out.suffix == ".jsonl":
        return sorted(out.read_bytes().splitlines())
    if out.suffix == ".parquet":
        table = pytest.importorskip("pyarrow.parquet").read_table(out)
        return sorted(json.dumps(row) for row in table.to_pylist())
    return contents(out)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return write_records(tmp_path / "in.jsonl", COUNT)


OUTPUTS = ["whole/", "whole.jsonl", "whole.parquet"]


@pytest.mark.parametrize("name", OUTPUTS)
def test_killed_at_any_time_it_goes_on_to_the_same_bytes(
    tmp_path: Path, source: Path, name: str
) -> None:
    if name.endswith(".parquet"):
        pytest.importorskip("pyarrow")
    whole, out = tmp_path / name, tmp_path / name.replace("whole", "out")
    assert batch(source, "-o", f"{tmp_path}/{name}", *QUICK) == 0
    dice = random.Random(5)
    target = f"{out}/" if name.endswith("/") else out
    kills, code = 0, KILLED
    while code != 0:
        code = batch(source, "-o", target, *QUICK, before=killed_in(dice.uniform(0.02, 0.3)))
        kills += code == -signal.SIGALRM
        if code == 16:  # killed twice at the same article
            code = batch(source, "-o", target, *QUICK, "--retry-failed")
        assert kills < 200
    assert kills > 2
    assert held(out) == held(whole)


@pytest.mark.parametrize("name", OUTPUTS)
def test_killed_before_any_step_that_lasts_it_goes_on_to_the_same_bytes(
    tmp_path: Path, name: str
) -> None:
    if name.endswith(".parquet"):
        pytest.importorskip("pyarrow")
    source = write_records(tmp_path / "in.jsonl", 3)
    whole, ends = tmp_path / name, "/" if name.endswith("/") else ""
    assert batch(source, "-o", f"{whole}{ends}", *QUICK) == 0
    step, code = 0, KILLED
    while code == KILLED:
        out = tmp_path / f"{step}-{name.strip('/')}"
        code = batch(source, "-o", f"{out}{ends}", *QUICK, before=killed_at(step))
        assert batch(source, "-o", f"{out}{ends}", *QUICK) == 0
        assert contents(out) == contents(whole), step
        step += 1
    assert code == 0
    assert step > 3
