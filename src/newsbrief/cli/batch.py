"""The command `newsbrief batch`."""

from __future__ import annotations

from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsbrief.cli.cluster_options import (
    ClusterCommand,
    cluster_options,
    pool_from,
    worker_setup_from,
)
from newsbrief.cli.completers import complete_files
from newsbrief.cli.options import (
    input_options,
    input_settings,
    job_options,
    model_options,
    record_writing,
    settings_of,
    switch,
    talk_options,
    writing_of,
    writing_options,
)
from newsbrief.errors import Flagged, Interrupted, ModelError, SomeFailed, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsbrief.batch.inputs import Inputs
    from newsbrief.batch.journal import Counts, Journal
    from newsbrief.batch.run import BatchRun, Executor
    from newsbrief.batch.sinks.base import OutputPaths
    from newsbrief.batch.work import Job, Outcome, Task
    from newsbrief.engines.backends import LoadedEngines
    from newsbrief.engines.protocols import Engines

__all__ = ["batch"]

TOTAL = "total"  # the journal's setting for how many articles were counted


@click.command(
    "batch", cls=ClusterCommand, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.argument("inputs", nargs=-1, metavar="[INPUT]...", shell_complete=complete_files)
@click.option(
    "-o",
    "--output",
    metavar="OUT",
    help="A folder (one file for each article), or OUT.jsonl, or OUT.parquet.",
    shell_complete=complete_files,
)
@click.option(
    "--from-file",
    "lists",
    multiple=True,
    metavar="LIST",
    type=click.Path(path_type=Path),
    help="Take inputs from this file too, one in each line.",
)
@click.option("--text-column", metavar="NAME", help="The records' field with the article.")
@click.option(
    "--id-column", metavar="NAME", default="id", show_default=True, help="The one with its id."
)
@switch("--retry-failed", help="Try again what failed before.")
@switch("--restart", help="Forget what was done, and begin anew.")
@click.option(
    "--max-failures", type=click.IntRange(0), metavar="N", help="Stop after more failures than N."
)
@click.option(
    "--status",
    "status_of",
    metavar="OUT",
    help="Tell how far a batch is, and stop.",
    shell_complete=complete_files,
)
@input_options
@cluster_options
@job_options
@writing_options
@model_options
@talk_options
def batch(inputs: tuple[str, ...], **values: Any) -> int:
    """Brief thousands of articles; killed at any point, the same command goes on.

    INPUT is what newsbrief takes (a file, a folder with the folders inside it, a quoted pattern),
    or records: .jsonl, .jsonl.gz or .parquet with the fields text, html or markdown, and if known
    id, title, byline, date, site, url.

    \b
    newsbrief batch press/ -o briefs/              # briefs/NAME.brief.md
    newsbrief batch 'in/**/*.html' -o out.jsonl    # one record a line
    newsbrief batch crawl.parquet -o out.parquet   # a folder of parts: one table
    newsbrief batch --ray crawl/ -o out.jsonl      # on all cores
    newsbrief batch --status briefs/

    A journal lies beside the output (briefs/.newsbrief, out.jsonl.newsbrief), a report at the end
    too. An article is done again if it has changed, or if options or models have.

    \b
    Exit codes: 0 all done, 14 flagged (--strict), 16 some articles failed;
    the others as of newsbrief.
    """
    from newsbrief.batch.sinks.base import OutputPaths

    if values["status_of"] is not None:
        click.echo(_status(OutputPaths(values["status_of"])))
        return 0
    if values["output"] is None:
        raise UsageError(
            "newsbrief batch needs -o: a folder, or a file ending in .jsonl or .parquet"
        )
    if not inputs and not values["lists"]:
        raise UsageError("newsbrief batch needs an input: files, folders, patterns or records")
    return _Batch(OutputPaths(values["output"]), values).run(inputs)


def _status(layout: OutputPaths) -> str:
    from newsbrief.batch.report import status
    from newsbrief.batch.run import existing_journal

    journal = existing_journal(layout)
    try:
        total = journal.setting(TOTAL)
        return status(journal, int(total) if total else None)
    finally:
        journal.close()


class _Batch:
    """One call of the command."""

    def __init__(self, layout: OutputPaths, values: dict[str, Any]):
        from newsbrief.batch.report import BatchProgress

        self._layout = layout
        self._values = values
        self._settings = settings_of(values)
        self._progress = BatchProgress(quiet=values["quiet"])

    def run(self, names: tuple[str, ...]) -> int:
        """Brief every article that is not done yet, and report. Returns the exit code."""
        from newsbrief.batch.run import locked_journal

        inputs, job = self._inputs(names), self._job()
        total = inputs.count()
        with locked_journal(self._layout, restart=self._values["restart"]) as journal:
            if unfinished := journal.recover():
                self._progress.note(
                    f"going on; {unfinished} articles were at work when the last run died"
                )
            journal.set(TOTAL, str(total))
            self._work(inputs, total, job, journal)
            return self._code(journal.counts(inputs_only=True))

    def _inputs(self, names: tuple[str, ...]) -> Inputs:
        from newsbrief.batch.inputs import Inputs
        from newsbrief.batch.records import Columns

        values, out = self._values, self._layout
        if out.kind != "files" and any(Path(n).resolve() == out.path.resolve() for n in names):
            raise UsageError(f"'{out.path}' is an input and would be lost; name another output")
        columns = Columns(values["text_column"], values["id_column"])
        return Inputs(names, values["lists"], columns, out.path, input_settings(values))

    def _job(self) -> Job:
        from newsbrief.batch.work import AsFile, AsRecord, Job
        from newsbrief.formats import Format
        from newsbrief.formats.writing import Writing
        from newsbrief.pipeline import Options

        if self._layout.kind == "files":
            writing = writing_of(self._values)
            writing.check([self._layout.path])
            return Job(Options.of(self._settings), AsFile(writing))
        if record_writing(self._values) not in (Writing(), Writing(format=Format.JSON)):
            raise UsageError(
                f"'{self._layout.path}' holds records: both languages and what was removed; "
                "name a folder for briefs in another format"
            )
        return Job(Options.of(self._settings), AsRecord())

    def _work(self, inputs: Inputs, total: int, job: Job, journal: Journal) -> None:
        from newsbrief.batch.run import BatchRun, Policy, sink_for
        from newsbrief.batch.work import job_digest
        from newsbrief.engines.backends.configured import configured_engines

        values = self._values
        engines = configured_engines(self._settings, self._progress)
        try:
            digest = job_digest(job, engines)
            sink = sink_for(self._layout, job.writing.suffix, journal)
            with self._executing(engines, job) as execute:
                works_here = values["ray"] is None
                policy = Policy(
                    values["retry_failed"], values["max_failures"], works_here=works_here
                )
                run = BatchRun(journal, sink, digest, self._progress, policy)
                self._progress.begin(total)
                self._follow(run, inputs, total, journal, execute)
        finally:
            self._progress.end()
            if engines.memory is not None:
                engines.memory.close()

    @contextmanager
    def _executing(self, engines: LoadedEngines, job: Job) -> Iterator[Executor]:
        """Yield the function that does the work: in this process, or on a cluster's workers."""
        pool = pool_from(self._values, engines, job)
        if pool is None:
            yield partial(_execute, engines=engines, job=job)
            return
        from newsbrief.batch.cluster import connected, execute

        with connected(self._values["ray"]):
            yield partial(execute, setup=worker_setup_from(engines, job, pool), pool=pool)

    def _follow(
        self, run: BatchRun, inputs: Inputs, total: int, journal: Journal, execute: Executor
    ) -> None:
        """Brief all articles; a report is written even where an error or Ctrl-C ends the run."""
        from newsbrief.batch.report import summary, write_report

        report = self._layout.report
        try:
            run.brief_all(inputs.items(), execute)
        except KeyboardInterrupt as exc:
            write_report(report, journal, run.totals)
            done = journal.counts().done
            raise Interrupted(
                f"interrupted; {done:,} of {total:,} articles are done, and the same command "
                "goes on"
            ) from exc
        except (ModelError, SomeFailed):
            write_report(report, journal, run.totals)
            raise
        write_report(report, journal, run.totals)
        self._progress.end()
        self._progress.note(summary(journal.counts(), run.totals, report))

    def _code(self, counts: Counts) -> int:
        """Return 0; raise SomeFailed, or Flagged with --strict.

        An article that failed before and is no longer among the inputs, such as an entry that left
        its feed, appears in the report only.
        """
        if counts.failed:
            raise SomeFailed(
                f"{counts.failed:,} of {counts.done + counts.failed:,} articles failed: see "
                f"{self._layout.report}; --retry-failed tries them again"
            )
        if self._values["strict"] and counts.flagged:
            raise Flagged(
                f"{counts.flagged:,} briefs are flagged, and written: see {self._layout.report}"
            )
        return 0


def _execute(groups: Iterable[Sequence[Task]], *, engines: Engines, job: Job) -> Iterator[Outcome]:
    """Do all groups in this process, one after the other."""
    from newsbrief.batch.work import brief_group

    for group in groups:
        yield from brief_group(group, engines, job)
