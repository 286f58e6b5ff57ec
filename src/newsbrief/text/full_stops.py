"""Whether a full stop ends a sentence: abbreviations, initials, acronyms and missing spaces."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cache
from typing import Literal, NamedTuple

from newsbrief.text.tables import toml_table

__all__ = ["Following", "Language", "SentenceWords", "key", "mark_ends", "misses_space"]

Language = Literal["fr", "en"]

_NEXT = re.compile(r"([^\W\d_]{1,30}['’]?|\d{1,30})(?:\s?(\w)(\w?))?")
_INITIALS = re.compile(r"(?:[A-ZÀ-Ý][a-zé]?\.-?)*[A-ZÀ-Ý][hlr]?")
_LOWER_INITIALS = re.compile(r"(?:[b-xzé]\.)*[b-xz]")
_ROMAN = re.compile(r"[IVXLC]+(?:er|e)?")
_YEAR = re.compile(r"[12]\d{3}")
_GLUED = re.compile(r"[A-ZÀ-Ý](?:[a-zà-ÿœ]|['’]\w)|[«“]")
_ADDRESS = re.compile(r"[/@=_\\]|www\.|\.[^\W_]+\.")
_LOOK_BACK = 48  # longer than any abbreviation; bounds the work on hostile text


class Following(NamedTuple):
    """The first word after a possible end, and the two characters after that word."""

    word: str
    initial: str
    second: str

    @classmethod
    def at(cls, text: str, at: int) -> Following:
        """Return what follows at the place `at`; its parts are empty where no word does."""
        match = _NEXT.match(text, at)
        return cls(match[1], match[2] or "", match[3] or "") if match else cls("", "", "")

    @property
    def in_capitals(self) -> bool:
        """Whether it is a word of capitals only."""
        return len(self.word) > 1 and self.word.isupper()

    @property
    def is_figure(self) -> bool:
        """Whether it begins with a digit."""
        return self.word[:1].isdigit()

    @property
    def is_reference(self) -> bool:
        """Whether it is a figure, a Roman number or a lone capital."""
        return self.is_figure or len(self.word) == 1 or bool(_ROMAN.fullmatch(self.word))


def key(word: str) -> str:
    """Return `word` as the lists of words have it: in lower case, with a straight apostrophe."""
    return word.casefold().replace("’", "'")


@dataclass(frozen=True)
class SentenceWords:
    """One language's words that decide where a sentence ends; `sentence_words.toml` explains each.

    Their source is our own reading of the press; no list was taken from elsewhere.
    """

    prefixes: frozenset[str]
    one_letter_titles: frozenset[str]
    numbered: frozenset[str]
    numbered_words: frozenset[str]
    months: frozenset[str]
    days: frozenset[str]
    times: frozenset[str]
    eras: frozenset[str]
    ambiguous: frozenset[str]
    lettered_nouns: frozenset[str]
    starters: frozenset[str]
    particles: frozenset[str]
    determiners: frozenset[str]
    shouted: frozenset[str]
    suffixes: frozenset[str]

    @classmethod
    @cache
    def of(cls, language: Language) -> SentenceWords:
        """Return the words of `language`; the file is read once."""
        tables = toml_table(__package__, "sentence_words.toml")
        table = {**tables[language], **tables["shared"]}
        return cls(**{field.name: frozenset(table[field.name].split()) for field in fields(cls)})

    def opens_sentence(self, following: Following) -> bool:
        """Whether the word opens sentences and does not open names; "A." is an initial."""
        is_initial = len(following.word) == 1 and not following.initial
        return key(following.word) in self.starters and not is_initial

    def opens_name(self, following: Following) -> bool:
        """Whether it is a particle before a capitalised name, as in "Le Pen" or "L'Hermitte"."""
        capitalised = following.initial.isupper() and not following.second.isupper()
        return capitalised and key(following.word) in self.particles

    def is_ambiguous(self, word: str) -> bool:
        """Whether `word` with a full stop ends a sentence only before a word that opens one."""
        if _listed(word, self.ambiguous):
            return True
        return _listed(word, self.numbered) and not _listed(word, self.numbered_words)


def _listed(word: str, words: frozenset[str]) -> bool:
    """Whether a list has `word`: in lower case, as it stands, or capitalised if all is capitals."""
    if word.casefold() in words or word in words:
        return True
    return word.isupper() and word.capitalize() in words


def mark_ends(text: str, mark: re.Match[str], following: Following, words: SentenceWords) -> bool:
    """Return whether a mark (".", "?!", "…") ends the sentence, before a capital or a figure."""
    word, before = _left_words(text, mark.start())
    if mark.group() == ".":
        return _full_stop_ends(word, before, following, words)
    if mark.group()[0] in ".…":
        return not following.is_figure
    if key(word) in words.shouted:
        return words.opens_sentence(following) and not following.is_figure
    return True


def _left_words(text: str, at: int) -> tuple[str, str]:
    """The word that ends at `at` and the one before it, without opening quotes and brackets."""
    if not at or text[at - 1].isspace():
        return "", ""
    words = text[max(0, at - _LOOK_BACK) : at].rsplit(None, 2)
    word = words[-1].lstrip("«“‹\"'‘([–—-")
    return word, words[-2] if len(words) > 1 else ""


def _full_stop_ends(word: str, raw_before: str, following: Following, words: SentenceWords) -> bool:
    """Whether a full stop after `word` ends the sentence; `raw_before` is the word before it."""
    before = raw_before.rstrip(".,;")
    bare = re.split("['’]", word)[-1]
    if bare in ("J.-C", "J-C") and before.casefold() in words.eras:
        return True
    if bare.isupper() and bare.isalpha() and len(bare) > 1 and not following.in_capitals:
        return bare not in words.prefixes  # an acronym (PR, CAP), but not the title "MM."
    if _listed(bare, words.prefixes):
        return False
    if _INITIALS.fullmatch(bare):
        is_unit = raw_before[-1:].isdigit() and "." not in bare and not following.is_figure
        if is_unit:  # 20 W
            return words.opens_sentence(following) and not words.opens_name(following)
        # After "dans la zone." comes a title, as in "M. Petit": the letter is no part of the noun.
        noun = before.casefold() if raw_before[-1:].isalpha() else ""
        if noun in words.lettered_nouns and "." not in bare:
            return not following.is_figure
        return _initials_end(bare, bare != word, before, following, words)
    if bare.casefold() == "ex":
        return before.casefold() not in ("par", "p") and bare == word
    return _abbreviation_ends(bare, raw_before, following, words)


def _abbreviation_ends(
    bare: str, raw_before: str, following: Following, words: SentenceWords
) -> bool:
    """Whether a full stop after `bare`, no title and no initials, ends the sentence."""
    low = bare.casefold()
    after_figure = raw_before.rstrip(".,;")[-1:].isdigit()
    if _listed(bare, words.numbered) and following.is_reference:
        return False
    if low in words.months and _YEAR.fullmatch(following.word):
        return False
    if low in words.months or low in words.times:
        return not following.is_figure or not after_figure
    if low == "p" and raw_before[-1:].isdigit():
        return True  # a book's pages: "352 p."
    if bare in words.days and following.is_figure:
        return False
    if words.is_ambiguous(bare):
        return words.opens_sentence(following)
    if _LOWER_INITIALS.fullmatch(low):
        return after_figure or words.opens_sentence(following)
    return True


def _initials_end(
    bare: str, elided: bool, before: str, following: Following, words: SentenceWords
) -> bool:
    """Initials ("J.-P.") end few sentences; acronyms ("U.S.A.") and letters ("plan B.") more."""
    dots = bare.count(".")
    if not words.opens_sentence(following) or following.is_figure:
        return False
    if bare in words.one_letter_titles:
        is_surname = before[:1].isupper() and key(before) not in words.starters
        return is_surname and not words.opens_name(following)
    acronym = dots and "-" not in bare
    determined = elided or before.casefold() in words.determiners
    return not words.opens_name(following) or bool(acronym and (dots > 1 or determined))


def misses_space(text: str, mark: re.Match[str], end: int, words: SentenceWords) -> bool:
    """Return whether a space is missing after a final mark: "fin.Le lendemain", not "Lyon.fr"."""
    before = text[mark.start() - 1 : mark.start()]
    if not (before.isalnum() or before in '»”")% \u00a0\u202f') or not _GLUED.match(text, end):
        return False
    left = text[max(0, mark.start() - _LOOK_BACK) : mark.start()].split(" ")[-1]
    right = text[end : end + _LOOK_BACK].split(" ")[0]
    if _ADDRESS.search(left + mark.group() + right):
        return False
    if mark.group() != "." or end > mark.end():
        return bool(re.search(r"\w[»”\")]?\s?$", left)) or not left
    return _full_stop_misses_space(left, Following.at(text, end), text[end], words)


def _full_stop_misses_space(
    left: str, following: Following, first: str, words: SentenceWords
) -> bool:
    """The same for a full stop between the word that ends `left` and the character `first`."""
    opens = words.opens_sentence(following)
    word = re.search(r"[^\W\d_]+$", left)
    if word is None or len(word.group()) < 2 or not word.group()[-1].islower():
        return bool(re.search(r"\d{4}$|%$", left)) and opens
    if key(following.word) in words.suffixes:
        return False
    return word.group().islower() or opens or first in "«“"
