"""A Rule: a named predicate on one line, and the ways of making one from patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsbrief.readers.pasted.lines import Line

__all__ = ["Rule", "either", "raw", "start", "whole"]


if TYPE_CHECKING:
    Predicate = Callable[[Line], bool]


@dataclass(frozen=True)
class Rule:
    """A predicate on a line, and the name of the clutter that it recognises."""

    name: str
    matches: Predicate


def whole(*patterns: str) -> Predicate:
    """One of the patterns is the whole line, marks at both ends aside. Patterns are folded text."""
    compiled = re.compile(rf"[\W_]*(?:{'|'.join(patterns)})[\s.:!…>›→»*|•·+)\]-]*")
    return lambda line: bool(line.folded and compiled.fullmatch(line.folded))


def start(*patterns: str) -> Predicate:
    """The line begins with one of the patterns; a quotation mark before it makes it speech."""
    compiled = re.compile(rf"[^\w«\"“(@©*]*(?:{'|'.join(patterns)})")
    return lambda line: bool(line.folded and compiled.match(line.folded))


def raw(*patterns: str) -> Predicate:
    """One of the patterns is found in the text itself, where capitals and signs matter."""
    compiled = re.compile("|".join(patterns))
    return lambda line: bool(line.folded and compiled.search(line.text))


def either(*predicates: Predicate) -> Predicate:
    """One of the predicates holds."""
    return lambda line: any(matches(line) for matches in predicates)
