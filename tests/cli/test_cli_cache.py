"""The memory at the command line: `--no-cache`, `newsbrief cache …`, and engines of real kinds."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

import command_line
import tiny
from fakes import FakeChat, FakeTranslator
from newsbrief.engines import models
from newsbrief.engines.backends import LoadedEngines
from newsbrief.engines.memory.memory import Memory, store_path
from newsbrief.engines.memory.remembering import RememberingChat, RememberingTranslator
from newsbrief.engines.memory.store import Store
from newsbrief.engines.prompts import Prompt
from newsbrief.engines.protocols import Question
from newsbrief.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path

    from newsbrief.engines.protocols import ChatModel, Translator

ARTICLE = """Le groupe vend son usine

La banque a relevé ses taux mardi, et le groupe a vendu son usine de la Loire.

Les syndicats de l'entreprise réclament une prime pour chaque salarié de la région.
"""
Run = tuple[int, str, str]


class CommandLine:
    """`newsbrief …` with fake models that are counted when they are loaded."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ):
        self.loaded: list[str] = []
        self.translator, self.chat = FakeTranslator(), FakeChat(["1. The group sold its plant."])
        self._argv, self._capfd = monkeypatch, capfd
        self.article = folder / "x.txt"
        self.article.write_text(ARTICLE, encoding="utf-8")
        monkeypatch.setattr(LoadedEngines, "translator", lambda own: self._translator_of(own))
        monkeypatch.setattr(LoadedEngines, "chat", lambda own: self._chat_of(own))

    def __call__(self, *arguments: str) -> Run:
        code = command_line.newsbrief(self._argv, *arguments)
        out, err = self._capfd.readouterr()
        return code, out, err

    def _translator_of(self, engines: LoadedEngines) -> Translator:
        def load() -> Translator:
            self.loaded.append("translation")
            return fake

        fake = self.translator
        if engines.memory is None:
            return load()
        return RememberingTranslator(
            load,
            engines.memory,
            use=fake.use,
            max_source_tokens=fake.max_source_tokens,
            count_tokens=fake.count_tokens,
            engine="fake 1",
        )

    def _chat_of(self, engines: LoadedEngines) -> ChatModel:
        def load() -> ChatModel:
            self.loaded.append("summary")
            return fake

        fake = self.chat
        if engines.memory is None:
            return load()
        return RememberingChat(
            load,
            engines.memory,
            use=fake.use,
            context_tokens=fake.context_tokens,
            count_tokens=fake.count_tokens,
            engine="fake 1",
        )


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("NEWSBRIEF_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("NEWSBRIEF_CACHE_MB", "50")
    return tmp_path / "home"


@pytest.fixture
def newsbrief(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> CommandLine:
    return CommandLine(tmp_path, monkeypatch, capfd)


def test_a_second_run_loads_no_model_and_writes_the_same(newsbrief: CommandLine) -> None:
    first = newsbrief(str(newsbrief.article))
    assert newsbrief.loaded == ["translation", "summary"]
    assert newsbrief(str(newsbrief.article)) == first
    assert first[0] == 0
    assert first[2] == ""
    assert newsbrief.loaded == ["translation", "summary"]


def test_a_run_leaves_one_file_and_no_log_of_writes(newsbrief: CommandLine, home: Path) -> None:
    newsbrief(str(newsbrief.article))
    assert [path.name for path in home.iterdir()] == ["memory.sqlite3"]


@pytest.mark.parametrize("bound", ["50", "0"])
def test_no_cache_neither_reads_nor_writes(
    newsbrief: CommandLine, home: Path, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    newsbrief(str(newsbrief.article), "--no-cache")
    assert not home.exists()
    first = newsbrief(str(newsbrief.article))
    before = store_path().stat()
    newsbrief.loaded.clear()
    monkeypatch.setenv("NEWSBRIEF_CACHE_MB", bound)
    arguments = ["--no-cache"] if bound == "50" else []
    assert newsbrief(str(newsbrief.article), *arguments) == first
    assert set(newsbrief.loaded) == {"translation", "summary"}
    after = store_path().stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_a_damaged_memory_costs_one_note_and_not_the_brief(newsbrief: CommandLine) -> None:
    _, first, _ = newsbrief(str(newsbrief.article), "--no-cache")
    store_path().parent.mkdir()
    store_path().write_bytes(b"no database at all\n" * 300)
    code, out, err = newsbrief(str(newsbrief.article))
    assert (code, out) == (0, first)
    assert err.count("\n") == 1
    assert "was damaged" in err


def test_an_interrupted_run_keeps_what_was_finished(newsbrief: CommandLine) -> None:
    def interrupted(*args: Any, **named: Any) -> str:
        raise KeyboardInterrupt

    newsbrief.chat.complete = interrupted  # type: ignore[method-assign]
    assert newsbrief(str(newsbrief.article))[0] == 130
    newsbrief.loaded.clear()
    newsbrief(str(newsbrief.article), "--no-summary")
    assert newsbrief.loaded == []


def test_a_bound_that_is_no_number_is_told_before_anything_is_done(
    newsbrief: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEWSBRIEF_CACHE_MB", "lots")
    code, out, err = newsbrief(str(newsbrief.article))
    assert (code, out) == (2, "")
    assert "NEWSBRIEF_CACHE_MB is 'lots'" in err
    assert newsbrief(str(newsbrief.article), "--no-cache")[0] == 0
    assert newsbrief("cache", "stats")[0] == 2


def test_stats_tell_how_much_is_remembered_and_where(newsbrief: CommandLine) -> None:
    newsbrief(str(newsbrief.article))
    record = json.loads(newsbrief("cache", "stats", "--json")[1])
    assert record["entries"] > 3
    assert record["bytes"] == store_path().stat().st_size
    assert record["max_bytes"] == 50_000_000
    assert record["path"] == str(store_path())
    _, out, err = newsbrief("cache", "stats")
    assert out.splitlines()[0] == f"entries  {record['entries']}"
    assert out.splitlines()[1].endswith(" kB of 50 MB")
    assert out.splitlines()[2] == f"path     {store_path()}"
    assert err == ""


def test_stats_of_nothing_make_nothing(
    newsbrief: CommandLine, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert newsbrief("cache", "stats")[1].startswith("entries  0\nsize     0 bytes of 50 MB\n")
    assert newsbrief("cache", "clear")[1] == "0 answers forgotten, 0 bytes freed\n"
    monkeypatch.setenv("NEWSBRIEF_CACHE_MB", "0")
    assert "0 bytes (turned off)" in newsbrief("cache", "stats")[1]
    assert not home.exists()


def test_clear_forgets_all_while_another_process_has_the_store_open(
    newsbrief: CommandLine,
) -> None:
    newsbrief(str(newsbrief.article))
    other = Store(store_path(), 50_000_000)
    code, out, err = newsbrief("cache", "clear")
    assert (code, err) == (0, "")
    assert "answers forgotten" in out
    assert other.count() == 0
    assert json.loads(newsbrief("cache", "stats", "--json")[1])["entries"] == 0
    newsbrief.loaded.clear()
    newsbrief(str(newsbrief.article))
    assert newsbrief.loaded == ["translation", "summary"]


def test_clear_makes_away_with_a_file_that_cannot_be_read(newsbrief: CommandLine) -> None:
    newsbrief(str(newsbrief.article))
    for damage in ("PRAGMA user_version = 9", "PRAGMA user_version = 0"):
        with sqlite3.connect(store_path()) as connection:
            connection.execute(damage)
        connection.close()
        code, _, err = newsbrief("cache", "stats")
        assert code == 7
        assert "newsbrief cache clear" in err
        assert newsbrief("cache", "clear")[0] == 0
        assert not store_path().exists()
        newsbrief(str(newsbrief.article))
    store_path().write_bytes(b"\xff" * 10_000)
    assert newsbrief("cache", "clear")[1].endswith("10 kB freed\n")
    assert not store_path().exists()


def test_help_names_the_cache(newsbrief: CommandLine) -> None:
    _, out, _ = newsbrief("--help")
    assert "--no-cache" in out
    assert "cache" in out.split("Commands:")[1]


class Notes:
    """A Progress that keeps its notes."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def note(self, message: str) -> None:
        self.lines.append(message)

    def start(self, label: str, total: int | None) -> None: ...

    def advance(self, amount: int) -> None: ...

    def finish(self) -> None: ...


def test_ctranslate2_is_not_loaded_for_what_is_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And a converted form that is broken is mended when it is needed, not before."""
    own = tiny.marian(tmp_path / "own")
    notes = Notes()

    def engines(bound: int = 1_000_000) -> LoadedEngines:
        memory = Memory(store_path(), bound, notes.note)
        return LoadedEngines(str(own), device="cpu", progress=notes, memory=memory)

    first = engines().translator()
    plain = LoadedEngines(str(own), device="cpu").translator()
    groups = plain.translate(["le groupe", "la banque"])
    assert first.translate(["le groupe", "la banque"]) == groups
    pairs = [("le groupe", "the group")]
    assert first.align(pairs) == plain.align(pairs)
    assert (first.use, first.count_tokens("le groupe")) == (
        plain.use,
        plain.count_tokens("le groupe"),
    )
    (converted,) = models.home().rglob("model.bin")
    converted.write_bytes(b"\xff" * converted.stat().st_size)
    notes.lines.clear()
    second = engines().translator()
    assert second.translate(["la banque", "le groupe"]) == groups[::-1]
    assert second.align(pairs) == plain.align(pairs)
    assert notes.lines == []
    assert second.translate(["son usine"])
    assert [line for line in notes.lines if "converting it again" in line]


def test_a_chat_model_that_cannot_be_loaded_is_told_when_it_is_needed(tmp_path: Path) -> None:
    own = tmp_path / "own.gguf"
    own.write_bytes(b"no model")
    notes = Notes()
    memory = Memory(store_path(), 1_000_000, notes.note)
    chat = LoadedEngines(summary=str(own), device="cpu", memory=memory).chat()
    with pytest.raises(ModelError, match="not a GGUF file"):
        chat.complete(Question(Prompt("", "x"), max_tokens=5))


def test_models_in_transformers_are_remembered_too(tmp_path: Path) -> None:
    own = tiny.chat(tmp_path / "own")
    memory = Memory(store_path(), 1_000_000, Notes().note)
    engines = LoadedEngines(summary=str(own), device="cpu", memory=memory)
    question = Question(Prompt("la banque", "le groupe a vendu"), max_tokens=8, seed=1)
    answer = engines.chat().complete(question)
    assert answer == LoadedEngines(summary=str(own), device="cpu").chat().complete(question)
    with sqlite3.connect(store_path()) as connection:
        assert connection.execute("SELECT COUNT(*) FROM memory").fetchone() == (1,)
