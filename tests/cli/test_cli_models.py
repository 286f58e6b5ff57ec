"""The commands `newsbrief models …`, and the progress they draw."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from fake_index import FakeIndex
from newsbrief.cli.models import group
from newsbrief.engines.models import ensure, entries
from newsbrief.errors import ModelUnavailable, WeightsCorrupt
from newsbrief.progress import SILENT, RichProgress, size

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeIndex]:
    monkeypatch.setenv("NEWSBRIEF_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NEWSBRIEF_MODELS_DIR", str(tmp_path))
    fake = FakeIndex(tmp_path / "links", monkeypatch)
    fake.add_gguf("tiny-chat")
    (tmp_path / "tiny.gguf").write_bytes(fake.files["tiny.gguf"])
    yield fake
    entries.catalogue.cache_clear()


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(group, arguments)


def test_list_shows_licence_size_and_state() -> None:
    assert _run("list").stdout.splitlines()[1].split() == [
        "tiny-chat*", "chat", "10", "kB", "MIT", "fr", "en", "no",
    ]  # fmt: skip
    ensure("tiny-chat")
    assert _run("list").stdout.splitlines()[1].endswith("yes")


def test_list_verbose_gives_the_attribution_and_the_revision() -> None:
    shown = _run("list", "-v").stdout
    assert "MIT: nobody" in shown
    assert f"tiny/tiny-chat@{'ab' * 20} (gguf; hub, package index)" in shown


def test_list_as_json_can_be_read_by_a_program() -> None:
    rows = json.loads(_run("list", "--json").stdout)
    assert rows[0]["name"] == "tiny-chat"
    assert rows[0]["cached"] == "no"
    assert rows[0]["license"] == "MIT"


def test_pull_prints_the_path_on_stdout_and_all_else_on_stderr() -> None:
    result = _run("pull", "tiny-chat")
    assert result.stdout == f"{ensure('tiny-chat').path}\n"
    assert result.stderr.startswith(
        "tiny-chat is not on this machine yet; fetching it (10 kB, MIT)"
    )


def test_pull_quiet_says_nothing_on_stderr() -> None:
    assert _run("pull", "-q", "tiny-chat").stderr == ""


def test_pull_from_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEWSBRIEF_MODELS_DIR")
    assert _run("pull", "tiny-chat", "--from", str(tmp_path)).exit_code == 0


def test_path_of_a_missing_model_says_how_to_get_it() -> None:
    error = _run("path", "tiny-chat").exception
    assert isinstance(error, ModelUnavailable)
    assert "newsbrief models pull tiny-chat" in str(error)


def test_path_prints_where_a_cached_model_lies() -> None:
    path = ensure("tiny-chat").path
    assert _run("path", "tiny-chat").stdout == f"{path}\n"


def test_verify_without_names_checks_all_that_is_cached() -> None:
    assert _run("verify").stdout == ""
    path = ensure("tiny-chat").path
    assert _run("verify").stdout == "tiny-chat: whole\n"
    data = path.read_bytes()
    path.unlink()  # it may be a link to the folder's own file
    path.write_bytes(data[:-1])
    result = _run("verify")
    assert result.stdout == "tiny-chat: damaged\n"
    assert isinstance(result.exception, WeightsCorrupt)
    assert _run("list").stdout.splitlines()[1].endswith("damaged")


def test_remove_says_what_it_freed() -> None:
    ensure("tiny-chat")
    assert _run("remove", "tiny-chat").stdout.endswith("kB freed\n")
    assert isinstance(_run("path", "tiny-chat").exception, ModelUnavailable)


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 bytes"), (999, "999 bytes"), (1_416, "1 kB"), (303_749_394, "304 MB"),
     (1_117_320_768, "1.1 GB")],
)  # fmt: skip
def test_sizes_read_as_people_write_them(count: int, text: str) -> None:
    assert size(count) == text


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_is_drawn_on_a_terminal_only() -> None:
    for stream, drawn in ((_Terminal(), True), (io.StringIO(), False)):
        progress = RichProgress(stream=stream)
        progress.start("tiny", 1000)
        progress.advance(500)
        progress.note("half way")
        progress.finish()
        assert "half way" in stream.getvalue()
        assert ("tiny" in stream.getvalue()) is drawn


def test_no_color_leaves_the_bar_without_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    stream = _Terminal()
    progress = RichProgress(stream=stream)
    progress.start_steps("sentences", 3)
    progress.finish()
    assert "[3" not in stream.getvalue()


def test_quiet_silences_bars_and_notes() -> None:
    stream = _Terminal()
    progress = RichProgress(quiet=True, stream=stream)
    progress.start("tiny", None)
    progress.note("unheard")
    progress.finish()
    assert stream.getvalue() == ""


def test_the_silent_progress_accepts_everything() -> None:
    SILENT.start("tiny", None)
    SILENT.advance(1)
    SILENT.note("unheard")
    SILENT.finish()
