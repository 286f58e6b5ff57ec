"""Every error that newsbrief raises on purpose, with the exit code that the command line gives it.

NewsbriefError
├── UsageError               2   options that contradict each other
├── InputError               3   missing, unreadable or oversized input
│   ├── EmptyInput           4
│   ├── NotText              5   binary data, a PDF named .txt, an unknown encoding
│   └── WrongLanguage        6   not French (see --force)
├── OutputError              7   a folder that cannot be written, a full disk
├── ModelError               8   a model that cannot be loaded or that failed while it ran
│   ├── UnknownModel         9
│   ├── ModelUnavailable    10   not cached and no source could deliver it
│   └── WeightsCorrupt      11   a weight file whose size or hash is wrong
├── PromptError             12   a template that is missing or names an unknown field
├── GlossaryError           13   a glossary that cannot be read or has a line that is no term
├── Flagged                 14   --strict, and something in a brief must be looked at
├── MissingExtra            15   a library that only some inputs and outputs need
├── SomeFailed              16   newsbrief batch: done, but not every article
├── ConfigError             17   a configuration file that cannot be read or has a wrong value
├── TemplateError           18   a house style that is missing, broken, or names an unknown field
└── Interrupted            130   Ctrl-C

A closed pipe ends with 141 and a SIGTERM with 143, as shells report it. Each message is one line:
what failed, with the value, and what to do next.
"""

from __future__ import annotations

__all__ = [
    "ConfigError",
    "EmptyInput",
    "Flagged",
    "GlossaryError",
    "InputError",
    "Interrupted",
    "MissingExtra",
    "ModelError",
    "ModelUnavailable",
    "NewsbriefError",
    "NotText",
    "OutputError",
    "PromptError",
    "SomeFailed",
    "TemplateError",
    "UnknownModel",
    "UsageError",
    "WeightsCorrupt",
    "WrongLanguage",
]


class NewsbriefError(Exception):
    """The root of the tree: a failure with a one-line message and an exit code."""

    exit_code = 1


class UsageError(NewsbriefError):
    """Options that contradict each other; `settings` are the names of those that do, if known."""

    exit_code = 2

    def __init__(self, message: str, *, settings: tuple[str, ...] = ()):
        super().__init__(message)
        self.settings = settings


class InputError(NewsbriefError):
    """An input that is missing, cannot be read, or is too large."""

    exit_code = 3


class EmptyInput(InputError):
    """An input without any text."""

    exit_code = 4


class NotText(InputError):
    """An input that is not text: binary data, a PDF, an unknown encoding."""

    exit_code = 5


class WrongLanguage(InputError):
    """An article in another language than French."""

    exit_code = 6


class OutputError(NewsbriefError):
    """An output that cannot be written."""

    exit_code = 7


class ModelError(NewsbriefError):
    """A model that cannot be loaded, or that failed while it ran."""

    exit_code = 8

    @classmethod
    def cannot_load(cls, name: str, revision: str, reason: object) -> ModelError:
        """Return the error and its remedy: a cached model can be verified, a user's cannot."""
        if revision.startswith("local-"):
            remedy = "check the file, or name another model"
        else:
            remedy = f"run: newsbrief models verify {name}"
        return cls(f"model '{name}' cannot be loaded ({reason}); {remedy}")


class UnknownModel(ModelError):
    """A model name that is in no catalogue, no folder and no hub."""

    exit_code = 9


class ModelUnavailable(ModelError):
    """A model that is not on this machine and that no source could deliver."""

    exit_code = 10


class WeightsCorrupt(ModelError):
    """A weight file whose size or SHA-256 is not the catalogue's."""

    exit_code = 11


class PromptError(NewsbriefError):
    """A prompt template that is missing, unreadable, or names an unknown field."""

    exit_code = 12


class GlossaryError(NewsbriefError):
    """A glossary that cannot be read, or a line of it that is no term."""

    exit_code = 13


class Flagged(NewsbriefError):
    """A brief that was written, with something flagged in it, under --strict."""

    exit_code = 14


class MissingExtra(NewsbriefError):
    """A library that only some inputs and outputs need is not installed."""

    exit_code = 15


class SomeFailed(NewsbriefError):
    """A batch that came to its end, in which some articles failed."""

    exit_code = 16


class ConfigError(NewsbriefError):
    """A configuration file that cannot be read, or a wrong name or value in it."""

    exit_code = 17


class TemplateError(NewsbriefError):
    """A house style that is missing or broken, or that names a field that no brief has."""

    exit_code = 18


class Interrupted(NewsbriefError):
    """Ctrl-C; 128 + SIGINT, as shells report it."""

    exit_code = 130
