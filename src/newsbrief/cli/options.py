"""Options that several commands share, and what they stand for: the job, the models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from newsbrief.cli.completion import (
    complete_chat_models,
    complete_files,
    complete_models,
    complete_summary_models,
)
from newsbrief.cli.precedence import set_for_good, without_contradictions
from newsbrief.errors import UsageError
from newsbrief.formats import Format, Layout

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsbrief.formats.house import House
    from newsbrief.formats.writing import Writing
    from newsbrief.inputs.expand import InputSettings

__all__ = [
    "Switch",
    "input_options",
    "inputs_from",
    "job_options",
    "model_options",
    "records_from",
    "switch",
    "talk_options",
    "writing_from",
    "writing_options",
]


Command = TypeVar("Command", bound="Callable[..., Any]")


class Switch(click.Option):
    """A flag with an opposite, which the help does not list: --no-strict, --summary.

    What the configuration file turns on can be turned off for one call.
    """

    def __init__(self, names: Sequence[str], **attributes: Any):
        long_name = next(name for name in names if name.startswith("--"))
        declared = [f"{n}/{_opposite(n)}" if n == long_name else n for n in names]
        super().__init__(declared, **{"default": False, **attributes})

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """What the help says, without the opposite."""
        opposite, self.secondary_opts = self.secondary_opts, []
        try:
            return super().get_help_record(ctx)
        finally:
            self.secondary_opts = opposite


def _opposite(name: str) -> str:
    """--strict → --no-strict, --no-summary → --summary."""
    positive = name.removeprefix("--no-")
    return f"--{positive}" if positive != name else f"--no-{name.removeprefix('--')}"


def switch(*names: str, **attributes: Any) -> Callable[[Command], Command]:
    """A flag that is off unless given; a command's option of the class Switch."""
    return click.option(*names, cls=Switch, **attributes)


