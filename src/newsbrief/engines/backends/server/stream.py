"""What a server sends → the pieces of its answer: server-sent events, or one JSON object."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from newsbrief.engines.backends.server.failures import Transient, told
from newsbrief.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Piece", "pieces"]


DONE = "[DONE]"


SHOWN = 60  # characters of what is no chat completion that a message quotes


@dataclass(frozen=True)
class Piece:
    """A part of the answer; `thought` is what a reasoning model says to itself."""

    text: str
    thought: str = ""
    finish: str | None = None  # "stop", "length": with the last piece


def pieces(content_type: str, chunks: Iterable[bytes], host: str) -> Iterator[Piece]:
    """Yield the answer as it comes. Raises ModelError, and Transient for one that breaks off."""
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
    """The data of each event; comments, which keep a connection open, and other fields are none."""
    for line in _lines(chunks):
        field, colon, value = line.partition(b":")
        if colon and field in (b"data", b"error"):  # older llama-servers name an error so
            yield value.strip().decode("utf-8", "replace")


def _lines(chunks: Iterable[bytes]) -> Iterator[bytes]:
    rest: list[bytes] = []  # joined at a line's end: a line without one took quadratic time
    for chunk in chunks:
        first, *others = chunk.split(b"\n")
        rest.append(first)
        for line in others:
            yield b"".join(rest)
            rest = [line]
    yield b"".join(rest)


def _piece(data: str, host: str) -> Piece:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as exc:
        raise _unknown(data, host) from exc
    if isinstance(found, dict) and (found.get("error") or "choices" not in found):
        reason = told(data.encode())
        raise ModelError(f"the model server at {host} failed while answering ({reason})")
    try:
        return _of_choices(found["choices"])
    except (KeyError, TypeError, AttributeError) as exc:
        raise _unknown(data, host) from exc


def _of_choices(choices: list[dict[str, Any]]) -> Piece:
    if not choices:  # vLLM's last event tells of usage alone
        return Piece("")
    said = choices[0].get("delta") or choices[0].get("message") or {}
    text = said.get("content") or ""
    if not isinstance(text, str):
        raise TypeError(text)
    thought = said.get("reasoning_content") or said.get("reasoning") or ""
    return Piece(text, str(thought), choices[0].get("finish_reason"))


def _unknown(data: str, host: str) -> ModelError:
    return ModelError(
        f"the server at {host} answered with something else than a chat completion "
        f"({data[:SHOWN]!r}); check --llm-url"
    )
