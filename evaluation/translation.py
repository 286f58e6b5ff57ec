"""BLEU and chrF of the default translation path on a parallel test set, one segment a line.

    python evaluation/translation.py SOURCE REFERENCE [--plain] [--sentences N]

The published figure for opus-mt-fr-en on FLORES-200 dev (997 lines, CC BY-SA 4.0) is 43.0 BLEU.
`--plain` gives the model's first hypothesis of the raw text, without preparation and repair.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import click
import sacrebleu

from newsbrief.backends import LoadedEngines
from newsbrief.document import Block, BlockKind, Document
from newsbrief.translate import translate

if TYPE_CHECKING:
    from newsbrief.engines import Translator


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
    use = translator.use
    click.echo(
        f"{len(sources)} segments, {flagged} findings; {use.name} {use.revision}, {use.runtime}"
    )
    for path in (source, reference):
        click.echo(f"sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}")


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _plain(sources: list[str], translator: Translator) -> tuple[list[str], int]:
    return [group[0] for group in translator.translate(sources)], 0


def _checked(sources: list[str], translator: Translator) -> tuple[list[str], int]:
    """Each line as a paragraph of one document, as an article would be."""
    document = Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in sources))
    translation, findings = translate(document, translator)
    return [block.text for block in translation.blocks], len(findings)


if __name__ == "__main__":
    main()
