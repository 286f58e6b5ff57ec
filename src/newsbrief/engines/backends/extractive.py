"""A summary without a language model: the article's most salient sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsbrief.engines.backends.constraints import estimated_tokens
from newsbrief.engines.backends.llama import CONTEXT_TOKENS
from newsbrief.engines.protocols import ignore_progress
from newsbrief.results import ModelUse
from newsbrief.settings import EXTRACTIVE
from newsbrief.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsbrief.engines.protocols import Question

__all__ = ["Extractive"]


class Extractive:
    """A ChatModel that takes the first of the choices, which come in the order of their salience.

    It writes no text itself: an article without a title gets no headline.
    """

    use = ModelUse("summary", EXTRACTIVE, __version__, "no language model")
    context_tokens = CONTEXT_TOKENS  # it reads as much of the article as the default model

    @staticmethod
    def count_tokens(text: str) -> int:
        """Return an upper estimate, from the text's length."""
        return estimated_tokens(text)

    @staticmethod
    def complete(
        question: Question, *, on_progress: Callable[[int], None] = ignore_progress
    ) -> str:
        """See ChatModel.complete: the first `num_lines` of `choices`, numbered."""
        lines = question.choices[: question.num_lines or 0]
        on_progress(len(lines))
        return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))
