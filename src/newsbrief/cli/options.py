"""Options that several commands share, and the Settings, Writing and InputSettings made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click
from click.core import ParameterSource

from newsbrief.cli.completers import (
    complete_chat_models,
    complete_files,
    complete_models,
    complete_summary_models,
)
from newsbrief.errors import UsageError
from newsbrief.formats import Format, Layout
from newsbrief.settings import DEFAULT_LLM_TIMEOUT_S, KINDS, Choice, Settings, Whole

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from newsbrief.formats.writing import Writing
    from newsbrief.inputs.expand import InputSettings

__all__ = [
    "Switch",
    "input_options",
    "input_settings",
    "job_options",
    "model_options",
    "record_writing",
    "set_beforehand",
    "settings_of",
    "switch",
    "talk_options",
    "writing_of",
    "writing_options",
]

Command = TypeVar("Command", bound="Callable[..., Any]")
T = TypeVar("T")


class Switch(click.Option):
    """A flag with an opposite, which the help does not list: --no-strict, --summary.

    What the configuration file turns on can be turned off for one call.
    """

    def __init__(self, names: Sequence[str], **attributes: Any):
        long_name = next(name for name in names if name.startswith("--"))
        declared = [f"{n}/{_opposite(n)}" if n == long_name else n for n in names]
        super().__init__(declared, **{"default": False, **attributes})

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return what the help says, without the opposite."""
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
    """Return a decorator that adds a flag, off by default: an option of the class Switch."""
    return click.option(*names, cls=Switch, **attributes)


def _setting(*names: str, **attributes: Any) -> Callable[[Command], Command]:
    """Add an option with the default and the accepted values of the Settings field of its name."""
    name = names[-1].removeprefix("--").replace("-", "_")
    kind = KINDS[name]
    if isinstance(kind, Whole):
        attributes |= {"type": click.IntRange(kind.low, kind.high), "show_default": True}
    if isinstance(kind, Choice):
        attributes["type"] = click.Choice(kind.words)
    return click.option(*names, default=getattr(Settings, name), **attributes)


def _all(*options: Callable[[Any], Any]) -> Callable[[Command], Command]:
    """Return one decorator that adds all the options, in the order in which the help lists them."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


# How addresses are fetched.
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

# What to write of an article.
job_options = _all(
    _setting("-n", "--sentences", metavar="N", help="Length of the summary in sentences."),
    _setting("--points", metavar="N", help="Number of key points; 0 for none."),
    switch("--no-summary", help="Translate only."),
    switch("--no-translation", help="Leave the full translation out."),
    _setting(
        "--glossary",
        metavar="FILE",
        type=click.Path(),
        help="Your terms: 'term<tab>translation' or 'term<tab>keep' lines, or TOML.",
    ),
    switch("--force", help="Go on though the text seems not to be French."),
)

# How a brief is written.
writing_options = _all(
    click.option(
        "--format",
        type=click.Choice([format.value for format in Format]),
        help="Write Markdown (the default), JSON, one HTML page, or a Word document.",
    ),
    click.option(
        "--json",
        "format",
        flag_value=Format.JSON.value,
        help="The same as --format json; several to the screen, one a line.",
    ),
    click.option("--no-json", "format", flag_value=Format.MARKDOWN.value, hidden=True),
    click.option(
        "--layout",
        type=click.Choice([layout.value for layout in Layout]),
        help="How the French stands to the English; HTML opens side by side, else English alone.",
    ),
    click.option(
        "--bilingual",
        "layout",
        flag_value=Layout.INTERLEAVED.value,
        help="The same as --layout interleaved.",
    ),
    click.option("--no-bilingual", "layout", flag_value=Layout.ENGLISH.value, hidden=True),
    click.option(
        "--template",
        metavar="STYLE",
        shell_complete=complete_files,
        help="A house style: wire, note, newsletter, or a Jinja2 template of your own.",
    ),
    switch("--show-removed", help="List the page's clutter that was left out."),
    switch("--strict", help="End with code 14 when anything is flagged."),
)

# Which models do the work, and where.
model_options = _all(
    _setting(
        "--model",
        metavar="NAME",
        help="One chat model for both jobs.",
        shell_complete=complete_chat_models,
    ),
    _setting(
        "--model-translation",
        metavar="NAME",
        help="Translate with this model.",
        shell_complete=complete_models,
    ),
    _setting(
        "--model-summary",
        metavar="NAME",
        help="Summarise with this model; 'extractive': without any, by salience.",
        shell_complete=complete_summary_models,
    ),
    _setting(
        "--llm-url",
        metavar="URL",
        help="Summarise by an OpenAI-compatible server; its key is in NEWSBRIEF_LLM_KEY.",
    ),
    _setting(
        "--llm-timeout",
        type=click.FloatRange(min=0, min_open=True),
        metavar="SECONDS",
        help=f"How long that server may be silent.  [default: {DEFAULT_LLM_TIMEOUT_S:.0f}]",
    ),
    _setting("--runtime", help="What runs the translation model."),
    _setting("--device", help="Where models run; auto takes a GPU if there is one."),
    _setting(
        "--prompts",
        metavar="DIR",
        type=click.Path(),
        help="Use these prompt templates.",
    ),
    switch("--no-cache", help="Ask the models for everything, and remember nothing."),
)

# How much is said on standard error.
talk_options = _all(
    switch("-v", "--verbose", help="Say more on standard error."),
    switch("-q", "--quiet", help="Say nothing but errors."),
)


def set_beforehand() -> frozenset[str]:
    """Return the running command's parameters that the configuration file or a variable set."""
    context = click.get_current_context(silent=True)
    if context is None:
        return frozenset()
    source = context.get_parameter_source
    return frozenset(n for n in context.params if source(n) is ParameterSource.DEFAULT_MAP)


