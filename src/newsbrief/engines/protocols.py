"""What a backend implements, a Translator or a ChatModel, and the Question put to a ChatModel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsbrief.engines.alignment import Alignment
    from newsbrief.engines.prompts import Prompt, PromptSet
    from newsbrief.results import ModelUse

__all__ = ["ChatModel", "Engines", "Question", "Translator", "ignore_progress"]


def ignore_progress(done: int, /) -> None:
    """The default progress callback: does nothing."""


class Translator(Protocol):
    """A model that turns French segments into English ones."""

    @property
    def use(self) -> ModelUse:
        """The model's signature."""

    @property
    def max_source_tokens(self) -> int:
        """The longest segment, in tokens, that the model translates whole."""

    def count_tokens(self, text: str) -> int:
        """Return the length of `text` in the model's tokens, including the end mark."""

    def translate(
        self,
        texts: Sequence[str],
        *,
        num_hypotheses: int = 1,
        on_progress: Callable[[int], None] = ignore_progress,
    ) -> list[list[str]]:
        """Return `num_hypotheses` translations of each text, best first, in the order of `texts`.

        `on_progress` receives the number of texts done so far. Raises ModelError.
        """

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        """Return the alignment of each (source, target) pair, in order.

        It is empty for a model that gives none. Raises ModelError.
        """


@dataclass(frozen=True)
class Question:
    """One request to a chat model: everything but the model that the answer depends on."""

    prompt: Prompt
    max_tokens: int  # the longest answer, in the model's tokens
    num_lines: int | None = None  # the number of numbered lines wanted; None: free text
    choices: tuple[str, ...] = ()  # the texts that a line may be; empty: any text
    seed: int | None = None  # None: greedy decoding; else repeatable sampling


class ChatModel(Protocol):
    """An instruct model that answers one prompt at a time."""

    @property
    def use(self) -> ModelUse:
        """The model's signature."""

    @property
    def context_tokens(self) -> int:
        """The most tokens that prompt and answer may have together."""

    def count_tokens(self, text: str) -> int:
        """Return the length of `text` in tokens, or an upper estimate."""

    def complete(
        self, question: Question, *, on_progress: Callable[[int], None] = ignore_progress
    ) -> str:
        """Return the model's answer.

        A backend that can constrain decoding holds the answer to `num_lines` and `choices`; any
        other ignores both. `on_progress` receives the number of tokens written so far. Raises
        ModelError.
        """


class Engines(Protocol):
    """The models, each loaded when it is first used and kept for the following articles."""

    @property
    def prompts(self) -> PromptSet:
        """The prompt templates in force."""

    def translator(self) -> Translator:
        """The translation model."""

    def chat(self) -> ChatModel:
        """The summary model."""

    def anticipate_chat(self) -> None:
        """Called while the translator works, since the summary model is next. May do nothing."""
