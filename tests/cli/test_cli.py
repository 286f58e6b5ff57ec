"""The command line: what is written where, and one line for each thing that goes wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import click
import pytest

from command_line import ARTICLE, ENGLISH, SUMMARY, newsbrief
from fakes import FakeChat, FakeTranslator, install
from newsbrief.cli.main import OTHERS, cli
from newsbrief.engines.backends import LoadedEngines
from newsbrief.version import __version__

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def engines(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fakes in place of the models, for the command line's own process."""
    install(FakeTranslator(ENGLISH), FakeChat([SUMMARY]), monkeypatch.setattr)


def test_a_library_that_is_gone_is_named_in_one_line(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def gone(*arguments: object, **options: object) -> None:
        raise ModuleNotFoundError("No module named 'jinja2'", name="jinja2")

    monkeypatch.setattr("newsbrief.cli.main.cli.main", gone)
    assert newsbrief(monkeypatch, "a.txt") == 15
    assert capfd.readouterr().err == (
        "newsbrief: jinja2 is not installed; run: pip install --force-reinstall newsbrief\n"
    )


@pytest.mark.usefixtures("engines")
def test_a_file_becomes_a_brief_on_standard_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "x.txt"
    source.write_text(ARTICLE, encoding="utf-8")
    assert newsbrief(monkeypatch, str(source)) == 0
    out, err = capfd.readouterr()
    assert out.startswith("---\ntitle: ")
    assert "bought the company Voltarenne on Tuesday for 380 million euros. (¶1)" in out
    assert out.endswith("\n")
    assert err == ""


@pytest.mark.usefixtures("engines")
def test_several_files_go_into_a_folder_and_one_that_fails_does_not_stop_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name, text in {"a.txt": ARTICLE, "b.txt": "", "c.txt": ARTICLE}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    names = [str(tmp_path / name) for name in ("a.txt", "b.txt", "c.txt")]
    assert newsbrief(monkeypatch, *names, "-q", "-o", f"{tmp_path}/out/") == 4
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["a.brief.md", "c.brief.md"]
    out, err = capfd.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert "b.txt" in err


@pytest.mark.usefixtures("engines")
def test_parts_can_be_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "x.txt"
    source.write_text(ARTICLE, encoding="utf-8")
    newsbrief(monkeypatch, str(source), "--no-summary")
    assert "## Summary" not in capfd.readouterr().out
    newsbrief(monkeypatch, str(source), "--no-translation")
    assert "## Translation" not in capfd.readouterr().out


@pytest.mark.usefixtures("engines")
def test_a_brief_can_be_had_as_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "x.txt"
    source.write_text(ARTICLE, encoding="utf-8")
    assert newsbrief(monkeypatch, str(source), "--json") == 0
    record = json.loads(capfd.readouterr().out)
    assert record["title"]["source"] == "Voltarenne passe sous pavillon canadien"
    assert len(record["summary"]) == 3
    other = tmp_path / "y.txt"
    other.write_text(ARTICLE, encoding="utf-8")
    assert newsbrief(monkeypatch, str(source), str(other), "--json") == 0
    lines = capfd.readouterr().out.splitlines()
    assert [json.loads(line)["source"]["origin"] for line in lines] == [str(source), str(other)]
    assert newsbrief(monkeypatch, str(source), "-q", "--json", "-o", f"{tmp_path}/out/") == 0
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["x.brief.json"]
    assert newsbrief(monkeypatch, str(source), "--json", "--bilingual") == 2


def test_strict_ends_with_its_own_code_when_something_is_flagged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The brief is written all the same, and one line says what is flagged."""
    wrong = {french: [group[0].replace("412 ", "many ")] for french, group in ENGLISH.items()}
    install(FakeTranslator(wrong), FakeChat([SUMMARY]), monkeypatch.setattr)
    source = tmp_path / "x.txt"
    source.write_text(ARTICLE, encoding="utf-8")
    assert newsbrief(monkeypatch, str(source), "--no-summary", "--strict") == 14
    out, err = capfd.readouterr()
    assert "## Checks" in out
    assert len(err.splitlines()) == 1
    assert "412" in err
    assert newsbrief(monkeypatch, str(source), "--no-summary") == 0


@pytest.mark.usefixtures("engines")
def test_strict_is_content_with_a_brief_without_flags(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "x.txt"
    source.write_text(ARTICLE, encoding="utf-8")
    assert newsbrief(monkeypatch, str(source), "--strict", "-q") == 0


@pytest.mark.usefixtures("engines")
def test_a_glossary_is_applied_and_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """The fake model cannot align, so a term that it does not use is flagged."""
    source, terms = tmp_path / "x.txt", tmp_path / "terms.tsv"
    source.write_text(ARTICLE, encoding="utf-8")
    terms.write_text("syndicat\tunion\nprime\tpremium\n", encoding="utf-8")
    assert newsbrief(monkeypatch, str(source), "--no-summary", "--glossary", str(terms)) == 0
    out = capfd.readouterr().out
    assert "**Glossary**: « syndicat » → union (1); « prime » → premium (1)" in out
    assert "**Name** (¶3): « prime » (“premium”) is missing from the translation" in out
    assert newsbrief(monkeypatch, str(source), "--glossary", f"{tmp_path}/none.tsv") == 13


BAD_INPUT = {
    "missing": (None, 3),
    "empty": (b"", 4),
    "blank": (b" \n\n\t\n", 4),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", 5),
    "png": (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", 5),
    "noise": (bytes(range(256)) * 8, 5),
    "spanish": (
        (
            "El gobierno ha anunciado hoy que los impuestos van a subir el próximo año. "
            "Los sindicatos han convocado una huelga general para el martes en todo el país."
        ).encode(),
        6,
    ),
    "menu": ("Accueil\nÉconomie\nSport\nNewsletter\nMentions légales\n".encode(), 4),
}


@pytest.mark.usefixtures("engines")
@pytest.mark.parametrize("case", BAD_INPUT)
def test_bad_input_is_one_line_and_its_own_exit_code(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    case: str,
) -> None:
    content, code = BAD_INPUT[case]
    source = tmp_path / f"{case}.txt"
    if content is not None:
        source.write_bytes(content)
    target = tmp_path / "brief.md"
    assert newsbrief(monkeypatch, str(source), "-o", str(target)) == code
    out, err = capfd.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1, err
    assert err.startswith("newsbrief: ")
    assert not target.exists()


def test_bad_options_are_told_before_any_model_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "x.txt"
    source.write_text(ARTICLE, encoding="utf-8")
    assert newsbrief(monkeypatch, str(source), "--no-summary", "--no-translation") == 2
    assert newsbrief(monkeypatch, str(source), "--prompts", str(tmp_path / "none")) == 12
    assert newsbrief(monkeypatch, str(source), "--model-translation", "opus-mt-fr-enn") == 9
    assert newsbrief(monkeypatch, str(source), "-o", str(source / "x" / "y.md")) == 7
    assert "Traceback" not in capfd.readouterr().err


def test_an_interrupt_is_one_line_and_130(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("newsbrief.inputs.expand.read_article", interrupted)
    monkeypatch.setattr(LoadedEngines, "translator", interrupted)
    assert newsbrief(monkeypatch, __file__) == 130
    assert len(capfd.readouterr().err.splitlines()) == 1


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "newsbrief", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, check=False, timeout=60)


def test_help_and_version_import_nothing_heavy() -> None:
    code = (
        "import sys, newsbrief.cli.main as c\n"
        "try:\n c.cli.main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'torch', 'transformers', 'ctranslate2', 'xllamacpp', 'trafilatura', 'numpy',"
        " 'huggingface_hub', 'sentencepiece', 'rich.progress', 'sqlite3', 'psutil', 'filelock',"
        " 'newsbrief.cli.doctor', 'newsbrief.engines.models', 'newsbrief.pipeline'}\n"
        "sys.exit(str(sorted(heavy & set(sys.modules))) if heavy & set(sys.modules) else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert b"--sentences" in done.stdout
    assert b"models" in done.stdout
    assert __version__.encode() in run("--version").stdout


def test_an_empty_standard_input_is_told() -> None:
    done = run(stdin=b"")
    assert done.returncode == 4
    assert done.stderr.count(b"\n") == 1


def test_a_closed_pipe_ends_quietly() -> None:
    command = f'"{sys.executable}" -m newsbrief models list | true; exit ${{PIPESTATUS[0]}}'
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=60)
    assert done.returncode in (0, 141)
    assert done.stderr == b""


def test_the_help_names_every_command_as_the_command_does() -> None:
    for name, (_, told) in OTHERS.items():
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        assert command.name == name
        assert (command.help or "").split()[:3] == told.split()[:3]
