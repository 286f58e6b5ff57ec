"""Tables of words that are shipped as data files beside the modules that use them."""

from __future__ import annotations

import sys
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["table", "word_lists"]


if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # type: ignore[import-not-found, unused-ignore]  # not on 3.11+


@cache
def word_lists(package: str) -> Mapping[str, frozenset[str]]:
    """Return the lists of words in a package's `words.toml`, by their names there.

    Words stand between white space; an underscore stands for a space within one.
    """
    texts = tomllib.loads(_read(package, "words.toml"))
    return {
        name: frozenset(word.replace("_", " ") for word in text.split())
        for name, text in texts.items()
    }


def table(package: str, name: str) -> list[list[str]]:
    """Return the cells of each row of a package's TSV file, without its header and "#" comments."""
    lines = _read(package, name).splitlines()[1:]
    return [line.split("\t") for line in lines if not line.startswith("#")]


def _read(package: str, name: str) -> str:
    return (files(package) / name).read_text(encoding="utf-8")
