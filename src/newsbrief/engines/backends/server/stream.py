"""From a response to the pieces of an answer: server-sent events, or one JSON object."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsbrief.engines.backends.server.failures import Transient, error_message
from newsbrief.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["pieces"]

DONE = "[DONE]"
SHOWN = 60  # characters of an unusable response that a message quotes


@dataclass(frozen=True)
class Piece:
    """A part of the answer; `thought` is a part of a reasoning model's thinking."""

    text: str
    thought: str = ""
    finish: str | None = None  # "stop" or "length", with the last piece


def pieces(content_type: str, chunks: Iterable[bytes], host: str) -> Iterator[Piece]:
    """Yield the answer as it arrives. Raises ModelError, and Transient if it breaks off."""
    if content_type == "text/event-stream":
        yield from _streamed(chunks, host)
    elif content_type == "application/json":  # some gateways do not stream
        yield _piece(b"".join(chunks).decode("utf-8", "replace"), host)
    else:
        raise ModelError(
            f"the server at {host} answered with {content_type}, not with a chat completion; "
            "check --llm-url, which mostly ends with /v1"
        )


def _streamed(chunks: Iterable[bytes], host: str) -> Iterator[Piece]:
    finished = False
    for data in _events(chunks):
        if data == DONE:
            return
        piece = _piece(data, host)
        finished = finished or piece.finish is not None
        yield piece
    if not finished:
        raise Transient(
            ModelError(f"the model server at {host} broke its answer off; look into its log")
        )


def _events(chunks: Iterable[bytes]) -> Iterator[str]:
    """Yield the data of each event. Comments, which keep a connection open, are skipped."""
    for line in _lines(chunks):
        field, colon, value = line.partition(b":")
        if colon and field in (b"data", b"error"):  # "error": older llama-servers
            yield value.strip().decode("utf-8", "replace")


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    rest: list[bytes] = []  # joined only where a line ends: else a long line took quadratic time
    for chunk in chunks:
        first, *others = chunk.split(b"\n")
        rest.append(first)
        for line in others:
            yield b"".join(rest)
            rest = [line]
    yield b"".join(rest)


def _piece(data: str, host: str) -> Piece:
    try:
        event = json.loads(data)
    except (ValueError, RecursionError) as exc:
        raise _unknown(data, host) from exc
    if isinstance(event, dict) and (event.get("error") or "choices" not in event):
        reason = error_message(data.encode())
        raise ModelError(f"the model server at {host} failed while answering ({reason})")
    try:
        return _of_choices(event["choices"])
    except (KeyError, TypeError, AttributeError) as exc:
        raise _unknown(data, host) from exc


def _of_choices(choices: list[dict[str, Any]]) -> Piece:
    if not choices:  # vLLM's last event holds only the usage
        return Piece("")
    message = choices[0].get("delta") or choices[0].get("message") or {}
    text = message.get("content") or ""
    if not isinstance(text, str):
        raise TypeError(text)
    thought = message.get("reasoning_content") or message.get("reasoning") or ""
    return Piece(text, str(thought), choices[0].get("finish_reason"))


def _unknown(data: str, host: str) -> ModelError:
    return ModelError(
        f"the server at {host} answered with something else than a chat completion "
        f"({data[:SHOWN]!r}); check --llm-url"
    )
