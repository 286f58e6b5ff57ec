"""A memory that cannot be used is told once and never stops a run."""

from __future__ import annotations

import sqlite3
import threading
from random import Random
from typing import TYPE_CHECKING

import pytest

from newsbrief.engines.memory import memory as module
from newsbrief.engines.memory.memory import Memory, max_bytes, store_path
from newsbrief.engines.memory.store import Damaged, Store
from newsbrief.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

ROOM = 50_000_000
KEY, OTHER = b"k" * 32, b"o" * 32


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "memory.sqlite3"


@pytest.fixture
def notes() -> list[str]:
    return []


@pytest.fixture
def memory(path: Path, notes: list[str]) -> Memory:
    return Memory(path, ROOM, notes.append)


def test_what_is_remembered_is_recalled_by_the_next_run(
    memory: Memory, path: Path, notes: list[str]
) -> None:
    values = {KEY: ["Une façon", "\ud800 alone"], OTHER: {"a": 0.1}}
    memory.remember(values)
    assert memory.recall([KEY, OTHER, b"x"]) == values
    memory.close()
    assert Memory(path, ROOM, notes.append).recall([KEY, OTHER]) == values
    assert notes == []


def test_a_memory_that_is_never_asked_makes_no_file(memory: Memory, path: Path) -> None:
    memory.remember({})
    memory.close()
    assert not path.parent.exists()


def test_a_value_that_cannot_be_read_counts_as_none(
    memory: Memory, path: Path, notes: list[str]
) -> None:
    Store(path, ROOM).put({KEY: b"no zlib", OTHER: module._packed("x")[:-3]})
    assert memory.recall([KEY, OTHER]) == {}
    memory.remember({KEY: "mended"})
    assert memory.recall([KEY]) == {KEY: "mended"}
    assert notes == []


def test_a_damaged_file_is_replaced_and_reported_once(
    memory: Memory, path: Path, notes: list[str]
) -> None:
    path.parent.mkdir()
    path.write_bytes(b"no database at all\n" * 300)
    path.with_name(path.name + "-wal").write_bytes(b"left over")
    assert memory.recall([KEY]) == {}
    memory.remember({KEY: "kept"})
    assert memory.recall([KEY]) == {KEY: "kept"}
    assert len(notes) == 1
    assert "was damaged (file is not a database); it is replaced" in notes[0]


def test_a_file_that_is_damaged_again_and_again_is_given_up(
    memory: Memory, path: Path, notes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(self: Store, keys: object) -> None:
        raise Damaged("malformed")

    monkeypatch.setattr(Store, "get", broken)
    assert [memory.recall([KEY]) for _ in range(4)] == [{}] * 4
    assert len(notes) == 2
    assert "going on without it" in notes[1]


def test_a_file_of_another_version_is_left_alone(
    memory: Memory, path: Path, notes: list[str]
) -> None:
    memory.remember({KEY: "kept"})
    memory.close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 2")
    connection.close()
    before = path.read_bytes()
    newer = Memory(path, ROOM, notes.append)
    newer.remember({OTHER: "lost"})
    assert newer.recall([KEY]) == {}
    newer.close()
    assert path.read_bytes() == before
    assert len(notes) == 1
    assert "version 2" in notes[0]


TROUBLE = (
    sqlite3.OperationalError("database or disk is full"),
    sqlite3.OperationalError("database is locked"),
    sqlite3.OperationalError("attempt to write a readonly database"),
    sqlite3.InterfaceError("misuse"),
    PermissionError(13, "Permission denied"),
)


@pytest.mark.parametrize("trouble", TROUBLE, ids=str)
@pytest.mark.parametrize("method", ["__init__", "get", "put", "close"])
def test_trouble_is_told_in_one_note_and_the_run_goes_on(
    memory: Memory,
    notes: list[str],
    monkeypatch: pytest.MonkeyPatch,
    method: str,
    trouble: Exception,
) -> None:
    def fail(*args: object, **named: object) -> None:
        raise trouble

    monkeypatch.setattr(Store, method, fail)
    for _ in range(3):
        assert memory.recall([KEY]) == {}
        memory.remember({OTHER: "x"})
    memory.close()
    memory.close()
    assert len(notes) == 1
    assert str(trouble) in notes[0]
    assert notes[0].endswith("going on without it")


def test_a_store_that_another_process_keeps_locked_is_not_waited_for_twice(
    memory: Memory, path: Path, notes: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsbrief.engines.memory.store.BUSY_S", 0.05)
    memory.remember({KEY: "kept"})
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    fresh = Memory(path, ROOM, notes.append)
    assert fresh.recall([KEY]) == {KEY: "kept"}  # readers wait for nobody
    fresh.remember({OTHER: "x"})
    fresh.remember({OTHER: "x"})
    assert len(notes) == 1
    assert "locked" in notes[0]
    other.execute("ROLLBACK")
    other.close()


def test_a_folder_that_cannot_be_made_is_no_error(tmp_path: Path, notes: list[str]) -> None:
    (tmp_path / "file").write_text("in the way")
    memory = Memory(tmp_path / "file" / "memory.sqlite3", ROOM, notes.append)
    memory.remember({KEY: "x"})
    assert memory.recall([KEY]) == {}
    assert len(notes) == 1


@pytest.mark.parametrize("seed", range(40))
def test_no_damage_stops_a_run_or_gives_a_wrong_answer(
    memory: Memory, path: Path, notes: list[str], seed: int
) -> None:
    """Bytes overwritten anywhere in the file: an answer is the right one, or none."""
    random = Random(seed)
    values = {random.randbytes(32): f"{number} " * random.randrange(900) for number in range(60)}
    memory.remember(values)
    memory.close()
    content = bytearray(path.read_bytes())
    for _ in range(random.choice((1, 5, 50, 1000))):
        content[random.randrange(len(content))] = random.randrange(256)
    path.write_bytes(content[: random.choice((len(content), random.randrange(len(content))))])
    damaged = Memory(path, ROOM, notes.append)
    assert damaged.recall(list(values)).items() <= values.items()
    damaged.remember({KEY: "new", **dict(list(values.items())[:9])})
    assert damaged.recall(list(values)).items() <= values.items()
    assert damaged.recall([KEY]) in ({KEY: "new"}, {})
    damaged.close()
    assert len(notes) <= 2


def test_threads_may_share_a_memory(memory: Memory, notes: list[str]) -> None:
    def work(number: int) -> None:
        for batch in range(30):
            key = f"{number} {batch}".encode()
            memory.remember({key: number})
            assert memory.recall([key]) == {key: number}

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    keys = [f"{number} {batch}".encode() for number in range(4) for batch in range(30)]
    assert len(memory.recall(keys)) == 120
    assert notes == []


@pytest.mark.parametrize(
    ("given", "expected"), [("", 256_000_000), ("0", 0), ("7", 7_000_000), (None, 256_000_000)]
)
def test_the_bound_is_given_in_megabytes(
    monkeypatch: pytest.MonkeyPatch, given: str | None, expected: int
) -> None:
    monkeypatch.delenv(module.VARIABLE)
    if given is not None:
        monkeypatch.setenv(module.VARIABLE, given)
    assert max_bytes() == expected


@pytest.mark.parametrize("given", ["-1", "1.5", "lots", "1e3"])
def test_a_bound_that_is_no_number_is_told(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv(module.VARIABLE, given)
    with pytest.raises(UsageError, match="NEWSBRIEF_CACHE_MB"):
        max_bytes()


def test_the_file_lies_in_newsbriefs_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NEWSBRIEF_HOME", str(tmp_path))
    assert store_path() == tmp_path / "memory.sqlite3"
