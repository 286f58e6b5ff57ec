"""French terms of the courts and the press that mislead the model, said in plain French.

Each was seen to go wrong with opus-mt-fr-en: "Son avocate dément." became "Her lawyer is lying.",
a man "relaxé" (acquitted) was "released". The replacement is French that comes out right. The
terms are the rows of `press_terms.tsv`.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from newsbrief.text.tables import word_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["plain_terms", "spokeswomen"]

# What stands before a noun, by what stands before the noun that replaces it.
_TO_VOWEL = {"le ": "l'", "du ": "de l'", "au ": "à l'", "ce ": "cet ", "de ": "d'"}

_ARTICLES = {
    "vowel": _TO_VOWEL,
    "feminine": {**_TO_VOWEL, "ce ": "cette ", "un ": "une ", "en ": "sous "},
    "masculine": {"de l'": "du ", "à l'": "au ", "l'": "le ", "une ": "un ", "cette ": "ce "},
}

# Numbers that are called for help came out as days of the month: "dial the 17th". After a date
# stands a month, or the verb before it is none of these.
_EMERGENCY = (
    r"(?P<number>15|17|18|112|11[4-9]|196|3018|3114|3919)\b"
    r"(?! ?(?:à\b|%|€|[\d.,]\d|er\b|h\b|(?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc|"
    r"heures|minutes|ans|mois|jours|personnes)))"
)

_CALLED = (
    r"\b(?P<called>(?i:appel|compos|contact|joind|alert|prévien|préven)(?:er|ez|ant|re|ir) le"
    r"|(?:compos\w+|faites|(?:a|ont|avait|avaient) (?:aussitôt |immédiatement )?"
    r"(?:appelé|alerté|prévenu)) le"
    r"|(?:dirig|orient|renvoy|redirig)\w+ (?:\w+ )?vers le"
    r"|(?:régulation|régulateurs?|médecins?|standard|plateforme) du"
    r"|(?:appels?|téléphon\w+) (?:vers le|au))"
)

_EMERGENCY_CALLS = (
    (rf"{_CALLED} {_EMERGENCY}", r"\g<called> numéro \g<number>"),
    (r"\b(numéro \d+ ou le) (1[578]|112)\b(?! [a-zé])", r"\1 numéro \2"),
)


def plain_terms(text: str) -> str:
    """Return one French sentence with the terms that mislead the model in plain words."""
    for pattern, plain in _substitutions():
        text = pattern.sub(plain, text)
    return text


@lru_cache(maxsize=1)
def _substitutions() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return the patterns and their replacements, in the order in which they are applied."""
    rows = word_rows(__package__, "press_terms.tsv")
    pairs = [*_EMERGENCY_CALLS, *(pair for row in rows for pair in _with_article(*row))]
    return tuple((re.compile(pattern), plain) for pattern, plain in pairs)


def _with_article(article: str, french: str, plain: str) -> Iterator[tuple[str, str]]:
    """Return the pattern of a term once for each article that may stand before it."""
    if article == "-":
        yield french, plain
        return
    for old, new in _ARTICLES[article].items():
        yield rf"\b{old}{french}", new + plain
        yield rf"\b{old.capitalize()}{french}", new.capitalize() + plain


_SPOKESWOMAN = re.compile(r"\b(?:la|une|sa|ma|[Mm]me la|ancienne|nouvelle) porte-parole\b", re.I)
_SPOKESMAN = re.compile(r"\b(?:le|un|son|mon|du|au|leur|ancien|nouveau) porte-parole\b", re.I)
_MAN = re.compile(r"\b([Ss])pokesman\b")


def spokeswomen(french: str, english: str) -> str:
    """Return the English with "spokeswoman" where the French has "la porte-parole", a woman."""
    if _SPOKESWOMAN.search(french) and not _SPOKESMAN.search(french):
        return _MAN.sub(r"\1pokeswoman", english)
    return english
