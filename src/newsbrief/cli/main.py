"""The command line: which commands there are, and the main one, which need not be named."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from newsbrief.cli.completers import complete_files
from newsbrief.cli.options import (
    input_options,
    input_settings,
    job_options,
    model_options,
    settings_of,
    talk_options,
    writing_of,
    writing_options,
)
from newsbrief.errors import Interrupted
from newsbrief.version import __version__

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

__all__ = ["cli"]

MAIN = "brief"  # the command that is meant when none is named

# The other commands: where each is defined, and what the help says of it. Importing them all takes
# twice the time of the rest of `newsbrief --help`.
OTHERS = {
    "batch": ("newsbrief.cli.batch:batch", "Brief thousands of articles; goes on when killed."),
    "cache": ("newsbrief.cli.cache:group", "Look at the translation memory, or empty it."),
    "completion": (
        "newsbrief.cli.completion:completion",
        "Print a shell's completion script, or install it.",
    ),
    "config": (
        "newsbrief.cli.config:group",
        "Show the settings in force and where each comes from.",
    ),
    "doctor": (
        "newsbrief.cli.doctor:doctor",
        "Tell what is installed, what would run, what is missing.",
    ),
    "models": ("newsbrief.cli.models:group", "List, fetch and check the models."),
}

WITHOUT_SETTINGS = ("completion", "config")  # about the shell and the settings themselves


class MainJobGroup(click.Group):
    """A group whose `brief` command need not be named: `newsbrief article.txt` is enough."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the main command first unless another command, or the group's help, is asked for."""
        known = {*self.list_commands(ctx), "--help", "-h"}
        if args and args[0] in known:
            return super().parse_args(ctx, args)
        if ctx.resilient_parsing and not args:  # a completion: any command may follow
            return super().parse_args(ctx, args)
        if not args and _at_a_terminal():
            return super().parse_args(ctx, ["--help"])
        return super().parse_args(ctx, [MAIN, *args])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command, and read its defaults from the configuration file and variables.

        They are not read for help or a completion, which say the same on every machine, nor for
        the commands about settings, with which a broken file is mended.
        """
        resolved = super().resolve_command(ctx, args)
        name = resolved[0]
        is_help = ctx.resilient_parsing or {"-h", "--help"} & set(args)
        if name is not None and name not in WITHOUT_SETTINGS and not is_help:
            from newsbrief.config.file import read
            from newsbrief.config.sources import default_map

            ctx.default_map = default_map(self, name, read())
        return resolved

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the first word: an option or a file of the main job, or another command."""
        from newsbrief.cli.completion import first_word

        return first_word(self, self.commands[MAIN], ctx, incomplete)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted([*self.commands, *OTHERS])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, importing it now if it is one of the others."""
        if cmd_name not in OTHERS:
            return super().get_command(ctx, cmd_name)
        module, _, name = OTHERS[cmd_name][0].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; turn Ctrl-C into an error like the others before Click prints a line."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt as exc:
            raise Interrupted("interrupted; what was finished is kept") from exc

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show the main job's help and, below it, the other commands."""
        main = self.commands[MAIN]
        with click.Context(main, info_name="newsbrief", **main.context_settings) as main_context:
            main.format_help(main_context, formatter)
        with formatter.section("Commands"):
            formatter.write_dl([(name, description) for name, (_, description) in OTHERS.items()])


@click.group(cls=MainJobGroup, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Brief English readers on the French press."""


@cli.command(MAIN, hidden=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("inputs", nargs=-1, metavar="[ARTICLE]...", shell_complete=complete_files)
@click.option(
    "-o",
    "--output",
    metavar="PATH",
    help="Write to this file, or into this folder.",
    shell_complete=complete_files,
)
@input_options
@job_options
@writing_options
@model_options
@talk_options
@click.version_option(__version__, prog_name="newsbrief")
def brief_command(inputs: tuple[str, ...], **values: Any) -> int:
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

    Each option can be set for good, in a file or by an environment variable
    (NEWSBRIEF_SENTENCES=5); newsbrief config shows what is in force.

    \b
    Exit codes: 0 done, 2 usage, 3 input missing or unreadable, 4 empty,
    5 not text, 6 not French, 7 output cannot be written, 8 model failed,
    9 unknown model, 10 model cannot be had, 11 weights corrupt, 12 prompt
    template, 13 glossary, 14 flagged (--strict), 15 library missing, 16 batch:
    some failed, 17 configuration, 18 house style, 130 interrupted, 141 pipe closed, 143
    terminated.
    """
    from newsbrief.cli.brief import Run
    from newsbrief.engines.backends.configured import configured_engines
    from newsbrief.inputs.expand import expand
    from newsbrief.output import check_writable, plan_outputs
    from newsbrief.pipeline import Options
    from newsbrief.progress import RichProgress

    inputs = inputs or ("-",)
    progress = RichProgress(quiet=values["quiet"])
    if "-" in inputs and _at_a_terminal():
        progress.note("reading the article from the terminal; end it with Ctrl-D")
    settings, writing = settings_of(values), writing_of(values)
    sources = list(expand(inputs, input_settings(values)))
    planned = plan_outputs(sources, values["output"], writing.suffix)
    writing.check(planned)
    options = Options.of(settings)
    engines = configured_engines(settings, progress)
    run = Run(
        engines=engines,
        options=options,
        progress=progress,
        writing=writing,
        strict=values["strict"],
        verbose=values["verbose"],
    )
    check_writable(planned)
    try:
        return run.all(list(zip(sources, planned, strict=True)))
    finally:
        if engines.memory is not None:
            engines.memory.close()


def _at_a_terminal() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()
