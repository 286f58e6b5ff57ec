"""One group of articles → their outcomes: all that a batch computes, with no journal in it.

Nothing of an article depends on its neighbours but rounding: in batches of another shape
CTranslate2 may choose another wording (3 of 54 articles, one block each), checked as any other.
"""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from newsbrief.batch.work import Failure, Outcome
from newsbrief.errors import MissingExtra, NewsbriefError
from newsbrief.group import concerns_one_article
from newsbrief.pipeline import Readied, Translated, brief, ready, translate_all
from newsbrief.progress import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsbrief.batch.work import Job, Task
    from newsbrief.engines import Engines

__all__ = ["MAX_WORDS", "brief_group", "failure_of"]

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
