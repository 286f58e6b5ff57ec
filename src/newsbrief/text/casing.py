"""Capitals: titles written in capitals or in title case, as a sentence would write them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Casing"]

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_MIN_CAPITALS = 3  # below three words of capitals it may be an acronym: "SNCF", "OTAN UE"
_MIN_LETTERS = 9
TITLE_CASE = 0.6  # share of capitalised words from which a headline is in title case


def _capitalised(text: str) -> str:
    first = next((i for i, c in enumerate(text) if c.isalnum()), 0)
    return text[:first] + text[first : first + 1].upper() + text[first + 1 :]


class Casing:
    """How the sentences of an article write each word, to undo titles in capitals.

    In capitals opus-mt loops or keeps the French ("CREDIT AGRICOLE RACHES"); in lower case it
    would take names for common nouns. The body tells them apart: "Crédit Agricole", "SNCF".
    """

    def __init__(self, texts: Iterable[str]):
        """Learn from the words of `texts` that stand in sentences of mixed case."""
        forms: dict[str, Counter[str]] = {}
        for text in texts:
            if not self.is_shouted(text):
                for index, word in enumerate(_WORD.findall(text)):
                    if index > 0:
                        forms.setdefault(word.lower(), Counter())[word] += 1
        self._forms = {word: counts.most_common(1)[0][0] for word, counts in forms.items()}

    @staticmethod
    def is_shouted(text: str) -> bool:
        """Tell whether `text` is a run of capitals long enough not to be a name or an acronym."""
        words = [word for word in _WORD.findall(text) if len(word) > 1]
        letters = sum(map(len, words))
        capitals = sum(len(word) for word in words if word.isupper())
        return len(words) >= _MIN_CAPITALS and letters >= _MIN_LETTERS and capitals >= 0.8 * letters

    def restore(self, text: str) -> str:
        """Return `text` in sentence case if it is in capitals, else unchanged."""
        if not self.is_shouted(text):
            return text
        return _capitalised(_WORD.sub(lambda match: self._restore_word(match.group()), text))

    def calm(self, headline: str) -> str:
        """Return an English headline in sentence case: "Group Buys Rival" → "Group buys rival".

        In title case only the words that the article itself writes with a capital keep it.
        """
        words = _WORD.findall(headline)
        capitals = sum(word[0].isupper() for word in words)
        if capitals <= TITLE_CASE * len(words):
            return headline

        def lower(match: re.Match[str]) -> str:
            word = match.group()
            is_acronym = len(word) > 1 and word.isupper()
            return word if is_acronym else self._forms.get(word.lower(), word.lower())

        return _capitalised(_WORD.sub(lower, headline))

    def _restore_word(self, word: str) -> str:
        return self._forms.get(word.lower(), word.lower())
