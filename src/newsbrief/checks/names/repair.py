"""Edits that restore the names which the model translated: "by Voice of the North"."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from newsbrief.checks.names.edit import Edit
from newsbrief.checks.names.entry import Kind
from newsbrief.checks.names.misspelled import MIN_SIMILARITY, likeness
from newsbrief.checks.names.presence import count, short_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.checks.names.entry import Mention
    from newsbrief.engines.alignment import Alignment

__all__ = ["joined_in_english", "repairs"]

# English sets no article before names of these kinds; the model does: "the Crédit Agricole".
_WITHOUT_ARTICLE = frozenset(
    {Kind.OUTLET, Kind.COMPANY, Kind.PRODUCT, Kind.PLACE, Kind.PERSON, Kind.WORK}
)

_ARTICLE_BEFORE = re.compile(r"\b([Tt]he|[Aa]n?) $")
_POSSESSIVE = re.compile(r"['’]s?$")

_PRONOUN = re.compile(
    r"(?:it|its|he|his|him|she|hers?|they|their|them|this|that|which|who|whose)\Z", re.IGNORECASE
)

# Places whose name says what they are take one: "the Western Wall", "the Strait of Hormuz".
_DESCRIBED = re.compile(
    r" of |\b(?:Seas?|Ocean|Wall|River|Straits?|Channel|Gulf|Islands|Mountains|Alps|Pyrenees"
    r"|Republic|Kingdom|States|Bridge|Canal|Peninsula|Desert|Coast|Valley|Bank|Strip|Empire|Palace"
    r"|Caribbean|Mediterranean|Atlantic|Pacific|Balkans|Caucasus|Netherlands|Philippines)\Z"
)

MAX_GROWTH = 3.0  # a counterpart that is longer by this factor includes words beside the name
_AND = {" et ": " and ", " ou ": " or "}

# First words of places that take no article although they have several words.
_BARE = ("South ", "North ", "New ", "Saint ", "Hong ", "Great ")

# An article before a name may belong to a noun behind it: "the Le Monde journalist".
_NOUN_AFTER = re.compile(
    r" (?:[a-z]+(?:ist|man|woman)|reporter|editor|group|paper|newspaper|team|shares?|stores?|daily"
    r"|weekly|magazine|site|website|channel|brand|workers?|employees?|customers?|boss|chief)\b"
)


def repairs(english: str, mentions: Sequence[Mention], alignment: Alignment) -> list[Edit]:
    """Return the edits that write the correct form of each mention that `english` lacks.

    `alignment` aligns the French sentence of the mentions with `english`. A name without a
    counterpart there, or with a pronoun for one, is not edited: the check reports it.
    """
    return [
        _edit(english, place, mention)
        for mention in short_of(mentions, english)
        if (place := _place(english, mention, alignment)) is not None
    ]


def joined_in_english(source: str, english: str, mentions: Sequence[Mention]) -> str:
    """Return `english` with "and" for an "et" that the model copied with the names around it.

    The mentions stand in `source`, in order: "Le Quotidien du médecin et France Inter".
    """
    for left, right in pairwise(mentions):
        between = source[left.end : right.start]
        if between in _AND:
            copied = f"{left.english}{between}{right.english}"
            english = english.replace(copied, f"{left.english}{_AND[between]}{right.english}")
    return english


def _place(english: str, mention: Mention, alignment: Alignment) -> tuple[int, int] | None:
    """Return the span of the words that the mention became, or None if they can stay."""
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
    ambiguous = mention.entry.ambiguous and mention.text.isupper()
    doubtful = mention.tentative or ambiguous
    return None if doubtful and _is_faithful(words, mention.text) else (start, end)


def _misspelling(english: str, start: int, end: int, name: str) -> tuple[int, int] | None:
    """Return the span of the misspelled name among other words: "cooperative Lacteva"."""
    words = [match for match in re.finditer(r"\w+", english) if start <= match.start() < end]
    near = [word.span() for word in words if likeness(word.group(), name) >= MIN_SIMILARITY]
    return near[0] if near and " " not in name else None


def _is_faithful(words: str, acronym: str) -> bool:
    """Tell whether an acronym was copied or translated: "RMN" is correctly "NMR", "PDG" "boss".

    It is garbled where it became another acronym: "ONF" came out as "NFB".
    """
    is_acronym = words.isalpha() and words.isupper() and len(words) > 1
    return not is_acronym or sorted(words) == sorted(acronym)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Widen a span of tokenizer pieces to whole words, without the punctuation around them."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while 0 < end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum() and text[end - 1] != ".":
        end -= 1
    return start, end


def _edit(english: str, place: tuple[int, int], mention: Mention) -> Edit:
    """Return the edit at `place`, which includes the article before it where that must change."""
    start, end = place
    before, words, after = english[:start], english[start:end], english[end:]
    first = re.escape(mention.english.split(" ")[0].rstrip("."))
    if doubled := re.search(rf"\b{first}\.? ?\Z", before):  # "St." of "St.Petersburg"
        start, before = doubled.start(), before[: doubled.start()]
    article = _ARTICLE_BEFORE.search(before)
    new = mention.english
    if article is None and words.lower().startswith("the ") and _takes_article(mention):
        new = f"{words[:4]}{new}"
    elif article and not _takes_article(mention) and not _NOUN_AFTER.match(after):
        start = article.start()
    elif article and article[1].lower() != "the":
        start, new = article.start(), f"{_indefinite(article[1], new)} {new}"
    if not english[:start].strip("\"'( "):
        new = new[:1].upper() + new[1:]
    return Edit(start, end, new)


def _takes_article(mention: Mention) -> bool:
    kind, english = mention.entry.kind, mention.english
    if kind is Kind.EPITHET:  # "China", but "the White House", "the prime minister"
        return not english.istitle() or (" " in english and not english.startswith(_BARE))
    described = kind is Kind.PLACE and _DESCRIBED.search(english)
    return bool(described) or kind not in _WITHOUT_ARTICLE


def _indefinite(article: str, noun: str) -> str:
    vowel = noun[:1].lower() in "aeiou"
    wanted = "an" if vowel else "a"
    return wanted.capitalize() if article[0].isupper() else wanted
