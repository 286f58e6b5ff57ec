"""The real weights on the samples: the default path, whole.

Fetches about 1.4 GB on first use into newsbrief's cache. Where they cannot be had these tests fail and
say so; `pytest -m "not weights"` leaves them out.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml
from markdown_it import MarkdownIt

from newsbrief.checks.names import Entry, Names, gazetteer
from newsbrief.document import BlockKind
from newsbrief.engines.backends import LoadedEngines
from newsbrief.engines.memory.memory import Memory
from newsbrief.formats import Layout
from newsbrief.formats.markdown import render
from newsbrief.inputs.expand import InputSettings, expand
from newsbrief.inputs.reading import read_article
from newsbrief.markdown.blocks import write_blocks
from newsbrief.pipeline import Options, brief
from newsbrief.readers import read
from newsbrief.readers.markdown import read_blocks
from newsbrief.results import Brief, FindingKind
from newsbrief.summary.evidence import Evidence
from repository import SAMPLES
from structure import fingerprint
from translations import translate

if TYPE_CHECKING:
    from newsbrief.article import Source

pytestmark = pytest.mark.weights

NAMES = sorted(str(path) for path in SAMPLES.iterdir() if path.name != "README.md")
TEXTS = list(expand(NAMES, InputSettings(follow=False)))


@pytest.fixture(scope="module")
def engines(real_engines: LoadedEngines) -> LoadedEngines:
    return real_engines


@pytest.fixture(scope="module")
def pasted(engines: LoadedEngines) -> Brief:
    return brief(read_article(str(SAMPLES / "pasted-page.txt")), engines, Options())


@pytest.mark.parametrize("source", TEXTS, ids=lambda source: source.stem)
def test_every_block_of_a_sample_comes_back_in_english(
    engines: LoadedEngines, source: Source
) -> None:
    document = read(source.read())
    translation, findings = translate(document, engines.translator(), Names(gazetteer()))
    assert [(b.kind, b.level) for b in translation.blocks] == [
        (b.kind, b.level) for b in document.blocks
    ]
    pairs = zip(translation.blocks, document.blocks, strict=True)
    assert all(bool(english.text) == bool(french.text) for english, french in pairs)
    flags = [finding for finding in findings if finding.is_flag]
    assert [f.message for f in flags if f.kind is not FindingKind.NUMBER] == []
    assert len(flags) <= 1, flags


REPORTS = (SAMPLES / "markdown.md", Path(__file__).parent / "data" / "report.md")


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.name)
def test_the_structure_of_a_report_survives_translation(engines: LoadedEngines, path: Path) -> None:
    document = read(read_article(str(path)))
    translation, _ = translate(document, engines.translator(), Names(gazetteer()))
    english = read_blocks(write_blocks(translation.blocks, top=3))
    assert fingerprint(english) == fingerprint(document.blocks)


def test_the_brief_of_a_pasted_page_has_what_was_asked_for(pasted: Brief) -> None:
    assert pasted.document.byline == "Maud Kerleguer"
    assert pasted.document.date == "2025-10-14T11:28"
    assert pasted.summary is not None
    assert len(pasted.summary.sentences) == 3
    assert len(pasted.summary.key_points) == 4


def test_figures_names_and_currencies_of_a_pasted_page_come_through(pasted: Brief) -> None:
    text = " ".join(block.text for block in pasted.translation.blocks)  # type: ignore[union-attr]
    for expected in ("380 million", "616 million", "18,500", "96.4 million", "45,000", "48.15"):
        assert expected in text
    for name in ("Voltarenne", "Northlake Materials", "Solène Archambaud", "Andrézieux-Bouthéon"):
        assert name in text


def test_clutter_of_a_pasted_page_is_in_neither_language(pasted: Brief) -> None:
    text = render(pasted)
    for clutter in (
        "Subscribe",
        "newsletter",
        "Read also",
        "No comments",
        "Facebook",
        "Lire aussi",
    ):
        assert clutter.lower() not in text.lower()


def test_every_summary_sentence_is_carried_by_the_article(pasted: Brief) -> None:
    assert pasted.summary is not None
    assert pasted.translation is not None
    blocks = pasted.translation.blocks
    prose = [b.text for b in blocks if b.kind is not BlockKind.HEADING]
    evidence = Evidence({0: pasted.translation.title or "", **dict(enumerate(prose, start=1))})
    for sentence in (*pasted.summary.sentences, *pasted.summary.key_points):
        in_the_article = any(sentence.text in text for text in prose)
        assert in_the_article or evidence.support(sentence.text).problems == ()
        assert re.search(r"[.!?]\"?$", sentence.text)


def test_the_markdown_is_valid_and_names_the_models(pasted: Brief) -> None:
    text = render(pasted)
    _, front_matter, body = text.split("---\n", 2)
    fields = yaml.safe_load(front_matter)
    assert [model["name"] for model in fields["models"]] == [
        "opus-mt-fr-en",
        "qwen2.5-coder-1.5b-instruct",
    ]
    headings = [
        token.content
        for before, token in zip(
            MarkdownIt().parse(body), MarkdownIt().parse(body)[1:], strict=False
        )
        if before.type == "heading_open"
    ]
    assert headings[1:4] == ["Summary", "Key points", "Translation"]


@pytest.fixture(scope="module")
def rumour(engines: LoadedEngines) -> Brief:
    glossary = (Entry(("salarié",), "staff member"), Entry(("filiale",), "unit"))
    options = Options(summary=None, glossary=glossary)
    return brief(read_article(str(SAMPLES / "unconfirmed.txt")), engines, options)


def english_of(result: Brief) -> str:
    assert result.translation is not None
    blocks = [block.text for block in result.translation.blocks]
    return "\n".join([result.translation.title or "", *blocks])


def test_what_the_press_gives_as_unconfirmed_is_hedged_and_listed(rumour: Brief) -> None:
    text = english_of(rumour)
    assert "would have" not in text
    unconfirmed = [f.message for f in rumour.findings if f.kind is FindingKind.UNCONFIRMED]
    assert len(unconfirmed) >= 5
    hedge = re.compile(r"reportedly|allegedly|according to|reported to", re.IGNORECASE)
    assert all(hedge.search(message) and message in text for message in unconfirmed)
    assert "If the transaction failed, La Poste could" in text  # a supposition stays one


def test_outlets_companies_and_bodies_are_written_as_english_does(rumour: Brief) -> None:
    text = english_of(rumour)
    for name in ("Les Échos", "Économie Matin", "La Poste", "Caisse des Dépôts", "OECD", "ECB"):
        assert name in text
    assert "China" in text
    assert "Middle" not in text


def test_a_glossary_is_applied_through_inflection(rumour: Brief) -> None:
    text = english_of(rumour)
    assert "staff members" in text
    assert "subsidiary" not in text
    assert [use.term for use in rumour.terms] == ["filiale", "salarié"]


def test_a_brief_without_faults_has_no_flag(rumour: Brief) -> None:
    assert [finding.message for finding in rumour.flags] == []


def test_both_runtimes_align_alike(engines: LoadedEngines) -> None:
    """The attention that tells where a name went is the same through CTranslate2 and torch."""
    pair = ("Interrogé par La Voix du Nord, il nie.", "Asked by Voice of the North, he denies.")
    start = pair[0].index("La Voix")
    torch = LoadedEngines(runtime="transformers", device="cpu").translator()
    for translator in (engines.translator(), torch):
        span = translator.align([pair])[0].counterpart(start, start + 15, light=3)
        assert span is not None
        assert pair[1][slice(*span)] == "Voice of the North"


def test_the_command_line_writes_the_same_through_transformers(
    engines: LoadedEngines, tmp_path: Path
) -> None:
    engines.translator()  # the weights are there
    source, target = SAMPLES / "windows.txt", tmp_path / "brief.md"
    command = [sys.executable, "-m", "newsbrief", str(source), "-q", "-o", str(target)]
    done = subprocess.run(
        [*command, "--no-summary", "--runtime", "transformers", "--device", "cpu"],
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    assert "transformers fp32 on cpu" in target.read_text(encoding="utf-8")


@pytest.mark.usefixtures("engines")
def test_what_is_remembered_is_what_the_model_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same brief without a memory, with a new one, and with one that knows the article."""

    def written(memory: Memory | None) -> str:
        loaded = LoadedEngines(device="cpu", memory=memory)
        article = read_article(str(SAMPLES / "unconfirmed.txt"))
        return render(brief(article, loaded, Options(summary=None)), layout=Layout.INTERLEAVED)

    def not_wanted(*args: object, **named: object) -> None:
        raise AssertionError("the model was loaded")

    memory = Memory(tmp_path / "memory.sqlite3", 1_000_000, pytest.fail)
    expected = written(None)
    assert written(memory) == expected
    monkeypatch.setattr("newsbrief.engines.backends.ct2.MarianCT2.__init__", not_wanted)
    assert written(memory) == expected


def test_one_chat_model_can_do_both_jobs(engines: LoadedEngines) -> None:
    both = LoadedEngines(translation=engines.summary, summary=engines.summary)
    assert both.translator().translate(["La banque centrale a relevé ses taux."])[0][0]
    assert both.translator().use.name == both.chat().use.name
