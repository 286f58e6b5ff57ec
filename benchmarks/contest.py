"""Contestants take turns at the same work, each in a process of its own, and are set side by side.

Every round has work that no round before it had, so that nobody gains from having seen it; within a
round all contestants get the same, in an order that changes from round to round. A contestant that
dies is left out of the rest with one line; the others go on. All contestants stay loaded, idle,
while one works.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

__all__ = ["Contestant", "Record", "Turn", "median_ratio", "run", "table"]

HERE = Path(__file__).resolve().parent
TURN_LIMIT_S = 900.0  # a contestant that takes longer is stopped


@dataclass(frozen=True)
class Contestant:
    """Who takes part: `make` is the "module:function" that worker.py calls with `settings`.

    `share` is the part of each round's work that it gets, from the start, and `rounds` how many
    rounds it takes part in (None: all): slow ones get less.
    `path` are folders that its process imports from before all others, `environment` variables set
    for it.
    """

    name: str
    make: str
    settings: Mapping[str, object] = field(default_factory=dict)
    share: float = 1.0
    rounds: int | None = None
    path: tuple[Path, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Turn:
    """One contestant's work in one round: wall and CPU seconds, and what it made of each item."""

    items: tuple[Any, ...]
    output: tuple[Any, ...]
    seconds: float
    cpu_seconds: float


@dataclass
class Record:
    """All turns of a contestant, by round, and its process's peak memory so far."""

    contestant: Contestant
    turns: dict[int, Turn] = field(default_factory=dict)
    peak_bytes: int = 0
    problem: str = ""


class _Died(Exception):
    """The contestant's process ended; the message is the last thing that it said."""


def run(
    contestants: Sequence[Contestant],
    rounds: Sequence[Sequence[Any]],
    *,
    warm_up: Sequence[Any] = (),
    tell: Callable[[str], None] = lambda line: None,
) -> list[Record]:
    """Load everybody, let all take their turns at each round's items, and return their records.

    Items are what JSON can hold. `warm_up` is worked on once after loading and not timed.
    """
    records = [Record(contestant) for contestant in contestants]
    workers: dict[str, _Worker] = {}
    try:
        for record in records:
            _attempt(record, tell, partial(_open, record, workers, warm_up))
        for number, items in enumerate(rounds):
            for record in random.Random(number).sample(records, len(records)):
                if _takes_part(record, number):
                    tell(f"round {number + 1} of {len(rounds)}: {record.contestant.name}")
                    _attempt(record, tell, partial(_turn, record, workers, number, items))
    finally:
        for worker in workers.values():
            worker.close()
    return records


def _takes_part(record: Record, number: int) -> bool:
    asked = record.contestant.rounds
    return not record.problem and (asked is None or number < asked)


def _attempt(record: Record, tell: Callable[[str], None], act: Callable[[], None]) -> None:
    try:
        act()
    except _Died as exc:
        record.problem = str(exc)
        tell(f"{record.contestant.name}: left out ({exc})")


def _open(record: Record, workers: dict[str, _Worker], warm_up: Sequence[Any]) -> None:
    worker = workers[record.contestant.name] = _Worker(record.contestant)
    worker.reply()
    if warm_up:
        worker.work(warm_up)


def _turn(record: Record, workers: dict[str, _Worker], number: int, items: Sequence[Any]) -> None:
    given = items[: max(1, round(len(items) * record.contestant.share))]
    reply = workers[record.contestant.name].work(given)
    turn = Turn(tuple(given), tuple(reply["output"]), reply["seconds"], reply["cpu_seconds"])
    record.turns[number] = turn
    record.peak_bytes = max(record.peak_bytes, reply["peak_bytes"])


class _Worker:
    """A contestant's process; it answers each line of JSON with one."""

    def __init__(self, contestant: Contestant):
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - open as long as the process
        self._process = subprocess.Popen(
            [
                sys.executable,
                str(HERE / "worker.py"),
                contestant.make,
                json.dumps(dict(contestant.settings)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            encoding="utf-8",
            env=_environment(contestant),
        )

    def work(self, items: Sequence[Any]) -> dict[str, Any]:
        """Let it work on `items`. Raises _Died."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(list(items), ensure_ascii=False) + "\n")
            self._process.stdin.flush()
        except OSError:  # it is gone: reply() tells why
            pass
        return self.reply()

    def reply(self) -> dict[str, Any]:
        """Read its next line. Raises _Died."""
        assert self._process.stdout is not None
        watch = threading.Timer(TURN_LIMIT_S, self._process.kill)
        watch.start()
        try:
            line = self._process.stdout.readline()
        finally:
            watch.cancel()
        if not line:
            raise _Died(self._last_words())
        reply: dict[str, Any] = json.loads(line)
        return reply

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()
        self._said.close()

    def _last_words(self) -> str:
        code = self._process.wait()
        self._said.seek(0)
        lines = self._said.read().decode(errors="replace").strip().splitlines()
        return lines[-1].strip() if lines else f"exit code {code}"


def _environment(contestant: Contestant) -> dict[str, str]:
    inherited = os.environ.get("PYTHONPATH")
    folders = [*map(str, contestant.path), *([inherited] if inherited else [])]
    own = {"PYTHONPATH": os.pathsep.join(folders)} if folders else {}
    return {**os.environ, **own, **contestant.environment}


def median_ratio(record: Record, base: Record, cost: Callable[[Turn], float]) -> float | None:
    """Return the median, over the rounds that both took part in, of cost against the base's cost.

    None where they share no round.
    """
    shared = sorted(record.turns.keys() & base.turns.keys())
    ratios = [cost(record.turns[n]) / cost(base.turns[n]) for n in shared]
    return statistics.median(ratios) if ratios else None


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; all columns but the first are set to the right."""
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
