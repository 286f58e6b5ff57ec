"""Patterns: every regular expression of newsbrief, and texts that make it backtrack.

    python fuzz/patterns.py [--size 600] [--factor 4] [--most 1.8]

The patterns are collected from the loaded modules, so those that are put together from pieces are
seen whole. For each repetition in a pattern a trap is made: what may stand before it, the repeated
characters again and again, and a character that nothing matches. Told are the patterns whose
search takes more than linear time on a trap; whoever uses one must bound what it is given.
"""

from __future__ import annotations

import pkgutil
import re
import signal
import sys
import time
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

import newsbrief

if TYPE_CHECKING:
    from collections.abc import Iterator

if sys.version_info >= (3, 11):
    sre_parse = import_module("re._parser")
else:
    sre_parse = import_module("sre_parse")

__all__ = ["patterns", "traps"]

Parsed = Any  # re's own parse tree; it has no public type

NOISE_S = 0.002
LIMIT_S = 1.0
MAX_TRAPS = 120  # of one pattern; a long alternation repeats itself
_NOTHING = "\u2603"  # a snowman
_CATEGORIES = {
    "CATEGORY_DIGIT": "1",
    "CATEGORY_SPACE": " ",
    "CATEGORY_WORD": "a",
    "CATEGORY_NOT_DIGIT": "a",
    "CATEGORY_NOT_SPACE": "a",
    "CATEGORY_NOT_WORD": " ",
}


def patterns() -> dict[str, re.Pattern[str]]:
    """Return every compiled pattern that newsbrief's modules hold, by module and name."""
    found: dict[str, re.Pattern[str]] = {}
    for module in pkgutil.walk_packages(newsbrief.__path__, "newsbrief."):
        if not module.name.endswith("__main__"):
            for name, value in vars(import_module(module.name)).items():
                for place, pattern in _held(value):
                    if isinstance(pattern.pattern, str):
                        found.setdefault(f"{module.name}.{name}{place}", pattern)
    return {place: p for p, place in {p: place for place, p in reversed(found.items())}.items()}


def _held(value: object, depth: int = 3) -> Iterator[tuple[str, re.Pattern[Any]]]:
    """The patterns in a value: itself, the items of a table, the fields of a rule."""
    if isinstance(value, re.Pattern):
        yield "", value
    elif depth and isinstance(value, list | tuple | set | frozenset):
        for index, item in enumerate(value):
            yield from ((f"[{index}]{rest}", p) for rest, p in _held(item, depth - 1))
    elif depth and isinstance(value, dict):
        for key, item in value.items():
            yield from ((f"[{key!r}]{rest}", p) for rest, p in _held(item, depth - 1))
    elif depth and hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        for name in value.__dataclass_fields__:
            held = _held(getattr(value, name, None), depth - 1)
            yield from ((f".{name}{rest}", p) for rest, p in held)


def traps(pattern: re.Pattern[str], size: int) -> list[str]:
    """Return texts of about `size` characters, one for each repetition in the pattern."""
    parsed = sre_parse.parse(pattern.pattern, pattern.flags)
    made = (prefix + _filled(unit, size) for prefix, unit in _repetitions(parsed, ""))
    distinct = dict.fromkeys(text + end for text in made for end in (_NOTHING, ""))
    return list(islice(distinct, MAX_TRAPS))


