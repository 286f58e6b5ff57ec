"""Repairs of a translation's figures, where the French leaves no doubt how they must read.

Each repair looks at the French and the English of one segment, and changes the English only where
it is certain which English figure stands for which French one. The rest is left to the checks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.checks.figures.clock import clock_written, durations_written
from newsbrief.checks.figures.compare import compare
from newsbrief.checks.figures.figure import HARD_UNITS
from newsbrief.checks.figures.moments import numeric_date
from newsbrief.checks.figures.place import Place
from newsbrief.checks.figures.tables_en import MONTH_NAMES
from newsbrief.checks.figures.tables_fr import FRENCH
from newsbrief.checks.figures.trends import TREND_REPAIRS
from newsbrief.checks.figures.written import dated, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.checks.figures.figure import Mismatch
    from newsbrief.checks.figures.texts import EnglishText, FrenchText, Repair

__all__ = ["figures_repaired"]


def figures_repaired(source: FrenchText, english: EnglishText) -> EnglishText:
    """Return the English with its figures as the French states them and as English writes them.

    Both are one segment. Idempotent; a sound translation comes back as it is.
    """
    for repair in _REPAIRS:
        english = english.rewritten(repair(source, english))
    return english


_GROUPED = re.compile(r"(?<![\d.,])(?<!\d )[1-9]\d{0,2}(?:\s\d{3})+(?:[.,]\d{1,2})?(?![\d,])")

_DIALLED = re.compile(
    r"(?<![\d.,])(?:\+33[ .]?[1-9]|0[ .]?\d{1,3})(?:[ .-]\d{2,3}){2,5}(?!\d|\.\d)"
)

_DIGITS_APART = r"[\s.,-]?"


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _dialled(source: FrenchText, english: EnglishText) -> str:
    """Telephone numbers as the French writes them: the model groups "0 800 130 000" anew."""
    text = english.text
    for match in _DIALLED.finditer(source.plain):
        apart = _DIGITS_APART.join(_digits(match.group()))
        number = " ".join(match.group().split())
        pattern = rf"(?<![\d.,+])(?:\+{_DIGITS_APART})?{apart}(?!\d)"
        text = re.sub(pattern, number, text)
    return text


def _grouped(source: FrenchText, english: EnglishText) -> str:
    """ "1 801.80" as "1,801.80" where the French has the same digits as one number."""
    known = {_digits(match.group()) for match in _GROUPED.finditer(source.plain)}
    known -= {_digits(match.group()) for match in _DIALLED.finditer(source.plain)}

    def grouped(match: re.Match[str]) -> str:
        if _digits(match.group()) not in known:
            return match.group()
        whole, _, decimals = match.group().replace(",", ".").partition(".")
        return re.sub(r"\s", ",", whole) + (f".{decimals}" if decimals else "")

    return _GROUPED.sub(grouped, english.text)


_COPIED_DATE = re.compile(
    r"(?:\b([Oo]n )?(?:the )?)?(?<![\d/.-])\d{1,2}([/.-])\d{1,2}\2\d{4}(?![\d/])"
)


def _numeric_dates(source: FrenchText, english: EnglishText) -> str:
    """ "03/05/2025" in a French text is 3 May; left in digits an American reads 5 March."""

    def spelled(match: re.Match[str]) -> str:
        digits = re.search(r"\d.*", match.group())
        if digits is None or digits.group() not in source.plain:
            return match.group()
        figure = numeric_date(Place(digits.group(), 0, 0, FRENCH))
        if figure is None:
            return match.group()
        return f"{match[1] or ''}{dated(int(figure.value))}"

    return _COPIED_DATE.sub(spelled, english.text)


_THE_DAY = re.compile(
    rf"\b(\w+ )?the (\d{{1,2}} (?:{'|'.join(MONTH_NAMES)})\b)(?=\s*(?:[.,;:)]|$|at\b|\d{{4}}))"
)

_BEFORE_DAY = frozenset(
    "on of since until till from before after by to for and between in around about".split()
)


def _the_day(source: FrenchText, english: EnglishText) -> str:
    """ "the 3 May" as "on 3 May", or without its article after a preposition."""

    def without_article(match: re.Match[str]) -> str:
        before = match[1] or ""
        bare = not before or before.strip().lower() in _BEFORE_DAY
        return f"{before}{'' if bare else 'on '}{match[2]}"

    return _THE_DAY.sub(without_article, english.text)


_TITLED = re.compile(r"(?<![\w.,])(\d{1,3} )([A-Z][a-zéè]{3,})\b")


def _titled(source: FrenchText, english: EnglishText) -> str:
    """ "20 Minutes" keeps the capital that makes it a name."""
    text = english.text
    for match in _TITLED.finditer(source.plain):
        text = re.sub(rf"(?<![\w.,]){match[1]}{match[2].lower()}\b", match.group(), text)
    return text


_QUARTER = re.compile(r"\bT([1-4])\b(?=\s(?:\d{4}|de l|et|contre|,)|[,.;:)]|$)")


def _quarters(source: FrenchText, english: EnglishText) -> str:
    """ "T3 2024" is Q3 2024."""
    text = english.text
    for match in _QUARTER.finditer(source.plain):
        text = re.sub(rf"\bT{match[1]}\b", f"Q{match[1]}", text)
    return text


_MARGIN = re.compile(r"plus ou moins \d")


def _margin(source: FrenchText, english: EnglishText) -> str:
    """ "plus ou moins 3 points" is "plus or minus 3 points"."""
    if _MARGIN.search(source.plain):
        return re.sub(r"\bmore or less (?=[\d$€£])", "plus or minus ", english.text)
    return english.text


_SPELLED_TRILLIONS = re.compile(r"\b((?:\w+[ -]){1,4}?thousand) billion\b", re.I)


def _trillions(source: FrenchText, english: EnglishText) -> str:
    """ "two thousand billion" as "two trillion"."""
    return _SPELLED_TRILLIONS.sub(
        lambda match: f"{match[1].rpartition(' ')[0]} trillion", english.text
    )


_HUNDREDTHS = re.compile(r"\b(\d{1,2}) ?s ?(\d\d)\b")


def _hundredths(source: FrenchText, english: EnglishText) -> str:
    """ "9 s 98", which comes out as "9'98"."""
    text = english.text
    for match in _HUNDREDTHS.finditer(source.plain):
        copied = rf"\b{match[1]}(?:['’\"]{{1,2}}| ?[sS]\.? ?){match[2]}\b"
        text = re.sub(copied, f"{match[1]}.{match[2]} s", text)
    return text


def _changed(source: FrenchText, english: EnglishText) -> str:
    """Figures that differ, where each wrong one stands for one French figure."""
    mismatches = compare(source.figures, english.figures)
    if not mismatches or not _certain(mismatches):
        return english.text
    text = english.text
    for mismatch in sorted(mismatches, key=_position, reverse=True):
        figure, right = mismatch.target, written(mismatch.source) if mismatch.source else None
        if figure is None or right is None:
            return english.text
        stop = "." if figure.text.endswith(".") and not right.endswith(".") else ""
        text = text[: figure.start] + right + stop + text[figure.end :]
    return english.text if compare(source.figures, english.rewritten(text).figures) else text


def _position(mismatch: Mismatch) -> int:
    return mismatch.target.start if mismatch.target else -1


def _certain(mismatches: Sequence[Mismatch]) -> bool:
    """Whether each wrong figure stands for one French figure: two of one unit may be swapped."""
    units = [m.source.unit for m in mismatches if m.source is not None]
    return len(set(units)) == len(mismatches) and all(map(_same_thing, mismatches))


def _same_thing(mismatch: Mismatch) -> bool:
    source, target = mismatch.source, mismatch.target
    if source is None or target is None or source.kind in {"range-part", "name"}:
        return False
    return source.unit == target.unit or source.unit in HARD_UNITS


_REPAIRS: tuple[Repair, ...] = (
    _dialled,
    _grouped,
    _numeric_dates,
    _the_day,
    _titled,
    _quarters,
    _margin,
    _trillions,
    _hundredths,
    clock_written,
    durations_written,
    *TREND_REPAIRS,
    _changed,
)
