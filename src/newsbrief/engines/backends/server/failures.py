"""From a server's failures to errors: some are worth another attempt, others end the run.

A plain ModelError is about one request; UnknownModel and ModelUnavailable affect every article.
"""

from __future__ import annotations

import http.client
import json
import os
import re
from typing import TYPE_CHECKING

from newsbrief.errors import ModelError, ModelUnavailable, UnknownModel

if TYPE_CHECKING:
    import urllib.error

    from newsbrief.engines.backends.server.address import Address

__all__ = ["Refused", "Transient", "error_message", "error_of_exception", "error_of_status"]

BUSY = (429, 502, 503, 504)  # llama-server says 503 while it loads its model
MAX_REASON = 300  # characters of a server's message that are shown
MAX_BODY = 65536  # bytes of an error's body that are read

# Servers word it differently: exceed_context_size_error, "maximum context length", …
_CONTEXT = ("context_length", "context length", "context size", "context_size", "context window")
_BEARER = re.compile(r"(\bbearer\s+)[^\s\"']+", re.IGNORECASE)


class Transient(Exception):
    """A failure that may pass: tried again, and raised as `error` if no attempt succeeds."""

    def __init__(self, error: ModelError, after_s: float | None = None):
        super().__init__(str(error))
        self.error = error
        self.after_s = after_s  # the wait that the server asks for, in seconds


class Refused(Exception):
    """The server understood the request and does not accept it as it is (400, 413, 422)."""

    def __init__(self, error: ModelError):
        super().__init__(str(error))
        self.error = error


def error_of_status(exc: urllib.error.HTTPError, address: Address, model: str) -> Exception:
    """Return the error that a response with an error status means."""
    reason, host = error_message(_body(exc)) or exc.reason or "", address.host
    if exc.code in (401, 403):
        return ModelUnavailable(
            f"the model server at {host} does not let us in ({exc.code}: {reason}); "
            "set NEWSBRIEF_LLM_KEY to its key"
        )
    if exc.code in (301, 302, 303, 307, 308):
        return ModelUnavailable(
            f"the model server at {host} sends us on to {exc.headers.get('Location', '?')!r}; "
            "redirects are not followed: give --llm-url the address that you trust"
        )
    if exc.code in BUSY:
        busy = ModelUnavailable(
            f"the model server at {host} is busy ({exc.code}: {reason}); try again later"
        )
        return Transient(busy, _retry_after(exc))
    if exc.code in (404, 405):
        return _not_found(address, model, reason)
    if exc.code in (400, 413, 422):
        return _refused(exc.code, reason, host)
    return ModelError(
        f"the model server at {host} failed ({exc.code}: {reason}); look into its log"
    )


def error_of_exception(
    exc: Exception, address: Address, timeout_s: float, *, is_probe: bool
) -> Exception:
    """Return the error that an exception of urllib means, raised before any answer came.

    With `is_probe` the run has just begun: a server that is silent now is not running.
    """
    reason = getattr(exc, "reason", exc)
    if isinstance(reason, TimeoutError):
        late = f"the model server at {address.host} did not answer within {timeout_s:g} s"
        if is_probe or exc is not reason:  # urllib wraps a failure before the request was sent
            return ModelUnavailable(f"{late}; start it, or check --llm-url")
        return ModelError(f"{late}; raise --llm-timeout, or look into its log")
    if isinstance(reason, (ConnectionResetError, BrokenPipeError, http.client.IncompleteRead)):
        return Transient(
            ModelUnavailable(f"the model server at {address.host} broke the connection off")
        )
    if isinstance(reason, http.client.HTTPException):
        return ModelUnavailable(
            f"what answers at {address.host} does not speak HTTP ({reason!r:.80}); check --llm-url"
        )
    return ModelUnavailable(
        f"the model server at {address.base} cannot be reached ({reason}); "
        "start it, or check --llm-url"
    )


def error_message(body: bytes) -> str:
    """Return the message in an error's body, as one short line; "" if there is none.

    A server may quote the request: the key is removed.
    """
    try:
        fields = json.loads(body)
    except (ValueError, RecursionError):
        return ""
    error = fields.get("error", fields) if isinstance(fields, dict) else fields
    message = (
        error.get("message") or error.get("detail") or error if isinstance(error, dict) else error
    )
    return _without_key(" ".join(str(message).split()))[:MAX_REASON]


def _without_key(text: str) -> str:
    key = os.environ.get("NEWSBRIEF_LLM_KEY")
    return _BEARER.sub(r"\1…", text.replace(key, "…") if key else text)


def _not_found(address: Address, model: str, reason: str) -> ModelError:
    if model and "model" in reason.lower():
        return UnknownModel(
            f"the model server at {address.host} has no model '{model}' ({reason}); "
            "name one of its own with --model-summary"
        )
    return ModelUnavailable(
        f"no OpenAI-compatible server answers at {address.base} (404: {reason}); check --llm-url, "
        "which mostly ends with /v1"
    )


def _refused(status: int, reason: str, host: str) -> Exception:
    if any(word in reason.lower() for word in _CONTEXT):
        return ModelError(
            f"the model server at {host} has too little context for the request ({reason}); "
            "start it with a context of 4096 tokens or more"
        )
    return Refused(
        ModelError(f"the model server at {host} refused the request ({status}: {reason})")
    )


def _retry_after(exc: urllib.error.HTTPError) -> float | None:
    seconds = exc.headers.get("Retry-After", "").strip()
    return float(seconds) if seconds.isdecimal() else None


def _body(exc: urllib.error.HTTPError) -> bytes:
    try:
        return exc.read(MAX_BODY)
    except (OSError, http.client.HTTPException):
        return b""
