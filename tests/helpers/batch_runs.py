"""Runs of `newsbrief batch` in a child process that shares the fakes, and may be killed."""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from fakes import FakeChat, FakeEngines, install
from newsbrief import __main__ as entry
from newsbrief import pipeline
from newsbrief.article import Article, ArticleKind
from newsbrief.batch import inputs, report, run, work
from newsbrief.batch.sinks import files, json_lines, parquet
from newsbrief.batch.work import AsFile, Job, Task
from newsbrief.cli import batch as command
from newsbrief.formats import markdown, record
from newsbrief.pipeline import Options

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = [
    "KILLED",
    "SENTENCES",
    "at_call",
    "batch",
    "before_each",
    "contents",
    "ids",
    "killed_at",
    "killed_in",
    "records",
    "unordered_contents",
    "write_records",
]

# Imported before the fork, so that a child is killed at its work and not while it imports.
PRELOADED = (command, files, inputs, json_lines, markdown, parquet, record, report, run, work)
KILLED = -signal.SIGKILL
SENTENCES = (
    "Le conseil de Brévanne a voté mardi un budget de {} millions d'euros pour la piscine.",
    "La maire, Odile Ferrand, promet que les impôts n'augmenteront pas avant 2031.",
    "L'opposition demande un nouveau vote et dénonce une dépense de {} euros par habitant.",
)


def contents(out: Path) -> dict[str, bytes]:
    """All files of an output, except the journal and the report, which contains times."""
    if out.is_file():
        return {"": out.read_bytes()}
    return {
        str(path.relative_to(out)): path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file() and ".newsbrief" not in path.parts and path.name != "report.json"
    }


def unordered_contents(out: Path) -> object:
    """The briefs of an output, whatever the order in which they were written."""
    if out.suffix == ".jsonl":
        return sorted(out.read_bytes().splitlines())
    if out.suffix == ".parquet":
        table = pytest.importorskip("pyarrow.parquet").read_table(out)
        return sorted(json.dumps(row) for row in table.to_pylist())
    return contents(out)


def ids(out: Path) -> list[str]:
    """The ids of an output's records, in order."""
    if out.suffix == ".jsonl":
        return [row["id"] for row in records(out)]
    table = pytest.importorskip("pyarrow.parquet").read_table(out)
    return [row["id"] for row in table.to_pylist()]


def write_records(path: Path, number: int) -> Path:
    """Write a file of `number` different articles, one in each line."""
    texts = [[sentence.format(n + 2) for sentence in SENTENCES] for n in range(number)]
    rows = [{"id": f"n{n}", "text": "\n\n".join(text)} for n, text in enumerate(texts)]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    return path


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@lru_cache(maxsize=1)
def _warm_up() -> None:
    """Load once, for all children, what an article needs besides the models."""
    job = Job(Options(summary=None), AsFile())
    article = Article(SENTENCES[0], ArticleKind.TEXT, "")
    list(work.brief_group([Task("", "", article)], FakeEngines(), job))


def batch(*arguments: object, before: Callable[[], object] = lambda: None) -> int:
    """Run the command in a child; return its exit code, or the negative signal that ended it."""
    _warm_up()
    child = os.fork()
    if child == 0:
        _run([str(a) for a in arguments], before)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _run(arguments: list[str], before: Callable[[], object]) -> NoReturn:
    code = 99
    gc.disable()  # a collection would copy all that this process shares with its parent
    try:
        install(llm=FakeChat(["1. EN: Le…"]))
        sys.argv = ["newsbrief", "batch", *arguments]
        before()
        entry.main()  # ends the process
    finally:
        os._exit(code)


def before_each(name: str, act: Callable[[str], object]) -> Callable[[], None]:
    """Have `act` called with an article's text whenever the pipeline calls its function `name`."""

    def arm() -> None:
        original = getattr(pipeline, name)

        def acting(article: Any, *rest: Any, **named: Any) -> Any:
            act(str(article))
            return original(article, *rest, **named)

        setattr(pipeline, name, acting)

    return arm


def at_call(number: int, act: Callable[[], object]) -> Callable[[str], None]:
    """Return a function that calls `act` on its call of that number, from 0."""
    calls = count()

    def counting(_: str) -> None:
        if next(calls) == number:
            act()

    return counting


def killed_in(seconds: float) -> Callable[[], None]:
    """Kill the process after so many seconds, as by kill -9: it cleans up nothing."""

    def arm() -> None:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.setitimer(signal.ITIMER_REAL, seconds)

    return arm


def killed_at(number: int) -> Callable[[], None]:
    """Kill the process before the lasting file operation of that number, from 0."""

    def arm() -> None:
        left = iter(range(number))

        def watch(event: str, _: object) -> None:
            lasting = event in ("os.rename", "os.truncate", "os.remove", "newsbrief.fsync")
            if lasting and next(left, None) is None:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        fsync = os.fsync

        def audited(fd: Any) -> None:
            sys.audit("newsbrief.fsync")
            fsync(fd)

        os.fsync = audited

    return arm
