"""A chat model used as a translator, with the translate prompt."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsbrief.engines.alignment import Alignment
from newsbrief.engines.protocols import Question, ignore_progress

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsbrief.engines.prompts import PromptSet
    from newsbrief.engines.protocols import ChatModel
    from newsbrief.results import ModelUse

__all__ = ["ChatTranslator"]

MAX_SOURCE_TOKENS = 256
MARGIN_TOKENS = 32  # an answer may have twice its source's tokens and these before it is cut


class ChatTranslator:
    """Translates one segment per prompt: greedily for the first hypothesis, sampled for others."""

    max_source_tokens = MAX_SOURCE_TOKENS

    def __init__(self, chat: ChatModel, prompts: PromptSet):
        """Wrap a loaded chat model."""
        self._chat = chat
        self._prompts = prompts

    @property
    def use(self) -> ModelUse:
        """The chat model's signature, with the role of a translator."""
        return replace(self._chat.use, role="translation")

    def count_tokens(self, text: str) -> int:
        """Return the chat model's count."""
        return self._chat.count_tokens(text)

    def translate(
        self,
        texts: Sequence[str],
        *,
        num_hypotheses: int = 1,
        on_progress: Callable[[int], None] = ignore_progress,
    ) -> list[list[str]]:
        """See Translator.translate."""
        results = []
        for done, text in enumerate(texts, start=1):
            seeds = [None, *range(1, num_hypotheses)]
            results.append([self._complete(text, seed) for seed in seeds])
            on_progress(done)
        return results

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        """See Translator.align: a chat model gives no alignment."""
        return [Alignment() for _ in pairs]

    def _complete(self, text: str, seed: int | None) -> str:
        prompt = self._prompts.fill(
            "translate", text=text, source_language="French", target_language="English"
        )
        max_tokens = 2 * self.count_tokens(text) + MARGIN_TOKENS
        answer = self._chat.complete(Question(prompt, max_tokens, seed=seed))
        return " ".join(answer.replace("<text>", "").replace("</text>", "").split())
