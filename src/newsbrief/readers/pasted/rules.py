"""Rules that judge a single line, and how they are built from lists of phrases."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from newsbrief.text.tables import word_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsbrief.readers.pasted.lines import Line

    Predicate = Callable[[Line], bool]

__all__ = ["Rule", "either", "phrases", "raw"]

_SET = re.compile(r"<(\w+)>")


@dataclass(frozen=True)
class Rule:
    """A predicate on a line, and the name of the clutter that it recognises."""

    name: str
    matches: Predicate


def phrases(name: str) -> Predicate:
    """Return a predicate: whether a line matches the list `name` in `phrases.tsv`."""
    predicates = [_MATCHERS[where](*patterns) for where, patterns in _phrases()[name].items()]
    return predicates[0] if len(predicates) == 1 else either(*predicates)


@lru_cache(maxsize=1)
def _phrases() -> dict[str, dict[str, list[str]]]:
    """The patterns of each list, by where they match; named sets of words are written out."""
    sets: dict[str, str] = {}
    lists: dict[str, dict[str, list[str]]] = {}
    for name, where, pattern in word_rows(__package__, "phrases.tsv"):
        written = _SET.sub(lambda match: f"(?:{sets[match[1]]})", pattern)
        if where == "set":
            sets[name] = written
        else:
            lists.setdefault(name, {}).setdefault(where, []).append(written)
    return lists


def _whole(*patterns: str) -> Predicate:
    """One of the patterns (folded text) is the whole line, apart from marks at both ends."""
    compiled = re.compile(rf"[\W_]*(?:{'|'.join(patterns)})[\s.:!…>›→»*|•·+)\]-]*")
    return lambda line: bool(line.folded and compiled.fullmatch(line.folded))


def _start(*patterns: str) -> Predicate:
    """The line begins with one of the patterns; a quotation mark before it makes it speech."""
    compiled = re.compile(rf"[^\w«\"“(@©*]*(?:{'|'.join(patterns)})")
    return lambda line: bool(line.folded and compiled.match(line.folded))


def raw(*patterns: str) -> Predicate:
    """One of the patterns occurs in the text as written, where capitals and signs matter."""
    compiled = re.compile("|".join(patterns))
    return lambda line: bool(line.folded and compiled.search(line.text))


def either(*predicates: Predicate) -> Predicate:
    """One of the predicates holds."""
    return lambda line: any(matches(line) for matches in predicates)


_MATCHERS = {"whole": _whole, "start": _start, "raw": raw}
