"""The Tab key: what real shells are offered, and that asking is quick and harmless."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import click
import pytest

from command_line import newsbrief
from newsbrief.cli.completion import SHELLS, place, script
from newsbrief.cli.main import cli
from newsbrief.config.setting import all_settings

if TYPE_CHECKING:
    from pathlib import Path

CHAT_MODELS = "qwen2.5-coder-1.5b-instruct qwen2.5-coder-0.5b-instruct"
# The words typed, the last of them still to be completed; what must be offered, what must not.
CASES: list[tuple[list[str], str, str]] = [
    ([""], "models cache config article.txt folder", "brief"),
    (["art"], "article.txt", "cache"),
    (["mo"], "models", "cache"),
    (["--mo"], "--model --model-summary --model-translation", "--runtime"),
    (["--ver"], "--version --verbose", ""),
    (["article.txt", "--str"], "--strict", ""),
    (["-n", "2", ""], "article.txt folder", "models"),
    (["--device", ""], "auto cpu cuda mps", "article.txt"),
    (["--model-summary", "qw"], CHAT_MODELS, "opus-mt-fr-en"),
    (["--model-summary", "ext"], "extractive", "article.txt"),
    (["--model-translation", "op"], "opus-mt-fr-en", CHAT_MODELS),
    (["--model", "art"], "article.txt", ""),
    (["--glossary", "art"], "article.txt", ""),
    (["models", "p"], "pull path", "list"),
    (["models", "pull", "op"], "opus-mt-fr-en", CHAT_MODELS),
    (["config", "set", "model-s"], "model-summary", "model"),
    (["completion", ""], "bash fish zsh", ""),
]
# Bash gives these as three words, and replaces the last; the others replace all of it.
AFTER_EQUALS = (["--model-summary=qwen3-4"], "--model-summary=qwen3-4b-gguf", "qwen3-4b-gguf")
SPLIT = (["--model-summary", "=", "qwen3-4"], "qwen3-4b-gguf", "article.txt")
SPLIT_EMPTY = (["article.txt", "--device", "="], "auto cpu cuda mps", "article.txt")
NAMES = [" ".join(words) or "nothing" for words, _, _ in CASES]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with articles, and a `newsbrief` to call."""
    path = tmp_path_factory.mktemp("shell")
    (path / "article.txt").touch()
    (path / "folder").mkdir()
    program = path / "bin" / "newsbrief"
    program.parent.mkdir()
    found = ":".join(sys.path)
    call = f'PYTHONPATH="{found}" exec "{sys.executable}" -m newsbrief "$@"'
    program.write_text(f"#!/bin/sh\n{call}\n", "utf-8")
    program.chmod(0o755)
    for shell in SHELLS:
        (path / f"bin/{shell}-script").write_text(script(shell), "utf-8")
    return path


def run(command: list[str], folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("PATH", str(folder / "bin"), prepend=":")
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=60, check=True
    )
    return done.stdout.splitlines()


# A shell's own completion of files is asked for by `compopt`, which only works while it completes:
# here it is told by a line of its own.
BASH = """
compopt() { wanted="$*"; }
source bin/bash-script
COMP_WORDS=(newsbrief "$@") COMP_CWORD=$#
_newsbrief_completion newsbrief
printf '%s\\n' "${COMPREPLY[@]}"
if [[ $wanted == *default* && ${#COMPREPLY[@]} == 0 ]]; then compgen -f -- "${!#}"; fi
"""


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
@pytest.mark.parametrize(
    ("words", "offered", "not_offered"),
    [*CASES, SPLIT, SPLIT_EMPTY],
    ids=[*NAMES, "after =", "after = alone"],
)
def test_bash_offers_options_commands_files_and_models(
    words: list[str], offered: str, not_offered: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = run(["bash", "-c", BASH, "bash", *words], folder, monkeypatch)
    assert set(offered.split()) <= set(found)
    assert not set(not_offered.split()) & set(found)


@pytest.mark.skipif(not shutil.which("fish"), reason="there is no fish")
@pytest.mark.parametrize(
    ("words", "offered", "not_offered"), [*CASES, AFTER_EQUALS], ids=[*NAMES, "after ="]
)
def test_fish_offers_the_same(
    words: list[str], offered: str, not_offered: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "newsbrief " + " ".join(words)
    asked = f'source bin/fish-script; complete -C "{line}"'
    lines = run(["fish", "--no-config", "-c", asked], folder, monkeypatch)
    found = {text.partition("\t")[0].rstrip("/") for text in lines}
    assert set(offered.split()) <= found
    assert not set(not_offered.split()) & found


# Completing for real needs a terminal: what zsh's own functions would be given is printed.
ZSH = """
autoload -Uz compinit; compinit -u -D
_describe() { print -l -- ${completions_with_descriptions%%:*}; }
_path_files() { print -l -- *; }
compadd() { print -l -- $completions; }
source bin/zsh-script
words=(newsbrief "$@") CURRENT=$(( $# + 1 ))
_newsbrief_completion
"""


@pytest.mark.skipif(not shutil.which("zsh"), reason="there is no zsh")
@pytest.mark.parametrize(
    ("words", "offered", "not_offered"), [*CASES, AFTER_EQUALS], ids=[*NAMES, "after ="]
)
def test_zsh_offers_the_same(
    words: list[str], offered: str, not_offered: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = run(["zsh", "-f", "-c", ZSH, "zsh", *words], folder, monkeypatch)
    assert set(offered.split()) <= set(found)
    assert not (set(not_offered.split()) - {"article.txt", "folder"}) & set(found)


def test_a_completion_loads_no_model_library_and_reads_no_settings(tmp_path: Path) -> None:
    broken = tmp_path / "config.toml"
    broken.write_text("sentences = ", "utf-8")
    heavy = ("torch", "transformers", "ctranslate2", "lxml", "rich", "huggingface_hub")
    code = (
        "import sys, newsbrief.__main__ as m\n"
        "assert m.run() == 0\n"
        f"assert not [n for n in {heavy} if n in sys.modules]\n"
    )
    for words, current in (("newsbrief ", "1"), ("newsbrief models pull op", "3")):
        variables = {
            "COMP_WORDS": words.replace(" ", "\n"),
            "COMP_CWORD": current,
            "_NEWSBRIEF_COMPLETE": "bash_complete",
            "NEWSBRIEF_CONFIG": str(broken),
            "PYTHONPATH": ":".join(sys.path),
        }
        done = subprocess.run(
            [sys.executable, "-c", code], env=variables, capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert "plain," in done.stdout


TAKERS = {s.name: s.option for s in all_settings(cli) if not s.option.is_flag}


@pytest.mark.parametrize(("name", "option"), TAKERS.items(), ids=list(TAKERS))
def test_every_option_that_names_a_file_or_a_model_is_completed(
    name: str, option: click.Option
) -> None:
    if option.metavar in ("PATH", "FILE", "DIR") or "model" in name.split(".")[-1].split("-"):
        context = click.Context(click.Command("newsbrief"))
        assert option.shell_complete(context, "") != []


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_is_installed_where_its_shell_looks(
    shell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert newsbrief(monkeypatch, "completion", shell, "--install") == 0
    path = place(shell)
    assert path.is_relative_to(tmp_path)
    assert path.read_text("utf-8") == script(shell)
    assert capfd.readouterr().out.startswith(f"{path}\n")


def test_a_script_that_cannot_be_installed_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: Any
) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    monkeypatch.setenv("XDG_DATA_HOME", str(blocked))
    assert newsbrief(monkeypatch, "completion", "bash", "--install") == 7
    assert "cannot be made" in capfd.readouterr().err
