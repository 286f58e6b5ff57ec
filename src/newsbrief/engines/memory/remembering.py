"""A Translator and a ChatModel that ask their model only for what the memory does not hold.

What is kept is the model's raw output: a check that is improved acts on remembered work as well.
A key names all that the output depends on, so nothing ever has to be invalidated. The model is
loaded for the first text that is not remembered, if there is one.

What the memory holds of an answer, as JSON: read back exactly, or not at all.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import struct
from itertools import islice
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from newsbrief.engines.alignment import Alignment
from newsbrief.engines.protocols import ignore_progress

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsbrief.engines.memory.memory import Memory
    from newsbrief.engines.protocols import ChatModel, Question, Translator
    from newsbrief.results import ModelUse

__all__ = [
    "RememberingChat",
    "RememberingTranslator",
    "alignment_of",
    "answer_of",
    "hypotheses_of",
    "record_of",
]


def hypotheses_of(record: Any, count: int) -> list[str] | None:
    """The hypotheses of a record; None for one that does not hold `count` of them."""
    if not isinstance(record, list) or len(record) != count:
        return None
    return record if all(isinstance(text, str) for text in record) else None


def answer_of(record: Any) -> str | None:
    """The answer of a record; None for one that is no text."""
    return record if isinstance(record, str) else None


def record_of(alignment: Alignment) -> dict[str, object]:
    """An alignment as JSON.

    The attention is kept to the last bit, so that a name is found in the same words whether its
    alignment was remembered or not: 3 kB a sentence, where four decimals take 1 kB.
    """
    weights = [weight for row in alignment.attention for weight in row]
    return {
        "source": alignment.source,
        "target": alignment.target,
        "widths": [len(row) for row in alignment.attention],
        "attention": base64.b64encode(struct.pack(f"<{len(weights)}d", *weights)).decode(),
    }


def alignment_of(record: Any) -> Alignment | None:
    """The alignment of a record; None for one that is none."""
    try:
        packed = base64.b64decode(record["attention"], validate=True)
        weights = iter(struct.unpack(f"<{sum(record['widths'])}d", packed))
        return Alignment(
            tuple((int(start), int(end)) for start, end in record["source"]),
            tuple((int(start), int(end)) for start, end in record["target"]),
            tuple(tuple(islice(weights, width)) for width in record["widths"]),
        )
    except (KeyError, TypeError, ValueError, binascii.Error, struct.error):
        return None


FORM = 1  # of keys and records: raised when what they hold changes its meaning


Model = TypeVar("Model")


Asked = TypeVar("Asked")


Answer = TypeVar("Answer")


class _Remembered(Generic[Model]):
    """A model behind the memory: what it is, how it is loaded, what it has answered."""

    def __init__(self, use: ModelUse, engine: str, load: Callable[[], Model], memory: Memory):
        self._signature = [FORM, use.name, use.revision, use.runtime, engine]
        self._load = load
        self._memory = memory
        self._model: Model | None = None

    @property
    def model(self) -> Model:
        """The model itself, loaded now if it was not yet. Raises ModelError."""
        if self._model is None:
            self._model = self._load()
        return self._model

    def key(self, *depends_on: object) -> bytes:
        """The key of one answer, which depends on the model and on what is given here."""
        return hashlib.sha256(json.dumps([*self._signature, *depends_on]).encode()).digest()

    def answers(
        self,
        keys: dict[Asked, bytes],
        read: Callable[[Any], Answer | None],
        ask: Callable[[list[Asked]], Sequence[Answer]],
        record: Callable[[Answer], object],
    ) -> dict[Asked, Answer]:
        """Return an answer for each of `keys`: remembered, or asked for now and kept.

        A record that `read` does not understand counts as none. `ask` gets what is not remembered,
        each once; what it raises is raised, and nothing is kept.
        """
        records = self._memory.recall(list(keys.values()))
        known = {asked: read(records[key]) for asked, key in keys.items() if key in records}
        found = {asked: answer for asked, answer in known.items() if answer is not None}
        missing = [asked for asked in keys if asked not in found]
        if missing:
            fresh = dict(zip(missing, ask(missing), strict=True))
            self._memory.remember({keys[a]: record(answer) for a, answer in fresh.items()})
            found.update(fresh)
        return found


class RememberingTranslator:
    """A Translator with a memory before it."""

    def __init__(
        self,
        load: Callable[[], Translator],
        memory: Memory,
        *,
        use: ModelUse,
        max_source_tokens: int,
        count_tokens: Callable[[str], int],
        engine: str,
    ):
        """`use`, `max_source_tokens` and `count_tokens` are those of what `load` returns.

        `engine` names the libraries that run the model, with their versions.
        """
        self.use = use
        self.max_source_tokens = max_source_tokens
        self._count_tokens = count_tokens
        self._remembered = _Remembered(use, engine, load, memory)

    def count_tokens(self, text: str) -> int:
        """See Translator.count_tokens; needs no loaded model."""
        return self._count_tokens(text)

    def translate(
        self,
        texts: Sequence[str],
        *,
        num_hypotheses: int = 1,
        on_progress: Callable[[int], None] = ignore_progress,
    ) -> list[list[str]]:
        """See Translator.translate; what is remembered counts as done at once."""

        def ask(missing: list[str]) -> list[list[str]]:
            unknown = set(missing)
            known = sum(text not in unknown for text in texts)
            return self._remembered.model.translate(
                missing,
                num_hypotheses=num_hypotheses,
                on_progress=lambda done: on_progress(known + done),
            )

        groups = self._remembered.answers(
            {text: self._remembered.key("hypotheses", num_hypotheses, text) for text in texts},
            lambda record: hypotheses_of(record, num_hypotheses),
            ask,
            list,
        )
        on_progress(len(texts))
        return [list(groups[text]) for text in texts]

    def align(self, pairs: Sequence[tuple[str, str]]) -> list[Alignment]:
        """See Translator.align."""
        alignments = self._remembered.answers(
            {pair: self._remembered.key("alignment", *pair) for pair in pairs},
            alignment_of,
            lambda missing: self._remembered.model.align(missing),
            record_of,
        )
        return [alignments[pair] for pair in pairs]


class RememberingChat:
    """A ChatModel with a memory before it. A sampled answer has a seed, so it can be kept too."""

    def __init__(
        self,
        load: Callable[[], ChatModel],
        memory: Memory,
        *,
        use: ModelUse,
        context_tokens: int,
        count_tokens: Callable[[str], int],
        engine: str,
    ):
        """`use`, `context_tokens` and `count_tokens` are those of what `load` returns.

        `engine` names the libraries that run the model, with their versions.
        """
        self.use = use
        self.context_tokens = context_tokens
        self._count_tokens = count_tokens
        self._remembered = _Remembered(use, engine, load, memory)

    def count_tokens(self, text: str) -> int:
        """See ChatModel.count_tokens; needs no loaded model."""
        return self._count_tokens(text)

    def complete(
        self, question: Question, *, on_progress: Callable[[int], None] = ignore_progress
    ) -> str:
        """See ChatModel.complete; of a remembered answer no token is written."""

        def ask(missing: list[Question]) -> list[str]:
            model = self._remembered.model
            return [model.complete(each, on_progress=on_progress) for each in missing]

        key = self._remembered.key("answer", *_fields(question))
        return self._remembered.answers({question: key}, answer_of, ask, str)[question]


def _fields(question: Question) -> tuple[object, ...]:
    """What the answer depends on. Another order here would lose every remembered answer."""
    prompt, choices = question.prompt, question.choices
    lines = (question.max_tokens, question.num_lines, choices)
    return (prompt.system, prompt.user, *lines, question.seed)
