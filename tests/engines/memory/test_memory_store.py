"""The memory's table: exact, bounded, and whole whatever happens to the processes that use it."""

from __future__ import annotations

import hashlib
import multiprocessing
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from newsbrief.engines.memory.store import Damaged, Foreign, Store, delete_files

if TYPE_CHECKING:
    from pathlib import Path

ROOM = 50_000_000
HOUR = 3600


def digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / "memory.sqlite3"


@pytest.fixture
def store(path: Path) -> Store:
    return Store(path, ROOM)


def test_what_is_put_comes_back_and_nothing_else(store: Store, path: Path) -> None:
    values = {digest("a"): b"alpha", digest("b"): b"", digest("c"): bytes(100_000)}
    store.put(values)
    assert store.get([*values, digest("d")]) == values
    store.close()
    assert Store(path, ROOM).get(list(values)) == values


def test_a_key_that_is_put_again_has_its_new_value(store: Store) -> None:
    store.put({digest("a"): b"old"})
    store.put({digest("a"): b"new"})
    assert store.get([digest("a")]) == {digest("a"): b"new"}
    assert store.count() == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_nobody_else_may_read_the_file(store: Store, path: Path) -> None:
    """It holds the texts of articles; the log of writes beside it does too."""
    store.put({digest("a"): b"alpha"})
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
    assert modes["memory.sqlite3-wal"] == 0o600
    assert set(modes.values()) == {0o600}


def test_reading_writes_nothing_within_the_hour(store: Store, path: Path) -> None:
    store.put({digest("a"): b"alpha"})
    store.close()
    before = path.read_bytes()
    again = Store(path, ROOM)
    assert again.get([digest("a")])
    again.close()
    assert path.read_bytes() == before


def test_the_least_recently_used_make_room(path: Path) -> None:
    now = 0.0
    store = Store(path, 400_000, clock=lambda: now)
    names = [f"{number}" for number in range(20)]
    for name in names:
        now += HOUR
        store.put({digest(name): os.urandom(10_000)})
    now += HOUR
    assert store.get([digest("0")])
    now += HOUR
    for name in ("new", "newer", *map(str, range(100, 125))):
        store.put({digest(name): os.urandom(10_000)})
    left = [name for name in names if store.get([digest(name)])]
    assert left[0] == "0"
    assert left[1:] == names[len(names) - len(left) + 1 :]
    assert 0 < len(left) < 20
    assert store.get([digest("124")])


def test_a_use_that_only_reading_made_is_kept_by_closing(path: Path) -> None:
    now = 0.0
    store = Store(path, ROOM, clock=lambda: now)
    store.put({digest("a"): b"alpha"})
    now = 5.5 * HOUR
    store.get([digest("a")])
    store.close()
    with sqlite3.connect(path) as connection:
        assert connection.execute("SELECT used FROM memory").fetchall() == [(5,)]


@pytest.mark.parametrize("length", [200, 3_000, 20_000])
def test_the_bound_holds_for_the_file_itself(path: Path, length: int) -> None:
    bound = 1_000_000
    store = Store(path, bound)
    for batch in range(60):
        number = max(1, 60_000 // length)
        store.put({digest(f"{batch} {i}"): os.urandom(length) for i in range(number)})
        assert store.bytes_used() <= bound
    assert store.bytes_used() > 0.8 * bound
    store.close()
    assert path.stat().st_size <= bound


def test_a_lowered_bound_shrinks_the_file_with_the_next_write(path: Path) -> None:
    store = Store(path, ROOM)
    store.put({digest(f"{number}"): os.urandom(1_000) for number in range(3_000)})
    store.close()
    smaller = Store(path, 1_000_000)
    smaller.put({digest("last"): b"kept"})
    assert smaller.get([digest("last")])
    smaller.close()
    assert path.stat().st_size <= 1_000_000


def test_a_value_larger_than_the_bound_is_not_kept_and_does_no_harm(path: Path) -> None:
    store = Store(path, 100_000)
    store.put({digest("large"): os.urandom(300_000)})
    store.put({digest("small"): b"fits"})
    assert store.get([digest("large"), digest("small")]) == {digest("small"): b"fits"}


def test_a_value_that_stands_under_another_key_is_not_given_out(store: Store, path: Path) -> None:
    """What a damaged index could do: one sentence with another one's translation."""
    store.put({digest("a"): b"alpha", digest("b"): b"beta"})
    store.close()
    with sqlite3.connect(path) as connection:
        connection.execute(
            "UPDATE memory SET value = (SELECT value FROM memory WHERE key = ?) WHERE key = ?",
            (digest("a"), digest("b")),
        )
        connection.execute("UPDATE memory SET value = 'text' WHERE key = ?", (digest("a"),))
    connection.close()
    assert Store(path, ROOM).get([digest("a"), digest("b")]) == {}


@pytest.mark.parametrize(
    "content", [b"", b"SQLite format 3\0" + bytes(4080), b"no database at all\n" * 300, b"\xff"]
)
def test_a_file_that_is_no_database_is_damaged(path: Path, content: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(Damaged):
        Store(path, ROOM)


def test_pages_overwritten_are_damage(store: Store, path: Path) -> None:
    store.put({digest(f"{number}"): os.urandom(1_000) for number in range(200)})
    store.close()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(path.stat().st_size - 4096))
    broken = Store(path, ROOM)
    with pytest.raises(Damaged):
        broken.get([digest(f"{number}") for number in range(200)])


def test_a_store_of_another_version_is_left_as_it_is(store: Store, path: Path) -> None:
    store.close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(Foreign, match="version 99"):
        Store(path, ROOM)
    assert path.read_bytes() == before


def test_a_write_that_fails_leaves_nothing_of_it(store: Store) -> None:
    """A full disk, as SQLite tells it: the file may not grow."""
    store.put({digest("before"): b"kept"})
    pages = store._number("PRAGMA page_count")
    store._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(sqlite3.OperationalError, match="full"):
        store.put({digest(f"{number}"): os.urandom(2_000) for number in range(50)})
    assert store.count() == 1
    assert store.get([digest("before")]) == {digest("before"): b"kept"}


def test_an_interrupt_while_writing_leaves_nothing_of_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(self: Store) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Store, "_evict", interrupted)
    with pytest.raises(KeyboardInterrupt):
        store.put({digest("a"): b"alpha"})
    assert store.count() == 0


