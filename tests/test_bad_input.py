"""What a user can do wrong: each is one line on standard error, a code of its own, nothing lost."""

from __future__ import annotations

import io
import os
import signal
import stat
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from conftest import FakeChat, FakeTranslator
from newsbrief import __main__ as entry
from newsbrief.backends import LoadedEngines
from newsbrief.errors import ModelUnavailable, OutputError, UsageError
from newsbrief.output import check_writable, plan_outputs, write_file
from newsbrief.progress import RichProgress, one_line

if TYPE_CHECKING:
    from pathlib import Path

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
    monkeypatch.setattr(LoadedEngines, "translator", lambda self: FakeTranslator())
    monkeypatch.setattr(LoadedEngines, "chat", lambda self: FakeChat(["1. Nothing."]))


def newsbrief(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["newsbrief", *arguments])
    return entry._run()


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
        plan_outputs([str(article)], str(target))


def test_a_brief_is_never_written_over_another_input(article: Path) -> None:
    other = article.with_name("article.brief.md")
    other.write_text(ARTICLE, encoding="utf-8")
    with pytest.raises(UsageError, match="is the article itself"):
        plan_outputs([str(article), str(other)], f"{article.parent}/")


def test_an_empty_output_name_is_refused() -> None:
    with pytest.raises(UsageError, match="-o needs a name"):
        plan_outputs(["a.txt"], "")


@pytest.mark.parametrize("name", ["-", "/dev/stdout", "/dev/fd/1"])
def test_the_names_of_standard_output_mean_standard_output(name: str) -> None:
    assert plan_outputs(["a.txt"], name) == [None]


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
        "import newsbrief.article as a, newsbrief.__main__ as m\n"
        "read = a._read_at_most\n"
        "def waiting(file):\n    print('waiting', flush=True)\n    return read(file)\n"
        "a._read_at_most = waiting\n"
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
