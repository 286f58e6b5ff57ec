"""Which figures of a summary the article does not carry."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from decimal import Decimal

from newsbrief.numbers.compare import is_soft
from newsbrief.numbers.equivalence import EQUIVALENCES
from newsbrief.numbers.figure import Figure

__all__ = ["unsupported"]

# How far a hedged figure may stand from the truth, as shares of itself: "nearly 2 billion" for
# 1.98, "more than 1,900" for 1,984. A reader takes 5 % for rounding and 10 % for another figure.
_SLACK = {
    "": (Decimal("0.95"), Decimal("1.05")),
    "under": (Decimal("0.94"), Decimal(1)),
    "over": (Decimal(1), Decimal("1.07")),
}
_LEFT_OUT = frozenset({"date", "time", "year", "decade", "century", "ordinal", "name"})


def unsupported(claims: list[Figure], evidence: list[Figure]) -> list[Figure]:
    """The claims that no figure of the evidence carries with the same unit, in order.

    A hedged claim may round a figure of the evidence; a date or year may be part of a fuller one.
    Implied counts and small numbers in words are not judged.
    """
    evidence = [*evidence, *_years_within(evidence)]
    left = [claim for claim in claims if not is_soft(claim)]
    for source_key, target_key in EQUIVALENCES:
        carried = {source_key(figure) for figure in evidence} - {None}
        left = [claim for claim in left if target_key(claim) not in carried]
    dates = _within_dates(evidence)
    left = [claim for claim in left if claim.unit != "date" or claim.value not in dates]
    values = _values_by_unit(evidence)
    return [claim for claim in left if not _rounds(claim, values)]


def _years_within(evidence: list[Figure]) -> list[Figure]:
    """A year stands in each full date, ready to carry "in 2025"."""
    return [
        Figure(figure.value // 10000, "year", figure.start, figure.end, figure.text, kind="year")
        for figure in evidence
        if figure.unit == "date" and figure.value >= 10000
    ]


def _within_dates(evidence: list[Figure]) -> set[Decimal]:
    """What stands in the dates of the evidence: "3 May" and "May 2025" in "3 May 2025"."""
    dates = [figure.value for figure in evidence if figure.unit == "date"]
    return {value % 10000 for value in dates} | {value // 100 * 100 for value in dates}


def _values_by_unit(evidence: list[Figure]) -> dict[str, list[Decimal]]:
    values: dict[str, list[Decimal]] = defaultdict(list)
    for figure in evidence:
        values[figure.unit].append(figure.value)
    return {unit: sorted(row) for unit, row in values.items()}


def _rounds(claim: Figure, values: dict[str, list[Decimal]]) -> bool:
    if not claim.approximate or claim.unit in _LEFT_OUT or claim.kind == "indefinite":
        return False
    low, high = sorted(claim.value * share for share in _SLACK[claim.bound])
    row = values.get(claim.unit, [])
    return bisect_right(row, high) > bisect_left(row, low)
