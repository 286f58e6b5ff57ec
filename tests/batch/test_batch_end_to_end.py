"""The real weights in a batch that is killed: the briefs are those of articles briefed alone."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from repository import SAMPLES

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.weights

PARAGRAPHS = (SAMPLES / "wire.txt").read_text(encoding="utf-8").split("\n\n")
PATIENCE_S = 1_200  # beside other work a model may take minutes to open


def newsbrief(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "newsbrief", *map(str, arguments), "--no-cache", "-q"]


def test_a_batch_killed_after_its_first_brief_ends_in_the_bytes_of_articles_briefed_alone(
    tmp_path: Path,
) -> None:
    articles = [SAMPLES / "windows.txt", tmp_path / "short.txt"]
    articles[1].write_text("\n\n".join(PARAGRAPHS[:3]), encoding="utf-8")
    out, alone = tmp_path / "out", tmp_path / "alone"
    command = newsbrief("batch", *articles, "-o", out)
    process = subprocess.Popen(command)
    deadline = time.monotonic() + PATIENCE_S
    while not list(out.glob("*.brief.md")) and time.monotonic() < deadline:
        time.sleep(0.01)
    process.kill()
    process.wait()
    first = {path: path.stat().st_mtime_ns for path in out.glob("*.brief.md")}
    assert first
    subprocess.run(command, check=True)
    assert {path: path.stat().st_mtime_ns for path in first} == first  # not done again
    for article in articles:
        subprocess.run(newsbrief(article, "-o", alone / f"{article.stem}.brief.md"), check=True)
        name = f"{article.stem}.brief.md"
        assert (out / name).read_bytes() == (alone / name).read_bytes()
