"""The library: what a program gets, what it may give, and that models are loaded once."""

from __future__ import annotations

import doctest
import inspect
import os
import pickle
import re
import subprocess
import sys
import threading
from collections import Counter
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest

import newsbrief
from fakes import FakeChat, FakeEngines, FakeTranslator
from newsbrief import NewsbriefError, api, brief, briefs, results
from newsbrief.cli.options import job_options, model_options, settings_of
from newsbrief.engines.backends import LoadedEngines
from newsbrief.errors import (
    EmptyInput,
    GlossaryError,
    InputError,
    ModelError,
    NotText,
    PromptError,
    UnknownModel,
    UsageError,
)
from newsbrief.inputs.reading import read_article
from newsbrief.settings import KINDS, Settings
from repository import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

# What opus-mt-fr-en makes of the articles in the docstrings; test_the_examples_in_the_docs_are_true checks it.
ENGLISH = {
    "Voltarenne passe sous pavillon canadien": ["Voltarenne passes under Canadian flag"],
    "Le groupe Northlake a racheté mardi l'entreprise Voltarenne pour 380 millions d'euros.": [
        "The Northlake group bought Voltarenne on Tuesday for 380 million euros."
    ],
    "L'entreprise de Saint-Étienne emploie 412 personnes dans ses deux usines de la Loire.": [
        "The Saint-Étienne company employs 412 people in its two factories in the Loire."
    ],
    "Saint-Aubin-des-Prés : la piscine rouvre après seize mois de travaux": [
        "Saint-Aubin-des-Prés: the swimming pool reopens after 16 months of work"
    ],
    "Fermée depuis l'automne 2023 à cause d'une charpente rongée par le chlore, la piscine des Tilleuls accueillera de nouveau les nageurs samedi 15 février, à 9 h.": [
        "Closed since the fall of 2023 due to a chlorine-burdened structure, the Tilleuls pool will welcome swimmers again Saturday, February 15, at 9 a.m."
    ],
    "Les vestiaires ont été refaits, le grand bassin a reçu un revêtement en inox et 320 m² de panneaux solaires couvrent désormais le toit.": [
        "The changing rooms have been redone, the large basin has been coated in stainless steel and 320 m2 of solar panels now cover the roof."
    ],
    "La commune a dépensé 2,6 millions d'euros, soit 400 000 euros de plus que prévu, malgré l'aide du département (780 000 euros).": [
        "The municipality spent 2.6 million euros, or 400 000 euros more than expected, despite the department's assistance (780,000 euros)."
    ],
    "« C'est cher, mais nous économiserons 35 % d'énergie », assure le maire, Régis Lœuilleux.": [
        "\"It's expensive, but we'll save 35% of energy,\" said the mayor, Régis Loeuilleux."
    ],
    "L'entrée passe de 3,80 à 4,50 euros ; elle reste gratuite pour les moins de 6 ans.": [
        "The entrance is increased from 3.80 to 4.50 euros; it remains free for children under 6 years."
    ],
    "Le club local, qui avait perdu la moitié de ses 210 licenciés, espère les voir revenir : « Nos nageurs faisaient 28 km pour s'entraîner.": [
        'The local club, which had lost half of its 210 employees, hopes to see them come back: "Our swimmers were 28 km away to train.'
    ],
    "On revit ! », se réjouit sa présidente, Nadège Brétéché.": [
        "We'll see again!\", its president, Nadège Brétéché, rejoices."
    ],
    "Le week-end d'ouverture, l'accès sera libre de 9 h à 18 h, avec un bonnet de bain offert aux cent premiers visiteurs.": [
        "On the opening weekend, access will be free from 9 a.m. to 6 p.m., with a bath cap available to the first 100 visitors."
    ],
}
GUIDE = ROOT / "docs/how-to/python.md"
MOST_WORDS = 0.75  # of an example's output, that a model writes on every CPU
ARTICLE = "\n\n".join(list(ENGLISH)[:3])
SUMMARY = "1. The Northlake group…\n2. The Saint-Étienne company…"


