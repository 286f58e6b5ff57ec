"""A Mention: a name in a French text, and the English forms that may answer it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsbrief.names.entry import Entry

__all__ = ["Mention"]


@dataclass(frozen=True)
class Mention:
    """The name that `text[start:end]` of a French sentence is.

    `english` is what to write for it, `accepted` all that may stand, `english` included. `article`
    is the number of characters of the name's own article inside the span ("Le " in "Le Monde": 3).
    `tentative` marks what is a name only if the model took it for words: it is never missed.
    """

    start: int
    end: int
    text: str
    entry: Entry
    english: str
    accepted: tuple[str, ...]
    article: int = 0
    tentative: bool = False
