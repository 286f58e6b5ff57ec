"""The settings of the library's calls → the job and the engines, those of the command line."""

from __future__ import annotations

import hashlib
import inspect
import logging
import os
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict, TypeVar

import click

from newsbrief.config.settings import Setting, options
from newsbrief.config.values import from_toml
from newsbrief.errors import UsageError
from newsbrief.names import glossary_of
from newsbrief.options import KEY_VARIABLE, engines_from, job_options, model_options, options_from

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from newsbrief.engines import Engines
    from newsbrief.pipeline import Options

__all__ = ["DEFAULTS", "Reporter", "Settings", "engines_of", "options_of", "with_settings"]

Function = TypeVar("Function", bound="Callable[..., Any]")

logger = logging.getLogger("newsbrief")


class Settings(TypedDict, total=False):
    """What `brief` and `briefs` may be told; each is documented with `brief`."""

    sentences: int
    points: int
    summary: bool
    translation: bool
    glossary: Path | str | Mapping[str, str] | None
    force: bool
    model_translation: str | None
    model_summary: str | None
    llm_url: str | None
    llm_timeout: float | None
    runtime: Literal["auto", "ctranslate2", "transformers"]
    device: Literal["auto", "cpu", "cuda", "mps"]
    prompts: Path | str | None
    cache: bool
    engines: Engines | None
    on_progress: Callable[[str, int, int | None], None] | None


DEFAULTS: Settings = {
    "sentences": 3,
    "points": 4,
    "summary": True,
    "translation": True,
    "glossary": None,
    "force": False,
    "model_translation": None,
    "model_summary": None,
    "llm_url": None,
    "llm_timeout": None,
    "runtime": "auto",
    "device": "auto",
    "prompts": None,
    "cache": True,
    "engines": None,
    "on_progress": None,
}
_NEGATED = ("cache", "summary", "translation")  # on the command line these are --no-cache etc.


# The command line's own options: their defaults, and what they accept.
@click.command("job")
@job_options
def _job(**given: Any) -> None:
    """What to write of an article."""


@click.command("models")
@model_options
def _models(**given: Any) -> None:
    """Which models do the work."""


def with_settings(function: Function) -> Function:
    """Have help and notebooks show the settings of `function` one by one, with their defaults."""
    own = inspect.signature(function)
    keyword = inspect.Parameter.KEYWORD_ONLY
    settings = [inspect.Parameter(name, keyword, default=v) for name, v in DEFAULTS.items()]
    plain = [p for p in own.parameters.values() if p.kind is not inspect.Parameter.VAR_KEYWORD]
    vars(function)["__signature__"] = own.replace(parameters=[*plain, *settings])
    return function


def options_of(settings: Settings) -> Options:
    """The job that the settings describe. Raises UsageError and GlossaryError."""
    glossary = settings.get("glossary")
    if isinstance(glossary, str | os.PathLike) or glossary is None:
        return options_from(_given(_job, settings))
    job = options_from(_given(_job, {**settings, "glossary": None}))
    return replace(job, glossary=glossary_of(glossary))


def engines_of(settings: Settings) -> tuple[Engines, Reporter]:
    """The models that the settings name, and what they report to; the last two stay loaded.

    Raises UsageError and PromptError.
    """
    own = settings.get("engines")
    if own is not None:
        return own, Reporter()
    given = _given(_models, settings)
    # Another home means other weights and another memory; another key, another server's leave.
    key = hashlib.sha256(os.environ.get(KEY_VARIABLE, "").encode("utf-8", "replace")).digest()
    return _kept(tuple(sorted(given.items())), os.environ.get("NEWSBRIEF_HOME"), key)


@lru_cache(maxsize=2)
def _kept(
    given: tuple[tuple[str, Any], ...], home: str | None, key: bytes
) -> tuple[Engines, Reporter]:
    reporter = Reporter()
    # A server is asked for when a summary is.
    return engines_from({**dict(given), "no_summary": True}, reporter), reporter


def _given(command: click.Command, settings: Settings) -> dict[str, Any]:
    """What a command's callback would be given. Raises UsageError for an unknown setting."""
    given = command.make_context("brief", []).params
    known = {str(s.option.name): s for s in options(command, ()).values()}
    for name, value in settings.items():
        if name not in DEFAULTS:
            raise UsageError(f"there is no setting {name!r}; there are: {', '.join(DEFAULTS)}")
        option = f"no_{name}" if name in _NEGATED else name
        if option in known and value is not None:
            accepted = _accepted(name, known[option], value)
            given[option] = not accepted if name in _NEGATED else accepted
    return given


def _accepted(name: str, setting: Setting, value: object) -> Any:
    plain = os.fspath(value) if isinstance(value, os.PathLike) else value
    try:
        return from_toml(setting, plain, Path())
    except ValueError as exc:
        raise UsageError(f"{name}: {exc}") from exc


class Reporter:
    """Takes what models tell while they are fetched and loaded, for the call that is under way."""

    def __init__(self) -> None:
        self.on_progress: Callable[[str, int, int | None], None] | None = None
        self._stage, self._done = "", 0
        self._total: int | None = None

    def start(self, label: str, total: int | None) -> None:
        """Begin a stage of `total` bytes."""
        self._stage, self._done, self._total = label, 0, total
        self.advance(0)

    def advance(self, amount: int) -> None:
        """Tell that `amount` more is done."""
        self._done += amount
        if self.on_progress is not None:
            self.on_progress(self._stage, self._done, self._total)

    def note(self, message: str) -> None:
        """Log one line."""
        logger.info(message)

    def finish(self) -> None:
        """End the stage."""
