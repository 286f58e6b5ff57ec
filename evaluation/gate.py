"""The quality that must hold, on a small slice of each labelled set, against pinned floors.

    python evaluation/gate.py [FLOORS]

Each floor names a measure, its data with their digest, and what must be reached. A digest that
differs means that the floor is another set's: measure again and pin both.
"""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import figures_labelled
import names
import press_conditional
import sacrebleu
from paths import newsbrief_path

from newsbrief.engines.backends import LoadedEngines

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib  # type: ignore[import-not-found, unused-ignore]  # not on 3.11+

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsbrief.engines.protocols import Translator

FLOORS = Path(__file__).parent.parent / "tests" / "project" / "quality" / "floors.toml"
DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Floor:
    """What one measure must reach on the first `sentences` of a set, in its own unit."""

    measure: str
    data: str
    sha256: str
    sentences: int
    least: float

    @property
    def path(self) -> Path:
        """The set's file."""
        return DATA / self.data


@dataclass(frozen=True)
class Outcome:
    """A floor and what was reached, or why it could not be measured."""

    floor: Floor
    reached: float
    problem: str = ""

    @property
    def holds(self) -> bool:
        """Whether the floor is reached on the data that it was pinned for."""
        return not self.problem and self.reached >= self.floor.least

    def __str__(self) -> str:
        mark = "ok  " if self.holds else "FAIL"
        told = self.problem or f"{self.reached:.2f}, at least {self.floor.least:.2f}"
        return f"{mark} {self.floor.measure} on {self.floor.data}: {told}"


def read_floors(path: Path) -> list[Floor]:
    """The floors of a TOML file, one table `[[floor]]` each."""
    tables: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return [Floor(**table) for table in tables["floor"]]


def check(floor: Floor, translator: Translator) -> Outcome:
    """Measure one floor; data that changed since it was pinned are a problem of their own."""
    digest = hashlib.sha256(floor.path.read_bytes()).hexdigest()
    if digest != floor.sha256:
        return Outcome(floor, 0.0, f"the data's digest is {digest}: measure and pin again")
    return Outcome(floor, MEASURES[floor.measure](floor, translator))


def _names_kept(floor: Floor, translator: Translator) -> float:
    cases = names.read_cases(floor.path)[: floor.sentences]
    english, _ = newsbrief_path([case.french for case in cases], translator)
    kept = [names.has(e, n) for c, e in zip(cases, english, strict=True) for n in c.names]
    return 100 * sum(kept) / len(kept)


def _chrf(floor: Floor, translator: Translator) -> float:
    cases = names.read_cases(floor.path)[: floor.sentences]
    english, _ = newsbrief_path([case.french for case in cases], translator)
    return float(sacrebleu.CHRF().corpus_score(english, [[c.english for c in cases]]).score)


def _reports_hedged(floor: Floor, translator: Translator) -> float:
    return _conditional(floor, translator, press_conditional.REPORTED)


def _suppositions_left(floor: Floor, translator: Translator) -> float:
    return _conditional(floor, translator, "supposed")


def _conditional(floor: Floor, translator: Translator, label: str) -> float:
    cases = [c for c in press_conditional.read_cases(floor.path) if c.label == label]
    cases = cases[: floor.sentences]
    english, _ = newsbrief_path([case.french for case in cases], translator)
    right = [press_conditional.is_right(*pair) for pair in zip(cases, english, strict=True)]
    return 100 * sum(right) / len(right)


def _figures_right(floor: Floor, translator: Translator) -> float:
    items = figures_labelled.read_items(floor.path)[-floor.sentences :]
    english, _ = newsbrief_path([item.french for item in items], translator)
    right = [
        figure.pattern.search(text) is not None
        for item, text in zip(items, english, strict=True)
        for figure in item.expected
    ]
    return 100 * sum(right) / len(right)


MEASURES: dict[str, Callable[[Floor, Translator], float]] = {
    "names kept, %": _names_kept,
    "chrF": _chrf,
    "reports hedged, %": _reports_hedged,
    "suppositions left alone, %": _suppositions_left,
    "figures right, %": _figures_right,
}


@click.command()
@click.argument("floors", type=click.Path(exists=True, path_type=Path), default=FLOORS)
def main(floors: Path) -> None:
    """Measure each of FLOORS and end with 1 if one does not hold."""
    translator = LoadedEngines().translator()
    outcomes = [check(floor, translator) for floor in read_floors(floors)]
    click.echo("\n".join(map(str, outcomes)))
    sys.exit(not all(outcome.holds for outcome in outcomes))


if __name__ == "__main__":
    main()
