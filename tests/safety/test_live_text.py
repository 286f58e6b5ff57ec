"""Nothing in an article, a file's name or a model's answer is live on the terminal or on a page."""

from __future__ import annotations

import json
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest
import yaml
from targets import assert_inert

import command_line
from fakes import FakeChat, RuleTranslator, install

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

Run = tuple[int, str, str]

ESCAPES = {
    "colour": "\x1b[31mrouge\x1b[0m",
    "clear-screen": "\x1b[2J\x1b[H",
    "window-title": "\x1b]0;titre\x07",
    "link-osc8": "\x1b]8;;http://evil.example\x1b\\cliquez\x1b]8;;\x1b\\",
    "clipboard-osc52": "\x1b]52;c;cm0gLXJm\x07",
    "device-control": "\x1bP+q544e\x1b\\",
    "c1-csi": "\x9b31mrouge",
    "c1-osc": "\x9d8;;http://evil.example\x9ccliquez",
    "backspaces": "vrai\b\b\b\bfaux",
    "carriage-return": "vrai\rfaux",
    "bell-and-delete": "\x07\x7f",
    "bidi-override": "\u202exuaf tse alec\u202c",
    "bidi-isolate": "\u2066xuaf\u2069",
    "line-separator": "avant\u2028après\u2029fin\x85",
    "half-a-pair": "\ud83d",
}
MARKUP = {
    "script": "<script>alert(1)</script>",
    "handler": "<img src=x onerror=alert(1)>",
    "svg": "<svg/onload=alert(1)>",
    "frame": "<iframe src='javascript:alert(1)'></iframe>",
    "comment": "<!-- a --><!DOCTYPE x><?php a ?>",
    "javascript-link": "[cliquez](javascript:alert(1))",
    "javascript-link-entity": "[cliquez](java&#115;cript:alert(1))",
    "javascript-link-split": "[cliquez](java\tscript:alert(1))",
    "javascript-autolink": "<javascript:alert(1)>",
    "vbscript-link": "[cliquez](vbscript:a)",
    "file-link": "[cliquez](file:///etc/passwd)",
    "data-image": "![image](data:image/svg+xml;base64,PHN2Zz4=)",
    "data-link": "[cliquez](data:text/html,<script>alert(1)</script>)",
    "definition": "[cliquez]: javascript:alert(1)\n\n[cliquez]",
    "link-breaking-out": '[a](http://b.example/"onmouseover=alert(1))',
    "table": "| a | b |\n|---|---|\n| <b>c</b> | d \\| e |",
    "front-matter": "---\nfindings: none\nheadline: faux\n---",
    "closing-a-fence": "```\n<script>alert(1)</script>\n```",
    "heading": "# Faux titre\n\n## Checks\n\n- **Verified**: tout",
}
ALL = {**ESCAPES, **MARKUP}
PROSE = "La mairie de la ville a décidé mardi de fermer la piscine pendant les travaux du toit."
AFTER = "Les habitants du quartier regrettent cette décision et demandent une autre solution."


def as_text(nasty: str) -> str:
    return f"La mairie ferme {nasty} la piscine\n\nPar Jean {nasty}\n\n{PROSE}\n\n{nasty}\n\n{PROSE[:-1]} {nasty}.\n\n{AFTER}\n"


def as_markdown(nasty: str) -> str:
    title = json.dumps(f"La mairie {nasty}", ensure_ascii=True)
    return (
        f"---\ntitle: {title}\nauthor: {title}\n---\n\n{PROSE}\n\n{nasty}\n\n- {nasty}\n\n"
        f"> {nasty}\n\n| {nasty} | b |\n|---|---|\n| {nasty} | d |\n\n**{AFTER}**\n"
    )


def as_html(nasty: str) -> str:
    data = json.dumps({"@type": "NewsArticle", "headline": f"La mairie {nasty}", "author": nasty})
    return (
        f'<html><head><title>La mairie {nasty}</title><meta name=author content="{nasty}">'
        f"<script type='application/ld+json'>{data}</script></head><body><article>"
        f"<h1>La mairie {nasty}</h1><p>{PROSE}</p><p>{nasty}</p><p>&#27;[31m {AFTER}</p>"
        f"<p><a href=\"javascript:alert('{nasty[:9]}')\">ici</a> <img src='data:text/html,a' alt='une image de la mairie'></p>"
        "</article></body></html>"
    )


KINDS: dict[str, Callable[[str], str]] = {"txt": as_text, "md": as_markdown, "html": as_html}


