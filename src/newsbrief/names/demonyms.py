"""What English makes of a place before a noun: "le Grand Prix de Hongrie" is the Hungarian one."""

from __future__ import annotations

import re

__all__ = ["demonym_pattern"]

_ENDING = re.compile(r"(?:ium|ia|a|e|y|o)\Z")
_SUFFIXES = "(?:n|an|ian|ean|ese|ish|i|ic|er|is)?s?"
# Those that no ending gives, or gives to another country as well.
_IRREGULAR = {
    "Britain": "British|Britons?",
    "Brittany": "Bretons?",
    "Chad": "Chadians?",
    "Congo": "Congolese",
    "Cyprus": "Cypriots?",
    "Denmark": "Danish|Danes?",
    "England": "English",
    "Finland": "Finnish|Finns?",
    "Flanders": "Flemish",
    "France": "French",
    "Greece": "Greeks?",
    "Iceland": "Icelandic|Icelanders?",
    "Ireland": "Irish",
    "Ivory Coast": "Ivorians?|Côte d'Ivoire",
    "Lebanon": "Lebanese",
    "Naples": "Neapolitans?",
    "Netherlands": "Dutch|Holland",
    "Niger": "Nigeriens?",
    "Normandy": "Normans?",
    "Norway": "Norwegians?",
    "Peru": "Peruvians?",
    "Philippines": "Filipinos?",
    "Poland": "Polish|Poles?",
    "Portugal": "Portuguese",
    "Saudi Arabia": "Saudis?",
    "Scotland": "Scottish|Scots?",
    "Spain": "Spanish|Spaniards?",
    "Sweden": "Swedish|Swedes?",
    "Switzerland": "Swiss",
    "Thailand": "Thais?",
    "Turkey": "Turkish|Turks?",
    "United Kingdom": "British|Britain|UK|U\\.K\\.",
    "United States": "Americans?|America|US|U\\.S\\.",
    "Venice": "Venetians?",
    "Wales": "Welsh",
}


def demonym_pattern(place: str) -> str:
    """Return a regular expression for the adjectives and inhabitants of an English place name."""
    bare = place.removeprefix("the ")
    if bare in _IRREGULAR:
        return _IRREGULAR[bare]
    return re.escape(_ENDING.sub("", bare)) + _SUFFIXES
