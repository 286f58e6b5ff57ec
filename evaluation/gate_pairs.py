"""Do the checks pass a right translation and flag a wrong one? Both are labelled, no model is run.

    python evaluation/gate_pairs.py FILE... [--show]

Each FILE is a TSV with a header: french, right, wrong and, if there is one, the kind of fault.
Printed are, for each kind, how many right ones were flagged and how many wrong ones were not. A row
whose right and wrong are the same text counts as right only. `--show` prints these rows.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rate import Rate

from newsbrief.checks.names import Names, gazetteer
from newsbrief.document import Block, BlockKind, Document
from newsbrief.translation.drafts import Preparation, checked
from newsbrief.translation.segments import Outline

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsbrief.results import Finding

__all__ = ["Pair", "Tally", "findings_of", "read_pairs", "tallied"]

UNNAMED = "-"  # the kind of a row that names none


@dataclass(frozen=True)
class Pair:
    """A French sentence with a right and a wrong English one, and the kind of fault."""

    french: str
    right: str
    wrong: str
    kind: str = UNNAMED


@dataclass
class Tally:
    """How many pairs there are of each kind, and which of them the checks judge wrongly."""

    rights: Counter[str] = field(default_factory=Counter)
    wrongs: Counter[str] = field(default_factory=Counter)
    flagged: list[tuple[Pair, list[Finding]]] = field(default_factory=list)
    passed: list[Pair] = field(default_factory=list)


def read_pairs(path: Path) -> list[Pair]:
    """The pairs of a file, one a line below the header."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    return [Pair(*line.split("\t")[:4]) for line in lines if line.strip()]


def findings_of(french: str, english: str) -> list[Finding]:
    """What all checks of a segment say of an English sentence, as in an article of its own."""
    document = Document((Block(BlockKind.PARAGRAPH, french),))
    preparation = Preparation.of(Outline.of(document), Names(gazetteer()))
    return list(checked(preparation.prepared(french), english).findings)


def tallied(pairs: Iterable[Pair]) -> Tally:
    """Judge both English sentences of each pair by the checks."""
    tally = Tally()
    for pair in pairs:
        tally.rights[pair.kind] += 1
        if findings := findings_of(pair.french, pair.right):
            tally.flagged.append((pair, findings))
        if pair.wrong != pair.right:
            tally.wrongs[pair.kind] += 1
            if not findings_of(pair.french, pair.wrong):
                tally.passed.append(pair)
    return tally


def _report(path: Path, tally: Tally, *, show: bool) -> None:
    flagged = Counter(pair.kind for pair, _ in tally.flagged)
    passed = Counter(pair.kind for pair in tally.passed)
    click.echo(f"{path.name}: {tally.rights.total()} pairs")
    click.echo(f"{'kind':28}{'right flagged':>15}{'wrong passed':>15}")
    for kind in sorted(tally.rights, key=lambda kind: (-flagged[kind] - passed[kind], kind)):
        right = f"{flagged[kind]}/{tally.rights[kind]}"
        click.echo(f"{kind:28}{right:>15}{f'{passed[kind]}/{tally.wrongs[kind]}':>15}")
    total, faulty = tally.rights.total(), tally.wrongs.total()
    click.echo(Rate("right and not flagged", total - len(tally.flagged), total))
    click.echo(Rate("wrong and flagged", faulty - len(tally.passed), faulty))
    if show:
        _show(tally)


def _show(tally: Tally) -> None:
    for pair, findings in tally.flagged:
        messages = [finding.message for finding in findings]
        click.echo(f"FLAGGED ({pair.kind})\n  {pair.french}\n  {pair.right}\n  {messages}")
    for pair in tally.passed:
        click.echo(f"PASSED ({pair.kind})\n  {pair.french}\n  {pair.wrong}")


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--show", is_flag=True, help="Print the pairs that the checks judge wrongly.")
def main(files: tuple[Path, ...], show: bool) -> None:
    """Count, for each of FILES, the right ones flagged and the wrong ones passed."""
    for path in files:
        _report(path, tallied(read_pairs(path)), show=show)
        click.echo(f"sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}")


if __name__ == "__main__":
    main()
