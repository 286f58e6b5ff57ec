"""A ChatModel behind a server."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from newsbrief.backends.request import LLAMA_CPP_FIELDS, chat_request, estimated_tokens
from newsbrief.backends.server.address import parse_address
from newsbrief.backends.server.constraints import constraints_of, is_held, without_markup
from newsbrief.backends.server.failures import Refused
from newsbrief.backends.server.listing import choose, served
from newsbrief.backends.server.stream import pieces
from newsbrief.backends.server.transport import Transport
from newsbrief.engines import ModelUse, ignore_progress
from newsbrief.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from newsbrief.backends.server.address import Server
    from newsbrief.prompts import Prompt

__all__ = ["ServerChat"]

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
        self,
        prompt: Prompt,
        *,
        max_tokens: int,
        num_lines: int | None = None,
        choices: Sequence[str] = (),
        seed: int | None = None,
        on_progress: Callable[[int], None] = ignore_progress,
    ) -> str:
        """See ChatModel.complete; how lines are enforced is found out with the first answer."""
        asked = {
            "model": self._model,
            **chat_request(prompt, max_tokens=max_tokens, seed=seed),
            **self._own_fields,
        }
        if num_lines:
            return self._lines(asked, num_lines, choices, on_progress, self._first)
        try:
            return self._ask(asked, on_progress)
        except Refused as exc:
            raise exc.error from exc

    def _lines(
        self,
        asked: Mapping[str, object],
        count: int,
        choices: Sequence[str],
        on_progress: Callable[[int], None],
        index: int,
    ) -> str:
        """The answer under the constraint `index`, or the next that the server takes and obeys.

        Only what has worked is kept: a request may be refused for reasons of its own.
        """
        fields = {**asked, **self._constraints[index](count, choices)}
        is_last = index == len(self._constraints) - 1
        try:
            answer = self._ask(fields, on_progress)
            if is_last or is_held(answer, choices):
                self._first = max(self._first, index)
                return answer
        except Refused as exc:
            if is_last:
                raise exc.error from exc
        return self._lines(asked, count, choices, on_progress, index + 1)

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
