"""The share of figures right end to end, judged by the number ledger, one text a line.

    python evaluation/figures.py SOURCE... [--sentences N] [--cache FILE] [--show]

Each French figure that must be said (an "un an" need not) is right when the English has it with
its unit and in English form: "11h28" or "45 000" left as they were are wrong. The ledger judges
itself here: a figure that it misreads in both languages passes. figures_labelled.py does not
use it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click
from paths import default_translator, newsbrief_path, plain_path, signature

from newsbrief.checks.figures import compare, english_figures, french_figures
from newsbrief.results import FindingKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsbrief.checks.figures import Figure
    from newsbrief.engines.protocols import Translator
    from newsbrief.results import Finding

LARGE = 1000
KINDS = (
    "money percent date time scale ordinal year measure fraction multiplier indefinite "
    "range-part name plain"
).split()
# What English never writes: "11h28", "45 000", "3,5 %", "2 milliards".
FRENCH_FORM = re.compile(
    r"(?<![^\W_]-)\d\s?h(?:\s?[0-5]\d)?(?![^\W_])|(?<![\d.,\w] )(?<!\d)\d{1,3}[   ]\d{3}(?!\d)|"
    r"\d,\d{1,2}(?!\d)(?=\s?(?:%|€|percent|per cent|million|billion|euros|points|degrees))|"
    r"milliards?\b|\d\s?[€£]",
    re.I,
)


@dataclass
class Tally:
    """What became of the figures of one path's English."""

    total: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    flagged: int = 0
    silent: int = 0  # wrong in a text without a number finding
    added: int = 0

    def line(self, kind: str) -> str:
        """The share of a kind as a table cell."""
        return f"{self.right[kind] / self.total[kind]:7.2%}" if self.total[kind] else "      -"


@click.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--sentences", type=int, help="Only the first N lines of each.")
@click.option("--cache", type=click.Path(path_type=Path), help="Keep the model's answers here.")
@click.option("--show", is_flag=True, help="Print what newsbrief gets wrong.")
def main(sources: tuple[Path, ...], sentences: int | None, cache: Path | None, show: bool) -> None:
    """Translate each of SOURCES by both paths and count the figures that are right."""
    translator = default_translator(cache)
    for source in sources:
        texts = [line for line in source.read_text(encoding="utf-8").splitlines() if line.strip()]
        _report(source.name, texts[:sentences], translator, show=show)
    for line in signature(translator, sources):
        click.echo(line)


def _report(name: str, texts: Sequence[str], translator: Translator, *, show: bool) -> None:
    plain = tallied(texts, plain_path(texts, translator), [[] for _ in texts])
    english, findings = newsbrief_path(texts, translator)
    ours = tallied(texts, english, findings, show=show)
    click.echo(f"{name}: {len(texts)} texts, {ours.total['all']} figures")
    click.echo(f"{'kind':12}{'figures':>8}  {'plain':>7}  {'newsbrief':>7}")
    for kind in ["all", *KINDS]:
        if ours.total[kind]:
            row = f"{kind:12}{ours.total[kind]:8}  {plain.line(kind)}  {ours.line(kind)}"
            click.echo(row)
    for path, tally in (("plain", plain), ("newsbrief", ours)):
        wrong = tally.total["all"] - tally.right["all"]
        click.echo(
            f"{path}: {wrong} wrong, {tally.silent} of them unflagged; {tally.added} added; "
            f"{tally.flagged} number findings"
        )


def tallied(
    texts: Sequence[str],
    english: Sequence[str],
    findings: Sequence[Sequence[Finding]],
    *,
    show: bool = False,
) -> Tally:
    """Count what became of the figures of `texts`; `findings` are those of each text."""
    tally = Tally()
    for text, target, found in zip(texts, english, findings, strict=True):
        numbers = [f for f in found if f.kind in (FindingKind.NUMBER, FindingKind.UNTRANSLATED)]
        figures = [figure for figure in french_figures(text) if not figure.implicit]
        wrong, added = _wrong(text, target)
        for figure in figures:
            _count(tally, figure, right=id_of(figure) not in wrong)
        tally.flagged += len(numbers)
        tally.added += added
        tally.silent += 0 if numbers else len(wrong)
        if show and (wrong or added):
            click.echo(f"FR {text}\nEN {target}\n   {[f.message for f in found]}")
    return tally


def id_of(figure: Figure) -> tuple[int, int]:
    """A figure is known by where it stands."""
    return figure.start, figure.end


def _wrong(text: str, target: str) -> tuple[set[tuple[int, int]], int]:
    """The French figures that the English has not, or not in English form; and how many it adds."""
    french, english = french_figures(text), english_figures(target)
    mismatches = compare(french, english)
    wrong = {id_of(m.source) for m in mismatches if m.source is not None}
    wrong |= set(_in_french_form(french, target))
    return wrong, sum(m.source is None for m in mismatches)


def _in_french_form(french: Iterable[Figure], target: str) -> Iterable[tuple[int, int]]:
    """The figures whose digits stand in a stretch of English that keeps the French form."""
    left = {re.sub(r"\D", "", match.group()) for match in FRENCH_FORM.finditer(target)} - {""}
    for figure in french:
        digits = re.sub(r"\D", "", figure.text)
        if digits and any(digits.endswith(d) or d.endswith(digits) for d in left):
            yield id_of(figure)


def _count(tally: Tally, figure: Figure, *, right: bool) -> None:
    for kind in ("all", _kind(figure)):
        tally.total[kind] += 1
        tally.right[kind] += right


def _kind(figure: Figure) -> str:
    if figure.kind in ("ordinal", "century"):
        return "ordinal"
    if figure.kind == "number":
        return "scale" if figure.scale >= LARGE else "plain"
    return figure.kind


if __name__ == "__main__":
    main()
