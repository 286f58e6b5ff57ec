"""A ChatModel behind an OpenAI-compatible server, and how each kind of server constrains lines.

A server may accept a constraint, refuse it (400), or silently ignore it, which its answer shows.
None of them has to work: whatever a model writes is parsed and checked in any case.
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
from newsbrief.engines.backends.server.listing import choose, read_listing
from newsbrief.engines.backends.server.stream import pieces
from newsbrief.engines.backends.server.transport import Transport
from newsbrief.engines.protocols import ignore_progress
from newsbrief.errors import ModelError
from newsbrief.results import ModelUse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from newsbrief.engines.backends.server.address import Server
    from newsbrief.engines.protocols import Question

    # (count of lines, choices) → the fields that hold an answer to them
    Constraint = Callable[[int, Sequence[str]], dict[str, object]]

__all__ = ["ServerChat"]

# For a server that does not report its context: Ollama's default, three times what a brief needs.
CONTEXT_TOKENS = 4096
REVISION = "server"  # these servers do not report which weights are behind a name

# What a server's list calls the owner of its models → what briefs call that kind of server.
_KINDS = {"llamacpp": "llama.cpp server", "vllm": "vLLM", "library": "Ollama"}

# Fields that only these servers know; any other kind may refuse them.
_EXTRA_FIELDS: Mapping[str, Mapping[str, object]] = {
    "llamacpp": LLAMA_CPP_FIELDS,
    "vllm": {"chat_template_kwargs": LLAMA_CPP_FIELDS["chat_template_kwargs"]},
}

_NUMBER = re.compile(r"^\d{1,2}\. ")
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)


class ServerChat:
    """An instruct model of an OpenAI-compatible server. Several threads may ask at once."""

    def __init__(self, server: Server, *, role: str, sleep: Callable[[float], None] = time.sleep):
        """Ask for the list of models, and choose the one that `server` names, or the first.

        Raises UsageError for an invalid address, ModelUnavailable for a server that does not
        answer, and UnknownModel for one without such a model.
        """
        self.address = parse_address(server.url)
        self._transport = Transport(
            self.address, key=server.key, timeout_s=server.timeout_s, sleep=sleep
        )
        chosen = choose(
            read_listing(self._transport.get("/models")), server.model, self.address.host
        )
        self._model = chosen.id
        self._extra_fields = _EXTRA_FIELDS.get(chosen.owner, {})
        self._constraints = _constraints(chosen.owner)
        self._first = 0  # index of the first constraint that this server is not known to refuse
        self.context_tokens = chosen.context_tokens or CONTEXT_TOKENS
        kind = _KINDS.get(chosen.owner, "OpenAI-compatible server")
        self.use = ModelUse(role, chosen.name, REVISION, f"{kind} at {self.address.host}")

    def count_tokens(self, text: str) -> int:
        """Return an upper estimate, from the text's length."""
        return estimated_tokens(text)

    def complete(
        self, question: Question, *, on_progress: Callable[[int], None] = ignore_progress
    ) -> str:
        """See ChatModel.complete; the first answer shows which constraint the server obeys."""
        fields = {"model": self._model, **chat_request(question), **self._extra_fields}
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
        """Return the answer under constraint `index`, or under the next that the server obeys.

        Only a constraint that has worked is kept: a request may be refused for another reason.
        """
        constraint = self._constraints[index](question.num_lines or 0, question.choices)
        is_last = index == len(self._constraints) - 1
        try:
            answer = self._ask({**fields, **constraint}, on_progress)
            if is_last or _obeys(answer, question.choices):
                self._first = max(self._first, index)
                return answer
        except Refused as exc:
            if is_last:
                raise exc.error from exc
        return self._lines(fields, question, on_progress, index + 1)

    def _ask(self, fields: Mapping[str, object], on_progress: Callable[[int], None]) -> str:
        """Return the answer, after as many attempts as the server needs. Raises Refused."""
        answer = self._transport.retrying(lambda: self._ask_once(fields, on_progress))
        return _plain(answer)

    def _ask_once(self, fields: Mapping[str, object], on_progress: Callable[[int], None]) -> str:
        host, parts, num_thoughts, finish = self.address.host, [], 0, None
        path = "/chat/completions"
        with self._transport.post(path, fields, self._model) as (content_type, chunks):
            for piece in pieces(content_type, chunks, host):
                parts += [piece.text] if piece.text else []
                num_thoughts += bool(piece.thought)
                finish = piece.finish or finish
                on_progress(len(parts) + num_thoughts)
        if num_thoughts and not parts and finish == "length":
            raise ModelError(
                f"the model at {host} thought until its {fields['max_tokens']} tokens were spent; "
                "serve an instruct model, or switch its thinking off"
            )
        return "".join(parts)


def _llama_cpp(count: int, choices: Sequence[str]) -> dict[str, object]:
    return {"grammar": gbnf(count, choices)}


def _vllm(count: int, choices: Sequence[str]) -> dict[str, object]:
    """The field of vLLM from 0.11 on."""
    return {"structured_outputs": {"grammar": gbnf(count, choices)}}


def _older_vllm(count: int, choices: Sequence[str]) -> dict[str, object]:
    return {"guided_grammar": gbnf(count, choices)}


def _json_schema(count: int, choices: Sequence[str]) -> dict[str, object]:
    """The field of Ollama, OpenAI and most others."""
    schema = {"name": "lines", "strict": True, "schema": lines_schema(count, choices)}
    return {"response_format": {"type": "json_schema", "json_schema": schema}}


def _unconstrained(count: int, choices: Sequence[str]) -> dict[str, object]:
    return {}


_CONSTRAINTS: Mapping[str, tuple[Constraint, ...]] = {
    "llamacpp": (_llama_cpp,),
    "vllm": (_vllm, _older_vllm),
}


def _constraints(owner: str) -> tuple[Constraint, ...]:
    """Return what to try, in this order, with a server whose list names `owner`."""
    return (*_CONSTRAINTS.get(owner, ()), _json_schema, _unconstrained)


def _obeys(answer: str, choices: Sequence[str]) -> bool:
    """Whether all lines are among `choices`, but for the last, which may have been cut off."""
    lines = [_NUMBER.sub("", line) for line in answer.splitlines()]
    return not choices or all(line in choices for line in lines[:-1] or lines)


def _plain(answer: str) -> str:
    """Return the answer as numbered lines, taken out of JSON, without what the model thought."""
    text = _THOUGHT.sub("", answer).strip()
    lines = lines_of_json(text)
    return text if lines is None else lines
