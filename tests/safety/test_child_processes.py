"""Child processes run newsbrief's own code and Python's, and nothing of the working directory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsbrief.errors import NewsbriefError
from newsbrief.formats.house import House, check_house
from newsbrief.inputs.pdf.article import read_pdf

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def marker(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a json.py that leaves a mark when it is run."""
    mark = tmp_path / "mark"
    (tmp_path / "json.py").write_text(f"open({str(mark)!r}, 'w').close()\nraise SystemExit(0)")
    monkeypatch.chdir(tmp_path)
    return mark


def test_reading_a_pdf_runs_no_module_beside_it(marker: Path) -> None:
    with pytest.raises(NewsbriefError):
        read_pdf(b"%PDF-1.7 broken", "a.pdf")
    assert not marker.exists()


def test_a_house_style_runs_no_module_beside_it(marker: Path) -> None:
    check_house(House("mine.txt.j2", "{{ headline }}"))
    assert not marker.exists()
