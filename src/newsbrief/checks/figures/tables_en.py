"""The words and patterns that English writes figures with; the words are in words_en.tsv."""

from __future__ import annotations

from decimal import Decimal

from newsbrief.checks.figures.lexicon import Lexicon
from newsbrief.checks.figures.literals import SPACES
from newsbrief.checks.figures.spelled_out import join_english
from newsbrief.checks.figures.word_tables import word_tables

__all__ = ["COLLECTIVES", "DECADES", "ENGLISH", "IMPLIED", "MAGNITUDES", "MONTH_NAMES", "PARTS"]

_WORDS = word_tables("en")

MONTH_NAMES = (
    "January February March April May June July August September October November December"
).split()

COLLECTIVES = _WORDS.decimals("collective")
MAGNITUDES = _WORDS.decimals("magnitude")
PARTS = _WORDS.numbers("part")
DECADES = _WORDS.numbers("decade")

# Words that count without a number ("twofold", "both", "decade").
IMPLIED = _WORDS.units("implied")

ENGLISH = Lexicon(
    group_marks="," + SPACES,
    decimal_mark=".",
    cardinals=_WORDS.numbers("cardinal"),
    ordinals=_WORDS.numbers("ordinal"),
    lone_ordinals=frozenset(),
    hundreds=frozenset({"hundred"}),
    scales=_WORDS.decimals("scale"),
    collectives=COLLECTIVES | {"hundred": Decimal(100)},
    months=_WORDS.numbers("month"),
    units=_WORDS.units("unit"),
    articles=frozenset({"one"}),
    ordinal_ends="st|nd|rd|th|ST|ND|RD|TH",
    adjectives=r"\s(?:last|past|first|next|previous|following|coming|long|short|more|additional|full|whole|"
    r"consecutive|straight|extra|good|other|further|small|new|final|czech|"
    r"(?!canad|austral|americ|brit|turk|swiss)[a-z]{2,12}(?:ian|an|ese|ish))",
    linkers=r"of\s(?:an?\s)?|an?\s",
    half=r"[\s-]and[\s-]a[\s-]half(?![^\W_])",
    times=r"[\s-](?:times|fold)(?![^\W_])",
    scale_signs=_WORDS.decimals("scale_sign"),
    century=r"[\s-]centur(?:y|ies)(?![^\W_])",
    range_links=r"\s?[-–—]\s?|\s(?:to|or|through|till|until)\s(?:the\s|as\smuch\sas\s|almost\s|"
    r"nearly\s)?(?:[$€£]\s?)?",
    conjunction=r"\sand\s(?:the\s)?(?:[$€£]\s?)?",
    between=r"between(?:\sthe)?|from(?:\sthe)?|the",
    under=r"nearly|almost|close\sto|just\sunder|less\sthan|fewer\sthan|under|up\sto|below|"
    r"not\sfar\sfrom|approaching|at\smost|a\slittle\sless\sthan|barely",
    over=r"over|more\sthan|at\sleast|above|exceed(?:s|ed|ing)?|just\sover|upwards\sof|"
    r"in\sexcess\sof|beyond|a\slittle\smore\sthan|greater\sthan",
    about=r"about|around|some|roughly|approximately|approx\.?|circa|an?\sestimated|"
    r"(?:in|of)\sthe\s(?:region|order|vicinity)\sof|(?:about|around)\sthe|~|≈|nearly",
    about_after=r"\s(?:or\sso|approximately|roughly)(?![^\W_])",
    join=join_english,
)