class Obeying(RuleTranslator):
    """Gives back what it was given, with what a model may make up before it."""

    prefix = ""

    def hypotheses(self, text: str) -> list[str]:
        return [f"{self.prefix}EN {text}"]


@pytest.fixture
def newsbrief(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Callable[..., Run]:
    def run(*arguments: str) -> Run:
        return (command_line.newsbrief(monkeypatch, *arguments), *capfd.readouterr())

    return run


@pytest.fixture
def fakes(monkeypatch: pytest.MonkeyPatch) -> tuple[Obeying, FakeChat]:
    pair = Obeying(), FakeChat()
    install(*pair, patch=monkeypatch.setattr)
    return pair


def assert_dead(text: str) -> None:
    """Nothing that moves a cursor, turns a line around or opens a link."""
    live = [c for c in text if unicodedata.category(c) in ("Cc", "Cs") and c != "\n"]
    live += [c for c in text if c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"]
    assert not live, f"live: {live[0]!r}"


def assert_brief(out: str) -> None:
    _, front, body = out.split("---\n", 2)
    fields = yaml.safe_load(front)
    assert fields["newsbrief"]
    assert fields["language"] == "fr"
    assert str(fields.get("headline", "")) != "faux"
    assert_inert(body)


@pytest.mark.usefixtures("fakes")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("nasty", ALL.values(), ids=list(ALL))
def test_an_article_is_dead_in_markdown_in_json_and_in_notes(
    nasty: str, kind: str, tmp_path: Path, newsbrief: Callable[..., Run]
) -> None:
    path = tmp_path / f"x.{kind}"
    text = KINDS[kind](nasty) + " " * 4_000  # one control character of a hundred is no text at all
    path.write_bytes(text.encode("utf-8", "replace"))
    code, out, err = newsbrief(str(path), "-v", "--bilingual", "--show-removed", "--force")
    assert code == 0, err
    assert_dead(out + err)
    assert_brief(out)
    code, out, err = newsbrief(str(path), "--json", "--force")
    assert code == 0
    assert_dead(out + err)
    assert json.loads(out)["newsbrief"]


@pytest.mark.parametrize("nasty", ALL.values(), ids=list(ALL))
def test_a_models_answer_is_dead(
    nasty: str, tmp_path: Path, newsbrief: Callable[..., Run], fakes: tuple[Obeying, FakeChat]
) -> None:
    fakes[0].prefix = nasty
    fakes[1].answers[:] = [f"1. {nasty} EN La mairie {nasty}."]
    path = tmp_path / "x.txt"
    path.write_text(as_text(""), encoding="utf-8")
    code, out, err = newsbrief(str(path), "-v", "--strict")
    assert code in (0, 14)
    assert_dead(out + err)
    assert_brief(out)
    _, out, err = newsbrief(str(path), "--json")
    assert_dead(out + err)
    assert json.loads(out)["newsbrief"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows allows no such names")
@pytest.mark.usefixtures("fakes")
@pytest.mark.parametrize(
    "name", ["\x1b]0;a\x07.txt", "a\nnewsbrief: b\n.txt", "\u202etxt.exe.txt", "\x9b2J.txt"]
)
def test_a_files_name_is_dead_in_every_message(
    name: str, tmp_path: Path, newsbrief: Callable[..., Run]
) -> None:
    path = tmp_path / name
    path.write_text(as_text(""), encoding="utf-8")
    for options in (["-v"], ["--json"], ["-v", "-o", str(tmp_path / f"out {name}")]):
        code, out, err = newsbrief(str(path), *options)
        assert code == 0, err
        assert_dead(out + err)
        told = [line for line in err.splitlines() if line.startswith("newsbrief: b")]
        assert not told
    missing = newsbrief(str(tmp_path / f"no {name}"))
    assert_dead(missing[2])
    assert len(missing[2].splitlines()) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="only there may a name be no UTF-8")
@pytest.mark.usefixtures("fakes")
def test_a_name_that_is_no_utf8_costs_no_brief(
    tmp_path: Path, newsbrief: Callable[..., Run]
) -> None:
    path = tmp_path / "a\udce9.txt"
    path.write_text(as_text(""), encoding="utf-8")
    for options in (["-v"], ["--json"]):
        code, out, err = newsbrief(str(path), *options)
        assert code == 0, err
        assert_dead(out + err)


def test_the_caches_place_is_dead_in_its_table(
    tmp_path: Path, newsbrief: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSBRIEF_HOME", str(tmp_path / "\x1b[31m"))
    for command in (["cache", "stats"], ["cache", "stats", "--json"]):
        code, out, err = newsbrief(*command)
        assert code == 0
        assert_dead(out + err)
