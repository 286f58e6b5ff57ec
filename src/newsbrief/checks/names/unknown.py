"""Names that no table has, told by what stands before them or by how they are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.checks.names.cues import introduces, names_source, opens_name, paper_tail
from newsbrief.checks.names.entry import Entry, Kind, Mention
from newsbrief.text.tables import word_lists

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsbrief.checks.names.forms import Token

__all__ = ["is_capitalised", "opens", "unknown_name"]


_LINKS = frozenset("de du des d & of and the".split())


_AFTER_DE = frozenset("la l".split())


_OPENERS = frozenset('« " “ ( [ : - – — • . ! ? …'.split())


MAX_NAME_TOKENS = 8


MIN_LETTERS = 3  # "le groupe A"


_INHABITANTS = tuple(
    """ais aise aises ois oise oises ien iens ienne iennes ain ains aine aines and ands ande andes
    istes iste éen éens éenne éennes ins ols ates acs ards ènes asques""".split()
)


def unknown_name(sentence: str, words: Sequence[Token], index: int) -> tuple[Mention, int] | None:
    """The unknown name that begins at token `index`, and its length in tokens, or None.

    "la start-up Voltarenne", "selon La Lettre du Grain", "les Aciéries de la Thiérache". Addresses
    are kept to the letter; an acronym is put back where the model made another one of it.
    """
    word = words[index]
    if address := _address_at(sentence, word.start):
        inside = [other for other in words[index : index + MAX_ADDRESS] if other.start < address]
        return _copied(sentence, word.start, address, tentative=False), len(inside)
    if _is_acronym(word.text):
        return _copied(sentence, word.start, word.end, tentative=True), 1
    if not is_capitalised(word) or _is_translated(word.text):
        return None
    article = _own_article(words, index)
    opening = opens_name(word.text)
    by_noun = opening is not None or article > 0 or word.text in ("Le", "La", "Les")
    length = _name_length(words, index, by_noun=by_noun)
    kind = introduces(words, index) or _kind(words, index, article, opening, length)
    if kind is None:
        return None
    if opens(words, index - article) and opening is not Kind.OUTLET:
        article = 0  # at the start of a sentence any article has a capital
    return _named(sentence, words, index - article, words[index + length - 1].end, kind, article)


def _kind(
    words: Sequence[Token], index: int, article: int, opening: Kind | None, length: int
) -> Kind | None:
    """What a name that no noun introduces is: told by its first word, its place or its article."""
    contracted = index > 0 and words[index - 1].text in ("du", "au", "des", "aux")
    if opening and length > 1 and (opening is not Kind.OUTLET or article or contracted):
        return opening
    inside = article > 0 and not opens(words, index - article)
    return Kind.OUTLET if inside or names_source(words, index - article) else None


def _named(
    sentence: str, words: Sequence[Token], first: int, end: int, kind: Kind, article: int
) -> tuple[Mention, int] | None:
    start = words[first].start
    end += paper_tail(sentence[end:]) if kind is Kind.OUTLET else 0
    text = sentence[start:end]
    if len(text) < MIN_LETTERS or text.isupper():  # "le groupe A"; an acronym is copied
        return None
    own = words[first + article].start - start
    length = sum(start <= word.start < end for word in words[first : first + MAX_NAME_TOKENS + 6])
    mention = Mention(start, end, text, Entry((text,), kind=kind), text, (text,), own)
    return mention, length - article


def _is_translated(word: str) -> bool:
    """Whether a capitalised word is one that English translates: an office, a title, a people."""
    return word in word_lists(__package__)["translated"] or word.endswith(_INHABITANTS)


# Domains, accounts and tags stand as they are, or they lead nowhere.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S*\w|[@#]\w{2,}"
    r"|[^\W_][\w-]{0,62}(?:\.[\w-]{1,63}){0,3}\.(?:com|fr|org|net|eu|info|io|be|ch|ca|tv|paris)\b"
)


MAX_ADDRESS = 80  # tokens


ACRONYM = range(3, 7)  # letters: "ONF" came out as "NFB"


def _address_at(sentence: str, start: int) -> int | None:
    """Where the address that begins at the character `start` ends, or None."""
    near = sentence[start : start + 64]
    if not ("." in near or near.startswith(("http", "@", "#"))):
        return None
    match = _ADDRESS.match(sentence, start)
    return match.end() if match else None


def _copied(sentence: str, start: int, end: int, *, tentative: bool) -> Mention:
    """A mention of what must come out as it is."""
    text = sentence[start:end]
    entry = Entry((text,), kind=Kind.ACRONYM)
    return Mention(start, end, text, entry, text, (text,), tentative=tentative)


def _is_acronym(word: str) -> bool:
    return word.isalpha() and word.isupper() and len(word) in ACRONYM


def opens(words: Sequence[Token], index: int) -> bool:
    """Whether a sentence, a quotation or a clause behind a colon begins at token `index`."""
    return index == 0 or words[index - 1].text in _OPENERS


def _own_article(words: Sequence[Token], index: int) -> int:
    """How many tokens before a capitalised word are an article in capitals: 0, 1 or 2 (L')."""
    if index and words[index - 1].text in ("Le", "La", "Les"):
        return 1
    elided = index > 1 and words[index - 1].text == "'" and words[index - 2].text == "L"
    return 2 if elided else 0


def _name_length(words: Sequence[Token], index: int, *, by_noun: bool) -> int:
    """How many tokens a capitalised name runs to: "Fromageries du Vercors", "Dupont & Fils".

    After a name proper "de" begins something else: "le groupe Virgin de Richard Branson".
    """
    last = index
    for position in _run(words, index):
        if words[position].text in ("de", "d") and not by_noun:
            break
        if is_capitalised(words[position]):
            last = position
    return last - index + 1


def _run(words: Sequence[Token], index: int) -> Iterator[int]:
    for position in range(index, min(len(words), index + MAX_NAME_TOKENS)):
        word = words[position]
        of_the = word.text in _AFTER_DE and words[position - 1].text == "de"
        joins = of_the or word.text in "'-" or word.text.lower() in _LINKS
        if not (joins or is_capitalised(word)):
            return
        yield position


def is_capitalised(word: Token) -> bool:
    """Whether a token begins with a capital letter."""
    return word.text[:1].isupper()
