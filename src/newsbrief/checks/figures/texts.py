"""A French or an English text with its figures, which are read once however many checks ask."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from newsbrief.checks.figures.english import english_figures
from newsbrief.checks.figures.french import french_figures

if TYPE_CHECKING:
    from newsbrief.checks.figures.figure import Figure

__all__ = ["EnglishText", "FrenchText", "Repair"]

_SPACE = re.compile(r"\s")  # no-break and thin spaces too


@dataclass(frozen=True)
class FrenchText:
    """A French text and the figures in it."""

    text: str

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures in the order of the text."""
        return tuple(french_figures(self.text))

    @cached_property
    def plain(self) -> str:
        """The text with an ordinary space for each white space; positions stay the same."""
        return _SPACE.sub(" ", self.text)


@dataclass(frozen=True)
class EnglishText:
    """An English text and the figures in it."""

    text: str

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """The figures in the order of the text."""
        return tuple(english_figures(self.text))

    def rewritten(self, text: str) -> EnglishText:
        """Return `text` with its figures; the same object where nothing was changed."""
        return self if text == self.text else EnglishText(text)


Repair = Callable[[FrenchText, EnglishText], str]  # returns the repaired English
