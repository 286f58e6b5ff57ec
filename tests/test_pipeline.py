"""Several articles are translated in one stream of batches, and each comes out as alone."""

from __future__ import annotations

from itertools import chain

from fakes import FakeEngines, FakeTranslator
from newsbrief.article import Article, ArticleKind
from newsbrief.pipeline import Options, brief, ready, translate_all

TEXTS = [
    "Le groupe a vendu son usine de Lyon mardi. Elle emploie 412 personnes.",
    "La banque centrale relève ses taux de 0,5 point. Les marchés attendaient cette annonce.",
    "Odile Ferrand aurait quitté la mairie. Mme Ferrand n'a pas répondu.",
]
TRANSLATE_ONLY = Options(summary=None, force=True)


class Engines(FakeEngines):
    """A fake translator, whose `calls` are kept, and no summary model."""

    def __init__(self) -> None:
        self.fake = FakeTranslator(always="The group sold its plant.")
        super().__init__(self.fake)

    @property
    def calls(self) -> list[list[str]]:
        return self.fake.calls

    def anticipate_chat(self) -> None:
        raise AssertionError("no summary was asked for")


def articles() -> list[Article]:
    return [Article(text, ArticleKind.TEXT, f"{i}.txt") for i, text in enumerate(TEXTS)]


def test_each_attempt_asks_the_model_for_the_texts_of_all_articles_in_one_call() -> None:
    together, alone = Engines(), Engines()
    translate_all([ready(a, TRANSLATE_ONLY) for a in articles()], together, TRANSLATE_ONLY)
    for article in articles():
        brief(article, alone, TRANSLATE_ONLY)
    assert sorted(chain(*together.calls)) == sorted(chain(*alone.calls))
    assert len(together.calls[0]) == 6
    assert len(together.calls) <= 4 < len(alone.calls)  # one for each rung of the ladder


def test_a_brief_is_the_same_translated_together_and_alone() -> None:
    engines = Engines()
    read = [ready(article, TRANSLATE_ONLY) for article in articles()]
    together = translate_all(read, engines, TRANSLATE_ONLY)
    alone = [brief(article, Engines(), TRANSLATE_ONLY) for article in articles()]
    assert [brief(article, engines, TRANSLATE_ONLY) for article in together] == alone


def test_nothing_is_asked_again_for_an_article_that_is_translated() -> None:
    engines = Engines()
    (done,) = translate_all([ready(articles()[0], TRANSLATE_ONLY)], engines, TRANSLATE_ONLY)
    asked = len(engines.calls)
    brief(done, engines, TRANSLATE_ONLY)
    assert len(engines.calls) == asked
