"""What is done with one article of a batch, and what came of it: plain data, sent anywhere."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from newsbrief import __version__

if TYPE_CHECKING:
    from newsbrief.article import Article
    from newsbrief.batch.writing import AsFile, AsRecord
    from newsbrief.engines import Engines
    from newsbrief.pipeline import Options

__all__ = ["Failure", "Job", "Outcome", "Task", "article_digest", "job_digest"]


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
        asdict(article.told),
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
