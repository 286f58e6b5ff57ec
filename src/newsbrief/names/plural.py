"""Number of a glossary's terms: French plurals are seen, English ones are made."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["english_plural", "is_plural"]


def is_plural(term: Sequence[str], found: Sequence[str]) -> bool:
    """Whether `found` are the words of `term` with a plural's ending that `term` does not have."""
    return any(
        word.lower().endswith(("s", "x")) and not own.endswith(("s", "x"))
        for own, word in zip(term, found, strict=True)
    )


@lru_cache(maxsize=256)
def english_plural(noun: str) -> str:
    """Return the plural of an English noun phrase: "policy rate" → "policy rates".

    What is plural already ("benefits") or does not end in a letter ("A320") stays as it is.
    """
    if not noun[-1:].isalpha() or _ends_in_plural(noun):
        return noun
    return str(_inflect().plural_noun(noun) or noun)


_SINGULAR = ("ss", "us", "is")  # "virus", "basis"; but inflect takes them for plurals
_SINGULAR_NOUNS = frozenset(["gas", "lens", "bias", "canvas", "atlas"])


def _ends_in_plural(noun: str) -> bool:
    """Tell whether the last word is a plural in -s, or irregular: "women"."""
    last = noun.replace("-", " ").split()[-1].lower()
    if last.endswith(_SINGULAR) or last in _SINGULAR_NOUNS:
        return False
    return bool(_inflect().singular_noun(last))


@lru_cache(maxsize=1)
def _inflect() -> Any:
    import inflect

    return inflect.engine()
