"""What every language model is asked alike, and what holds it to numbered lines."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsbrief.engines.protocols import Question

__all__ = [
    "LLAMA_CPP_FIELDS",
    "chat_request",
    "estimated_tokens",
    "gbnf",
    "lines_of_json",
    "lines_schema",
]


KEY = "lines"


_STRING = re.compile(r'("(?:[^"\\]|\\.)*")(\s*:)?')  # whole strings; a colon follows a key


def gbnf(count: int, choices: Sequence[str] = ()) -> str:
    """A GBNF grammar: `count` lines "1. …", each one of `choices`.

    Without choices a line has 20 to 360 characters and ends like a sentence.
    """
    numbered = " ".join(
        f'"{"" if i == 1 else chr(92) + "n"}{i}. " line' for i in range(1, count + 1)
    )
    line = " | ".join(map(_literal, choices)) or r'[^ \n*#-] [^\n]{20,360} [.!?]["”]?'
    return f"root ::= {numbered}\nline ::= {line}"


def lines_schema(count: int, choices: Sequence[str] = ()) -> dict[str, object]:
    """A JSON schema: an object with `count` lines, each one of `choices` if there are any."""
    line = {"type": "string", **({"enum": list(choices)} if choices else {})}
    lines = {"type": "array", "items": line, "minItems": count, "maxItems": count}
    return {
        "type": "object",
        "properties": {KEY: lines},
        "required": [KEY],
        "additionalProperties": False,
    }


def lines_of_json(answer: str) -> str | None:
    """Return the numbered lines of an answer after `lines_schema`; None for one that is no JSON.

    Of an answer that was cut off, the lines that are whole.
    """
    if not answer.lstrip().startswith("{"):
        return None
    try:
        strings = [string for string, colon in _STRING.findall(answer) if not colon]
        found = [json.loads(string, strict=False) for string in strings]
    except ValueError:
        return None
    lines = (" ".join(line.split()) for line in found)
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, start=1))


def _literal(text: str) -> str:
    """A GBNF string; text in one line needs no other escapes."""
    return '"' + text.replace("\\", r"\\").replace('"', r"\"") + '"'


# Every tokenizer tried here packs English and French prose at 3.6 characters a token or more; three
# stays on the safe side without opening the tokenizer.
CHARACTERS_PER_TOKEN = 3.0


TEMPERATURE = 0.6  # for a second try: enough to leave a bad sentence, seldom enough to wander


LLAMA_CPP_FIELDS: Mapping[str, object] = {
    "cache_prompt": True,  # the next prompt on the same article starts where it differs
    "chat_template_kwargs": {"enable_thinking": False},
}


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
    """Return an upper estimate, from the text's length."""
    return int(len(text) / CHARACTERS_PER_TOKEN) + 1
