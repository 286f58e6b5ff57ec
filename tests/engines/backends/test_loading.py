"""The summary model is opened while the translator works: once, when it will be needed."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from fakes import FakeChat, FakeTranslator
from newsbrief.article import Article, ArticleKind
from newsbrief.engines import models
from newsbrief.engines.backends import LoadedEngines, llama, loading
from newsbrief.engines.backends.waiting import BackgroundLoad
from newsbrief.engines.memory.memory import Memory
from newsbrief.engines.memory.remembering import RememberingTranslator
from newsbrief.errors import ModelError
from newsbrief.pipeline import Options, brief

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from newsbrief.engines.protocols import Translator

PATIENCE_S = 20.0
TEXT = (
    "Le groupe vend son usine\n\nLe groupe a vendu son usine au printemps, selon la direction. "
    "La région paiera un tiers de la facture, et la ville empruntera le reste.\n"
)
ARTICLE = Article(TEXT, ArticleKind.TEXT, "standard input")


@dataclass
class Working(FakeTranslator):
    """A translator that reports its start and keeps what `at_work` returns while it works."""

    at_work: Callable[[], object] = lambda: None
    found: list[object] = field(default_factory=list)

    def translate(self, texts: Sequence[str], **how: object) -> list[list[str]]:
        how["on_progress"](0)  # type: ignore[operator]
        self.found.append(self.at_work())
        return super().translate(texts, **how)  # type: ignore[arg-type]


@dataclass
class Opened:
    """What stands for llama.cpp: which files were opened, and in which thread."""

    files: list[Path] = field(default_factory=list)
    threads: list[threading.Thread] = field(default_factory=list)
    began: threading.Event = field(default_factory=threading.Event)
    error: ModelError | None = None
    signature = staticmethod(llama.LlamaChat.signature)
    count_tokens = staticmethod(llama.LlamaChat.count_tokens)
    context_tokens = llama.LlamaChat.context_tokens

    def __call__(self, weights: Path, **how: object) -> FakeChat:
        self.files.append(weights)
        self.threads.append(threading.current_thread())
        self.began.set()
        if self.error:
            raise self.error
        return FakeChat(["1. The group sold its plant in spring."])


@dataclass
class Bars:
    """A progress that keeps the labels of its bars and the thread that drew each."""

    drawn: list[tuple[str, threading.Thread]] = field(default_factory=list)

    def start(self, label: str, total: int | None) -> None:
        self.drawn.append((label, threading.current_thread()))

    def advance(self, amount: int) -> None:
        pass

    def note(self, message: str) -> None:
        pass

    def finish(self) -> None:
        pass


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Opened:
    fake = Opened()
    monkeypatch.setattr(llama, "LlamaChat", fake)
    return fake


@pytest.fixture
def weights(tmp_path: Path) -> Path:
    path = tmp_path / "own.gguf"
    path.write_bytes(b"GGUF")
    return path


def engines(
    monkeypatch: pytest.MonkeyPatch, weights: Path, translator: Translator, **how: object
) -> LoadedEngines:
    monkeypatch.setattr(LoadedEngines, "translator", lambda self: translator)
    return LoadedEngines(summary=str(weights), device="cpu", **how)  # type: ignore[arg-type]


def test_the_summary_model_is_opened_while_the_translator_works_and_once(
    monkeypatch: pytest.MonkeyPatch, weights: Path, opened: Opened
) -> None:
    translator = Working(at_work=lambda: opened.began.wait(PATIENCE_S))
    bars = Bars()
    loaded = engines(monkeypatch, weights, translator, progress=bars)
    for _ in range(2):
        assert brief(ARTICLE, loaded).summary
    assert translator.found[0] is True
    assert opened.files == [weights]
    assert opened.threads[0] is not threading.main_thread()
    assert {thread for _, thread in bars.drawn} <= {threading.main_thread()}


def test_what_goes_wrong_in_the_background_is_told_when_the_summary_is_due(
    monkeypatch: pytest.MonkeyPatch, weights: Path, opened: Opened
) -> None:
    opened.error = ModelError("the file is torn")
    translator = Working(at_work=lambda: opened.began.wait(PATIENCE_S))
    loaded = engines(monkeypatch, weights, translator)
    with pytest.raises(ModelError, match="the file is torn"):
        brief(ARTICLE, loaded)
    assert "Le groupe vend son usine" in translator.seen
    opened.error = None
    assert brief(ARTICLE, loaded).summary


def test_without_a_summary_its_model_is_left_alone(
    monkeypatch: pytest.MonkeyPatch, weights: Path, opened: Opened
) -> None:
    loaded = engines(monkeypatch, weights, Working())
    assert brief(ARTICLE, loaded, Options(summary=None)).translation
    assert opened.files == []


def test_a_translation_that_is_remembered_opens_nothing(
    monkeypatch: pytest.MonkeyPatch, weights: Path, opened: Opened, tmp_path: Path
) -> None:
    memory = Memory(tmp_path / "memory.sqlite3", 50_000_000, print)
    model = Working()
    translator = RememberingTranslator(
        lambda: model,
        memory,
        use=model.use,
        max_source_tokens=model.max_source_tokens,
        count_tokens=model.count_tokens,
        engine="fake 1",
    )
    loaded = engines(monkeypatch, weights, translator, memory=memory)
    assert brief(ARTICLE, loaded).summary
    assert opened.files == [weights]
    again = engines(monkeypatch, weights, translator, memory=memory)
    assert brief(ARTICLE, again).summary
    assert opened.files == [weights]


def not_wanted(load: object) -> None:
    raise AssertionError("the model was opened")


@pytest.mark.parametrize("case", ["little memory", "not on this machine", "one model for both"])
def test_the_model_is_not_opened_ahead_where_that_cannot_help(
    monkeypatch: pytest.MonkeyPatch, weights: Path, opened: Opened, tmp_path: Path, case: str
) -> None:
    monkeypatch.setenv("NEWSBRIEF_HOME", str(tmp_path / "home"))
    if case == "little memory":
        monkeypatch.setattr(loading, "available_memory", lambda: 2 * weights.stat().st_size)
    loaded = LoadedEngines(
        translation=str(weights)
        if case == "one model for both"
        else models.default("translate").name,
        summary=models.default("chat").name if case == "not on this machine" else str(weights),
    )
    monkeypatch.setattr(loading, "BackgroundLoad", not_wanted)
    loaded.anticipate_chat()


def test_a_failure_is_raised_to_everybody_who_asks() -> None:
    def fail() -> int:
        raise ModelError("no")

    opening = BackgroundLoad(fail)
    for _ in range(2):
        with pytest.raises(ModelError, match="no"):
            opening.result()
    assert opening.done
    assert BackgroundLoad(lambda: 3).result() == 3
