"""Which way figures go: the sign of a loss, "by 23%" or "from 23%", a fall called a rise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.checks.figures.english import english_figures
from newsbrief.checks.figures.equivalence import canonical
from newsbrief.checks.figures.french import french_figures

if TYPE_CHECKING:
    from newsbrief.checks.figures.figure import Figure
    from newsbrief.checks.figures.texts import EnglishText, FrenchText, Repair

__all__ = ["TREND_REPAIRS", "contradiction"]

_LESS = re.compile(
    r"minus|negative|below|loss|lost|los[ei]|deficit|down|f[ae]ll|decreas|declin|drop|reduc|shrank|"
    r"shrink|contract|cut|less|lower|plung|slump|slid|cold|[-−–]\Z",
    re.I,
)

_MINUS = "-−–"


def _signs(source: FrenchText, english: EnglishText) -> str:
    """The minus of "-120 M€", unless the English says it in words."""
    if _LESS.search(english.text):
        return english.text
    negative = [f for f in source.figures if f.text[0] in _MINUS and f.value < 0]
    for figure in negative:
        unsigned = [f for f in english.figures if _opposite(f, figure)]
        if len(unsigned) == 1:
            start = unsigned[0].start
            english = english.rewritten(f"{english.text[:start]}-{english.text[start:]}")
    return english.text


def _opposite(target: Figure, source: Figure) -> bool:
    same = target.unit == source.unit or {target.unit, source.unit} == {"°", "°C"}
    return same and target.value == -source.value


_FROM_TO = re.compile(r"\bfrom(?= (\S+%) to ((?:[^\s%]+ ?){1,3}))")
_FRENCH_BY = re.compile(r"de ([\d\s.,]*\d) ?% à ", re.I)


def _by_percent(source: FrenchText, english: EnglishText) -> str:
    """ "grimpé de 23 % à 4,2 M€" is "rose by 23% to", not "from 23% to"."""

    def by(match: re.Match[str]) -> str:
        start, level = english_figures(match[1]), english_figures(english.text[match.start(2) :])
        if not start or not level or start[0].unit != "%" or level[0].unit == "%":
            return match.group()
        percent = canonical(start[0])
        stated = (french_figures(f"{m[1]} %") for m in _FRENCH_BY.finditer(source.plain))
        return "by" if any(f and canonical(f[0]) == percent for f in stated) else match.group()

    return _FROM_TO.sub(by, english.text)


_FRENCH_BY_AMOUNT = re.compile(r"\bde (\d[^;:.]{0,40}?), à (?=\d)")


def _by_amount(source: FrenchText, english: EnglishText) -> str:
    """ "fondu de 2,1 millions, à 432 millions": the comma tells a change from a start."""
    for match in _FRENCH_BY_AMOUNT.finditer(source.plain):
        change = french_figures(match[1])
        for figure in english.figures if len(change) == 1 else ():
            before, after = english.text[: figure.start], english.text[figure.start :]
            if before.endswith("from ") and canonical(figure) == canonical(change[0]):
                english = english.rewritten(f"{before.removesuffix('from ')}by {after}")
                break
    return english.text


def _half_as_much(source: FrenchText, english: EnglishText) -> str:
    """ "deux fois moins", which the model translates as "twice as much"."""
    if not re.search(r"\bdeux fois moins\b", source.plain) or "deux fois plus" in source.plain:
        return english.text
    return re.sub(r"\btwice as (?=(?:much|many|often)\b)", "half as ", english.text)


_PASSES = re.compile(
    r"\bpass(?:e|er|era|ent|ait|aient|eront|eraient|erait|é|ée|és|ées)\s(?:\w+\s)?de\s", re.I
)

_RISES = {
    "increase": "fall", "increases": "falls", "increased": "fell", "increasing": "falling",
    "rise": "fall", "rises": "falls", "rose": "fell", "risen": "fallen", "rising": "falling",
    "grow": "fall", "grows": "falls", "grew": "fell", "grown": "fallen",
}  # fmt: skip

_RISE = re.compile(rf"\b({'|'.join(_RISES)})(?= from )", re.I)
_TO = re.compile(r"[^.;]{0,25}\bto\b")


def _falls(source: FrenchText, english: EnglishText) -> str:
    """ "passera de 4 000 à 3 000" goes down, whatever verb the model takes for "passer"."""
    match = _RISE.search(english.text)
    if match is None or not _PASSES.search(source.plain):
        return english.text
    ends = _from_to(english, match)
    falls = ends is not None and ends[1].value < ends[0].value
    return _fallen(english.text, match) if falls else english.text


def _from_to(english: EnglishText, verb: re.Match[str]) -> tuple[Figure, Figure] | None:
    """The figures after "rose from", with nothing but a year between them."""
    after = [f for f in english.figures if f.start >= verb.end()]
    figures = [f for f in after if f.kind not in ("year", "date")][:2]  # "from 61 in 2022 to 43"
    if len(figures) < 2 or figures[0].unit != figures[1].unit:
        return None
    first, second = figures
    linked = _TO.fullmatch(english.text[first.end : second.start].rstrip(" $€£"))
    return None if first.start > verb.end() + 8 or not linked else (first, second)


_UP = (
    r"increas(?:e|es|ed|ing)|r(?:ise|ises|ose|isen|ising)|gr(?:ow|ows|ew|own|owing)|climbed|jumped"
)

_DOWN = r"f(?:all|alls|ell|allen|alling)|decreas(?:e|es|ed|ing)|declin(?:e|es|ed|ing)|dropped"
_MOVES = re.compile(rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN}))(?= from )", re.I)
_LEVELS = ("number", "money", "percent", "measure", "range-part")


def _is_level(figure: Figure) -> bool:
    """Whether a figure is an amount that can rise: no rank, no hour, nothing below zero."""
    return figure.kind in _LEVELS and figure.unit not in ("ordinal", "time") and figure.value > 0


def contradiction(english: EnglishText) -> str | None:
    """Return a rise to less, or a fall to more: "rose from 31,400 to 26,900"; None without one."""
    for move in _MOVES.finditer(english.text):
        ends = _from_to(english, move)
        if ends is None or not all(_is_level(f) for f in ends):
            continue
        first, second = ends
        if (second.value < first.value) if move["up"] else (second.value > first.value):
            return english.text[move.start() : second.end]
    return None


# The word before the verb or noun: "has increased", "was increased", "an increase".
_BEFORE = re.compile(
    r"\b(?:(?P<perfect>has|have|had)|(?P<passive>been|was|were|is|are|be)|(?P<noun>an?|the))"
    r"(?P<adverb>\s\w+ly)?\s\Z",
    re.I,
)


def _fallen(english: str, rise: re.Match[str]) -> str:
    """The English with its rise made a fall, in the same form of the verb or noun."""
    before, after = english[: rise.start()], english[rise.end() :]
    verb = _BEFORE.search(before)
    if verb is None or rise[1].lower().endswith("ing"):
        return before + _RISES[rise[1].lower()] + after
    if verb["noun"]:
        if verb["noun"].lower() == "an" and not verb["adverb"]:
            before = f"{before[: verb.start()]}{verb['noun'][0]} "
        return f"{before}fall{after}"
    return f"{before}{'fallen' if verb['perfect'] else 'reduced'}{after}"


TREND_REPAIRS: tuple[Repair, ...] = (_signs, _by_percent, _by_amount, _half_as_much, _falls)