def _flags_first(
    make: Callable[[dict[str, Any]], T], values: dict[str, Any], beforehand: Collection[str]
) -> T:
    """Return what `make` makes of the values by name; flags outweigh what was set beforehand.

    Where settings exclude each other and only some of them were set beforehand, those are left
    out: `format = "html"` in the file does not forbid `--template wire`. Raises the UsageError of
    `make` where flags contradict each other, or the file contradicts itself.
    """
    while True:
        try:
            return make(values)
        except UsageError as exc:
            dropped = {name for name in exc.settings if name in beforehand and name in values}
            if not dropped or dropped == set(exc.settings):
                raise
            values = {name: value for name, value in values.items() if name not in dropped}


def settings_of(values: dict[str, Any]) -> Settings:
    """Return the settings that `job_options` and `model_options` took. Raises UsageError."""
    named = {name: values[name] for name in KINDS if name in values}
    negated = {name: not values[f"no_{name}"] for name in KINDS if f"no_{name}" in values}
    return _flags_first(Settings.of, named | negated, set_beforehand())


def input_settings(values: dict[str, Any]) -> InputSettings:
    """Return how inputs are to be fetched, as `input_options` took it."""
    from newsbrief.inputs.expand import InputSettings

    return InputSettings(
        follow=not values["no_follow"],
        allow_private=values["allow_private"],
        ignore_robots=values["ignore_robots"],
        timeout_s=values["timeout"],
    )


def writing_of(values: dict[str, Any]) -> Writing:
    """Return how `writing_options` want briefs written. Raises UsageError and TemplateError."""
    return _flags_first(_writing, values, set_beforehand())


def record_writing(values: dict[str, Any]) -> Writing:
    """Return how flags want records written; what was set beforehand is about briefs in files."""
    beforehand = set_beforehand()
    return _writing({name: value for name, value in values.items() if name not in beforehand})


def _writing(values: dict[str, Any]) -> Writing:
    from newsbrief.formats.writing import Writing

    template, layout = values.get("template"), values.get("layout")
    house = None
    if template is not None:
        from newsbrief.formats.house import read_house

        house = read_house(template)
    return Writing(
        format=Format(values.get("format") or Format.MARKDOWN),
        layout=None if layout is None else Layout(layout),
        show_removed=values.get("show_removed", False),
        house=house,
    )
