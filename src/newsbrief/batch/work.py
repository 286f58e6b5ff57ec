"""What is done with a group of articles, and what came of each: plain data, sent anywhere.

Nothing of an article depends on its neighbours but rounding: in batches of another shape
CTranslate2 may choose another wording (3 of 54 articles, one block each), checked as any other.
"""

from __future__ import annotations

import hashlib
import json
import time
import traceback
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from newsbrief.errors import MissingExtra, NewsbriefError
from newsbrief.formats.writing import Writing
from newsbrief.pipeline import (
    Readied,
    Translated,
    brief,
    concerns_one_article,
    ready,
    translate_all,
)
from newsbrief.progress import one_line
from newsbrief.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsbrief.article import Article
    from newsbrief.engines.protocols import Engines
    from newsbrief.pipeline import Options
    from newsbrief.results import Brief

__all__ = [
    "MAX_WORDS",
    "AsFile",
    "AsRecord",
    "Failure",
    "Job",
    "Outcome",
    "Tally",
    "Task",
    "article_digest",
    "brief_group",
    "failure_of",
    "job_digest",
]


@dataclass(frozen=True)
class AsFile:
    """A file of each brief. It can be sent to other processes."""

    writing: Writing = field(default_factory=Writing)

    @property
    def suffix(self) -> str:
        """How a file's name ends."""
        return self.writing.suffix

    def __call__(self, key: str, brief: Brief) -> bytes:
        """Return what the main command writes."""
        return self.writing(brief)


@dataclass(frozen=True)
class AsRecord:
    """One JSON object in one line, with the article's key as its id."""

    suffix: str = ""  # a line has no name

    def __call__(self, key: str, brief: Brief) -> bytes:
        """Return the record with a line end."""
        from newsbrief.formats.record import dumped, fields

        return (dumped({"id": key, **fields(brief)}) + "\n").encode()


@dataclass(frozen=True)
class Task:
    """One article that is to be briefed.

    `key` is its name in the journal: the record's own id, or else its origin. `digest` is that of
    the article as read.
    """

    key: str
    digest: str
    article: Article


@dataclass(frozen=True)
class Job:
    """What is made of every article of a run: the brief's options, and how it is written."""

    options: Options
    writing: AsFile | AsRecord


@dataclass(frozen=True)
class Failure:
    """Why an article has no brief: the exit code that it alone would have ended with, one line."""

    code: int
    reason: str


@dataclass(frozen=True)
class Outcome:
    """What came of a Task: a brief as it is to be written (`payload`), or a failure.

    `flagged` counts the findings that somebody must look into, `words` the French words read.
    """

    key: str
    digest: str
    payload: bytes | None = None
    failure: Failure | None = None
    flagged: int = 0
    words: int = 0


def article_digest(article: Article) -> str:
    """The SHA-256, in hexadecimal, of all that a brief takes from an article as read."""
    return _digest(
        article.text,
        article.kind.value,
        list(article.notes),
        list(article.removed),
        asdict(article.metadata),
    )


def job_digest(job: Job, engines: Engines) -> str:
    """The SHA-256, in hexadecimal, of all that briefs depend on beside their articles.

    Needs the models' signatures, so they are fetched now if they are not here. Raises ModelError.
    """
    uses = [engines.translator().use]
    if job.options.summary is not None:
        uses.append(engines.chat().use)
    models = [asdict(use) for use in uses]
    return _digest(__version__, repr(job), models, engines.prompts.digest)


def _digest(*parts: object) -> str:
    return hashlib.sha256(
        json.dumps(parts, ensure_ascii=False).encode("utf-8", "surrogatepass")
    ).hexdigest()


@dataclass
class Tally:
    """What this run has done so far."""

    done: int = 0
    failed: int = 0
    kept: int = 0  # settled before, and left as they are
    words: int = 0
    began: float = 0.0

    @property
    def seconds(self) -> float:
        """How long it has run."""
        return time.monotonic() - self.began


MAX_WORDS = 5_000  # French words translated in one stream: they bound what is held in memory


BUG = 1  # the code of an exception that nobody foresaw


@dataclass(frozen=True)
class _Read:
    task: Task
    readied: Readied
    words: int


def brief_group(tasks: Sequence[Task], engines: Engines, job: Job) -> Iterator[Outcome]:
    """Yield the outcome of each task: as soon as it is there, failures to read first.

    Their texts are translated together. Raises what would fail for every article: a model that
    cannot be had, a broken prompt template.
    """
    read: list[_Read] = []
    for task in tasks:
        try:
            readied = ready(task.article, job.options)
            read.append(_Read(task, readied, _num_words(readied)))
        except Exception as exc:  # noqa: BLE001 - a bug that one article meets costs that article
            yield Outcome(task.key, task.digest, failure=failure_of(exc))
    for stretch in _stretches(read):
        yield from _briefed(stretch, engines, job)


def _briefed(group: Sequence[_Read], engines: Engines, job: Job) -> Iterator[Outcome]:
    done: Sequence[Readied | Translated] = [one.readied for one in group]
    try:
        done = translate_all([one.readied for one in group], engines, job.options)
    except Exception as exc:  # noqa: BLE001 - the article at fault will tell when its turn comes
        failure_of(exc)
    for one, article in zip(group, done, strict=True):
        yield _outcome(one, article, engines, job)


def _outcome(read: _Read, article: Readied | Translated, engines: Engines, job: Job) -> Outcome:
    task = read.task
    try:
        result = brief(article, engines, job.options)
        payload = job.writing(task.key, result)
    except Exception as exc:  # noqa: BLE001 - as above
        return Outcome(task.key, task.digest, failure=failure_of(exc), words=read.words)
    flagged = len(result.flags)
    return Outcome(task.key, task.digest, payload, flagged=flagged, words=read.words)


def failure_of(exc: Exception) -> Failure:
    """Return what went wrong with one article; raise `exc` again if it would hit every other."""
    if isinstance(exc, NewsbriefError):
        if not concerns_one_article(exc) and not isinstance(exc, MissingExtra):
            raise exc
        return Failure(exc.exit_code, one_line(str(exc)))
    return Failure(BUG, one_line(f"{type(exc).__name__}: {exc} ({_where(exc)}); please report it"))


def _where(exc: Exception) -> str:
    frames = traceback.extract_tb(exc.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown place"


def _num_words(readied: Readied) -> int:
    document = readied.document
    return sum(
        len(text.split()) for text in (document.title or "", *(b.text for b in document.blocks))
    )


def _stretches(read: Iterable[_Read]) -> Iterator[list[_Read]]:
    """Cut into stretches of at most MAX_WORDS; a longer article stands alone."""
    stretch: list[_Read] = []
    words = 0
    for one in read:
        if stretch and words + one.words > MAX_WORDS:
            yield stretch
            stretch, words = [], 0
        stretch.append(one)
        words += one.words
    if stretch:
        yield stretch
