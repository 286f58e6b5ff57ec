"""Several articles are translated in one stream of batches, and each comes out as alone."""

from __future__ import annotations

from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import pytest

from fakes import FakeEngines, FakeTranslator
from newsbrief.article import Article, ArticleKind, Source
from newsbrief.errors import EmptyInput, ModelUnavailable
from newsbrief.pipeline import Options, brief, briefs
from newsbrief.results import Brief

if TYPE_CHECKING:
    from collections.abc import Sequence

TEXTS = [
    "Le groupe a vendu son usine de Lyon mardi. Elle emploie 412 personnes.",
    "La banque centrale relève ses taux de 0,5 point. Les marchés attendaient cette annonce.",
    "Odile Ferrand aurait quitté la mairie. Mme Ferrand n'a pas répondu.",
]
TRANSLATE_ONLY = Options(summary=None, force=True)


class Engines(FakeEngines):
    """A fake translator, whose `calls` are kept, and no summary model."""

    def __init__(self, fake: type[FakeTranslator] = FakeTranslator) -> None:
        self.fake = fake(always="The group sold its plant.")
        super().__init__(self.fake)

    @property
    def calls(self) -> list[list[str]]:
        return self.fake.calls

    def anticipate_chat(self) -> None:
        raise AssertionError("no summary was asked for")


def articles() -> list[Article]:
    return [Article(text, ArticleKind.TEXT, f"{i}.txt") for i, text in enumerate(TEXTS)]


def sources(articles: Sequence[Article]) -> list[Source]:
    return [Source(one.origin, "", partial(lambda article: article, one)) for one in articles]


def together(engines: Engines, articles: Sequence[Article]) -> list[Brief | Exception]:
    return [result for _, result in briefs(sources(articles), engines, TRANSLATE_ONLY)]


def test_each_attempt_asks_the_model_for_the_texts_of_all_articles_in_one_call() -> None:
    at_once, alone = Engines(), Engines()
    together(at_once, articles())
    for article in articles():
        brief(article, alone, TRANSLATE_ONLY)
    assert sorted(chain(*at_once.calls)) == sorted(chain(*alone.calls))
    assert len(at_once.calls[0]) == 6
    assert len(at_once.calls) <= 4 < len(alone.calls)  # one for each rung of the ladder


def test_a_brief_is_the_same_translated_together_and_alone() -> None:
    alone = [brief(article, Engines(), TRANSLATE_ONLY) for article in articles()]
    assert together(Engines(), articles()) == alone


def test_an_article_that_cannot_be_read_yields_its_error_in_its_place() -> None:
    first, *others = articles()
    results = together(Engines(), [first, Article("— ...", ArticleKind.TEXT, "no words"), *others])
    assert [type(one) for one in results] == [Brief, EmptyInput, Brief, Brief]


def test_an_article_at_which_the_model_fails_costs_no_other() -> None:
    class Fails(FakeTranslator):
        def hypotheses(self, text: str) -> list[str]:
            if "banque" in text:
                raise ValueError("a bug that one article meets")
            return super().hypotheses(text)

    results = together(Engines(Fails), articles())
    assert [type(one) for one in results] == [Brief, ValueError, Brief]


def test_a_model_that_is_not_to_be_had_ends_the_iteration() -> None:
    class NoModel(Engines):
        def translator(self) -> FakeTranslator:
            raise ModelUnavailable("no source has it")

    with pytest.raises(ModelUnavailable):
        together(NoModel(), articles())


def test_no_more_articles_are_read_ahead_than_are_translated_together() -> None:
    read: list[str] = []

    def noted(article: Article) -> Article:
        read.append(article.origin)
        return article

    many = [Source(one.origin, "", partial(noted, one)) for one in articles()]
    results = briefs(many, Engines(), TRANSLATE_ONLY, together=2)
    next(results)
    assert read == ["0.txt", "1.txt"]
