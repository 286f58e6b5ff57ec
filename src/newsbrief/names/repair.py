"""Puts a name into the English where the model translated it: "by Voice of the North"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.names.entry import Kind
from newsbrief.names.presence import count, short_of
from newsbrief.names.rare import likeness

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.alignment import Alignment
    from newsbrief.names.mention import Mention

__all__ = ["repaired"]

# English sets no article before these: "the Crédit Agricole", "the China".
_WITHOUT_ARTICLE = frozenset(
    {Kind.OUTLET, Kind.COMPANY, Kind.PRODUCT, Kind.PLACE, Kind.PERSON, Kind.EPITHET, Kind.WORK}
)
_ARTICLE_BEFORE = re.compile(r"\b([Tt]he|[Aa]n?) $")
_POSSESSIVE = re.compile(r"['’]s?$")
_PRONOUN = re.compile(
    r"(?:it|its|he|his|him|she|hers?|they|their|them|this|that|which|who|whose)\Z", re.IGNORECASE
)
# … but before a noun that says what the place is: "the Western Wall", "the Strait of Hormuz".
_DESCRIBED = re.compile(
    r" of |\b(?:Seas?|Ocean|Wall|River|Straits?|Channel|Gulf|Islands|Mountains|Alps|Pyrenees"
    r"|Republic|Kingdom|States|Bridge|Canal|Peninsula|Desert|Coast|Valley|Bank|Strip|Empire|Palace|Caribbean"
    r"|Mediterranean|Atlantic|Pacific|Balkans|Caucasus|Netherlands|Philippines)\Z"
)
MIN_LIKENESS = 0.7
MAX_GROWTH = 3.0  # a counterpart so many times longer than the name took its neighbours along


def repaired(english: str, mentions: Sequence[Mention], alignment: Alignment) -> str:
    """Return `english` with the right form in the place of each mention that it lacks.

    `alignment` is that of the French sentence, in which the mentions stand, with `english`. A name
    whose counterpart cannot be told, or is a pronoun, is left to the check.
    """
    places = [
        (place, mention)
        for mention in short_of(mentions, english)
        if (place := _place(english, mention, alignment)) is not None
    ]
    for place, mention in sorted(_apart(places), key=lambda pair: pair[0], reverse=True):
        english = _replaced(english, place, mention)
    return english


def _place(english: str, mention: Mention, alignment: Alignment) -> tuple[int, int] | None:
    """The words that the mention became, if they are wrong."""
    span = alignment.counterpart(mention.start, mention.end, light=mention.article)
    if span is None:
        return None
    start, end = _whole_words(english, *span)
    end -= len(tail[0]) if (tail := _POSSESSIVE.search(english[start:end])) else 0
    start, end = _misspelling(english, start, end, mention.text) or (start, end)
    words = english[start:end]
    if count(mention, words) or _PRONOUN.match(words) or not any(map(str.isalnum, words)):
        return None
    if len(words) > MAX_GROWTH * max(len(mention.text), len(mention.english)):
        return None
    doubtful = mention.tentative or (mention.entry.kept and mention.text.isupper())
    return None if doubtful and _is_faithful(words, mention.text) else (start, end)


def _misspelling(english: str, start: int, end: int, name: str) -> tuple[int, int] | None:
    """The one word among those of the span that is the name with a slip: "cooperative Lacteva"."""
    words = [match for match in re.finditer(r"\w+", english) if start <= match.start() < end]
    near = [word.span() for word in words if likeness(word.group(), name) >= MIN_LIKENESS]
    return near[0] if near and " " not in name else None


def _is_faithful(words: str, name: str) -> bool:
    """Whether what may be a name was copied, or translated by its cognate: "La Constitution".

    An acronym is garbled where it became another one, "ONF" "NFB"; "RMN" is rightly "NMR", and
    "PDG" may well have become "boss".
    """
    if name.isupper():
        other = words.isalpha() and words.isupper() and len(words) > 1
        return not other or sorted(words) == sorted(name)
    bare = re.sub(r"^(?:The |Le |La |Les |L')", "", words)
    noun = re.sub(r"^(?:Le |La |Les |L')", "", name)
    return likeness(bare.split(" ")[0], noun.split(" ")[0]) >= MIN_LIKENESS


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Grow a span to whole words and shrink it to letters: pieces are parts of words."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum() and text[end - 1] != ".":
        end -= 1
    return start, end


def _apart(
    places: Sequence[tuple[tuple[int, int], Mention]],
) -> list[tuple[tuple[int, int], Mention]]:
    """Drop a place that overlaps an earlier one: two names cannot have become the same words."""
    kept: list[tuple[tuple[int, int], Mention]] = []
    for place, mention in places:
        if all(place[1] <= other[0] or other[1] <= place[0] for other, _ in kept):
            kept.append((place, mention))
    return kept


def _replaced(english: str, place: tuple[int, int], mention: Mention) -> str:
    before, words, after = english[: place[0]], english[place[0] : place[1]], english[place[1] :]
    first = re.escape(mention.english.split(" ")[0].rstrip("."))
    before = re.sub(rf"\b{first}\.? ?\Z", "", before)  # "St." of "St.Petersburg"
    article = _ARTICLE_BEFORE.search(before)
    new = mention.english
    if article is None and words.lower().startswith("the ") and _takes_article(mention):
        new = f"{words[:4]}{new}"
    elif article and not _takes_article(mention) and not _is_of_another(after):
        before = before[: article.start()]
    elif article and article[1].lower() != "the":
        before = before[: article.start()] + _indefinite(article[1], new) + " "
    if not before.strip("\"'( "):
        new = new[:1].upper() + new[1:]
    return before + new + after


def _takes_article(mention: Mention) -> bool:
    described = mention.entry.kind is Kind.PLACE and _DESCRIBED.search(mention.english)
    return bool(described) or mention.entry.kind not in _WITHOUT_ARTICLE


def _is_of_another(after: str) -> bool:
    """Whether an article before a name belongs to a noun behind it: "the Le Monde journalist"."""
    return (
        re.match(
            r" (?!and\b|or\b|in\b|of\b|on\b|at\b|to\b|by\b|for\b|has\b|is\b|was\b|had\b)"
            r"[a-z]+(?:er|or|ist|group|paper|newspaper|team|shares?|stores?|daily|site)\b",
            after,
        )
        is not None
    )


def _indefinite(article: str, noun: str) -> str:
    vowel = noun[:1].lower() in "aeiou"
    wanted = "an" if vowel else "a"
    return wanted.capitalize() if article[0].isupper() else wanted
