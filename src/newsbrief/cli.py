"""The command line: options → brief → Markdown. The one place that prints."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsbrief import __version__
from newsbrief.errors import (
    Flagged,
    InputError,
    Interrupted,
    ModelError,
    NewsbriefError,
    UsageError,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.ahead import AheadEngines
    from newsbrief.backends import LoadedEngines
    from newsbrief.pipeline import Brief, Options, Readied
    from newsbrief.progress import RichProgress

__all__ = ["cli"]

MAIN = "brief"  # the command that is meant when none is named
AHEAD = 10  # articles translated together, in 0.6 of the time of one by one; the first waits longer
# The other commands: where each stands, and what the help says of it. Importing them takes twice
# the time of all that the help needs.
OTHERS = {
    "cache": ("newsbrief.memory.commands:group", "Look at the translation memory, or empty it."),
    "doctor": (
        "newsbrief.doctor:doctor",
        "Tell what is installed, what would run, what is missing.",
    ),
    "models": ("newsbrief.models.commands:group", "List, fetch and check the models."),
}


class MainJobGroup(click.Group):
    """A group whose `brief` command need not be named: `newsbrief article.txt` is enough."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the main command first unless another command, or the group's help, is asked for."""
        own = {*self.list_commands(ctx), "--help", "-h", "--version"}
        if args and args[0] in own:
            return super().parse_args(ctx, args)
        if not args and _at_a_terminal():
            return super().parse_args(ctx, ["--help"])
        return super().parse_args(ctx, [MAIN, *args])

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return sorted([*self.commands, *OTHERS])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now if it is one of the others."""
        if cmd_name not in OTHERS:
            return super().get_command(ctx, cmd_name)
        module, _, name = OTHERS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; Ctrl-C becomes an error like the others before click adds a line."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as exc:
            raise Interrupted("interrupted; what was finished is kept") from exc

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the main job's help and, below it, the other commands."""
        main = self.commands[MAIN]
        with click.Context(main, info_name="newsbrief") as main_context:
            main.format_help(main_context, formatter)
        with formatter.section("Commands"):
            formatter.write_dl([(name, told) for name, (_, told) in OTHERS.items()])


@click.group(cls=MainJobGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="newsbrief")
def cli() -> None:
    """Brief English readers on the French press."""


