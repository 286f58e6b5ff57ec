"""Model outputs kept in a folder, so that a change of the checks is measured without the models."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

from newsbrief.checks.names import Names, gazetteer
from newsbrief.engines import models
from newsbrief.engines.backends import LoadedEngines
from newsbrief.engines.prompts import load_prompts
from newsbrief.engines.protocols import ignore_progress
from newsbrief.results import ModelUse, Translation
from newsbrief.summary.answer import headline, numbered_sentences
from newsbrief.translation.translate import translate

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from newsbrief.document import Document
    from newsbrief.engines.protocols import Question

__all__ = ["CachedChat", "CachedEngines", "first_answers"]


@dataclass(frozen=True)
class Answer:
    """What the model wrote for one prompt, and the number of its tokens."""

    text: str
    tokens: int
    num_lines: int | None


class CachedEngines:
    """Engines loaded only for what `folder` does not hold (None: keep nothing)."""

    def __init__(self, folder: Path | None, summary: str | None = None):
        self._folder = folder
        self._engines = LoadedEngines(summary=summary or models.default("chat").name)
        self.prompts = load_prompts()
        if folder:
            folder.mkdir(parents=True, exist_ok=True)

    def translation(self, document: Document) -> Translation:
        """Return newsbrief's translation of `document`, without inline markup."""
        french = [document.title, *(block.text for block in document.blocks)]
        title, *english = self.kept(french, lambda: self._translated(document))
        pairs = zip(document.blocks, english, strict=True)
        return Translation(title, tuple(replace(b, text=text, spans=()) for b, text in pairs))

    def _translated(self, document: Document) -> list[str | None]:
        names = Names(gazetteer())
        translation, _ = translate(document, self._engines.translator(), names)
        return [translation.title, *(block.text for block in translation.blocks)]

    def chat(self) -> CachedChat:
        """Return a chat model that remembers what it answered."""
        return CachedChat(self)

    def complete(self, question: Question) -> Answer:
        """Return the model's answer, from the folder if it was asked before."""

        def ask() -> list[object]:
            counted: list[int] = [0]
            chat = self._engines.chat()
            text = chat.complete(question, on_progress=counted.append)
            return [text, counted[-1]]

        how = asdict(question)
        prompt = how.pop("prompt")
        key = [self._engines.summary, prompt["system"], prompt["user"], how]
        text, tokens = self.kept(key, ask)
        return Answer(str(text), int(tokens), question.num_lines)

    def kept(self, key: list[object], make: Callable[[], list[object]]) -> list:  # type: ignore[type-arg]
        """Return what the folder holds under `key`, or make and keep it."""
        if self._folder is None:
            return make()
        digest = hashlib.sha256(json.dumps(key, ensure_ascii=False).encode()).hexdigest()
        path = self._folder / f"{digest[:24]}.json"
        if not path.exists():
            path.write_text(json.dumps(make(), ensure_ascii=False), encoding="utf-8")
        return json.loads(path.read_text(encoding="utf-8"))


@dataclass
class CachedChat:
    """A ChatModel whose answers come from the cache; `answers` are those given so far."""

    engines: CachedEngines
    answers: list[Answer] = field(default_factory=list)
    context_tokens: int = 8192
    use: ModelUse = field(default=ModelUse("summary", "cached", "", ""))

    def count_tokens(self, text: str) -> int:
        """Return an upper estimate, as the CPU's chat model does."""
        return len(text) // 3 + 1

    def complete(
        self, question: Question, *, on_progress: Callable[[int], None] = ignore_progress
    ) -> str:
        """See ChatModel.complete."""
        answer = self.engines.complete(question)
        self.answers.append(answer)
        on_progress(answer.tokens)
        return answer.text


def first_answers(chat: CachedChat) -> list[str]:
    """Return what would stand without any check: the first answer's lines, and a headline."""
    lined = [answer.text for answer in chat.answers if answer.num_lines][:1]
    titles = [headline(answer.text) for answer in chat.answers if not answer.num_lines][:1]
    return [*filter(None, titles), *(line for text in lined for line in numbered_sentences(text))]
