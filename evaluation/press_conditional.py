"""Measures the press conditional on labelled sentences: `python evaluation/press_conditional.py`.

Prints, for evaluation/data/press_conditional_fr.tsv (label, French, an English translation):
precision and recall of the verbs that report; and, with the real model, the share of reported
sentences that are hedged and of the others that are left alone, for the model by itself, for the
English edited after it and for newsbrief's own way. `--no-model` leaves the model out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from paths import newsbrief_path
from rate import Rate

from newsbrief.checks.hedges import post_edited, reported
from newsbrief.engines.backends import LoadedEngines
from newsbrief.engines.protocols import Translator
from newsbrief.translation.typography import english_typography, source_punctuation

DATA = Path(__file__).parent / "data" / "press_conditional_fr.tsv"
NUM_HYPOTHESES = 8
REPORTED = "reported"  # the other labels: "supposed", and "attributed" without a conditional

Route = Callable[[Sequence[str], Translator], list[str]]
# What a reader takes for a hedge, read without newsbrief's own rules.
HEDGE = re.compile(
    r"\b(?:reportedly|allegedly|supposedly|purportedly|apparently|according to"
    r"|(?:said|believed|reported|thought|alleged|understood|rumou?red|claimed|supposed) (?:not )?to"
    r"|to be believed)\b",
    re.IGNORECASE,
)
ADDED = re.compile(
    r"\b(?:reportedly|allegedly|supposedly|purportedly|reported to)\b", re.IGNORECASE
)
WOULD = re.compile(r"\bwould(?:n't)?\b", re.IGNORECASE)


@dataclass(frozen=True)
class Case:
    """One labelled sentence."""

    label: str
    french: str
    english: str


def read_cases(path: Path) -> list[Case]:
    """The labelled sentences of a file, one a line below the header."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return [Case(*line.split("\t")) for line in lines if line.strip()]


def detection(cases: list[Case], *, verbose: bool) -> list[Rate]:
    """Recall, precision and false alarms of the sentences with a verb that reports."""
    wanted = {case.french for case in cases if case.label == REPORTED}
    found = {case.french for case in cases if reported(case.french)}
    if verbose:
        for french in sorted(wanted ^ found):
            click.echo(f"{'missed' if french in wanted else 'false alarm'}: {french}")
    return [
        Rate("reports found: recall", len(wanted & found), len(wanted)),
        Rate("reports found: precision", len(wanted & found), len(found)),
        Rate("others taken for reports", len(found - wanted), len(cases) - len(wanted)),
    ]


def plain(sources: Sequence[str], translator: Translator) -> list[str]:
    """The model's first hypotheses."""
    groups = translator.translate([source_punctuation(source) for source in sources])
    return [english_typography(group[0]) for group in groups]


def edited(sources: Sequence[str], translator: Translator) -> list[str]:
    """The same with each "would" of a report edited in the English."""
    hypotheses = plain(sources, translator)
    pairs = zip(sources, hypotheses, strict=True)
    return [post_edited(english, reported(source)) or english for source, english in pairs]


def whole(sources: Sequence[str], translator: Translator) -> list[str]:
    """Newsbrief's way: the indicative with an adverb, and the edited English where that fails."""
    return newsbrief_path(sources, translator)[0]


ROUTES: dict[str, Route] = {"opus-mt": plain, "post-edited": edited, "newsbrief": whole}


def is_right(case: Case, english: str) -> bool:
    """Reported: hedged, and no "would" that the labelled English has not; others: no hedge."""
    if case.label != REPORTED:
        return not ADDED.search(english)
    spare = len(WOULD.findall(case.english))
    return bool(HEDGE.search(english)) and len(WOULD.findall(english)) <= spare


def translation(
    cases: list[Case], name: str, translator: Translator, *, verbose: bool
) -> list[Rate]:
    """The share of the sentences of each label that one route gets right."""
    english = ROUTES[name]([case.french for case in cases], translator)
    right = [is_right(case, text) for case, text in zip(cases, english, strict=True)]
    if verbose:
        for case, text, good in zip(cases, english, right, strict=True):
            if not good:
                click.echo(f"{name}, {case.label}: {case.french}\n  {text}")
    rates = []
    for label, outcome in ((REPORTED, "hedged"), ("supposed", "left"), ("attributed", "left")):
        hits = [good for case, good in zip(cases, right, strict=True) if case.label == label]
        rates.append(Rate(f"{name}: {label} and {outcome}", sum(hits), len(hits)))
    return rates


@click.command()
@click.argument("data", type=click.Path(exists=True, path_type=Path), default=DATA)
@click.option("-v", "--verbose", is_flag=True, help="Show each failure.")
@click.option("--model/--no-model", default=True, help="Translate with the real model.")
def main(data: Path, verbose: bool, model: bool) -> None:
    """Print the rates of the press conditional on DATA, a labelled file."""
    cases = read_cases(data)
    digest = hashlib.sha256(data.read_bytes()).hexdigest()
    click.echo(f"{data.name} sha256 {digest}, {len(cases)} sentences")
    rates = detection(cases, verbose=verbose)
    if model:
        translator = LoadedEngines().translator()
        for name in ROUTES:
            rates += translation(cases, name, translator, verbose=verbose)
    click.echo("\n".join(str(rate) for rate in rates))


if __name__ == "__main__":
    main()
