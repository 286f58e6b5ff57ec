"""A Translator and a ChatModel that ask their model only for what the memory does not hold.

The memory keeps the model's raw output, so that improved checks apply to remembered texts as well.
A key covers everything that the output depends on: nothing has to be invalidated. The model is
loaded for the first text that is not remembered, if there is one. Records are JSON, and are read
back exactly or not at all.
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
    "hypotheses_of",
    "record_of",
]

FORMAT_VERSION = 1  # of keys and records; increased when the meaning of either changes
Model = TypeVar("Model")
Request = TypeVar("Request")
Answer = TypeVar("Answer")


class RememberingTranslator:
    """A Translator with the memory before it."""

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
        """`use`, `max_source_tokens` and `count_tokens` are those of the model that `load` returns.

        `engine` names the libraries that run the model, with their versions.
        """
        self.use = use
        self.max_source_tokens = max_source_tokens
        self._count_tokens = count_tokens
        self._remembered = _Remembered(use, engine, load, memory)

    def count_tokens(self, text: str) -> int:
        """See Translator.count_tokens; does not load the model."""
        return self._count_tokens(text)

    def translate(
        self,
        texts: Sequence[str],
        *,
        num_hypotheses: int = 1,
        on_progress: Callable[[int], None] = ignore_progress,
    ) -> list[list[str]]:
        """See Translator.translate; remembered texts count as done at once."""

        def ask(missing: list[str]) -> list[list[str]]:
            new = set(missing)
            remembered = sum(text not in new for text in texts)
            return self._remembered.model.translate(
                missing,
                num_hypotheses=num_hypotheses,
                on_progress=lambda done: on_progress(remembered + done),
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
    """A ChatModel with the memory before it. Sampled answers have a seed and are kept as well."""

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
        """`use`, `context_tokens` and `count_tokens` are those of the model that `load` returns.

        `engine` names the libraries that run the model, with their versions.
        """
        self.use = use
        self.context_tokens = context_tokens
        self._count_tokens = count_tokens
        self._remembered = _Remembered(use, engine, load, memory)

    def count_tokens(self, text: str) -> int:
        """See ChatModel.count_tokens; does not load the model."""
        return self._count_tokens(text)

    def complete(
        self, question: Question, *, on_progress: Callable[[int], None] = ignore_progress
    ) -> str:
        """See ChatModel.complete; a remembered answer reports no progress."""

        def ask(missing: list[Question]) -> list[str]:
            model = self._remembered.model
            return [model.complete(each, on_progress=on_progress) for each in missing]

        key = self._remembered.key("answer", *_fields(question))
        return self._remembered.answers({question: key}, _answer_of, ask, str)[question]


class _Remembered(Generic[Model]):
    """A model that is loaded on first use, and the memory of its answers."""

    def __init__(self, use: ModelUse, engine: str, load: Callable[[], Model], memory: Memory):
        self._signature = [FORMAT_VERSION, use.name, use.revision, use.runtime, engine]
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
        """Return the key of an answer that depends on the model and on these JSON values."""
        return hashlib.sha256(json.dumps([*self._signature, *depends_on]).encode()).digest()

    def answers(
        self,
        keys: dict[Request, bytes],
        read: Callable[[Any], Answer | None],
        ask: Callable[[list[Request]], Sequence[Answer]],
        record: Callable[[Answer], object],
    ) -> dict[Request, Answer]:
        """Return the answer to each request in `keys`, from the memory or else from the model.

        A record that `read` returns None for is ignored. `ask` gets each request that is not
        remembered once, and its answers are kept; what it raises is raised, and nothing is kept.
        """
        records = self._memory.recall(list(keys.values()))
        read_back = {request: read(records[key]) for request, key in keys.items() if key in records}
        answers = {request: answer for request, answer in read_back.items() if answer is not None}
        missing = [request for request in keys if request not in answers]
        if missing:
            fresh = dict(zip(missing, ask(missing), strict=True))
            self._memory.remember({keys[r]: record(answer) for r, answer in fresh.items()})
            answers.update(fresh)
        return answers


def _fields(question: Question) -> tuple[object, ...]:
    """Return what an answer depends on. Another order would lose every remembered answer."""
    prompt, choices = question.prompt, question.choices
    constraints = (question.max_tokens, question.num_lines, choices)
    return (prompt.system, prompt.user, *constraints, question.seed)


def hypotheses_of(record: Any, count: int) -> list[str] | None:
    """Return the hypotheses in a record; None if it does not hold `count` of them."""
    if not isinstance(record, list) or len(record) != count:
        return None
    return record if all(isinstance(text, str) for text in record) else None


def _answer_of(record: Any) -> str | None:
    """Return the answer in a record; None if it is not a text."""
    return record if isinstance(record, str) else None


def record_of(alignment: Alignment) -> dict[str, object]:
    """Return an alignment as JSON.

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
    """Return the alignment in a record; None if it does not hold one."""
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
