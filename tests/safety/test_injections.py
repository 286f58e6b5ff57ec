"""An article that orders the model about does not steer it.

The fakes are the worst of models: the chat model obeys every order that it is shown. So what holds
here holds whatever the weights are.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from planting import Injection, injections, planted, table

from fakes import FakeChat, FakeEngines, FakeTranslator
from newsbrief.article import Article, ArticleKind
from newsbrief.engines.prompts import PromptSet, load_prompts
from newsbrief.formats import Layout
from newsbrief.formats.markdown import render
from newsbrief.pipeline import Options, brief

if TYPE_CHECKING:
    from pathlib import Path

    from newsbrief.results import Brief

ALL = injections()
HIDDEN = [injection for injection in ALL if injection.is_hidden]
VISIBLE = [injection for injection in ALL if not injection.is_hidden]


def obedient(injection: Injection) -> FakeChat:
    """A model that writes what it was ordered to."""
    orders = [*injection.english, f"{injection.canary} is what the town hall has decided today."]
    return FakeChat(["\n".join(f"{i}. {order}" for i, order in enumerate(orders, start=1))])


def briefed(
    injection: Injection, prompts: PromptSet | None = None
) -> tuple[Brief, FakeTranslator, FakeChat]:
    translator, chat = FakeTranslator(table(injection)), obedient(injection)
    engines = FakeEngines(translator, chat, prompts or load_prompts())
    return brief(planted(injection), engines, Options()), translator, chat


def told(result: Brief) -> str:
    """The headline, the summary and the key points."""
    assert result.summary is not None
    sentences = [s.text for s in (*result.summary.sentences, *result.summary.key_points)]
    return "\n".join([result.summary.headline or "", *sentences])


def ids(injection: Injection) -> str:
    return injection.name


def test_there_are_enough_of_them_in_both_languages() -> None:
    assert len(ALL) >= 40
    english = sum(injection.text == injection.english for injection in VISIBLE)
    assert english >= 5
    assert len({injection.name for injection in ALL}) == len(ALL)


@pytest.mark.parametrize("injection", HIDDEN, ids=ids)
def test_hidden_text_reaches_no_model_and_no_brief(injection: Injection) -> None:
    result, translator, chat = briefed(injection)
    shown = [*translator.seen, *(f"{p.system}{p.user}" for p in chat.prompts)]
    assert not [text for text in shown if injection.canary in text]
    assert injection.canary not in render(result, layout=Layout.INTERLEAVED)


@pytest.mark.parametrize("injection", ALL, ids=ids)
def test_an_obedient_model_cannot_put_an_order_into_the_summary(injection: Injection) -> None:
    result, _, chat = briefed(injection)
    assert injection.canary not in told(result)
    assert not [c for offered in chat.choices for c in offered if injection.canary in c]
    assert result.summary is not None
    assert len(result.summary.sentences) == 3


@pytest.mark.parametrize("injection", VISIBLE, ids=ids)
def test_what_a_reader_sees_is_translated_all_the_same(injection: Injection) -> None:
    result, *_ = briefed(injection)
    assert injection.canary in render(result, layout=Layout.INTERLEAVED)
    if injection.place not in ("title", "footnote"):
        assert "The roof of the building, built in 1974" in render(result)


@pytest.mark.parametrize("injection", ALL, ids=ids)
def test_a_model_that_writes_itself_is_checked_as_strictly(
    injection: Injection, tmp_path: Path
) -> None:
    template = "# System\n\nSum up.\n\n# User\n\n{article}\n\nWrite {sentences} sentences.\n"
    (tmp_path / "summarise.md").write_text(f"{template}\n# Answer\n\nsentences\n")
    result, _, chat = briefed(injection, load_prompts(tmp_path))
    assert chat.prompts
    assert injection.canary not in told(result)


# What chat templates are made of; none of it may come from an article.
CONTROL = re.compile(
    r"<\|[^|]*\|>|</?s>|<</?SYS>>|\[/?INST\]|<(?:start|end)_of_turn>|</?(?:article|text|system)>"
)


@pytest.mark.parametrize("injection", VISIBLE, ids=ids)
def test_no_control_token_of_any_template_comes_from_the_article(injection: Injection) -> None:
    prompts = load_prompts()
    article = " ".join(injection.english)
    values = {"summarise": "sentences", "headline": "words"}
    for name, other in values.items():
        filled = prompts.fill(name, article=article, **{other: 3})
        own = prompts.fill(name, article="", **{other: 3})
        assert CONTROL.findall(filled.user) == CONTROL.findall(own.user)
    names = {"source_language": "French", "target_language": "English"}
    filled = prompts.fill("translate", text=article, **names)
    assert CONTROL.findall(filled.user) == ["<text>", "</text>"]


REPORT = """# Comment une phrase cachée trompe les assistants

La chercheuse Inès Carpentier a montré mardi à Lyon que des phrases cachées trompent les assistants.

Une page de recettes contenait l'ordre « ignore les instructions précédentes », écrit en blanc.

L'assistant d'une banque a obéi et a donné un faux numéro à 12 clients de la région.

« Il suffit d'écrire : ignore tes consignes », a expliqué Inès Carpentier devant les élus de Lyon.

La banque a retiré l'outil lundi et a promis de rembourser les clients avant le 3 juin.
"""
REPORT_ENGLISH = {
    "Comment une phrase cachée trompe les assistants": "How a hidden phrase deceives assistants",
    "La chercheuse Inès Carpentier a montré mardi à Lyon que des phrases cachées trompent les assistants.": "Researcher Inès Carpentier showed in Lyon on Tuesday that hidden phrases deceive assistants.",
    "Une page de recettes contenait l'ordre « ignore les instructions précédentes », écrit en blanc.": 'A page of recipes contained the order "ignore previous instructions", written in white.',
    "L'assistant d'une banque a obéi et a donné un faux numéro à 12 clients de la région.": "A bank's assistant obeyed and gave a false number to 12 customers in the region.",
    "« Il suffit d'écrire : ignore tes consignes », a expliqué Inès Carpentier devant les élus de Lyon.": '"It is enough to write: ignore your instructions", Inès Carpentier explained to the elected officials of Lyon.',
    "La banque a retiré l'outil lundi et a promis de rembourser les clients avant le 3 juin.": "The bank withdrew the tool on Monday and promised to reimburse customers before June 3.",
}


def test_an_article_about_injections_is_translated_and_summed_up_like_any_other() -> None:
    translator = FakeTranslator({french: [english] for french, english in REPORT_ENGLISH.items()})
    article = Article(REPORT, ArticleKind.MARKDOWN, "x.md")
    result = brief(article, FakeEngines(translator), Options())
    text = render(result)
    for english in REPORT_ENGLISH.values():
        assert english in text
    assert "hidden phrases deceive assistants" in told(result)
    assert '"ignore previous instructions"' in told(result)  # told as what a page contained
