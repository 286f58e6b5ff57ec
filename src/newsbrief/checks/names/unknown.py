"""Names that no table has, recognised by the words before them or by how they are written."""

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
MIN_LETTERS = 3  # "le groupe A" names nothing

_INHABITANTS = tuple(
    """ais aise aises ois oise oises ien iens ienne iennes ain ains aine aines and ands ande andes
    istes iste éen éens éenne éennes ins ols ates acs ards ènes asques""".split()
)

# Domains, accounts and tags lead nowhere if they are translated.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S*\w|[@#]\w{2,}"
    r"|[^\W_][\w-]{0,62}(?:\.[\w-]{1,63}){0,3}\.(?:com|fr|org|net|eu|info|io|be|ch|ca|tv|paris)\b"
)

MAX_ADDRESS = 80  # tokens
ACRONYM = range(3, 7)  # letters: "ONF" came out as "NFB"


def unknown_name(sentence: str, words: Sequence[Token], index: int) -> tuple[Mention, int] | None:
    """Return the unknown name that begins at token `index`, and its length in tokens, or None.

    "la start-up Voltarenne", "selon La Lettre du Grain", "les Aciéries de la Thiérache". Addresses
    stay as they are; an acronym is restored where the model made another one of it.
    """
    word = words[index]
    if address := _address_at(sentence, word.start):
        inside = [w for w in words[index : index + MAX_ADDRESS] if w.start < address]
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
    """Return the kind of a name that no noun introduces, by its first word, place or article."""
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
    if len(text) < MIN_LETTERS or text.isupper():  # acronyms are mentioned apart
        return None
    article_length = words[first + article].start - start
    length = sum(start <= word.start < end for word in words[first : first + MAX_NAME_TOKENS + 6])
    entry = Entry((text,), kind=kind)
    mention = Mention(start, end, text, entry, text, (text,), article_length)
    return mention, length - article


def _is_translated(word: str) -> bool:
    """Tell whether English translates a capitalised word: an office, a title, a people."""
    return word in word_lists(__package__)["translated"] or word.endswith(_INHABITANTS)


def _address_at(sentence: str, start: int) -> int | None:
    """Return the end of the address that begins at character `start`, or None."""
    near = sentence[start : start + 64]
    if not ("." in near or near.startswith(("http", "@", "#"))):
        return None
    match = _ADDRESS.match(sentence, start)
    return match.end() if match else None


def _copied(sentence: str, start: int, end: int, *, tentative: bool) -> Mention:
    """Return a mention of what must stand in the English as it is."""
    text = sentence[start:end]
    entry = Entry((text,), kind=Kind.ACRONYM)
    return Mention(start, end, text, entry, text, (text,), tentative=tentative)


def _is_acronym(word: str) -> bool:
    return word.isalpha() and word.isupper() and len(word) in ACRONYM


def opens(words: Sequence[Token], index: int) -> bool:
    """Tell whether a sentence, a quotation or a clause after a colon begins at token `index`."""
    return index == 0 or words[index - 1].text in _OPENERS


def _own_article(words: Sequence[Token], index: int) -> int:
    """Return the number of tokens of a capitalised article before a word: 0, 1 or 2 (L')."""
    if index and words[index - 1].text in ("Le", "La", "Les"):
        return 1
    elided = index > 1 and words[index - 1].text == "'" and words[index - 2].text == "L"
    return 2 if elided else 0


def _name_length(words: Sequence[Token], index: int, *, by_noun: bool) -> int:
    """Return the number of tokens of a capitalised name: "Fromageries du Vercors", "Dupont & Fils".

    Unless the name begins `by_noun`, "de" ends it: "le groupe Virgin de Richard Branson".
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
    """Tell whether a token begins with a capital letter."""
    return word.text[:1].isupper()
