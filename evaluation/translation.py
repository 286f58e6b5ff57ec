"""BLEU and chrF of the default translation path on a parallel test set, one segment a line.

    python evaluation/translation.py SOURCE REFERENCE [--plain] [--sentences N]

The published figure for opus-mt-fr-en on FLORES-200 dev (997 lines, CC BY-SA 4.0) is 43.0 BLEU.
`--plain` gives the model's first hypothesis of the raw text, without preparation and repair.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import sacrebleu
from paths import newsbrief_path, plain_path, signature

from newsbrief.engines.backends import LoadedEngines

if TYPE_CHECKING:
    from newsbrief.engines.protocols import Translator


@click.command()
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.argument("reference", type=click.Path(exists=True, path_type=Path))
@click.option("--plain", is_flag=True, help="The model alone.")
@click.option("--sentences", type=int, help="Only the first N lines.")
def main(source: Path, reference: Path, plain: bool, sentences: int | None) -> None:
    """Translate SOURCE and score it against REFERENCE."""
    sources, references = _lines(source)[:sentences], _lines(reference)[:sentences]
    translator = LoadedEngines().translator()
    hypotheses, flagged = _plain(sources, translator) if plain else _checked(sources, translator)
    bleu, chrf = sacrebleu.BLEU(), sacrebleu.CHRF()
    for metric in (bleu, chrf):
        click.echo(metric.corpus_score(hypotheses, [references]))
        click.echo(f"  {metric.get_signature()}")
    click.echo(f"{len(sources)} segments, {flagged} flags")
    click.echo("\n".join(signature(translator, [source, reference])))


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _plain(sources: list[str], translator: Translator) -> tuple[list[str], int]:
    return plain_path(sources, translator), 0


def _checked(sources: list[str], translator: Translator) -> tuple[list[str], int]:
    english, found = newsbrief_path(sources, translator)
    return english, sum(finding.is_flag for group in found for finding in group)


if __name__ == "__main__":
    main()
