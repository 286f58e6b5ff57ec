"""The words of one language's figures, from a file beside this module: word_tables("fr")."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from newsbrief.text.tables import word_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from newsbrief.checks.figures.lexicon import UnitOf

__all__ = ["word_tables"]

_NO_UNIT = "count"


@lru_cache(maxsize=2)
def word_tables(language: str) -> WordTables:
    """Read the tables of a language, "fr" or "en"."""
    tables: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for name, value, words in word_rows(__package__, f"words_{language}.tsv"):
        tables[name].append((value, words))
    return WordTables(tables)


@dataclass(frozen=True)
class WordTables:
    """The tables of a file by their names: rows of a value and its words, as the file has them."""

    tables: Mapping[str, Sequence[tuple[str, str]]]

    def numbers(self, table: str) -> dict[str, int]:
        """Return the number that each word of a table stands for."""
        return {word: int(value) for value, word in self._words(table)}

    def decimals(self, table: str) -> dict[str, Decimal]:
        """Return the same as decimals, to multiply values by."""
        return {word: Decimal(value) for value, word in self._words(table)}

    def units(self, table: str) -> dict[str, UnitOf]:
        """Return the unit of each word and how many: "décennie*10" is ("years", 10)."""
        units: dict[str, UnitOf] = {}
        for value, word in self._words(table):
            word, _, factor = word.partition("*")
            units[word] = ("" if value == _NO_UNIT else value, Decimal(factor or 1))
        return units

    def _words(self, table: str) -> Iterator[tuple[str, str]]:
        """Each word of a table after its value; an underscore is a space in a word."""
        for value, words in self.tables[table]:
            for word in words.split(" "):
                yield value, word.replace("_", " ")
