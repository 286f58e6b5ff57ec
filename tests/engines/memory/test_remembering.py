"""Engines with a memory before them: the model is asked for what is new, and for nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from fakes import FakeChat, FakeTranslator, aligned
from newsbrief.document import Block, BlockKind, Document
from newsbrief.engines.alignment import Alignment
from newsbrief.engines.memory.memory import Memory
from newsbrief.engines.memory.remembering import (
    RememberingChat,
    RememberingTranslator,
    alignment_of,
    hypotheses_of,
    record_of,
)
from newsbrief.engines.prompts import Prompt
from newsbrief.engines.protocols import Question
from newsbrief.errors import ModelError
from newsbrief.translation.translate import translate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from newsbrief.engines.protocols import ChatModel, Translator

PROMPT = Prompt("Copy.", "The bank.")
QUESTION = Question(PROMPT, max_tokens=5)


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    def unexpected(message: str) -> None:
        raise AssertionError(message)

    return Memory(tmp_path / "memory.sqlite3", 50_000_000, unexpected)


def not_wanted() -> Any:
    raise AssertionError("the model was loaded")


def before(
    model: FakeTranslator,
    memory: Memory,
    load: Callable[[], Translator] | None = None,
    engine: str = "fake 1",
) -> RememberingTranslator:
    """A translator with a memory before it; `load` stands for loading `model`."""
    return RememberingTranslator(
        load or (lambda: model),
        memory,
        use=model.use,
        max_source_tokens=model.max_source_tokens,
        count_tokens=model.count_tokens,
        engine=engine,
    )


def before_chat(
    model: FakeChat, memory: Memory, load: Callable[[], ChatModel] | None = None
) -> RememberingChat:
    return RememberingChat(
        load or (lambda: model),
        memory,
        use=model.use,
        context_tokens=model.context_tokens,
        count_tokens=model.count_tokens,
        engine="fake 1",
    )


def test_a_text_is_translated_once_over_all_runs(memory: Memory) -> None:
    model = FakeTranslator()
    first = before(model, memory).translate(["a", "b"])
    assert before(model, memory, not_wanted).translate(["b", "a"]) == first[::-1]
    assert model.seen == ["a", "b"]


def test_only_what_is_new_is_asked_for_and_the_order_stays(memory: Memory) -> None:
    model = FakeTranslator()
    before(model, memory).translate(["b", "d"])
    model.seen.clear()
    assert before(model, memory).translate(["a", "b", "c", "d", "e"]) == [
        ["EN: a"], ["EN: b"], ["EN: c"], ["EN: d"], ["EN: e"],
    ]  # fmt: skip
    assert model.seen == ["a", "c", "e"]


def test_a_text_that_stands_twice_is_asked_for_once(memory: Memory) -> None:
    model = FakeTranslator()
    assert before(model, memory).translate(["a", "b", "a"]) == [["EN: a"], ["EN: b"], ["EN: a"]]
    assert model.seen == ["a", "b"]


def test_progress_is_told_over_all_texts(memory: Memory) -> None:
    model = FakeTranslator()
    before(model, memory).translate(["b", "c"])
    done: list[int] = []
    before(model, memory).translate(["a", "b", "c", "a", "d"], on_progress=done.append)
    assert done == [4, 5]  # two known, two told by the model; then the one that stands twice
    done.clear()
    before(model, memory, not_wanted).translate(["a", "b"], on_progress=done.append)
    assert done == [2]


def test_nothing_to_translate_loads_nothing(memory: Memory) -> None:
    translator = before(FakeTranslator(), memory, not_wanted)
    assert translator.translate([]) == []
    assert translator.align([]) == []


def test_what_is_known_of_a_model_needs_no_loading(memory: Memory) -> None:
    model, chat = FakeTranslator(), FakeChat(["x"])
    translator = before(model, memory, not_wanted)
    assert translator.use == model.use
    assert translator.max_source_tokens == 50
    assert translator.count_tokens("two words") == 2
    remembering = before_chat(chat, memory, not_wanted)
    assert (remembering.use, remembering.context_tokens) == (chat.use, 4096)
    assert remembering.count_tokens("two words") == 2


def test_a_model_is_loaded_once(memory: Memory) -> None:
    loaded: list[FakeTranslator] = []

    def load() -> FakeTranslator:
        loaded.append(FakeTranslator())
        return loaded[-1]

    translator = before(FakeTranslator(), memory, load)
    translator.translate(["a"])
    translator.translate(["b"])
    translator.align([("a", "EN: a")])
    assert len(loaded) == 1


def test_a_number_of_hypotheses_is_a_question_of_its_own(memory: Memory) -> None:
    """A wider beam may find another best hypothesis."""
    model = FakeTranslator({"a": ["one", "two"]})
    translator = before(model, memory)
    assert translator.translate(["a"]) == [["one"]]
    assert translator.translate(["a"], num_hypotheses=2) == [["one", "two"]]
    assert model.seen == ["a", "a"]
    assert before(model, memory, not_wanted).translate(["a"], num_hypotheses=2)[0][1] == "two"


@pytest.mark.parametrize(
    "changed", [{"name": "other"}, {"revision": "1"}, {"runtime": "table, beam 1"}]
)
def test_another_model_or_setting_is_asked_afresh(memory: Memory, changed: dict[str, str]) -> None:
    before(FakeTranslator(always="old"), memory).translate(["a"])
    other = FakeTranslator(always="new")
    other.use = replace(other.use, **changed)
    assert before(other, memory).translate(["a"]) == [["new"]]
    assert before(FakeTranslator(), memory, not_wanted).translate(["a"]) == [["old"]]


def test_another_version_of_the_engine_is_asked_afresh(memory: Memory) -> None:
    before(FakeTranslator(always="old"), memory).translate(["a"])
    newer = before(FakeTranslator(always="new"), memory, engine="fake 2")
    assert newer.translate(["a"]) == [["new"]]


@pytest.mark.parametrize("record", [["one", "two"], [], [1], "one", {"a": 1}, 5, [None]])
def test_a_record_that_is_no_answer_is_asked_for_again(memory: Memory, record: object) -> None:
    translator = before(FakeTranslator({"a": ["right"]}), memory)
    memory.remember({translator._remembered.key("hypotheses", 1, "a"): record})
    assert translator.translate(["a"]) == [["right"]]
    assert before(FakeTranslator(), memory, not_wanted).translate(["a"]) == [["right"]]


def test_what_fails_is_raised_and_not_remembered(memory: Memory) -> None:
    class Failing(FakeTranslator):
        def translate(self, *args: Any, **named: Any) -> list[list[str]]:
            raise ModelError("out of memory")

    with pytest.raises(ModelError, match="out of memory"):
        before(Failing(), memory).translate(["a"])
    assert before(FakeTranslator(), memory).translate(["a"]) == [["EN: a"]]


def test_a_model_that_cannot_be_loaded_is_a_model_error(memory: Memory) -> None:
    def broken() -> Any:
        raise ModelError("cannot be loaded")

    with pytest.raises(ModelError, match="cannot be loaded"):
        before(FakeTranslator(), memory, broken).translate(["a"])
    with pytest.raises(ModelError, match="cannot be loaded"):
        before_chat(FakeChat(["x"]), memory, broken).complete(QUESTION)


def test_an_answer_may_be_changed_by_who_gets_it(memory: Memory) -> None:
    translator = before(FakeTranslator(), memory)
    groups = translator.translate(["a", "a"])
    groups[0].append("mine")
    assert groups[1] == ["EN: a"]


ATTENTION = ((0.1, 1 / 3, 0.0), (1e-9, 0.40000001, 2.0**-40))


def test_an_alignment_is_remembered_to_the_last_bit() -> None:
    alignment = Alignment(((0, 2), (3, 9)), ((0, 4),), ATTENTION)
    assert alignment_of(record_of(alignment)) == alignment
    assert alignment_of(record_of(Alignment())) == Alignment()


@pytest.mark.parametrize(
    "change",
    [
        {"attention": "AAAA"},
        {"attention": "no base64!"},
        {"attention": None},
        {"widths": [1]},
        {"widths": ["a"]},
        {"widths": [-1, 7]},
        {"source": [[1]]},
        {"target": 3},
    ],
    ids=str,
)
def test_a_record_that_is_no_alignment_is_none(change: dict[str, object]) -> None:
    whole = record_of(Alignment(((0, 2), (3, 9), (9, 10)), ((0, 4), (4, 5)), ATTENTION))
    assert alignment_of(whole) is not None
    assert alignment_of({**whole, **change}) is None
    assert alignment_of(None) is None
    assert alignment_of([]) is None


def test_hypotheses_are_texts_of_the_asked_number() -> None:
    assert hypotheses_of(["a", "b"], 2) == ["a", "b"]
    assert hypotheses_of(["a", "b"], 1) is None


def test_alignments_are_asked_for_once(memory: Memory) -> None:
    model = FakeTranslator(links={"la voix": {"voice": "voix"}})
    pairs = [("la voix", "the voice"), ("b", "c")]
    first = before(model, memory).align(pairs)
    assert first[0] == aligned("la voix", "the voice", {"voice": "voix"})
    again = before(model, memory, not_wanted).align(pairs)
    assert again == first
    assert again[0].counterpart(3, 7) == first[0].counterpart(3, 7) == (4, 9)


def test_an_answer_is_remembered_with_all_it_depends_on(memory: Memory) -> None:
    questions = [
        QUESTION,
        Question(PROMPT, max_tokens=6),
        Question(PROMPT, max_tokens=5, num_lines=2),
        Question(PROMPT, max_tokens=5, num_lines=2, choices=("a", "b")),
        Question(PROMPT, max_tokens=5, seed=1),
        Question(PROMPT, max_tokens=5, seed=2),
        Question(Prompt("Copy!", PROMPT.user), max_tokens=5),
        Question(Prompt(PROMPT.system, "The banks."), max_tokens=5),
    ]
    answers = [f"answer {number}" for number in range(len(questions))]
    model = FakeChat([*answers])
    chat = before_chat(model, memory)
    assert [chat.complete(question) for question in questions] == answers
    again = before_chat(model, memory, not_wanted)
    assert [again.complete(question) for question in questions] == answers


def test_the_key_of_a_question_stays_the_same_from_version_to_version(memory: Memory) -> None:
    """Remembered answers are found again after an update."""
    chat = before_chat(FakeChat(["x"]), memory)
    chat.complete(Question(PROMPT, 90, 2, ("La « une »", "b"), 1))
    digest = "b9f3214e7b6e4e9977b1c8813e0f268d30e3abeb69d5d9bba8a3fb7319ca3147"
    assert memory.recall([bytes.fromhex(digest)]) == {bytes.fromhex(digest): "x"}


def test_the_tokens_of_a_remembered_answer_are_not_told(memory: Memory) -> None:
    done: list[int] = []
    model = FakeChat(["x"])
    before_chat(model, memory).complete(QUESTION, on_progress=done.append)
    assert done == [1]
    before_chat(model, memory, not_wanted).complete(QUESTION, on_progress=done.append)
    assert done == [1]


def article(title: str) -> Document:
    body = "La banque a relevé ses taux. Le groupe a vendu son usine. Elle emploie 12 personnes."
    return Document((Block(BlockKind.PARAGRAPH, body),), title=title)


def test_a_corrected_headline_costs_the_headline_alone(memory: Memory) -> None:
    model = FakeTranslator()
    first, _ = translate(article("Le groupe vend une usine"), before(model, memory))
    model.seen.clear()
    headline = "Le groupe vend son usine de Lyon"
    updated, _ = translate(article(headline), before(model, memory))
    assert headline in model.seen
    assert [text for text in model.seen if text not in headline] == []
    assert updated.blocks == first.blocks


def test_an_article_that_is_remembered_needs_no_model(memory: Memory) -> None:
    model = FakeTranslator(always="The 13 of them.")  # fails the checks: all attempts are made
    first = translate(article("Une usine"), before(model, memory))
    assert translate(article("Une usine"), before(model, memory, not_wanted)) == first


def test_without_a_usable_memory_all_goes_on(tmp_path: Path) -> None:
    notes: list[str] = []
    (tmp_path / "file").write_text("in the way")
    memory = Memory(tmp_path / "file" / "memory.sqlite3", 1_000_000, notes.append)
    assert before(FakeTranslator(), memory).translate(["a", "b"]) == [["EN: a"], ["EN: b"]]
    assert before_chat(FakeChat(["x"]), memory).complete(QUESTION) == "x"
    assert len(notes) == 1
