"""One call of the main command: articles in, briefs out, and what is said meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from newsbrief.errors import Flagged, NewsbriefError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from newsbrief.article import Source
    from newsbrief.engines.protocols import Engines
    from newsbrief.formats.writing import Writing
    from newsbrief.pipeline import Due, Options
    from newsbrief.progress import RichProgress
    from newsbrief.results import Brief

__all__ = ["Run", "Stages"]


@dataclass(frozen=True)
class Run:
    """One call of the command: the models, and how each article is to be written."""

    engines: Engines
    options: Options
    progress: RichProgress
    writing: Writing
    strict: bool
    verbose: bool

    def all(self, jobs: Sequence[tuple[Source, Path | None]]) -> int:
        """Brief each article (source, output). With several, one that fails does not stop the rest.

        Returns the exit code of the first failure, or 0. What would fail for every article, such
        as a missing model or a full disk, is raised.
        """
        from newsbrief.pipeline import AHEAD, concerns_one_article
        from newsbrief.progress import one_line

        code = 0
        several = len(jobs) > 1
        for first in range(0, len(jobs), AHEAD):
            group = jobs[first : first + AHEAD]
            read = self._read([source for source, _ in group], ahead=several)
            for (source, path), article in zip(group, read, strict=True):
                try:
                    self.one(article, path, alone=path is not None or not several)
                except NewsbriefError as exc:
                    own = isinstance(exc, Flagged) or concerns_one_article(exc)
                    if not several or not own:
                        raise
                    told = str(exc)
                    shown = (source.origin, repr(source.origin))
                    named = told if any(o in told for o in shown) else f"{source.origin}: {told}"
                    click.echo(f"newsbrief: {one_line(named)}", err=True)
                    code = code or exc.exit_code
        return code

    def _read(self, sources: Sequence[Source], *, ahead: bool) -> list[Due]:
        """Read each article, or keep the error that it makes when its turn comes.

        With `ahead` their texts are translated together.
        """
        from newsbrief.pipeline import read_group

        stages = Stages(self.progress)
        try:
            return read_group(sources, self.engines, self.options, stages, ahead=ahead)
        finally:
            self.progress.finish()

    def one(self, article: Due, path: Path | None, *, alone: bool) -> None:
        """Brief one article and write it to `path`, or to standard output for None.

        JSON that does not stand `alone` is written in one line. Raises Flagged, once the brief is
        written, where --strict asks for it.
        """
        from newsbrief.output import write_file, write_stdout
        from newsbrief.pipeline import brief

        if isinstance(article, NewsbriefError):
            raise article
        stages = Stages(self.progress)
        try:
            result = brief(article, self.engines, self.options, on_progress=stages)
        finally:
            self.progress.finish()
        content = self.writing(result, one_line=not alone)
        if path is None:
            write_stdout(content)
        else:
            write_file(path, content)
            self.progress.note(f"wrote {path}")
        if self.verbose:
            self._tell(result)
        if self.strict and result.flags:
            raise Flagged(_flagged(result))

    def _tell(self, result: Brief) -> None:
        """Say what was read and what did the work."""
        removed = len(result.document.removed)
        self.progress.note(
            f"{result.document.origin}: {len(result.document.blocks)} blocks, {removed} lines of "
            f"clutter left out, {len(result.findings)} findings"
        )
        for use in result.models:
            self.progress.note(f"{use.role}: {use.name} {use.revision}, {use.runtime}")


def _flagged(result: Brief) -> str:
    flags = result.flags
    more = f" (and {len(flags) - 1} more)" if len(flags) > 1 else ""
    return (
        f"{result.document.origin}: flagged: {flags[0].message}{more}; "
        "the brief is written, see its checks"
    )


class Stages:
    """Draws one bar after another from the pipeline's (stage, done, total) reports."""

    def __init__(self, progress: RichProgress):
        self._progress = progress
        self._stage = ""
        self._done = 0

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        """Take one report of the pipeline."""
        if stage != self._stage:
            self._stage, self._done = stage, 0
            self._progress.start_steps(stage, total)
        self._progress.advance(done - self._done)
        self._done = done