def test_clearing_leaves_no_text_behind_while_another_process_has_it_open(
    store: Store, path: Path
) -> None:
    other = Store(path, ROOM)
    store.put({digest("a"): b"un secret"})
    assert other.get([digest("a")])
    store.clear()
    assert other.get([digest("a")]) == {}
    assert not [f for f in path.parent.iterdir() if b"un secret" in f.read_bytes()]
    other.put({digest("b"): b"goes on"})
    assert store.get([digest("b")]) == {digest("b"): b"goes on"}


def test_deleting_takes_the_logs_along(store: Store, path: Path) -> None:
    store.put({digest("a"): b"alpha"})
    delete_files(path)
    assert list(path.parent.iterdir()) == []


def test_two_that_make_the_store_at_once_share_one(path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        pool.starmap(write_some, [(path, writer) for writer in range(4)])
    store = Store(path, ROOM)
    assert store.count() == 4 * 30 * 10
    assert intact(path)
    assert [file.name for file in path.parent.iterdir() if "sqlite3" not in file.name] == []


def write_some(path: Path, writer: int) -> None:
    store = Store(path, ROOM)
    for batch in range(30):
        values = {digest(f"{writer} {batch} {i}"): os.urandom(500) for i in range(10)}
        store.put(values)
        assert store.get(list(values)) == values
    store.close()


def test_writers_that_evict_at_once_keep_the_store_whole(path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        pool.starmap(write_and_evict, [(path, writer) for writer in range(3)])
    assert intact(path)
    assert Store(path, ROOM).bytes_used() <= 500_000


def write_and_evict(path: Path, writer: int) -> None:
    store = Store(path, 500_000)
    for batch in range(40):
        store.put({digest(f"{writer} {batch} {i}"): os.urandom(2_000) for i in range(10)})


WRITE_ON = """
import hashlib, itertools, os, sys
from pathlib import Path
from newsbrief.engines.memory.store import Store
store = Store(Path(sys.argv[1]), 2_000_000)
for batch in itertools.count():
    keys = [hashlib.sha256(f"{sys.argv[2]} {batch} {i}".encode()).digest() for i in range(20)]
    store.put({key: os.urandom(3_000) for key in keys})
    print(batch, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is POSIX")
def test_a_store_survives_writers_that_are_killed(path: Path) -> None:
    """Each batch is there whole or not at all, and the next process goes on with the file."""
    for number in range(8):
        command = [sys.executable, "-c", WRITE_ON, str(path), str(number)]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
        with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as writer:
            assert writer.stdout is not None
            told = writer.stdout.readline()
            time.sleep(0.01 * number)
            os.kill(writer.pid, signal.SIGKILL)
            told += writer.stdout.read()
        last = int(told.split()[-1])
        store = Store(path, 2_000_000)
        written, under_way = (
            store.get([digest(f"{number} {batch} {i}") for i in range(20)])
            for batch in (last, last + 1)
        )
        assert len(written) == 20
        assert len(under_way) in (0, 20)
        store.close()
        assert intact(path)


def intact(path: Path) -> bool:
    connection = sqlite3.connect(path)
    (answer,) = connection.execute("PRAGMA integrity_check").fetchone()
    connection.close()
    return bool(answer == "ok")
