"""Briefs a group of articles: Task → Outcome, plain data that other processes can receive.

The brief of an article does not depend on its group, except by rounding: in a batch of another
shape CTranslate2 may choose another wording (3 of 54 articles, one block each).
"""

from __future__ import annotations

import hashlib
import json
import time
import traceback
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from newsbrief.article import Source
from newsbrief.errors import NewsbriefError
from newsbrief.formats.writing import Writing
from newsbrief.pipeline import briefs, concerns_one_article
from newsbrief.progress import one_line
from newsbrief.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsbrief.article import Article
    from newsbrief.engines.protocols import Engines
    from newsbrief.pipeline import Options
    from newsbrief.results import Brief

__all__ = [
    "AsFile",
    "AsRecord",
    "Failure",
    "Job",
    "Outcome",
    "RunTotals",
    "Task",
    "article_digest",
    "brief_group",
    "failure_of",
    "job_digest",
]


@dataclass(frozen=True)
class AsFile:
    """Writes each brief as a file."""

    writing: Writing = field(default_factory=Writing)

    @property
    def suffix(self) -> str:
        """The suffix of the files."""
        return self.writing.suffix

    def __call__(self, key: str, brief: Brief) -> bytes:
        """Return the same bytes as the command `newsbrief`."""
        return self.writing(brief)


@dataclass(frozen=True)
class AsRecord:
    """Writes each brief as one line with a JSON object; its id is the article's key."""

    suffix: str = ""  # a line is no file

    def __call__(self, key: str, brief: Brief) -> bytes:
        """Return the record and a line end."""
        from newsbrief.formats.record import dumped, fields

        return (dumped({"id": key, **fields(brief)}) + "\n").encode()


@dataclass(frozen=True)
class Task:
    """One article to brief.

    `key` is its name in the journal: the record's id, or else its origin. `digest` is the article's
    (see `article_digest`).
    """

    key: str
    digest: str
    article: Article


@dataclass(frozen=True)
class Job:
    """What a run does with every article: the options of its brief, and the output format."""

    options: Options
    writing: AsFile | AsRecord


@dataclass(frozen=True)
class Failure:
    """Why an article has no brief: its exit code as a single article, and a reason of one line."""

    code: int
    reason: str


@dataclass(frozen=True)
class Outcome:
    """The result of a Task: a brief in its output format (`payload`), or a failure.

    `flagged` counts the findings that somebody must check, `words` the French words read.
    """

    key: str
    digest: str
    payload: bytes | None = None
    failure: Failure | None = None
    flagged: int = 0
    words: int = 0


def article_digest(article: Article) -> str:
    """Return the SHA-256, in hexadecimal, of everything in an article that its brief depends on."""
    return _digest(
        article.text,
        article.kind.value,
        list(article.notes),
        list(article.removed),
        asdict(article.metadata),
    )


def job_digest(job: Job, engines: Engines) -> str:
    """Return the SHA-256, in hexadecimal, of all that briefs depend on besides their articles.

    It includes the models' signatures, so missing models are fetched. Raises ModelError.
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
class RunTotals:
    """What a run has done so far."""

    done: int = 0
    failed: int = 0
    kept: int = 0  # settled by an earlier run
    words: int = 0  # French words read
    began: float = 0.0  # `time.monotonic()` at the start

    @property
    def seconds(self) -> float:
        """The time since the start."""
        return time.monotonic() - self.began


BUG = 1  # the code of an exception that nobody foresaw


def brief_group(tasks: Sequence[Task], engines: Engines, job: Job) -> Iterator[Outcome]:
    """Yield the outcome of each task; their texts are translated together.

    Raises what would fail for every article: a model that cannot be had, a broken prompt template.
    """
    sources = [Source(task.key, "", partial(_article, task)) for task in tasks]
    results = briefs(sources, engines, job.options, together=len(tasks))
    for task, (_, result) in zip(tasks, results, strict=True):
        yield _outcome(task, result, job)


def _article(task: Task) -> Article:
    return task.article


def _outcome(task: Task, result: Brief | Exception, job: Job) -> Outcome:
    if isinstance(result, Exception):
        return Outcome(task.key, task.digest, failure=failure_of(result))
    try:
        payload = job.writing(task.key, result)
    except Exception as exc:  # noqa: BLE001 - a bug that one article meets costs that article
        return Outcome(task.key, task.digest, failure=failure_of(exc))
    flagged, words = len(result.flags), result.document.num_words
    return Outcome(task.key, task.digest, payload, flagged=flagged, words=words)


def failure_of(exc: Exception) -> Failure:
    """Return why one article failed. Raises `exc` itself if it would hit every other article."""
    if not concerns_one_article(exc):
        raise exc
    if isinstance(exc, NewsbriefError):
        return Failure(exc.exit_code, one_line(str(exc)))
    return Failure(BUG, one_line(f"{type(exc).__name__}: {exc} ({_where(exc)}); please report it"))


def _where(exc: Exception) -> str:
    frames = traceback.extract_tb(exc.__traceback__)
    return f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else "unknown place"
