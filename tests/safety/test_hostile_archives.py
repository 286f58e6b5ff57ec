"""Wheels, books and documents whose entries name other places; a disk that is really full."""

from __future__ import annotations

import stat
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fake_index import FakeIndex
from newsbrief.engines import models
from newsbrief.engines.models import cache, entries
from newsbrief.errors import NewsbriefError
from newsbrief.inputs.epub import read_epub
from office_files import zipped
from repository import ROOT, TESTS

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ["../evil", "../../../evil", "/newsbrief-evil", "C:\\evil", "..\\evil", "a/../../evil"]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("NEWSBRIEF_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub-cache"))
    yield
    entries.catalogue.cache_clear()


def link(name: str) -> zipfile.ZipInfo:
    """An entry that an unpacker makes a symbolic link of."""
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def test_of_a_hostile_wheel_its_one_member_is_taken_and_no_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = FakeIndex(tmp_path / "links", monkeypatch)
    fake.extra = dict.fromkeys(NAMES, b"evil") | {link("home"): b"/etc", link("b"): b"../.."}
    fake.add_gguf("tiny-chat")
    path = models.ensure("tiny-chat").path
    assert path.read_bytes() == fake.files["tiny.gguf"]
    assert not [found for found in tmp_path.rglob("*") if "evil" in found.name]
    assert not [found for found in cache.home().rglob("*") if found.is_symlink()]
    assert not Path("/newsbrief-evil").exists()


def test_weights_that_were_swapped_for_others_of_the_same_size_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = FakeIndex(tmp_path / "links", monkeypatch)
    fake.add_gguf("tiny-chat")
    path = models.ensure("tiny-chat").path
    path.write_bytes(bytes(len(fake.files["tiny.gguf"])))
    for wheel in fake.folder.iterdir():
        wheel.unlink()
    with pytest.raises(NewsbriefError):
        models.ensure("tiny-chat")


@pytest.mark.parametrize("name", NAMES)
def test_a_books_names_lead_nowhere(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        f'<rootfile full-path="{name}"/></rootfiles></container>'
    )
    with pytest.raises(NewsbriefError):
        read_epub(zipped({"META-INF/container.xml": container, name: "x"}), "a.epub")
    assert list(tmp_path.rglob("*")) == []


SCRIPT = """
import sys
sys.path[:0] = {paths!r}
from fakes import install
from newsbrief.__main__ import main
install()
sys.argv = ["newsbrief", "article.txt", "-o", "full/brief.md"]
main()
"""


def test_a_disk_that_is_full_leaves_the_old_brief_whole(tmp_path: Path) -> None:
    disk = tmp_path / "full"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    try:
        mounted = subprocess.run(mount, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("a small disk can be mounted by root alone, on Linux")
    try:
        (disk / "brief.md").write_text("before", encoding="utf-8")
        prose = "La mairie a décidé mardi de fermer la piscine.\n\n" * 60
        (tmp_path / "article.txt").write_text(prose, encoding="utf-8")
        with suppress(OSError):
            (disk / "filling").write_bytes(bytes(1 << 20))
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                SCRIPT.format(paths=[str(ROOT / "src"), str(TESTS / "helpers")]),
            ],
            capture_output=True,
            check=False,
            cwd=tmp_path,
            env={"PATH": "/usr/bin:/bin", "NEWSBRIEF_HOME": str(tmp_path / "home")},
        )
        assert done.returncode == 7, done.stderr.decode()
        assert len(done.stderr.splitlines()) == 1
        assert (disk / "brief.md").read_text() == "before"
        assert {path.name for path in disk.iterdir()} == {"brief.md", "filling"}
    finally:
        subprocess.run(["umount", str(disk)], check=False)
