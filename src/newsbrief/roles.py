"""Who did it, and whose it is: "painted by X", "X's daughter" must stand in the article as such."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.wording import stem

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["changed_roles"]

_NAME = r"[A-ZÀ-Ý][\w’'-]*"
_AGENT = re.compile(rf"(\w+) by (?:the |a |an )?({_NAME})")
_OWNER = re.compile(rf"(?:{_NAME} )*({_NAME}?)['’]s (\w+)")
AGENT = 4  # "by the painter Hendrik Vanloo"
OWNED = 3  # "the daughter of Ms Roy", "Roy's youngest daughter"


def changed_roles(claim: str, passage: str) -> Iterator[str]:
    """Yield a reason for each agent or owner of `claim` that is none in `passage`."""
    words = [stem(word) for word in re.findall(r"\w+", passage)]
    for verb, name in _AGENT.findall(claim):
        before_verb = _index(words, stem(name)) < _index(words, stem(verb))
        if not (before_verb or _follows(words, "by", stem(name), within=AGENT)):
            yield f"the article does not say that {name} did it"
    for owner, thing in _OWNER.findall(claim):
        pairs = ((stem(owner), stem(thing)), (stem(thing), stem(owner)))
        owned = any(_follows(words, *pair, within=OWNED) for pair in pairs)
        if stem(owner) in words and not owned:
            yield f"the article does not say that it is {owner}'s"


def _index(words: list[str], word: str) -> int:
    return words.index(word) if word in words else len(words)


def _follows(words: list[str], first: str, second: str, *, within: int) -> bool:
    """Tell whether `second` is one of the `within` words after `first`."""
    return any(
        word == first and second in words[i + 1 : i + 1 + within] for i, word in enumerate(words)
    )
