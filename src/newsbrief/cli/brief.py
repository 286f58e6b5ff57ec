"""One call of the main command: articles in, briefs out, progress and errors on the terminal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from newsbrief.errors import Flagged, NewsbriefError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from newsbrief.article import Source
    from newsbrief.engines.protocols import Engines
    from newsbrief.formats.writing import Writing
    from newsbrief.pipeline import Options
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
        """Brief each article and write it to its path, or to standard output for None.

        With several, one that fails does not stop the rest. Returns the exit code of the first
        failure, or 0. Raises what would fail for every article, such as a full disk.
        """
        code = 0
        several = len(jobs) > 1
        results = self._results([source for source, _ in jobs])
        for (source, result), (_, path) in zip(results, jobs, strict=True):
            try:
                if isinstance(result, Exception):
                    raise result
                self.write(result, path, alone=path is not None or not several)
            except NewsbriefError as exc:
                if not several or not (exc is result or isinstance(exc, Flagged)):
                    raise
                _print_error(exc, source)
                code = code or exc.exit_code
        return code

    def _results(self, sources: Sequence[Source]) -> Iterator[tuple[Source, Brief | Exception]]:
        """Yield what comes of each article, the progress bar being put away."""
        from newsbrief.pipeline import briefs

        stages = Stages(self.progress)
        results = briefs(sources, self.engines, self.options, on_progress=stages)
        while True:
            try:
                pair = next(results, None)
            finally:
                stages.finish()
            if pair is None:
                return
            yield pair

    def write(self, brief: Brief, path: Path | None, *, alone: bool) -> None:
        """Write a brief to `path`, or to standard output for None.

        JSON that does not stand `alone` is written in one line. Raises Flagged, once the brief is
        written, where --strict asks for it.
        """
        from newsbrief.output import write_file, write_stdout

        content = self.writing(brief, one_line=not alone)
        if path is None:
            write_stdout(content)
        else:
            write_file(path, content)
            self.progress.note(f"wrote {path}")
        if self.verbose:
            self._describe(brief)
        if self.strict and brief.flags:
            raise Flagged(_flagged(brief))

    def _describe(self, brief: Brief) -> None:
        """Say what was read and which models did the work."""
        removed = len(brief.document.removed)
        self.progress.note(
            f"{brief.document.origin}: {len(brief.document.blocks)} blocks, {removed} lines of "
            f"clutter left out, {len(brief.findings)} findings"
        )
        for use in brief.models:
            self.progress.note(f"{use.role}: {use.name} {use.revision}, {use.runtime}")


def _print_error(exc: NewsbriefError, source: Source) -> None:
    """Print one line, which names the article."""
    from newsbrief.progress import one_line

    message = str(exc)
    is_named = source.origin in message or repr(source.origin) in message
    line = message if is_named else f"{source.origin}: {message}"
    click.echo(f"newsbrief: {one_line(line)}", err=True)


def _flagged(brief: Brief) -> str:
    flags = brief.flags
    more = f" (and {len(flags) - 1} more)" if len(flags) > 1 else ""
    return (
        f"{brief.document.origin}: flagged: {flags[0].message}{more}; "
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

    def finish(self) -> None:
        """Put the bar away; the next report begins a new one."""
        self._stage = ""
        self._progress.finish()
