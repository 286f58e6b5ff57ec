"""Several articles are translated in one stream of batches, and each comes out as alone."""

from __future__ import annotations

from conftest import FakeChat, FakeTranslator
from newsbrief.ahead import AheadEngines, AheadTranslator
from newsbrief.article import Article, ArticleKind
from newsbrief.pipeline import Options, brief, ready, translate_ahead
from newsbrief.prompts import PromptSet, load_prompts

TEXTS = [
    "Le groupe a vendu son usine de Lyon mardi. Elle emploie 412 personnes.",
    "La banque centrale relève ses taux de 0,5 point. Les marchés attendaient cette annonce.",
]
TRANSLATE_ONLY = Options(summary=None, force=True)


class Engines:
    """A fake translator that keeps what it was asked, call by call."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []
        self._translator = FakeTranslator(always="The group sold its plant.")
        self._ask = self._translator.translate
        self._translator.translate = self._noted  # type: ignore[method-assign, assignment]

    @property
    def prompts(self) -> PromptSet:
        return load_prompts()

    def translator(self) -> FakeTranslator:
        return self._translator

    def chat(self) -> FakeChat:
        return FakeChat(["1. Nothing."])

    def anticipate_chat(self) -> None:
        raise AssertionError("no summary was asked for")

    def _noted(self, texts: list[str], **how: object) -> list[list[str]]:
        if texts:
            self.calls.append(list(texts))
        return self._ask(texts, **how)  # type: ignore[arg-type]


def articles() -> list[Article]:
    return [Article(text, ArticleKind.TEXT, f"{i}.txt") for i, text in enumerate(TEXTS)]


def test_the_texts_of_all_articles_reach_the_model_in_one_call() -> None:
    inner = Engines()
    engines = AheadEngines(inner)
    read = [ready(article, TRANSLATE_ONLY) for article in articles()]
    translate_ahead(read, engines, TRANSLATE_ONLY)
    (asked,) = inner.calls
    assert len(asked) == 4
    for article in read:
        brief(article, engines, TRANSLATE_ONLY)
    again = [call for call in inner.calls[1:] if set(call) & set(asked)]
    assert all(len(call) < len(asked) for call in again)  # a failed check may ask once more


def test_a_brief_is_the_same_with_and_without_foresight() -> None:
    engines = AheadEngines(Engines())
    read = [ready(article, TRANSLATE_ONLY) for article in articles()]
    translate_ahead(read, engines, TRANSLATE_ONLY)
    ahead = [brief(article, engines, TRANSLATE_ONLY) for article in read]
    alone = [brief(article, Engines(), TRANSLATE_ONLY) for article in articles()]
    assert ahead == alone


def test_what_was_not_foreseen_is_asked_and_the_order_is_kept() -> None:
    inner = FakeTranslator()
    translator = AheadTranslator(inner)
    translator.foresee(["b"])
    done: list[int] = []
    assert translator.translate(["a", "b", "c"], on_progress=done.append) == [
        ["EN: a"],
        ["EN: b"],
        ["EN: c"],
    ]
    assert inner.seen == ["b", "a", "c"]
    assert done[-1] == 3


def test_the_n_best_is_never_foreseen() -> None:
    inner = FakeTranslator()
    translator = AheadTranslator(inner)
    translator.foresee(["a"])
    assert translator.translate(["a"], num_hypotheses=2) == [["EN: a", "EN: a"]]
    assert inner.seen == ["a", "a"]
