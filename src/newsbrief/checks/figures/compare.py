"""Comparing figures: a text's with its translation's, a summary's with its article's."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict, deque
from decimal import Decimal
from typing import TYPE_CHECKING

from newsbrief.checks.figures.equivalence import EQUIVALENCES, Key, is_counted
from newsbrief.checks.figures.figure import CURRENCIES, Figure, Mismatch

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

__all__ = ["compare", "unsupported"]

_LARGE = 1000  # a scale word, as in "4 millions", leaves the unit to be understood
_SMALL = 3  # "deux" may become "both", "première" "initial", "trois" "a trio"


def _is_soft(figure: Figure) -> bool:
    """Whether a figure may be missing or added: implicit, or a small number in words, no unit."""
    small = figure.spelled and is_counted(figure) and abs(figure.value) <= _SMALL
    return figure.implicit or small or (is_counted(figure) and figure.value == 1)


def _take(
    sources: list[Figure], targets: list[Figure], source_key: Key, target_key: Key
) -> list[tuple[Figure, Figure]]:
    """Pair the figures with equal keys, in order, and remove them from both lists."""
    waiting: dict[Hashable, deque[Figure]] = defaultdict(deque)
    for figure in targets:
        key = target_key(figure)
        if key is not None:
            waiting[key].append(figure)
    pairs = []
    for figure in sources:
        key = source_key(figure)
        if key is not None and waiting.get(key):
            pairs.append((figure, waiting[key].popleft()))
    _remove(sources, (source for source, _ in pairs))
    _remove(targets, (target for _, target in pairs))
    return pairs


def _remove(figures: list[Figure], paired: Iterable[Figure]) -> None:
    identities = {id(figure) for figure in paired}
    figures[:] = [figure for figure in figures if id(figure) not in identities]


def _unrepeated(targets: Sequence[Figure], sources: Sequence[Figure]) -> list[Figure]:
    """The targets that no source figure supports: a figure that is repeated adds nothing."""
    left = list(targets)
    for source_key, target_key in EQUIVALENCES:
        keys = {source_key(figure) for figure in sources} - {None}
        left = [figure for figure in left if target_key(figure) not in keys]
        if not left:
            break
    return left


def _quoted(figure: Figure, language: str) -> str:
    return f"« {figure.text} »" if language == "fr" else f"“{figure.text}”"


def _ratio(source: Figure, target: Figure) -> Decimal | None:
    """The power of ten between two values of one unit, or None."""
    if source.unit != target.unit or not source.value or not target.value:
        return None
    ratio = (target.value / source.value).normalize()
    same_digits = ratio.as_tuple().digits == (1,) and ratio not in (1, Decimal(-1))
    return ratio if same_digits and ratio > 0 else None


def _digits(figure: Figure) -> Hashable:
    """Equal for values of one unit that differ by a power of ten."""
    return figure.unit, figure.value.normalize().as_tuple().digits


def _value(figure: Figure) -> Hashable:
    return figure.value.normalize()


def _unit(figure: Figure) -> Hashable:
    return "count" if is_counted(figure) else figure.unit


def _changed(source: Figure, target: Figure) -> Mismatch:
    became = f"{_quoted(source, 'fr')} became {_quoted(target, 'en')}"
    ratio = _ratio(source, target)
    if ratio is not None:
        size = f"{ratio:,f} times as much" if ratio > 1 else f"{1 / ratio:,f} times less"
        became += f": {size}"
    elif source.value == target.value and source.unit != target.unit:
        became += f": the unit changed from {source.unit or 'none'} to {target.unit or 'none'}"
    return Mismatch("changed", source, target, became)


def _lost(figure: Figure) -> Mismatch:
    return Mismatch(
        "lost", figure, None, f"{_quoted(figure, 'fr')} is missing from the translation"
    )


def _added(figure: Figure) -> Mismatch:
    message = f"{_quoted(figure, 'en')} is not in the French"
    return Mismatch("added", None, figure, message)


def _currencies(figures: Sequence[Figure]) -> list[str]:
    return sorted({figure.unit for figure in figures if figure.unit in CURRENCIES})


def _large_count(figure: Figure) -> Hashable:
    return figure.value.normalize() if figure.unit == "" and figure.scale >= _LARGE else None


def _in_unit(unit: str) -> Key:
    return lambda figure: figure.value.normalize() if figure.unit == unit else None


def _take_understood(
    sources: list[Figure], targets: list[Figure], source: Sequence[Figure], target: Sequence[Figure]
) -> None:
    """Pair "puis 4 millions" with "then 4 million euros" if the text has euros elsewhere."""
    for unit in _currencies(source):
        _take(sources, targets, _large_count, _in_unit(unit))
    for unit in _currencies(target):
        _take(sources, targets, _in_unit(unit), _large_count)


def _small_words(figures: Sequence[Figure]) -> list[Figure]:
    """ "deux" and "trois": each may be missing, but one does not become the other."""
    return [
        figure
        for figure in figures
        if _is_soft(figure) and not figure.implicit and figure.value in (2, 3)
    ]


def compare(source: Sequence[Figure], target: Sequence[Figure]) -> list[Mismatch]:
    """Return what differs between the figures of a French text and of its translation, in order.

    Each figure of the source is paired with one of the target; small words and implicit counts may
    be missing or added. A figure repeated in the target is no addition. Time is linear in the
    number of figures.
    """
    sources, targets = list(source), list(target)
    for source_key, target_key in EQUIVALENCES:
        _take(sources, targets, source_key, target_key)
        if not sources and not targets:
            return []
    _take_understood(sources, targets, source, target)
    lost = [figure for figure in sources if not _is_soft(figure)]
    added = [figure for figure in _unrepeated(targets, source) if not _is_soft(figure)]
    pairs: list[tuple[Figure, Figure]] = []
    for key in (_value, _digits, _unit):
        pairs += _take(lost, added, key, key)
    pairs += _take(_small_words(sources), _small_words(targets), _unit, _unit)
    mismatches = [_changed(*pair) for pair in pairs]
    return mismatches + [_lost(figure) for figure in lost] + [_added(figure) for figure in added]


# How far the true figure may be from an approximate one, as shares of it: 1.98 for "nearly 2
# billion", 1,984 for "more than 1,900". A reader takes 5 % for rounding, 10 % for another figure.
_SLACK = {
    "": (Decimal("0.95"), Decimal("1.05")),
    "under": (Decimal("0.94"), Decimal(1)),
    "over": (Decimal(1), Decimal("1.07")),
}

_NEVER_ROUNDED = frozenset({"date", "time", "year", "decade", "century", "ordinal", "name"})


def unsupported(claims: Sequence[Figure], evidence: Sequence[Figure]) -> list[Figure]:
    """Return the claims that no figure of the evidence supports with the same unit, in order.

    An approximate claim may round a figure of the evidence; a date or year may be part of a fuller
    one. Implicit counts and small numbers in words are not judged.
    """
    evidence = [*evidence, *_years_within(evidence)]
    left = [claim for claim in claims if not _is_soft(claim)]
    for source_key, target_key in EQUIVALENCES:
        keys = {source_key(figure) for figure in evidence} - {None}
        left = [claim for claim in left if target_key(claim) not in keys]
    dates = _within_dates(evidence)
    left = [claim for claim in left if claim.unit != "date" or claim.value not in dates]
    values = _values_by_unit(evidence)
    return [claim for claim in left if not _rounds(claim, values)]


def _years_within(evidence: Sequence[Figure]) -> list[Figure]:
    """The year of each full date, which supports "in 2025"."""
    return [
        Figure(figure.value // 10000, "year", figure.start, figure.end, figure.text, kind="year")
        for figure in evidence
        if figure.unit == "date" and figure.value >= 10000
    ]


def _within_dates(evidence: Sequence[Figure]) -> set[Decimal]:
    """The parts of the dates of the evidence: "3 May" and "May 2025" of "3 May 2025"."""
    dates = [figure.value for figure in evidence if figure.unit == "date"]
    return {value % 10000 for value in dates} | {value // 100 * 100 for value in dates}


def _values_by_unit(evidence: Sequence[Figure]) -> dict[str, list[Decimal]]:
    values: dict[str, list[Decimal]] = defaultdict(list)
    for figure in evidence:
        values[figure.unit].append(figure.value)
    return {unit: sorted(row) for unit, row in values.items()}


def _rounds(claim: Figure, values: dict[str, list[Decimal]]) -> bool:
    if not claim.approximate or claim.unit in _NEVER_ROUNDED or claim.kind == "indefinite":
        return False
    low, high = sorted(claim.value * share for share in _SLACK[claim.bound])
    row = values.get(claim.unit, [])
    return bisect_right(row, high) > bisect_left(row, low)
