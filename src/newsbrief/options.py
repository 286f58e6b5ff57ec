"""Options that several commands share, and what they stand for: the job, the models."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from newsbrief.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsbrief.backends import LoadedEngines
    from newsbrief.pipeline import Options
    from newsbrief.progress import RichProgress

__all__ = [
    "engines_from",
    "job_options",
    "model_options",
    "options_from",
    "talk_options",
    "writing_options",
]

Command = TypeVar("Command", bound="Callable[..., Any]")


def _all(*options: Callable[[Any], Any]) -> Callable[[Command], Command]:
    """One decorator of several, in the order that the help lists them."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


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
    click.option("--no-summary", is_flag=True, help="Translate only."),
    click.option("--no-translation", is_flag=True, help="Leave the full translation out."),
    click.option(
        "--glossary",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="Your terms: 'term<tab>translation' or 'term<tab>keep' lines, or TOML.",
    ),
    click.option("--force", is_flag=True, help="Go on though the text seems not to be French."),
)
"""What to write of an article."""

writing_options = _all(
    click.option(
        "--json",
        "as_json",
        is_flag=True,
        help="Write briefs and findings as JSON; several to the screen, one a line.",
    ),
    click.option("--bilingual", is_flag=True, help="Set the French beside the English."),
    click.option("--show-removed", is_flag=True, help="List the page's clutter that was left out."),
    click.option("--strict", is_flag=True, help="End with code 14 when anything is flagged."),
)
"""How a brief is written."""

model_options = _all(
    click.option("--model", metavar="NAME", help="One chat model for both jobs."),
    click.option("--model-translation", metavar="NAME", help="Translate with this model."),
    click.option(
        "--model-summary",
        metavar="NAME",
        help="Summarise with this model; 'extractive': without any, by salience.",
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
    click.option(
        "--no-cache", is_flag=True, help="Ask the models for everything, and remember nothing."
    ),
)
"""Which models do the work, and where."""

talk_options = _all(
    click.option("-v", "--verbose", is_flag=True, help="Say more on standard error."),
    click.option("-q", "--quiet", is_flag=True, help="Say nothing but errors."),
)
"""How much is said on standard error."""


def options_from(given: dict[str, Any]) -> Options:
    """The job that `job_options` describe. Raises UsageError and GlossaryError."""
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


def engines_from(given: dict[str, Any], progress: RichProgress) -> LoadedEngines:
    """The models that `model_options` name, none of them loaded yet.

    They have the translation memory, which the caller closes. Raises UsageError and PromptError.
    """
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
