"""How each kind of server is asked for numbered lines, best first.

A server may take a constraint, refuse it (400), or pass it over in silence; the last is seen by its
answer. None has to work: whatever a model writes is parsed, and checked, all the same.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.backends.grammar import gbnf, lines_of_json, lines_schema

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Constraint = Callable[[int, Sequence[str]], dict[str, object]]

__all__ = ["constraints_of", "is_held", "without_markup"]

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