def _filled(unit: str, size: int) -> str:
    return (unit * (size // len(unit) + 1))[:size]


def _repetitions(parsed: Parsed, prefix: str) -> Iterator[tuple[str, str]]:
    """What stands before each repetition, and the text that is repeated."""
    before = prefix
    for op, argument in parsed:
        name = str(op)
        if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            least, most, inner = argument
            unit = _example(inner)
            if unit and most > 20:
                yield "", unit
                yield before, unit
                yield "", before + unit  # the whole beginning again and again
            yield from _repetitions(inner, before)
            before += unit * min(least, 3)
            continue
        for inner in _parts(name, argument):
            yield from _repetitions(inner, before)
        before += _example([(op, argument)])


def _parts(name: str, argument: Parsed) -> list[Parsed]:
    if name == "BRANCH":
        return list(argument[1])
    if name == "SUBPATTERN":
        return [argument[3]]
    if name == "ATOMIC_GROUP":
        return [argument]
    return [argument[1]] if name in ("ASSERT", "ASSERT_NOT") else []


def _example(parsed: Parsed) -> str:
    """A text that the parsed pattern matches, or nearly."""
    text = ""
    for op, argument in parsed:
        name = str(op)
        if name == "LITERAL":
            text += chr(argument)
        elif name == "NOT_LITERAL":
            text += "a" if argument != ord("a") else "b"
        elif name == "ANY":
            text += "a"
        elif name == "IN":
            text += _member(argument)
        elif name == "BRANCH":
            text += max((_example(branch) for branch in argument[1][:1]), key=len)
        elif name == "SUBPATTERN":
            text += _example(argument[3])
        elif name == "ATOMIC_GROUP":
            text += _example(argument)
        elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
            text += _example(argument[2]) * max(1, min(argument[0], 3))
    return text


def _member(items: Parsed) -> str:
    """A character of a class, of a negated one something usual that it allows."""
    if str(items[0][0]) == "NEGATE":
        return next((c for c in "a 1.x\n" if not _holds(items[1:], c)), "é")
    op, argument = items[0]
    if str(op) == "LITERAL":
        return chr(argument)
    return chr(argument[0]) if str(op) == "RANGE" else _CATEGORIES.get(str(argument), "a")


def _holds(items: Parsed, char: str) -> bool:
    for op, argument in items:
        name = str(op)
        if name == "LITERAL" and chr(argument) == char:
            return True
        if name == "RANGE" and argument[0] <= ord(char) <= argument[1]:
            return True
        if name == "CATEGORY" and _in_category(str(argument), char):
            return True
    return False


def _in_category(name: str, char: str) -> bool:
    kind = name.removeprefix("CATEGORY_").removeprefix("NOT_")
    held = {"DIGIT": char.isdigit(), "SPACE": char.isspace(), "WORD": char.isalnum()}[kind]
    return held != ("NOT_" in name)


@click.command()
@click.option("--size", default=600, show_default=True, help="Characters of a trap.")
@click.option("--factor", default=4, show_default=True)
@click.option("--most", default=1.8, show_default=True, help="Growth that is tolerated.")
def main(size: int, factor: int, most: float) -> None:
    """Search every pattern in its traps at two sizes and tell those that are not linear."""
    found = patterns()
    click.echo(f"{len(found)} patterns")
    for place, pattern in found.items():
        worst = max(_growth(pattern, *pair, factor) for pair in _pairs(pattern, size, factor))
        if worst[0] > most:
            click.echo(f"{place:60} growth {worst[0]:5.1f}, {worst[1]:.3f} s: {worst[2]!r}")


def _pairs(pattern: re.Pattern[str], size: int, factor: int) -> Iterator[tuple[str, str]]:
    yield "", ""
    yield from zip(traps(pattern, size), traps(pattern, size * factor), strict=False)


def _growth(pattern: re.Pattern[str], small: str, large: str, factor: int) -> tuple[Any, ...]:
    first, second = _seconds(pattern, small), _seconds(pattern, large)
    growth = second / max(first, NOISE_S / 2) / factor if second > NOISE_S else 0.0
    return growth, second, large[:40]


class _Slow(Exception):
    """The limit was reached."""


def _stop(signum: int, frame: object) -> None:
    raise _Slow


def _seconds(pattern: re.Pattern[str], text: str) -> float:
    signal.signal(signal.SIGALRM, _stop)
    signal.setitimer(signal.ITIMER_REAL, LIMIT_S)
    start = time.process_time()
    try:
        for _ in pattern.finditer(text):
            pass
    except _Slow:
        return float("inf")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    return time.process_time() - start


if __name__ == "__main__":
    main()
