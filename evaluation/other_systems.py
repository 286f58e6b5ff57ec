"""Other systems' English of a parallel set beside newsbrief's: BLEU, chrF, and figures kept.

    python evaluation/other_systems.py SOURCE REFERENCE NAME=HYPOTHESES... [--cache FILE]

One segment a line in each file. The figures are judged by newsbrief's own ledger, which was
sharpened on opus-mt's mistakes: a form that another system likes may be unknown to it. What it
calls wrong in another system is an upper bound; `--show` prints it, to be read.
"""

from __future__ import annotations

from pathlib import Path

import click
import sacrebleu
from figures import tallied
from paths import default_translator, newsbrief_path, plain_path, signature


@click.command()
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.argument("reference", type=click.Path(exists=True, path_type=Path))
@click.argument("systems", nargs=-1, metavar="NAME=HYPOTHESES...")
@click.option("--cache", type=click.Path(path_type=Path), help="Keep the model's answers here.")
@click.option("--show", is_flag=True, help="Print what is called wrong.")
def main(
    source: Path, reference: Path, systems: tuple[str, ...], cache: Path | None, show: bool
) -> None:
    """Score each system's English of SOURCE, newsbrief's and its model's alone among them."""
    french, translator = _lines(source), default_translator(cache)
    named = [system.partition("=")[::2] for system in systems]
    english = {
        "newsbrief": newsbrief_path(french, translator)[0],
        "its model alone": plain_path(french, translator),
        "the reference": _lines(reference),
        **{name: _lines(Path(path)) for name, path in named},
    }
    click.echo(f"{'system':24}{'BLEU':>6}{'chrF':>6}  figures right")
    for name, hypotheses in english.items():
        if show:
            click.echo(f"== {name}")
        _report(name, french, hypotheses, _lines(reference), show=show)
    click.echo("\n".join(signature(translator, [source, reference, *(Path(p) for _, p in named)])))


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _report(
    name: str, french: list[str], hypotheses: list[str], reference: list[str], *, show: bool
) -> None:
    bleu = sacrebleu.corpus_bleu(hypotheses, [reference]).score
    chrf = sacrebleu.corpus_chrf(hypotheses, [reference]).score
    counted = tallied(french, hypotheses, [[] for _ in french], show=show)
    right, total = counted.right["all"], counted.total["all"]
    click.echo(f"{name:24}{bleu:6.1f}{chrf:6.1f}  {right} of {total} ({right / total:.1%})")


if __name__ == "__main__":
    main()