def fakes(mt: FakeTranslator | None = None) -> FakeEngines:
    """Engines that know the articles of the docstrings."""
    return FakeEngines(mt or FakeTranslator(ENGLISH), FakeChat([SUMMARY]))


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    api._kept_engines.cache_clear()
    yield
    api._kept_engines.cache_clear()


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the translation models that were loaded: fakes in their place."""
    loaded: list[str] = []

    def load(self: LoadedEngines) -> FakeTranslator:
        loaded.append(self.translation)
        return FakeTranslator(ENGLISH)

    monkeypatch.setattr(LoadedEngines, "_load_translator", load)
    monkeypatch.setattr(LoadedEngines, "chat", lambda self: FakeChat([SUMMARY]))
    monkeypatch.setattr(LoadedEngines, "anticipate_chat", lambda self: None)
    return loaded


# --- what may be given


@pytest.mark.parametrize("kind", ["text", "path", "name", "bytes", "article"])
def test_an_article_is_given_as_a_path_bytes_an_article_or_text(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    sources: dict[str, Any] = {
        "path": path,
        "name": str(path),
        "bytes": ARTICLE.encode("cp1252"),
        "article": read_article(path),
    }
    engines = fakes()
    if kind == "text":
        found = brief(text=ARTICLE, engines=engines)
    else:
        found = brief(sources[kind], engines=engines)
    assert found.title == "Voltarenne passes under Canadian flag"
    assert found.summary is not None
    assert [s.paragraphs for s in found.summary.sentences] == [(1,), (2,)]


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({}, UsageError, "source or its text="),
        ({"source": "x", "text": ARTICLE}, UsageError, "give one of them"),
        ({"source": ARTICLE}, UsageError, "this is an article's text"),
        ({"source": "samples"}, UsageError, "stands for 11 articles; use briefs"),
        ({"source": "nothing.txt"}, InputError, "no such file"),
        ({"source": ""}, InputError, "empty name"),
        ({"text": " "}, EmptyInput, "no text"),
        ({"source": b"%PDF-1.7"}, NotText, "PDF"),
    ],
)
def test_an_article_that_cannot_be_had_is_an_error(
    arguments: dict[str, Any],
    error: type[Exception],
    message: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(ROOT)
    with pytest.raises(error, match=message):
        brief(**arguments, engines=fakes())


@pytest.mark.parametrize(
    ("settings", "error", "message"),
    [
        ({"sentences": 50}, UsageError, "sentences: 50 is not a whole number from 1 to 20"),
        ({"points": -1}, UsageError, "points: -1 is not a whole number from 0 to 20"),
        ({"sentences": "3"}, UsageError, "sentences: "),
        ({"device": "gpu"}, UsageError, 'device: "gpu" is not one of auto, cpu'),
        ({"summary": 1}, UsageError, "summary: 1 is not true or false"),
        ({"summary": False, "translation": False}, UsageError, "nothing to write"),
        ({"runtime": "ctranslate2", "device": "cuda"}, UsageError, "runs on the CPU"),
        ({"sentence": 2}, UsageError, "there is no setting 'sentence'"),
        ({"prompts": "/nothing"}, PromptError, "cannot be read"),
        ({"glossary": Path("/nothing")}, GlossaryError, "cannot be read"),
        ({"model_translation": "opus-mt-fr"}, UnknownModel, "did you mean opus-mt-fr-en"),
    ],
)
def test_a_setting_that_makes_no_sense_is_an_error(
    settings: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        brief(text=ARTICLE, **settings)


def test_settings_choose_what_is_written() -> None:
    engines = fakes()
    found = brief(text=ARTICLE, sentences=1, points=0, engines=engines)
    assert found.summary is not None
    assert (len(found.summary.sentences), found.summary.key_points) == (1, ())
    assert brief(text=ARTICLE, summary=False, engines=engines).summary is None
    alone = brief(text=ARTICLE, translation=False, engines=engines)
    assert alone.translation is not None
    assert alone.translation.blocks == ()


def test_a_glossary_may_be_a_mapping(tmp_path: Path) -> None:
    terms = {"usine": "plant"}
    found = brief(text=ARTICLE, glossary=terms, engines=fakes())
    assert [(use.term, use.count) for use in found.terms] == [("usine", 1)]
    path = tmp_path / "terms.tsv"
    path.write_text("usine\tplant\n", encoding="utf-8")
    assert brief(text=ARTICLE, glossary=path, engines=fakes()).terms == found.terms


def test_the_users_settings_for_the_command_line_do_not_reach_a_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = tmp_path / "config.toml"
    config.write_text("points = 0\n", encoding="utf-8")
    monkeypatch.setenv("NEWSBRIEF_CONFIG", str(config))
    monkeypatch.setenv("NEWSBRIEF_SENTENCES", "1")
    found = brief(text=ARTICLE, engines=fakes())
    assert found.summary is not None
    assert len(found.summary.sentences) == 2


def test_the_settings_are_the_commands_options() -> None:
    """An option that a command gets is a setting of the library too, with the same default."""

    @click.command("all")
    @job_options
    @model_options
    def command(**values: Any) -> None:
        """Take every option of the job and of the models."""

    values = command.make_context("all", []).params
    assert {name.removeprefix("no_") for name in values} == {one.name for one in fields(Settings)}
    with click.Context(command):
        assert settings_of(values) == Settings()


def test_type_checkers_know_every_setting() -> None:
    of_library_alone = {"engines", "on_progress"}
    names = {one.name for one in fields(Settings)}
    assert set(api.Keywords.__annotations__) == names | of_library_alone
    assert set(KINDS) == names


def test_help_lists_the_settings_with_their_defaults() -> None:
    for function in (brief, briefs):
        shown = inspect.signature(function).parameters
        assert shown["sentences"].default == 3
        assert "keywords" not in shown
        assert all(name in shown for name in api.Keywords.__annotations__)


# --- models


def test_models_are_loaded_once_for_the_same_settings(loads: list[str]) -> None:
    for sentences in (1, 2, 3):
        brief(text=ARTICLE, sentences=sentences)
    list(briefs([ARTICLE.encode()] * 3))
    assert len(loads) == 1


def test_the_models_of_the_last_two_settings_are_kept(loads: list[str]) -> None:
    names = ["org/a", "org/b", "org/a", "org/c", "org/a", "org/b"]
    for name in names:
        brief(text=ARTICLE, model_translation=name)
    assert loads == ["org/a", "org/b", "org/c", "org/b"]


def test_threads_wait_for_each_other_and_get_their_own_briefs() -> None:
    busy = threading.Lock()

    class OneAtATime(FakeTranslator):
        def translate(self, texts: Any, **options: Any) -> list[list[str]]:
            assert busy.acquire(blocking=False), "two threads in one model"
            try:
                return super().translate(texts, **options)
            finally:
                busy.release()

    engines = fakes(mt=OneAtATime(ENGLISH))
    titles: dict[int, str | None] = {}

    def work(number: int) -> None:
        text = ARTICLE.replace("Voltarenne passe", f"Volt{number} passe")
        titles[number] = brief(text=text, summary=False, engines=engines).title

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert titles == {n: f"EN: Volt{n} passe sous pavillon canadien" for n in range(8)}


def test_progress_is_told_stage_by_stage(loads: list[str]) -> None:
    told: list[tuple[str, int, int | None]] = []
    brief(text=ARTICLE, on_progress=lambda *report: told.append(report))
    assert ("Translating", 3, 3) in told
    assert told[-1][0] == "Summarising"


def test_what_models_report_goes_to_the_call_under_way_and_to_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    told: list[tuple[str, int, int | None]] = []
    reporter = api.Reporter()
    reporter.start("opus-mt-fr-en", 10)  # nobody listens
    reporter.on_progress = lambda *report: told.append(report)
    reporter.start("opus-mt-fr-en", 10)
    reporter.advance(4)
    reporter.finish()
    with caplog.at_level("INFO", logger="newsbrief"):
        reporter.note("converting")
    assert told == [("opus-mt-fr-en", 0, 10), ("opus-mt-fr-en", 4, 10)]
    assert [(r.name, r.message) for r in caplog.records] == [("newsbrief", "converting")]


# --- several articles


def test_articles_are_translated_together_and_come_in_order() -> None:
    translator = FakeTranslator(ENGLISH)
    engines = fakes(translator)
    texts = [ARTICLE.replace("Voltarenne passe", f"Volt{n} passe", 1).encode() for n in range(12)]
    titles = [found.title for found in briefs(texts, summary=False, engines=engines)]
    assert titles == [f"EN: Volt{n} passe sous pavillon canadien" for n in range(12)]
    # Ten titles, and the sentences that they share.
    assert max(map(len, translator.calls)) == 10 + 2


def test_a_folder_stands_for_its_articles(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    assert len(list(briefs([tmp_path], engines=fakes()))) == 2


def test_an_article_that_fails_ends_the_iteration_unless_somebody_takes_the_error() -> None:
    sources: list[bytes] = [ARTICLE.encode(), b" ", ARTICLE.encode()]
    made = briefs(sources, engines=fakes())
    next(made)
    with pytest.raises(EmptyInput):
        next(made)
    failed: list[tuple[str, NewsbriefError]] = []
    kept = list(briefs(sources, engines=fakes(), on_error=lambda *told: failed.append(told)))
    assert len(kept) == 2
    assert [(origin, type(error)) for origin, error in failed] == [("bytes", EmptyInput)]


def test_what_would_fail_for_every_article_is_raised_all_the_same() -> None:
    class NoModel(FakeEngines):
        def translator(self) -> FakeTranslator:
            raise UnknownModel("no model is called 'x'")

    with pytest.raises(UnknownModel):
        list(briefs([ARTICLE.encode()] * 2, engines=NoModel(), on_error=lambda *told: None))


def test_an_article_whose_translation_fails_costs_no_other() -> None:
    class Fails(FakeTranslator):
        def translate(self, texts: Any, **options: Any) -> list[list[str]]:
            if any("Northlake" in text for text in texts):
                raise ModelError("the model failed")
            return super().translate(texts, **options)

    sources = [ARTICLE.encode(), ARTICLE.replace("Northlake", "Southlake").encode()]
    failed: list[str] = []
    kept = list(
        briefs(
            sources,
            summary=False,
            engines=fakes(mt=Fails(ENGLISH)),
            on_error=lambda origin, error: failed.append(str(error)),
        )
    )
    assert (len(kept), failed) == (1, ["the model failed"])


def test_wrong_settings_are_told_before_the_first_article() -> None:
    with pytest.raises(UsageError):
        briefs([], sentences=0)


# --- the brief


def test_a_brief_is_written_as_the_command_line_writes_it() -> None:
    found = brief(text=ARTICLE, engines=fakes())
    assert isinstance(found, results.Brief)
    assert found.to_markdown().startswith("---\ntitle: Voltarenne passes under Canadian flag\n")
    assert "> **FR** Le groupe" in found.to_markdown(layout="interleaved")
    assert found.to_dict()["flagged"] == 0
    assert found.to_json().startswith('{\n  "newsbrief": ')
    assert found.to_html().lower().startswith("<!doctype html>")
    assert found.to_html(layout="interleaved") != found.to_html()
    assert found.to_docx(layout="side-by-side").startswith(b"PK")
    assert repr(found) == "<Brief 'Voltarenne passes under Canadian flag': 2 blocks, 0 flagged>"
    assert pickle.loads(pickle.dumps(found)) == found


def test_a_notebook_shows_a_brief_as_markdown_without_its_front_matter() -> None:
    from IPython.core.formatters import DisplayFormatter

    found = brief(text=ARTICLE, engines=fakes())
    shown, _ = DisplayFormatter().format(found)  # type: ignore[no-untyped-call]
    assert shown["text/markdown"].startswith("# Voltarenne passes under Canadian flag\n")
    assert "## Translation" in shown["text/markdown"]
    assert "---" not in shown["text/markdown"]
    assert shown["text/plain"].startswith("<Brief 'Voltarenne")


# --- the package


def test_importing_newsbrief_imports_nothing_of_it() -> None:
    code = (
        "import sys, newsbrief\n"
        "assert not [n for n in sys.modules if n.startswith('newsbrief.')]\n"
        "assert 'click' not in sys.modules\n"
        "from newsbrief import *\n"
        "assert brief is newsbrief.brief and set(newsbrief.__all__) <= {*dir(), *dir(newsbrief)}\n"
        "assert not [n for n in ('torch', 'transformers', 'ctranslate2') if n in sys.modules]\n"
    )
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, "-c", code], env=env, check=True)


def test_every_public_name_is_there_and_no_other() -> None:
    for name in newsbrief.__all__:
        assert getattr(newsbrief, name) is not None
    assert dir(newsbrief) == sorted(newsbrief.__all__)
    with pytest.raises(AttributeError, match="no attribute 'briefly'"):
        newsbrief.briefly  # noqa: B018


class AnyWording(doctest.OutputChecker):
    """Takes an output for right where a word or two differ, and no figure.

    int8 kernels round in another way on another CPU, so a model may write "purchased" for "bought".
    """

    def check_output(self, want: str, got: str, optionflags: int) -> bool:
        return super().check_output(want, got, optionflags) or self._alike(want, got)

    def _alike(self, want: str, got: str) -> bool:
        if re.findall(r"\d+", want) != re.findall(r"\d+", got):
            return False
        here, there = (Counter(text.casefold().split()) for text in (want, got))
        return (here & there).total() >= MOST_WORDS * max(here.total(), there.total())


def test_other_words_are_taken_for_right_and_other_figures_are_not() -> None:
    checker = AnyWording()
    want = "'The Northlake group bought Voltarenne on Tuesday for 380 million euros.'\n"
    alike = want.replace("group bought", "Group purchased")
    assert checker.check_output(want, alike, 0)
    assert not checker.check_output(want, alike.replace("380", "38"), 0)
    assert not checker.check_output(want, "'It rained for 380 days in Lyon.'\n", 0)


def run_examples(monkeypatch: pytest.MonkeyPatch, checker: doctest.OutputChecker) -> None:
    monkeypatch.chdir(ROOT)
    runner = doctest.DocTestRunner(checker)
    finder = doctest.DocTestFinder(exclude_empty=True)
    tests = [t for module in (newsbrief, api) for t in finder.find(module) if t.examples]
    text = GUIDE.read_text(encoding="utf-8")
    guide = doctest.DocTestParser().get_doctest(text, {}, GUIDE.name, str(GUIDE), 0)
    assert len(tests) >= 3
    assert len(guide.examples) > 5
    for test in (*tests, guide):
        assert runner.run(test).failed == 0, f"{test.name}: see the output"


@pytest.mark.usefixtures("loads")
def test_the_examples_in_the_docs_run(monkeypatch: pytest.MonkeyPatch) -> None:
    run_examples(monkeypatch, doctest.OutputChecker())


@pytest.mark.weights
def test_the_examples_in_the_docs_are_true(monkeypatch: pytest.MonkeyPatch) -> None:
    run_examples(monkeypatch, AnyWording())
