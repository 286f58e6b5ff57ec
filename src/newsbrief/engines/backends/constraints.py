"""What all chat models have in common: the request, and the constraint to numbered lines."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsbrief.engines.protocols import Question

__all__ = [
    "LLAMA_CPP_FIELDS",
    "TEMPERATURE",
    "chat_request",
    "estimated_tokens",
    "gbnf",
    "lines_of_json",
    "lines_schema",
]

# Every tokenizer tried here needs at most a token for 3.6 characters of English or French prose.
# Three characters keep the estimate on the safe side without opening the tokenizer.
CHARACTERS_PER_TOKEN = 3.0
TEMPERATURE = 0.6  # of a second attempt: replaces a bad sentence, and few answers go astray

LLAMA_CPP_FIELDS: Mapping[str, object] = {
    "cache_prompt": True,  # of the next prompt, only what differs from this one is processed
    "chat_template_kwargs": {"enable_thinking": False},
}

LINES = "lines"  # the only key of the JSON object that `lines_schema` describes
_STRING = re.compile(r'("(?:[^"\\]|\\.)*")(\s*:)?')  # a whole JSON string; a colon marks a key


def chat_request(question: Question) -> dict[str, object]:
    """Return the fields of a chat completion request, without any constraint on its lines."""
    prompt, seed = question.prompt, question.seed
    system = [{"role": "system", "content": prompt.system}] if prompt.system else []
    return {
        "messages": [*system, {"role": "user", "content": prompt.user}],
        "max_tokens": question.max_tokens,
        "stream": True,
        **({"temperature": 0} if seed is None else {"temperature": TEMPERATURE, "seed": seed}),
    }


def estimated_tokens(text: str) -> int:
    """Return an upper estimate of the number of tokens, from the text's length."""
    return int(len(text) / CHARACTERS_PER_TOKEN) + 1


def gbnf(count: int, choices: Sequence[str] = ()) -> str:
    """Return a GBNF grammar of `count` lines "1. …", each of them one of `choices`.

    Without choices a line has 20 to 360 characters and ends like a sentence.
    """
    numbered = " ".join(
        f'"{"" if i == 1 else chr(92) + "n"}{i}. " line' for i in range(1, count + 1)
    )
    line = " | ".join(map(_literal, choices)) or r'[^ \n*#-] [^\n]{20,360} [.!?]["”]?'
    return f"root ::= {numbered}\nline ::= {line}"


def _literal(text: str) -> str:
    """Write a GBNF string; text without line breaks needs no other escapes."""
    return '"' + text.replace("\\", r"\\").replace('"', r"\"") + '"'


def lines_schema(count: int, choices: Sequence[str] = ()) -> dict[str, object]:
    """Return a JSON schema: an object with `count` lines, each one of `choices` unless empty."""
    line = {"type": "string", **({"enum": list(choices)} if choices else {})}
    lines = {"type": "array", "items": line, "minItems": count, "maxItems": count}
    return {
        "type": "object",
        "properties": {LINES: lines},
        "required": [LINES],
        "additionalProperties": False,
    }


def lines_of_json(answer: str) -> str | None:
    """Return the numbered lines of an answer in `lines_schema`; None if it is not JSON.

    An answer that was cut off gives those lines that are complete.
    """
    if not answer.lstrip().startswith("{"):
        return None
    try:
        literals = [literal for literal, colon in _STRING.findall(answer) if not colon]
        strings = [json.loads(literal, strict=False) for literal in literals]
    except ValueError:
        return None
    lines = (" ".join(string.split()) for string in strings)
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))
