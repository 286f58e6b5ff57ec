"""What every llama.cpp and every OpenAI-compatible server is asked alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsbrief.prompts import Prompt

__all__ = ["LLAMA_CPP_FIELDS", "chat_request", "estimated_tokens"]

# Every tokenizer tried here packs English and French prose at 3.6 characters a token or more; three
# stays on the safe side without opening the tokenizer.
CHARACTERS_PER_TOKEN = 3.0
TEMPERATURE = 0.6  # for a second try: enough to leave a bad sentence, seldom enough to wander
LLAMA_CPP_FIELDS: Mapping[str, object] = {
    "cache_prompt": True,  # the next prompt on the same article starts where it differs
    "chat_template_kwargs": {"enable_thinking": False},
}


def chat_request(prompt: Prompt, *, max_tokens: int, seed: int | None) -> dict[str, object]:
    """The fields of a chat completion: greedy without `seed`, sampled repeatably with one."""
    system = [{"role": "system", "content": prompt.system}] if prompt.system else []
    return {
        "messages": [*system, {"role": "user", "content": prompt.user}],
        "max_tokens": max_tokens,
        "stream": True,
        **({"temperature": 0} if seed is None else {"temperature": TEMPERATURE, "seed": seed}),
    }


def estimated_tokens(text: str) -> int:
    """Return an upper estimate, from the text's length."""
    return int(len(text) / CHARACTERS_PER_TOKEN) + 1
