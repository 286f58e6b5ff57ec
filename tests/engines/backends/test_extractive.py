"""A summary without a language model."""

from __future__ import annotations

from newsbrief.document import Block, BlockKind
from newsbrief.engines.backends import LoadedEngines
from newsbrief.engines.backends.extractive import Extractive
from newsbrief.engines.prompts import Prompt, load_prompts
from newsbrief.engines.protocols import Question
from newsbrief.results import Translation
from newsbrief.summary.summarize import SummaryOptions, summarize

TEXTS = (
    "The regional council of Brevan adopted on Tuesday a budget of 84 million euros for 2026.",
    "Nothing else was on the table that evening in the old town hall of Brevan.",
    "Brevan will buy 40 buses for 12 million euros in September 2026, the council of Brevan said.",
)
ARTICLE = Translation(
    "Brevan adopts its budget", tuple(Block(BlockKind.PARAGRAPH, text) for text in TEXTS)
)


def test_summary_is_sentences_of_the_article_and_no_model_is_asked_for() -> None:
    chat = LoadedEngines(summary="extractive").chat()
    assert isinstance(chat, Extractive)
    summary, findings = summarize(ARTICLE, chat, load_prompts(), SummaryOptions(2, 0))
    assert [sentence.text for sentence in summary.sentences] == [TEXTS[0], TEXTS[2]]
    assert summary.headline == ARTICLE.title
    assert not findings


def test_article_without_a_title_gets_no_headline() -> None:
    untitled = Translation(None, ARTICLE.blocks)
    summary, _ = summarize(untitled, Extractive(), load_prompts(), SummaryOptions(1, 1))
    assert summary.headline is None
    assert len(summary.sentences) == len(summary.key_points) == 1


def test_choices_are_taken_in_their_order() -> None:
    question = Question(Prompt("", ""), max_tokens=9, num_lines=2, choices=("b", "a", "c"))
    answer = Extractive.complete(question)
    assert answer == "1. b\n2. a"
