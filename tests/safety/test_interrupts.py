"""Ctrl-C, kill -9 and a full disk at every stage: one line, its code, nothing half-written."""

from __future__ import annotations

import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from repository import ROOT, TESTS

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")

ARTICLE = (
    "La mairie ferme la piscine\n\n"
    "La mairie de la ville a décidé mardi de fermer la piscine pendant les travaux du toit.\n\n"
    "Les habitants du quartier regrettent cette décision et demandent une autre solution.\n"
)
# What each stage calls; the signal arrives while it is at work.
STAGES = {
    "read": "newsbrief.readers.pasted.page.read_text",
    "check": "newsbrief.pipeline.check_french",
    "load": "newsbrief.engines.backends.LoadedEngines.translator",
    "translate": "fakes.FakeTranslator.translate",
    "align": "fakes.FakeTranslator.align",
    "load-summary": "newsbrief.engines.backends.LoadedEngines.chat",
    "summarise": "fakes.FakeChat.complete",
    "render": "newsbrief.formats.markdown.render",
    "write": "os.fsync",
    "rename": "pathlib.Path.replace",
}
SCRIPT = """
import importlib, os, signal, sys
sys.path[:0] = {paths!r}
from fakes import install
from newsbrief.__main__ import main
install()
owner, _, name = {target!r}.rpartition(".")
try:
    place = importlib.import_module(owner)
except ModuleNotFoundError:
    module, _, of = owner.rpartition(".")
    place = getattr(importlib.import_module(module), of)
own = getattr(place, name)
def struck(*args, **named):
    os.kill(os.getpid(), {sent})
    return own(*args, **named)
setattr(place, name, struck)
sys.argv = ["newsbrief", "article.txt", "-o", "brief.md"]
main()
"""


def struck(folder: Path, target: str, sent: int) -> subprocess.CompletedProcess[bytes]:
    """Run newsbrief with fakes and send the signal when `target` is called."""
    (folder / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "brief.md").write_text("before", encoding="utf-8")
    paths = [str(ROOT / "src"), str(TESTS / "helpers")]
    script = SCRIPT.format(paths=paths, target=target, sent=sent)
    environment = {"NEWSBRIEF_HOME": str(folder / "home"), "NEWSBRIEF_CACHE_MB": "0"}
    return subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=False,
        timeout=60,
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", **environment},
    )


@pytest.mark.parametrize("target", STAGES.values(), ids=list(STAGES))
def test_ctrl_c_at_any_stage_is_one_line_and_leaves_what_was_there(
    target: str, tmp_path: Path
) -> None:
    done = struck(tmp_path, target, signal.SIGINT)
    assert done.returncode == 130, done.stderr.decode()
    assert len(done.stderr.splitlines()) == 1, done.stderr.decode()
    assert done.stderr.startswith(b"newsbrief: interrupted")
    assert done.stdout == b""
    assert (tmp_path / "brief.md").read_text() == "before"
    assert not list(tmp_path.glob(".newsbrief-*"))


@pytest.mark.parametrize("target", STAGES.values(), ids=list(STAGES))
def test_a_killed_run_leaves_the_old_brief_whole(target: str, tmp_path: Path) -> None:
    done = struck(tmp_path, target, signal.SIGKILL)
    assert done.returncode == -signal.SIGKILL
    assert (tmp_path / "brief.md").read_text() == "before"


LIMITED = """
import resource, sys
sys.path[:0] = {paths!r}
from fakes import install
from newsbrief.__main__ import main
import newsbrief.output as output
install()
check = output.check_writable
def filling(planned):
    check(planned)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
output.check_writable = filling
sys.argv = ["newsbrief", "article.txt", "-o", "brief.md"]
main()
"""


def test_a_disk_that_fills_up_while_the_brief_is_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "brief.md").write_text("before", encoding="utf-8")
    script = LIMITED.format(paths=[str(ROOT / "src"), str(TESTS / "helpers")])
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=False,
        timeout=60,
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "NEWSBRIEF_HOME": str(tmp_path / "home")},
    )
    assert done.returncode == 7, done.stderr.decode()
    assert len(done.stderr.splitlines()) == 1
    assert (tmp_path / "brief.md").read_text() == "before"
    assert not list(tmp_path.glob(".newsbrief-*"))
