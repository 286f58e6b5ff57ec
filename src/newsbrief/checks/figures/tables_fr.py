"""The words and patterns that French writes figures with; the words are in words_fr.tsv."""

from __future__ import annotations

from decimal import Decimal

from newsbrief.checks.figures.lexicon import Lexicon
from newsbrief.checks.figures.literals import SPACES
from newsbrief.checks.figures.spelled_out import join_french
from newsbrief.checks.figures.word_tables import word_tables

__all__ = ["COLLECTIVES", "DECADES", "FRENCH", "IMPLIED", "MAGNITUDES", "PARTS"]

_WORDS = word_tables("fr")
_ENDINGS = ("", "s")  # of the singular and the plural

_ORDINALS = {
    f"{stem}ième{end}": value
    for stem, value in _WORDS.numbers("ordinal_stem").items()
    for end in _ENDINGS
}

_FIRSTS = _WORDS.numbers("first")
COLLECTIVES = _WORDS.numbers("collective")

MAGNITUDES = {f"{word}s": Decimal(value) for word, value in COLLECTIVES.items()} | _WORDS.decimals(
    "magnitude"
)

PARTS = _WORDS.numbers("part") | {word: value for word, value in _ORDINALS.items() if value >= 5}
DECADES = _WORDS.numbers("decade")
_VERB_ENDS = "e er é ée és ées ent ait aient era eront ant es ement".split()

# Words that count without a number ("doublé", "trio", "quinquennat").
IMPLIED = {
    f"{stem}{end}": ("", value)
    for stem, value in _WORDS.decimals("multiplier_stem").items()
    for end in _VERB_ENDS
} | _WORDS.units("implied")

FRENCH = Lexicon(
    group_marks=SPACES + ".'’",
    decimal_mark=",",
    cardinals=_WORDS.numbers("cardinal"),
    ordinals=_ORDINALS | _FIRSTS,
    lone_ordinals=frozenset(_FIRSTS),
    hundreds=frozenset({"cent", "cents"}),
    scales=_WORDS.decimals("scale"),
    collectives={
        f"{word}{end}": Decimal(value) for word, value in COLLECTIVES.items() for end in _ENDINGS
    },
    months=_WORDS.numbers("month"),
    units=_WORDS.units("unit"),
    articles=frozenset({"un", "une"}),
    ordinal_ends="ers?|res?|ères?|nde?s?|i?èmes?|i?emes?|es?|ès|ᵉʳ?",
    adjectives=r"\s(?:derni(?:er|ère)s|premi(?:er|ère)s|prochaine?s|longue?s|petite?s|bonn?e?s|autres|"
    r"nouve(?:aux|lles)|pleine?s|grande?s|courte?s)",
    linkers=r"d['’]|de\s",
    half=r"\set\sdemie?(?![^\W_])",
    times=r"\sfois(?![^\W_])",
    scale_signs=_WORDS.decimals("scale_sign"),
    century=r"\s(?:siècles?|s\.)(?![^\W_])",
    range_links=r"\s?[-–—]\s?|\s(?:à|a|au|ou|voire|jusqu['’]à)\s(?:près\sde\s|plus\sde\s)?",
    conjunction=r"\set\s(?:le\s|du\s|de\sla\s|au\s|les\s)?",
    between=r"entre(?:\sle|\sles)?|les|des",
    under=r"près\sd[e'’]|presque|quasi(?:ment)?|moins\sd[e'’]|pas\sloin\sd[e'’]|jusqu['’]à|"
    r"à\speine|au\splus|un\speu\smoins\sd[e'’]|maximum",
    over=r"plus\sd[e'’]|au\smoins|au-delà\sd[e'’]|supérieure?s?\sà|au-dessus\sd[e'’]|dépass\w{1,6}|"
    r"minimum|bien\splus\sd[e'’]",
    about=r"environ|quelque|quelques|autour\sd[e'’]|à\speu\sprès|approximativement|vers|"
    r"de\sl['’]ordre\sd[e'’]|(?:aux|dans\sles)\salentours\sd[e'’]|une\s(?:petite|bonne)|~|≈",
    about_after=r"\s(?:environ|à\speu\sprès|ou\spresque)(?![^\W_])",
    join=join_french,
)
