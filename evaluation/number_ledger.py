"""Measures the number ledger on labelled press sentences: `python evaluation/number_ledger.py`.

Prints, for evaluation/data/figures_fr.tsv (French, its figures, an English translation):
precision and recall of the figures read in the French; the share of sound translations that are
flagged; and the share of errors found when one is put into the English at a time.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rate import Rate

from newsbrief.checks.figures import Figure, compare, english_figures, french_figures

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parent / "data" / "figures_fr.tsv"

Label = tuple[Decimal, str]  # value and unit


@dataclass(frozen=True)
class Case:
    """One labelled sentence."""

    french: str
    labels: Counter[Label]
    english: str


def _value(text: str) -> Decimal:
    """Reads "12", "2/3", "14:30" (minutes) or "2025-05-03", "05-03", "2023-03" (YYYYMMDD)."""
    if match := re.fullmatch(r"(\d+):(\d\d)", text):
        return Decimal(int(match[1]) * 60 + int(match[2]))
    if match := re.fullmatch(r"(\d+)/(\d+)", text):
        return Decimal(match[1]) / Decimal(match[2])
    if match := re.fullmatch(r"(?:(\d{4})-)?(\d\d)(?:-(\d\d))?", text):
        year, month, day = int(match[1] or 0), int(match[2]), int(match[3] or 0)
        return Decimal(year * 10000 + month * 100 + day)
    return Decimal(text)


def _label(text: str) -> Label:
    value, _, unit = text.strip().partition(" ")
    if unit != "date" and ":" not in value and "/" not in value:
        return Decimal(value).normalize(), unit
    if unit == "date" and re.fullmatch(r"\d\d-\d\d", value):
        value = f"0000-{value}"
    return _value(value).normalize(), unit


def read_cases(path: Path) -> list[Case]:
    """The labelled sentences of a file, one a line below the header."""
    cases = []
    for line in path.read_text(encoding="utf-8").splitlines()[1:]:
        french, labels, english = line.split("\t")
        wanted = Counter(_label(label) for label in labels.split(";") if label.strip())
        cases.append(Case(french, wanted, english))
    return cases


def _show(*lines: str) -> None:
    click.echo("\n  ".join(lines))


def _found(figures: list[Figure]) -> Counter[Label]:
    return Counter((f.value.normalize(), f.unit) for f in figures if not f.implicit)


def reading(cases: list[Case], *, verbose: bool) -> list[Rate]:
    """Precision and recall of the figures read in the French."""
    right = wanted = found = 0
    for case in cases:
        got = _found(french_figures(case.french))
        right += (got & case.labels).total()
        wanted += case.labels.total()
        found += got.total()
        if verbose and got != case.labels:
            _show(case.french, str(dict(case.labels - got)), f"read {dict(got - case.labels)}")
    return [
        Rate("figures read: precision", right, found),
        Rate("figures read: recall", right, wanted),
    ]


def false_alarms(cases: list[Case], *, verbose: bool) -> Rate:
    """How many sound translations are flagged."""
    flagged = 0
    for case in cases:
        mismatches = compare(french_figures(case.french), english_figures(case.english))
        flagged += bool(mismatches)
        if verbose and mismatches:
            _show(case.french, case.english, *(m.message for m in mismatches))
    return Rate("sound translations flagged", flagged, len(cases))


def _swaps(text: str, pairs: tuple[tuple[str, str], ...]) -> str:
    for old, new in pairs:
        if old in text:
            return text.replace(old, new, 1)
    return text


def corruptions(figure: Figure) -> Iterator[tuple[str, str]]:
    """What a translator might write instead of a figure: the kind of error and the text."""
    text = figure.text
    digit = re.search(r"\d", text)
    if digit and figure.unit != "name":
        other = str((int(digit[0]) + 3) % 9 + 1)
        yield "another digit", text[: digit.start()] + other + text[digit.end() :]
    yield "left out", ""
    scales = (("million", "billion"), ("billion", "million"), ("trillion", "billion"), ("bn", "m"))
    yield "another scale", _swaps(text, scales)
    currencies = (("euro", "dollar"), ("dollar", "euro"), ("yuan", "euro"), ("€", "$"), ("$", "€"))
    yield "another currency", _swaps(text, currencies)
    halves = (("a.m.", "p.m."), ("p.m.", "a.m."))
    yield "another half of the day", _swaps(text, halves)
    yield "no percent", re.sub(r"\s?(?:%|per ?cent)", "", text)


def errors_found(cases: list[Case], *, verbose: bool) -> list[Rate]:
    """How many errors put into the English are flagged, by kind of error."""
    hits: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    for case in cases:
        source = french_figures(case.french)
        for figure in english_figures(case.english):
            if figure.implicit or figure.spelled:
                continue
            for kind, text in corruptions(figure):
                if text == figure.text:
                    continue
                broken = case.english[: figure.start] + text + case.english[figure.end :]
                totals[kind] += 1
                hits[kind] += bool(compare(source, english_figures(broken)))
                if verbose and not compare(source, english_figures(broken)):
                    _show(f"not found ({kind}): {broken}")
    rates = [Rate(f"errors found: {kind}", hits[kind], totals[kind]) for kind in sorted(totals)]
    return [*rates, Rate("errors found: all", hits.total(), totals.total())]


@click.command()
@click.argument("data", type=click.Path(exists=True, path_type=Path), default=DATA)
@click.option("-v", "--verbose", is_flag=True, help="Show each figure misread or missed.")
def main(data: Path, verbose: bool) -> None:
    """Print the rates of the number ledger on DATA, a labelled file."""
    cases = read_cases(data)
    digest = hashlib.sha256(data.read_bytes()).hexdigest()
    click.echo(f"{data.name} sha256 {digest}, {len(cases)} sentences")
    rates = reading(cases, verbose=verbose)
    rates.append(false_alarms(cases, verbose=verbose))
    rates += errors_found(cases, verbose=verbose)
    click.echo("\n".join(str(rate) for rate in rates))


if __name__ == "__main__":
    main()
