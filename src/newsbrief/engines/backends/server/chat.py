"""A ChatModel behind a server.

How each kind of server is asked for numbered lines, best first.  A server may take a constraint,
refuse it (400), or pass it over in silence; the last is seen by its answer. None has to work:
whatever a model writes is parsed, and checked, all the same.
"""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

from newsbrief.engines.backends.constraints import (
    LLAMA_CPP_FIELDS,
    chat_request,
    estimated_tokens,
    gbnf,
    lines_of_json,
    lines_schema,
)
from newsbrief.engines.backends.server.address import parse_address
from newsbrief.engines.backends.server.failures import Refused
from newsbrief.engines.backends.server.listing import choose, served
from newsbrief.engines.backends.server.stream import pieces
from newsbrief.engines.backends.server.transport import Transport
from newsbrief.engines.protocols import ignore_progress
from newsbrief.errors import ModelError
from newsbrief.results import ModelUse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from newsbrief.engines.backends.server.address import Server
    from newsbrief.engines.protocols import Question

__all__ = ["ServerChat", "constraints_of", "is_held", "without_markup"]


if TYPE_CHECKING:
    Constraint = Callable[[int, Sequence[str]], dict[str, object]]


_NUMBER = re.compile(r"^\d{1,2}\. ")


_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)


def _grammar(count: int, choices: Sequence[str]) -> dict[str, object]:
    """llama-server."""
    return {"grammar": gbnf(count, choices)}


def _structured(count: int, choices: Sequence[str]) -> dict[str, object]:
    """vLLM from 0.11 on."""
    return {"structured_outputs": {"grammar": gbnf(count, choices)}}


def _guided(count: int, choices: Sequence[str]) -> dict[str, object]:
    """vLLM up to 0.11."""
    return {"guided_grammar": gbnf(count, choices)}


def _schema(count: int, choices: Sequence[str]) -> dict[str, object]:
    """Ollama, OpenAI and most others."""
    schema = {"name": "lines", "strict": True, "schema": lines_schema(count, choices)}
    return {"response_format": {"type": "json_schema", "json_schema": schema}}


def _nothing(count: int, choices: Sequence[str]) -> dict[str, object]:
    return {}


_OF_OWNER: dict[str, tuple[Constraint, ...]] = {
    "llamacpp": (_grammar,),
    "vllm": (_structured, _guided),
}


def constraints_of(owner: str) -> tuple[Constraint, ...]:
    """Return what to try, in order; `owner` is what the server's list says of its models."""
    return (*_OF_OWNER.get(owner, ()), _schema, _nothing)


def is_held(answer: str, choices: Sequence[str]) -> bool:
    """Whether `answer` was held to `choices`; its last line may have been cut off."""
    lines = [_NUMBER.sub("", line) for line in answer.splitlines()]
    return not choices or all(line in choices for line in lines[:-1] or lines)


def without_markup(answer: str) -> str:
    """Return an answer as numbered lines: out of JSON, without what the model thinks aloud."""
    text = _THOUGHT.sub("", answer).strip()
    lines = lines_of_json(text)
    return text if lines is None else lines


# Of a server that does not tell: what Ollama grants by default, and three times what a brief needs.
CONTEXT_TOKENS = 4096


REVISION = "server"  # which weights stand behind a name, these servers do not tell


_KINDS = {"llamacpp": "llama.cpp server", "vllm": "vLLM", "library": "Ollama"}


# Both hand these to the model's chat template; a server of another kind may refuse what it does
# not know.
_NO_THINKING = {"chat_template_kwargs": LLAMA_CPP_FIELDS["chat_template_kwargs"]}


_OWN_FIELDS: Mapping[str, Mapping[str, object]] = {
    "llamacpp": LLAMA_CPP_FIELDS,
    "vllm": _NO_THINKING,
}


class ServerChat:
    """An instruct model of an OpenAI-compatible server. Any thread may ask; many may at once."""

    def __init__(self, server: Server, *, role: str, sleep: Callable[[float], None] = time.sleep):
        """Ask the server what it serves, and take its model of the name given, or its first.

        Raises UsageError for an address that is none, ModelUnavailable for a server that does not
        answer, UnknownModel for one that has no such model.
        """
        self.address = parse_address(server.url)
        self._transport = Transport(
            self.address, key=server.key, timeout_s=server.timeout_s, sleep=sleep
        )
        chosen = choose(served(self._transport.get("/models")), server.model, self.address.host)
        self._model = chosen.id
        self._own_fields = _OWN_FIELDS.get(chosen.owner, {})
        self._constraints = constraints_of(chosen.owner)
        self._first = 0  # of the constraints: those before it this server does not take
        self.context_tokens = chosen.context_tokens or CONTEXT_TOKENS
        kind = _KINDS.get(chosen.owner, "OpenAI-compatible server")
        self.use = ModelUse(role, chosen.name, REVISION, f"{kind} at {self.address.host}")

    def count_tokens(self, text: str) -> int:
        """Return an upper estimate, from the text's length."""
        return estimated_tokens(text)

    def complete(
        self, question: Question, *, on_progress: Callable[[int], None] = ignore_progress
    ) -> str:
        """See ChatModel.complete; how lines are enforced is found out with the first answer."""
        fields = {"model": self._model, **chat_request(question), **self._own_fields}
        if question.num_lines:
            return self._lines(fields, question, on_progress, self._first)
        try:
            return self._ask(fields, on_progress)
        except Refused as exc:
            raise exc.error from exc

    def _lines(
        self,
        fields: Mapping[str, object],
        question: Question,
        on_progress: Callable[[int], None],
        index: int,
    ) -> str:
        """The answer under the constraint `index`, or the next that the server takes and obeys.

        Only what has worked is kept: a request may be refused for reasons of its own.
        """
        constraint = self._constraints[index](question.num_lines or 0, question.choices)
        is_last = index == len(self._constraints) - 1
        try:
            answer = self._ask({**fields, **constraint}, on_progress)
            if is_last or is_held(answer, question.choices):
                self._first = max(self._first, index)
                return answer
        except Refused as exc:
            if is_last:
                raise exc.error from exc
        return self._lines(fields, question, on_progress, index + 1)

    def _ask(self, fields: Mapping[str, object], on_progress: Callable[[int], None]) -> str:
        """The answer, from as many tries as the server needs. Raises Refused."""
        answer = self._transport.retrying(lambda: self._ask_once(fields, on_progress))
        return without_markup(answer)

    def _ask_once(self, fields: Mapping[str, object], on_progress: Callable[[int], None]) -> str:
        host, parts, thought, finish = self.address.host, [], 0, None
        path = "/chat/completions"
        with self._transport.post(path, fields, self._model) as (content_type, chunks):
            for piece in pieces(content_type, chunks, host):
                parts += [piece.text] if piece.text else []
                thought += bool(piece.thought)
                finish = piece.finish or finish
                on_progress(len(parts) + thought)
        if thought and not parts and finish == "length":
            raise ModelError(
                f"the model at {host} thought until its {fields['max_tokens']} tokens were spent; "
                "serve an instruct model, or switch its thinking off"
            )
        return "".join(parts)
