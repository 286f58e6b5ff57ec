"""Tables of words that are shipped as data files beside the modules that use them."""

from __future__ import annotations

import sys
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["toml_table", "word_lists", "word_rows"]

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # type: ignore[import-not-found, unused-ignore]  # not on 3.11+


def word_rows(package: str, name: str) -> list[list[str]]:
    """Return the cells of each row of a package's TSV file, without empty lines and "#" comments.

    A first line that is no comment names the columns, and is left out too.
    """
    first, *rest = _read(package, name).splitlines()
    lines = [first, *rest] if first.startswith("#") else rest
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def toml_table(package: str, name: str) -> dict[str, Any]:
    """Return what a package's TOML file holds."""
    tables: dict[str, Any] = tomllib.loads(_read(package, name))
    return tables


@cache
def word_lists(package: str) -> Mapping[str, frozenset[str]]:
    """Return the lists of words in a package's `words.toml`, by their names there.

    Words stand between white space; an underscore stands for a space within one.
    """
    return {
        name: frozenset(word.replace("_", " ") for word in text.split())
        for name, text in toml_table(package, "words.toml").items()
    }


def _read(package: str, name: str) -> str:
    return (files(package) / name).read_text(encoding="utf-8")
