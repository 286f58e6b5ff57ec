"""Chat models in GGUF files, in llama.cpp: the summary on the CPU."""

from __future__ import annotations

import platform
import secrets
from typing import TYPE_CHECKING, Any

from newsbrief.engines.backends.constraints import (
    LLAMA_CPP_FIELDS,
    chat_request,
    estimated_tokens,
    gbnf,
)
from newsbrief.engines.backends.waiting import interruptible
from newsbrief.engines.protocols import ignore_progress
from newsbrief.errors import ModelError
from newsbrief.results import ModelUse

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from newsbrief.engines.protocols import Question

__all__ = ["CONTEXT_TOKENS", "MAGIC", "LlamaChat", "server_parameters"]

CONTEXT_TOKENS = 8192
MAGIC = b"GGUF"  # the first bytes of every such file
QUIET = 0  # llama.cpp's log level


class LlamaChat:
    """A GGUF model in llama.cpp's server engine, which runs inside this process."""

    context_tokens = CONTEXT_TOKENS

    def __init__(self, weights: Path, *, role: str, name: str, revision: str, threads: int):
        """Load the file `weights`; `threads` is a number of physical cores. Raises ModelError."""
        import xllamacpp

        if not _is_gguf(weights):
            raise ModelError.cannot_load(name, revision, "it is not a GGUF file")
        try:
            self._server: Any = interruptible(
                lambda: xllamacpp.Server(server_parameters(xllamacpp, weights, threads)),
                lambda: None,
            )
        except (RuntimeError, OSError, ValueError) as exc:
            raise ModelError.cannot_load(name, revision, exc) from exc
        self.use = self.signature(role, name, revision)

    @staticmethod
    def signature(role: str, name: str, revision: str) -> ModelUse:
        """Return what `use` will be once the model is loaded."""
        return ModelUse(role, name, revision, "llama.cpp")

    @staticmethod
    def count_tokens(text: str) -> int:
        """Return an upper estimate, from the text's length."""
        return estimated_tokens(text)

    def complete(
        self, question: Question, *, on_progress: Callable[[int], None] = ignore_progress
    ) -> str:
        """See ChatModel.complete; a grammar holds the answer to numbered lines."""
        lines = question.num_lines
        request = {
            **chat_request(question),
            **LLAMA_CPP_FIELDS,
            **({"grammar": gbnf(lines, question.choices)} if lines else {}),
        }
        return self._stream(request, on_progress)

    def _stream(self, request: dict[str, object], on_progress: Callable[[int], None]) -> str:
        parts: list[str] = []
        stopped = False
        problem = ""

        def receive(chunk: dict[str, Any]) -> bool:
            nonlocal problem
            if "error" in chunk:
                problem = str(chunk["error"].get("message", chunk["error"]))
                return True
            content = chunk["choices"][0]["delta"].get("content") if chunk.get("choices") else None
            if content:
                parts.append(content)
                on_progress(len(parts))
            return stopped

        def stop() -> None:
            nonlocal stopped
            stopped = True

        try:
            interruptible(lambda: self._server.handle_chat_completions(request, receive), stop)
        except RuntimeError as exc:
            raise ModelError(f"the language model failed: {exc}") from exc
        if problem:
            raise ModelError(f"the language model refused the request: {problem}")
        return "".join(parts)


def _is_gguf(weights: Path) -> bool:
    """Check the first bytes: llama.cpp itself only reports that its parameters are invalid."""
    try:
        with weights.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError:
        return False


def server_parameters(xllamacpp: Any, weights: Path, threads: int) -> Any:
    """Return xllamacpp's parameters of a server engine that only this process can use."""
    params = xllamacpp.CommonParams()
    params.model.path = str(weights)
    params.n_ctx = CONTEXT_TOKENS
    params.n_parallel = 1
    params.cpuparams.n_threads = threads
    params.cpuparams_batch.n_threads = threads
    params.verbosity = QUIET
    params.warmup = False  # costs more than it saves for one brief
    # Weights in the layout of the kernels are a second copy of 600 MB and take half a second more
    # to load. With them a brief's prompt is read at 0.9 and its answer written at 1.2 times the
    # rate: no gain. On ARM that layout is what makes int8 products fast; this was not measured.
    params.no_extra_bufts = platform.machine().lower() not in ("arm64", "aarch64")
    # By default the engine keeps up to 8 GB of finished prompts in memory. One article's prompts
    # share their prefix without that.
    params.cache_ram_mib = 0
    # The engine always listens on loopback: no other program may use it.
    params.hostnames = ["127.0.0.1"]
    params.api_keys = [secrets.token_urlsafe(32)]
    params.cors_origins = ""
    params.ui = False
    params.endpoint_slots = False
    return params