def _all(*options: Callable[[Any], Any]) -> Callable[[Command], Command]:
    """One decorator of several, in the order that the help lists them."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


input_options = _all(
    switch("--no-follow", help="Fetch no page behind a feed's teaser."),
    switch("--allow-private", help="Fetch addresses of this machine and its networks too."),
    switch("--ignore-robots", help="Fetch what robots.txt closes; for sites of your own."),
    click.option(
        "--timeout",
        type=click.FloatRange(min=1),
        default=30,
        show_default=True,
        metavar="SECONDS",
        help="How long an address may take.",
    ),
)


"""How addresses are fetched."""


job_options = _all(
    click.option(
        "-n",
        "--sentences",
        type=click.IntRange(1, 20),
        default=3,
        show_default=True,
        metavar="N",
        help="Length of the summary in sentences.",
    ),
    click.option(
        "--points",
        type=click.IntRange(0, 20),
        default=4,
        show_default=True,
        metavar="N",
        help="Number of key points; 0 for none.",
    ),
    switch("--no-summary", help="Translate only."),
    switch("--no-translation", help="Leave the full translation out."),
    click.option(
        "--glossary",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Your terms: 'term<tab>translation' or 'term<tab>keep' lines, or TOML.",
    ),
    switch("--force", help="Go on though the text seems not to be French."),
)


"""What to write of an article."""


writing_options = _all(
    click.option(
        "--format",
        type=click.Choice([format.value for format in Format]),
        help="Write Markdown (the default), JSON, one HTML page, or a Word document.",
    ),
    switch(
        "--json",
        "as_json",
        help="The same as --format json; several to the screen, one a line.",
    ),
    click.option(
        "--layout",
        type=click.Choice([layout.value for layout in Layout]),
        help="How the French stands to the English; HTML opens side by side, else English alone.",
    ),
    switch("--bilingual", help="The same as --layout interleaved."),
    click.option(
        "--template",
        metavar="STYLE",
        shell_complete=complete_files,
        help="A house style: wire, note, newsletter, or a Jinja2 template of your own.",
    ),
    switch("--show-removed", help="List the page's clutter that was left out."),
    switch("--strict", help="End with code 14 when anything is flagged."),
)


"""How a brief is written."""


model_options = _all(
    click.option(
        "--model",
        metavar="NAME",
        help="One chat model for both jobs.",
        shell_complete=complete_chat_models,
    ),
    click.option(
        "--model-translation",
        metavar="NAME",
        help="Translate with this model.",
        shell_complete=complete_models,
    ),
    click.option(
        "--model-summary",
        metavar="NAME",
        help="Summarise with this model; 'extractive': without any, by salience.",
        shell_complete=complete_summary_models,
    ),
    click.option(
        "--llm-url",
        metavar="URL",
        help="Summarise by an OpenAI-compatible server; its key is in NEWSBRIEF_LLM_KEY.",
    ),
    click.option(
        "--llm-timeout",
        type=click.FloatRange(min=0, min_open=True),
        metavar="SECONDS",
        help="How long that server may be silent.  [default: 120]",
    ),
    click.option(
        "--runtime",
        type=click.Choice(["auto", "ctranslate2", "transformers"]),
        default="auto",
        help="What runs the translation model.",
    ),
    click.option(
        "--device",
        type=click.Choice(["auto", "cpu", "cuda", "mps"]),
        default="auto",
        help="Where models run; auto takes a GPU if there is one.",
    ),
    click.option(
        "--prompts",
        metavar="DIR",
        type=click.Path(path_type=Path),
        help="Use these prompt templates.",
    ),
    switch("--no-cache", help="Ask the models for everything, and remember nothing."),
)


"""Which models do the work, and where."""


talk_options = _all(
    switch("-v", "--verbose", help="Say more on standard error."),
    switch("-q", "--quiet", help="Say nothing but errors."),
)


"""How much is said on standard error."""


_NO_WRITING = {
    "format": None,
    "as_json": False,
    "layout": None,
    "bilingual": False,
    "show_removed": False,
    "template": None,
}


def inputs_from(given: dict[str, Any]) -> InputSettings:
    """How inputs are looked for, by `input_options`."""
    from newsbrief.inputs.expand import InputSettings

    return InputSettings(
        follow=not given["no_follow"],
        allow_private=given["allow_private"],
        ignore_robots=given["ignore_robots"],
        timeout_s=given["timeout"],
    )


def writing_from(given: dict[str, Any]) -> Writing:
    """How `writing_options` want briefs written. Raises UsageError and TemplateError."""
    return _writing(without_contradictions(given, _NO_WRITING, _writing, set_for_good()))


def records_from(given: dict[str, Any]) -> Writing:
    """How flags want records written; what was set for good is about briefs that are files."""
    lasting = set_for_good()
    return _writing({**given, **{k: v for k, v in _NO_WRITING.items() if k in lasting}})


def _writing(given: dict[str, Any]) -> Writing:
    from newsbrief.formats.writing import Writing

    return Writing(
        format=_format(given["format"], as_json=given["as_json"]),
        layout=_layout(given["layout"], bilingual=given["bilingual"]),
        show_removed=given["show_removed"],
        house=_house(given["template"]),
    )


def _house(named: str | None) -> House | None:
    if named is None:
        return None
    from newsbrief.formats.house import read_house

    return read_house(named)


def _format(named: str | None, *, as_json: bool) -> Format:
    if as_json and named not in (None, Format.JSON.value):
        raise UsageError(f"--json and --format {named} contradict each other; drop one")
    return Format.JSON if as_json else Format(named or Format.MARKDOWN)


def _layout(named: str | None, *, bilingual: bool) -> Layout | None:
    if bilingual and named not in (None, Layout.INTERLEAVED.value):
        raise UsageError(f"--bilingual and --layout {named} contradict each other; drop one")
    if bilingual:
        return Layout.INTERLEAVED
    return None if named is None else Layout(named)