@cli.command(MAIN, hidden=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("inputs", nargs=-1, metavar="[ARTICLE]...")
@click.option("-o", "--output", metavar="PATH", help="Write to this file, or into this folder.")
@click.option(
    "-n",
    "--sentences",
    type=click.IntRange(1, 20),
    default=3,
    show_default=True,
    metavar="N",
    help="Length of the summary in sentences.",
)
@click.option(
    "--points",
    type=click.IntRange(0, 20),
    default=4,
    show_default=True,
    metavar="N",
    help="Number of key points; 0 for none.",
)
@click.option("--no-summary", is_flag=True, help="Translate only.")
@click.option("--no-translation", is_flag=True, help="Leave the full translation out.")
@click.option(
    "--glossary",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="Your terms: 'term<tab>translation' or 'term<tab>keep' lines, or TOML.",
)
@click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Write briefs and findings as JSON; several to the screen, one a line.",
)
@click.option("--strict", is_flag=True, help="End with code 14 when anything is flagged.")
@click.option("--bilingual", is_flag=True, help="Set the French beside the English.")
@click.option("--show-removed", is_flag=True, help="List the page's clutter that was left out.")
@click.option("--force", is_flag=True, help="Go on though the text seems not to be French.")
@click.option("--model", metavar="NAME", help="One chat model for both jobs.")
@click.option("--model-translation", metavar="NAME", help="Translate with this model.")
@click.option("--model-summary", metavar="NAME", help="Summarise with this model.")
@click.option(
    "--runtime",
    type=click.Choice(["auto", "ctranslate2", "transformers"]),
    default="auto",
    help="What runs the translation model.",
)
@click.option(
    "--device",
    type=click.Choice(["auto", "cpu", "cuda", "mps"]),
    default="auto",
    help="Where models run; auto takes a GPU if there is one.",
)
@click.option(
    "--prompts", metavar="DIR", type=click.Path(path_type=Path), help="Use these prompt templates."
)
@click.option(
    "--no-cache", is_flag=True, help="Ask the models for everything, and remember nothing."
)
@click.option("-v", "--verbose", is_flag=True, help="Say more on standard error.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors.")
def brief_command(inputs: tuple[str, ...], **given: Any) -> int:
    """Translate French articles into English and summarise them, as Markdown.

    ARTICLE is a file (plain text as copied from a web page, HTML, Markdown), a folder of such
    files, or - for standard input. The brief goes to standard output, or where -o says: a file
    for one article, a folder for several. Everything runs on this machine; the models are
    fetched once, on first use.

    \b
    newsbrief article.txt                  # to the screen
    newsbrief page.html -o brief.md
    newsbrief a.txt b.html -o briefs/      # briefs/a.brief.md, briefs/b.brief.md
    pbpaste | newsbrief

    \b
    Exit codes: 0 done, 2 usage, 3 input missing or unreadable, 4 empty,
    5 not text, 6 not French, 7 output cannot be written, 8 model failed,
    9 unknown model, 10 model cannot be had, 11 weights corrupt, 12 prompt
    template, 13 glossary, 14 flagged (--strict), 130 interrupted, 141 pipe
    closed, 143 terminated.
    """
    from newsbrief.ahead import AheadEngines
    from newsbrief.article import expand_inputs
    from newsbrief.output import JSON_SUFFIX, SUFFIX, check_writable, plan_outputs
    from newsbrief.progress import RichProgress

    if "" in inputs:  # an unset variable; as a path it would be the current folder
        raise InputError("an article has an empty name; give a file, a folder or -")
    origins = [str(path) for path in expand_inputs(inputs or ("-",))]
    as_json = given["as_json"]
    if as_json and (given["bilingual"] or given["show_removed"]):
        raise UsageError("--json holds both languages and what was removed; drop the other option")
    planned = plan_outputs(origins, given["output"], JSON_SUFFIX if as_json else SUFFIX)
    progress = RichProgress(quiet=given["quiet"])
    if "-" in origins and _at_a_terminal():
        progress.note("reading the article from the terminal; end it with Ctrl-D")
    engines = _engines(given, progress)
    run = _Run(
        engines=AheadEngines(engines),
        options=_options(given),
        progress=progress,
        bilingual=given["bilingual"],
        show_removed=given["show_removed"],
        as_json=as_json,
        strict=given["strict"],
        verbose=given["verbose"],
    )
    check_writable(planned)
    try:
        return run.all(list(zip(origins, planned, strict=True)))
    finally:
        if engines.memory is not None:
            engines.memory.close()


