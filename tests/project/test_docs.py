"""The documentation against the program and against itself."""

from __future__ import annotations

import re
import shlex
from functools import cache
from typing import TYPE_CHECKING

import click
import pytest

from newsbrief.cli.main import cli
from repository import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

TOP = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "samples/README.md")
PAGES = [*(ROOT / name for name in TOP), *sorted((ROOT / "docs").rglob("*.md"))]
IDS = [str(page.relative_to(ROOT)) for page in PAGES]

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^(`{3,})(\w*)[^\n]*\n(.*?)^\1`*$", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"`[^`\n]+`")
SPLIT = re.compile(r"^(?:\|\|?|&&|;|>|>>|2>|<)$")
REGISTRIES = re.compile(
    r"pypi\.org|pythonhosted|huggingface\.co|hf\.co|npmjs|anaconda\.org", re.IGNORECASE
)


def prose(page: Path) -> str:
    """The page without its code."""
    return CODE.sub("", FENCE.sub("", page.read_text(encoding="utf-8")))


@cache
def anchors(page: Path) -> frozenset[str]:
    """What a link may name in a page: its headings in lower case, with hyphens."""
    text = FENCE.sub("", page.read_text(encoding="utf-8"))
    headings = re.findall(r"^#+\s+(.+?)\s*$", text, re.MULTILINE)
    return frozenset(re.sub(r"[^\w\- ]", "", h.lower()).replace(" ", "-") for h in headings)


def commands(page: Path) -> Iterator[list[str]]:
    """The words of each newsbrief command in the page's shell blocks."""
    for _, language, block in FENCE.findall(page.read_text(encoding="utf-8")):
        if language == "sh":
            for line in block.replace("\\\n", " ").splitlines():
                yield from newsbrief_calls(line)


def newsbrief_calls(line: str) -> Iterator[list[str]]:
    """Each call of newsbrief in a line of a shell, also as $(newsbrief …) and behind a pipe."""
    apart = re.sub(r'"?\$\((newsbrief [^)]*)\)"?', r" ; \1 ; ", line)
    words = shlex.split(apart, comments=True)
    while "newsbrief" in words:
        words = words[words.index("newsbrief") + 1 :]
        end = next((i for i, word in enumerate(words) if SPLIT.match(word)), len(words))
        yield words[:end]


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in LINK.findall(prose(page)):
        if target.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, anchor = target.partition("#")
        led = (page.parent / path).resolve() if path else page
        assert led.exists(), f"{page.name} links to {target}"
        if anchor:
            assert anchor in anchors(led), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_every_command_in_the_documentation_parses(page: Path) -> None:
    for words in commands(page):
        try:
            parse(words)
        except click.exceptions.Exit:
            pass  # --help, --version
        except click.UsageError as exc:
            if names_a_path(exc):
                continue  # of the reader's machine
            pytest.fail(f"{page.name}: newsbrief {shlex.join(words)}: {exc.format_message()}")


def names_a_path(error: click.UsageError) -> bool:
    """Whether a command is right but for a file or a folder that is not here."""
    param = error.param if isinstance(error, click.BadParameter) else None
    return param is not None and isinstance(param.type, click.Path)


def parse(words: list[str]) -> None:
    """Parse a command line as newsbrief would, down to its last command. Raises UsageError."""
    command: click.Command = cli
    context = click.Context(cli, info_name="newsbrief")
    while isinstance(command, click.Group):
        if command is not cli and (not words or words[0].startswith("-")):
            command.make_context(command.name, list(words), parent=context)
            return
        name = words[0] if words and command.get_command(context, words[0]) else "brief"
        words = words[1:] if words and words[0] == name else words
        found = command.get_command(context, name)
        if found is None:
            raise click.UsageError(f"no command {words[:1]}")
        command, context = found, click.Context(found, info_name=name, parent=context)
    with click.Context(command, info_name=command.name, parent=context.parent) as parsed:
        command.parse_args(parsed, list(words))


@pytest.mark.parametrize(
    "line",
    ["newsbrief --no-such article.txt", "newsbrief batch in/ --out x", "newsbrief models fetch x"],
)
def test_a_stale_command_is_found(line: str) -> None:
    (words,) = newsbrief_calls(line)
    with pytest.raises(click.UsageError):
        parse(words)


@pytest.mark.parametrize("page", PAGES, ids=IDS)
def test_no_page_names_a_registry(page: Path) -> None:
    assert not REGISTRIES.search(page.read_text(encoding="utf-8"))


def test_every_guide_is_named_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    guides = [p.relative_to(ROOT).as_posix() for p in (ROOT / "docs" / "how-to").glob("*.md")]
    assert [guide for guide in guides if guide not in readme] == []
