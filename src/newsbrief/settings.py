"""Settings: how articles are briefed, and by which models. Every default is defined here only.

The command line makes its options from these fields, and the library its keyword arguments; both
fill in a `Settings`, which checks the values.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from newsbrief.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["DEFAULT_LLM_TIMEOUT_S", "EXTRACTIVE", "KINDS", "Choice", "Settings", "Whole"]

EXTRACTIVE = "extractive"  # the summary model that is no model: sentences chosen by salience
DEFAULT_LLM_TIMEOUT_S = 120.0  # a CPU that serves several at once reads a prompt in 30 s


# What a setting accepts is a kind: `accepts` tells whether a value is one, and as a string it
# completes "50 is not ...". Plain classes: `newsbrief --help` pays for each dataclass.
class Whole:
    """Whole numbers from `low` to `high`, both included."""

    def __init__(self, low: int, high: int):
        self.low = low
        self.high = high

    def accepts(self, value: object) -> bool:
        """Return whether `value` is one; True and False are no numbers."""
        is_whole = isinstance(value, int) and not isinstance(value, bool)
        return is_whole and self.low <= value <= self.high  # type: ignore[operator]

    def __str__(self) -> str:
        return f"a whole number from {self.low} to {self.high}"


class Choice:
    """One of a few words."""

    def __init__(self, *words: str):
        self.words = words

    def accepts(self, value: object) -> bool:
        """Return whether `value` is one of the words."""
        return value in self.words

    def __str__(self) -> str:
        return f"one of {', '.join(self.words)}"


class OfType:
    """Values of some types; `name` is what messages call them."""

    def __init__(self, name: str, *types: type):
        self.name = name
        self.types = types

    def accepts(self, value: object) -> bool:
        """Return whether `value` has a type; True and False are no numbers, 0 is no time."""
        if isinstance(value, bool):
            return bool in self.types
        is_number = isinstance(value, int | float)
        return isinstance(value, self.types) and (not is_number or value > 0)  # type: ignore[operator]

    def __str__(self) -> str:
        return self.name


_FLAG = OfType("true or false", bool)
_TEXT = OfType("text", str)
_SECONDS = OfType("a number above 0", int, float)
_PATH = OfType("a path", str, os.PathLike)
_TERMS = OfType("a path or a mapping of terms", str, os.PathLike, Mapping)

# What each setting accepts, None aside.
KINDS: dict[str, Whole | Choice | OfType] = {
    "sentences": Whole(1, 20),
    "points": Whole(0, 20),
    "summary": _FLAG,
    "translation": _FLAG,
    "glossary": _TERMS,
    "force": _FLAG,
    "model": _TEXT,
    "model_translation": _TEXT,
    "model_summary": _TEXT,
    "llm_url": _TEXT,
    "llm_timeout": _SECONDS,
    "runtime": Choice("auto", "ctranslate2", "transformers"),
    "device": Choice("auto", "cpu", "cuda", "mps"),
    "prompts": _PATH,
    "cache": _FLAG,
}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """How articles are briefed, and by which models; None stands for newsbrief's own choice.

    Raises UsageError for a value that the setting does not accept, and for settings that exclude
    each other; the error's `settings` are the names of the latter.
    """

    sentences: int = 3  # of the summary
    points: int = 4  # key points; 0 for none
    summary: bool = True
    translation: bool = True
    glossary: Path | str | Mapping[str, str] | None = None
    force: bool = False  # go on though the text seems not to be French
    model: str | None = None  # one chat model for both jobs
    model_translation: str | None = None
    model_summary: str | None = None
    llm_url: str | None = None
    llm_timeout: float | None = None  # seconds that the server may be silent
    runtime: str = "auto"  # of the translation model
    device: str = "auto"
    prompts: Path | str | None = None  # a folder of templates
    cache: bool = True  # remember on disk what models answered

    def __post_init__(self) -> None:
        for name, kind in KINDS.items():
            value = getattr(self, name)
            if value is not None and not kind.accepts(value):
                raise UsageError(f"{name}: {_shown(value)} is not {kind}")
        if not self.summary and not self.translation:
            raise UsageError("--no-summary and --no-translation leave nothing to write; drop one")
        self._check_models()

    def _check_models(self) -> None:
        if self.runtime == "ctranslate2" and self.device not in ("auto", "cpu"):
            raise UsageError(
                f"ctranslate2 runs on the CPU here; drop --device {self.device}",
                settings=("runtime", "device"),
            )
        if self.llm_url is None and self.llm_timeout is not None:
            raise UsageError(
                "--llm-timeout is for a server; give --llm-url too",
                settings=("llm_timeout", "llm_url"),
            )
        if self.llm_url is not None and self.model_summary == EXTRACTIVE:
            raise UsageError(
                f"'{EXTRACTIVE}' needs no server; drop --llm-url or --model-summary",
                settings=("llm_url", "model_summary"),
            )
        if self.llm_url is not None and self.model is not None:
            raise UsageError(
                "--model names a model of this machine for both jobs; with --llm-url, "
                "use --model-summary for the server's and --model-translation",
                settings=("llm_url", "model"),
            )

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Settings:
        """Return the settings of a mapping by name; None and what is missing are the default.

        Raises UsageError, also for a name that is no setting.
        """
        for name in values:
            if name not in KINDS:
                raise UsageError(f"there is no setting {name!r}; there are: {', '.join(KINDS)}")
        return cls(**{name: value for name, value in values.items() if value is not None})

    def of_models(self) -> Settings:
        """Return these settings with those of the single article put back to their defaults.

        What is left decides which engines are needed: two equal results can share them.
        """
        of_article = ("sentences", "points", "summary", "translation", "glossary", "force")
        return replace(self, **{name: getattr(Settings, name) for name in of_article})


def _shown(value: object) -> str:
    """Return a value as a user would write it, cut short."""
    import json

    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= 60 else f"{shown[:57]}..."
