"""The scanner: one pass over a text that tries a language's rules where a figure may start."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from newsbrief.checks.figures.number import HALF
from newsbrief.checks.figures.place import Place, figure_of
from newsbrief.checks.figures.quantity import dated, in_century
from newsbrief.checks.figures.ranges import join_ranges
from newsbrief.checks.figures.spelled_out import read_roman

if TYPE_CHECKING:
    from newsbrief.checks.figures.figure import Figure
    from newsbrief.checks.figures.lexicon import Lexicon

__all__ = ["Grammar", "code", "dispatch", "figures", "name", "ordinal", "vulgar_fraction"]

Rule = Callable[[Place], "Figure | None"]

# A run of letters and digits is cut at 64 characters: a rule may consume a few of them, and to read
# a long run again for each figure in it would take quadratic time.
_START = re.compile(r"[½¼¾⅓⅔]|[^\W_½¼¾⅓⅔]{1,64}")
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_PHONE = re.compile(r"(?:0|\+33\s?|0033\s?)[1-9](?:[\s.-]?\d{2}){4}(?!\d)")
_VERSION = re.compile(r"(?!\d{1,3}(?:\.\d{3})+(?![\d.]))\d{1,4}(?:\.\d{1,4}){2,5}(?!\d)")
_LONG_CODE = re.compile(r"\d{25,}")

# Forty bare numbers in a row are a table, which counts as one name: prose has words in between.
_TABLE = re.compile(r"(?:\d{1,24}[\s,;./:-]{1,2}){40,4000}")
_DIGITS_FIRST = re.compile(r"\d{1,6}[^\W\d_]{1,4}\d{0,4}(?![^\W_])")
_LETTERS_FIRST = re.compile(r"[^\W\d_]{1,12}\d{1,6}(?:[.,]\d{1,2}|[^\W_]{0,6})(?![^\W_])")
_HYPHENATED = re.compile(r"[^\W\d_]{1,20}-\d{1,4}s?(?![^\W_]|[.,]\d|-\d)")

_NO_NAME = frozenset(
    """mi fin debut début pre pré post ante avant après mid late early pro anti sub ex semi non
    hiver été printemps automne summer winter spring""".split()
)

_COMMON_NAMES = frozenset({"m2", "m3", "km2", "cm2", "co2", "h2o"})  # "square metre", "carbon"

_GLYPHS = {"½": HALF, "¼": Decimal("0.25"), "¾": Decimal("0.75"),
           "⅓": Decimal(1) / 3, "⅔": Decimal(2) / 3}  # fmt: skip

_SLASHED = re.compile(r"([1-9])/([2-9]|10)(?![\d/])")
_ROMAN = re.compile(r"([IVXL]{1,8})(ème|ième|e|è|ᵉ|(?<=I)(?:er|re|ère|ᵉʳ))?(?![^\W_])")

_NUMBERED = re.compile(
    r"(?:charles|henri|henry|philippe|philip|pie|pius|georges?|louis|[ée]douard|edward|jean|john|"
    r"paul|fran[çc]ois|francis|guillaume|william|james|jacques|napol[ée]on|elizabeth|[ée]lisabeth|"
    r"chapitre|chapter|tome|volume|acte?|livre|book|type|phase|partie|part|titre|title|article|"
    r"annexe|annex|appendix)\s\Z",
    re.I,
)

_NO_NUMERAL = frozenset({"XL", "LI", "LV", "LX", "LL", "L"})  # sizes, names and initials


@dataclass(frozen=True)
class Grammar:
    """What the scanner needs of a language: its lexicon, and its rules in the order to try them."""

    lexicon: Lexicon
    digit_rules: tuple[Rule, ...]
    words: Mapping[str, tuple[Rule, ...]]  # the words at which a figure may start: see dispatch
    excluded: Callable[[Place], bool] = lambda place: False  # "neuf" for new is no number


def code(place: Place) -> Figure | None:
    """A telephone number, a version, a table, or a run of digits too long for a number."""
    for pattern in (_PHONE, _VERSION, _LONG_CODE, _TABLE):
        match = pattern.match(place.text, place.start)
        if match:
            return figure_of(place, _digits_of(match[0]), match.end(), "name", kind="name")
    return None


def _digits_of(text: str) -> Decimal:
    digits = "".join(character for character in text[:64] if "0" <= character <= "9")
    return Decimal(digits or 0)


def name(place: Place) -> Figure | None:
    """A name with digits in it: A320, G7, 5G, H1N1, Covid-19."""
    for pattern in (_DIGITS_FIRST, _LETTERS_FIRST, _HYPHENATED):
        match = pattern.match(place.text, place.start)
        if match and match[0].partition("-")[0].lower() not in _NO_NAME:
            implicit = match[0].lower() in _COMMON_NAMES
            value = _digits_of(match[0])
            return figure_of(place, value, match.end(), "name", kind="name", implicit=implicit)
    return None


def vulgar_fraction(place: Place) -> Figure | None:
    """A fraction in one sign or with a bar: ½, 2/3."""
    glyph = _GLYPHS.get(place.text[place.start])
    if glyph is not None:
        return figure_of(place, glyph, place.start + 1, kind="fraction")
    match = _SLASHED.match(place.text, place.start)
    if match is None or int(match[1]) >= int(match[2]):
        return None
    return figure_of(place, Decimal(match[1]) / Decimal(match[2]), match.end(), kind="fraction")


def ordinal(place: Place) -> Figure | None:
    """An ordinal in digits: 2e, 12ème, 19th."""
    match = place.lexicon.ordinal_pattern.match(place.text, place.start)
    if match is None:
        return None
    value = Decimal(re.sub(r"\D", "", match[1]))
    figure = figure_of(place, value, match.end(), "ordinal", kind="ordinal")
    return in_century(place, dated(place, figure))


def numeral(place: Place) -> Figure | None:
    """A Roman numeral that numbers a king, a war, a chapter or a century."""
    match = _ROMAN.match(place.text, place.start)
    if match is None or match[1] in _NO_NUMERAL or (match[1] == "I" and match[2] == "e"):
        return None
    value = read_roman(match[1])
    before = place.text[max(0, place.start - 14) : place.start]
    if value is None or not (match[2] or len(match[1]) > 1 or _NUMBERED.search(before)):
        return None
    figure = figure_of(place, Decimal(value), match.end(), "ordinal", kind="ordinal")
    return in_century(place, figure)


def _links(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _LINK.finditer(text)]


_NAMES: tuple[Rule, ...] = (name,)
_NUMERALS: tuple[Rule, ...] = (numeral, name)


def dispatch(*rows: tuple[Rule, Iterable[str]]) -> dict[str, tuple[Rule, ...]]:
    """Map each word to the rules to try there, in the order of the rows."""
    rules: dict[str, tuple[Rule, ...]] = {}
    for rule, words in rows:
        for word in words:
            rules[word] = (*rules.get(word, ()), rule)
    return rules


def _rules_at(grammar: Grammar, text: str, match: re.Match[str]) -> tuple[Rule, ...]:
    """The rules to try at a run of letters and digits."""
    word = match[0]
    if word[0].isdecimal() or word[0] in _GLYPHS:
        return grammar.digit_rules
    if not word.isalpha():
        return _NAMES
    rules = grammar.words.get(word.lower(), ())
    if rules or word[0] in "IVXL":
        return (*_NUMERALS, *rules) if word[0] in "IVXL" else rules
    following = text[match.end() : match.end() + 2]
    return _NAMES if following[:1] == "-" and following[1:].isdecimal() else ()


def figures(text: str, grammar: Grammar) -> list[Figure]:
    """Return every figure of the text, in order. Time is linear in the length of the text."""
    read: list[Figure] = []
    links = iter([*_links(text), (len(text) + 1, len(text) + 1)])
    link, cursor, floor = next(links), 0, 0
    while match := _START.search(text, cursor):
        while link[1] <= match.start():
            link = next(links)
        if match.start() >= link[0]:
            cursor = link[1]
            continue
        figure = _first(text, match, floor, grammar, _rules_at(grammar, text, match))
        cursor = figure.end if figure else match.end()
        if figure:
            read.append(figure)
            floor = figure.end
    return join_ranges(text, read, grammar.lexicon)


def _first(
    text: str, match: re.Match[str], floor: int, grammar: Grammar, rules: tuple[Rule, ...]
) -> Figure | None:
    """The figure of the first rule that reads one at the match, or None."""
    if not rules:
        return None
    place = Place(text, match.start(), floor, grammar.lexicon)
    if grammar.excluded(place):
        return None
    for rule in rules:
        figure = rule(place)
        if figure is not None:
            return figure
    return None
