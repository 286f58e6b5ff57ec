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

from newsbrief.checks.names import glossary_of
from newsbrief.cli.options import job_options, model_options
from newsbrief.cli.precedence import set_for_good, without_contradictions
from newsbrief.config.setting import Setting, from_toml, options
from newsbrief.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from newsbrief.engines.backends import LoadedEngines
    from newsbrief.engines.backends.server.address import Server
    from newsbrief.engines.protocols import Engines
    from newsbrief.pipeline import Options
    from newsbrief.progress import Progress

__all__ = [
    "DEFAULTS",
    "Reporter",
    "Settings",
    "engines_from",
    "engines_of",
    "options_from",
    "options_of",
    "with_settings",
]


KEY_VARIABLE = "NEWSBRIEF_LLM_KEY"


_NO_MODELS = {
    "runtime": "auto",
    "device": "auto",
    "llm_url": None,
    "llm_timeout": None,
    "model": None,
    "model_summary": None,
}


def options_from(given: dict[str, Any]) -> Options:
    """The job that `job_options` describe. Raises UsageError and GlossaryError."""
    from newsbrief.checks.names import load_glossary
    from newsbrief.pipeline import Options
    from newsbrief.summary.summarize import SummaryOptions

    summary = SummaryOptions(sentences=given["sentences"], key_points=given["points"])
    return Options(
        summary=None if given["no_summary"] else summary,
        translation=not given["no_translation"],
        force=given["force"],
        glossary=load_glossary(given["glossary"]) if given["glossary"] else (),
    )


def engines_from(given: dict[str, Any], progress: Progress) -> LoadedEngines:
    """The models that `model_options` name, none of them loaded yet.

    They have the translation memory, which the caller closes. A server is asked now whether it is
    there. Raises UsageError, PromptError, and ModelError for a server.
    """
    from newsbrief.engines import models
    from newsbrief.engines.backends import LoadedEngines
    from newsbrief.engines.memory.memory import Memory, max_bytes, store_path

    given = without_contradictions(given, _NO_MODELS, _check_models, set_for_good())
    both = given["model"]
    bound = 0 if given["no_cache"] else max_bytes()
    engines = LoadedEngines(
        translation=given["model_translation"] or both or models.default("translate").name,
        summary=given["model_summary"] or both or models.default("chat").name,
        runtime=given["runtime"],
        device=given["device"],
        prompts_dir=given["prompts"],
        progress=progress,
        memory=Memory(store_path(), bound, progress.note) if bound else None,
        server=_server_from(given),
    )
    engines.prompts  # noqa: B018 - a broken template is told before anything is fetched
    if engines.server is not None and not given["no_summary"]:
        engines.chat()  # nor is anything translated for a server that is not there
    return engines


def _server_from(given: dict[str, Any]) -> Server | None:
    """The server that `model_options` name, if any. The key is none of them: it would be seen."""
    from newsbrief.engines.backends.server.address import DEFAULT_TIMEOUT_S, Server

    if given["llm_url"] is None:
        return None
    return Server(
        given["llm_url"],
        model=given["model_summary"],
        key=os.environ.get(KEY_VARIABLE),
        timeout_s=given["llm_timeout"] or DEFAULT_TIMEOUT_S,
    )


def _check_models(given: dict[str, Any]) -> None:
    """Raises UsageError for options that contradict each other."""
    from newsbrief.engines.backends.extractive import EXTRACTIVE

    if given["runtime"] == "ctranslate2" and given["device"] not in ("auto", "cpu"):
        raise UsageError(f"ctranslate2 runs on the CPU here; drop --device {given['device']}")
    if given["llm_url"] is None:
        if given["llm_timeout"] is not None and "llm_timeout" not in set_for_good():
            raise UsageError("--llm-timeout is for a server; give --llm-url too")
        return
    if given["model_summary"] == EXTRACTIVE:
        raise UsageError(f"'{EXTRACTIVE}' needs no server; drop --llm-url or --model-summary")
    if given["model"] is not None:
        raise UsageError(
            "--model names a model of this machine for both jobs; with --llm-url, "
            "use --model-summary for the server's and --model-translation"
        )


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