@dataclass(frozen=True)
class _Run:
    """One call of the command: the models, and how each article is to be written."""

    engines: AheadEngines
    options: Options
    progress: RichProgress
    bilingual: bool
    show_removed: bool
    as_json: bool
    strict: bool
    verbose: bool

    def all(self, jobs: Sequence[tuple[str, Path | None]]) -> int:
        """Brief each article (origin, output). With several, one that fails does not stop the rest.

        Returns the exit code of the first failure, or 0. What would fail for every article, such
        as a missing model or a full disk, is raised.
        """
        from newsbrief.progress import one_line

        code = 0
        several = len(jobs) > 1
        for first in range(0, len(jobs), AHEAD):
            group = jobs[first : first + AHEAD]
            read = self._read([origin for origin, _ in group], ahead=several)
            for (origin, path), article in zip(group, read, strict=True):
                try:
                    self.one(article, path, alone=path is not None or not several)
                except NewsbriefError as exc:
                    own = isinstance(exc, (InputError, Flagged)) or type(exc) is ModelError
                    if not several or not own:
                        raise
                    named = str(exc) if repr(origin) in str(exc) else f"{origin}: {exc}"
                    click.echo(f"newsbrief: {one_line(named)}", err=True)
                    code = code or exc.exit_code
        return code

    def _read(self, origins: Sequence[str], *, ahead: bool) -> list[Readied | InputError]:
        """Read each article, or the error that it makes when its turn comes.

        With `ahead` their texts are translated together.
        """
        from newsbrief.article import read_article
        from newsbrief.pipeline import Readied, ready, translate_ahead

        def one(origin: str) -> Readied | InputError:
            try:
                return ready(read_article(origin), self.options)
            except InputError as exc:
                return exc

        read = [one(origin) for origin in origins]
        good = [article for article in read if isinstance(article, Readied)]
        if ahead and good:
            try:
                stages = _Stages(self.progress)
                translate_ahead(good, self.engines, self.options, on_progress=stages)
            except ModelError as exc:
                if type(exc) is not ModelError:  # no model; else the article at fault will tell
                    raise
            finally:
                self.progress.finish()
        return read

    def one(self, article: Readied | InputError, path: Path | None, *, alone: bool) -> None:
        """Brief one article and write it to `path`, or to standard output for None.

        JSON that does not stand `alone` is written in one line. Raises Flagged, once the brief is
        written, where --strict asks for it.
        """
        from newsbrief.output import write_file, write_stdout
        from newsbrief.pipeline import brief

        if isinstance(article, InputError):
            raise article
        stages = _Stages(self.progress)
        try:
            result = brief(article, self.engines, self.options, on_progress=stages)
        finally:
            self.progress.finish()
        text = self._written(result, alone=alone)
        if path is None:
            write_stdout(text)
        else:
            write_file(path, text)
            self.progress.note(f"wrote {path}")
        if self.verbose:
            self._tell(result)
        if self.strict and result.flags:
            raise Flagged(_flagged(result))

    def _written(self, result: Brief, *, alone: bool) -> str:
        from newsbrief.markdown import render
        from newsbrief.record import to_json

        if self.as_json:
            return to_json(result, one_line=not alone)
        return render(result, bilingual=self.bilingual, show_removed=self.show_removed)

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


def _at_a_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


class _Stages:
    """Draws one bar after another from the pipeline's (stage, done, total) reports."""

    def __init__(self, progress: RichProgress):
        self._progress = progress
        self._stage = ""
        self._done = 0

    def __call__(self, stage: str, done: int, total: int | None) -> None:
        if stage != self._stage:
            self._stage, self._done = stage, 0
            self._progress.start_steps(stage, total)
        self._progress.advance(done - self._done)
        self._done = done


def _options(given: dict[str, Any]) -> Options:
    from newsbrief.names import load_glossary
    from newsbrief.pipeline import Options
    from newsbrief.summarize import SummaryOptions

    summary = SummaryOptions(sentences=given["sentences"], key_points=given["points"])
    return Options(
        summary=None if given["no_summary"] else summary,
        translation=not given["no_translation"],
        force=given["force"],
        glossary=load_glossary(given["glossary"]) if given["glossary"] else (),
    )


def _engines(given: dict[str, Any], progress: RichProgress) -> LoadedEngines:
    from newsbrief.backends import LoadedEngines
    from newsbrief.backends.loading import DEFAULT_SUMMARY, DEFAULT_TRANSLATION
    from newsbrief.memory.memory import Memory, max_bytes, store_path

    if given["runtime"] == "ctranslate2" and given["device"] not in ("auto", "cpu"):
        raise UsageError(f"ctranslate2 runs on the CPU here; drop --device {given['device']}")
    both = given["model"]
    bound = 0 if given["no_cache"] else max_bytes()
    engines = LoadedEngines(
        translation=given["model_translation"] or both or DEFAULT_TRANSLATION,
        summary=given["model_summary"] or both or DEFAULT_SUMMARY,
        runtime=given["runtime"],
        device=given["device"],
        prompts_dir=given["prompts"],
        progress=progress,
        memory=Memory(store_path(), bound, progress.note) if bound else None,
    )
    engines.prompts  # noqa: B018 - a broken template is told before anything is fetched
    return engines
