"""Translation: newsbrief beside its peers, on the same weights and text, in one run.

    python benchmarks/translation.py flores-dev.fr flores-dev.en [--sentences 60] [--rounds 3]

FR and EN hold one sentence a line. Each round takes the next N lines, and all contestants translate
them in turn, each in its own process, loaded and warm. Slow peers get the first quarter of a
round's lines: their rate counts by source words as everybody's does, and fewer lines to sort into
batches cost those that sort. Ratios are medians over the rounds; below 1 is faster than newsbrief.

Fair: the weights (opus-mt-fr-en: fp32 as published, or the same int8 form of it), the text, the
cores, and what each does by default. newsbrief also checks and repairs, which its time includes.
Not fair: lines are no articles, so nobody's sentence splitter is tested, and argos-translate's
takes no time. transformers dropped its translation pipeline in version 5; here runs what it did.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import argos
import click
import facts
import sacrebleu
from contest import Contestant, Record, Turn, median_ratio, run, table
from peers import Unavailable

from newsbrief.engines import models
from newsbrief.engines.backends.convert import convert

if TYPE_CHECKING:
    from collections.abc import Sequence

LIBRARIES = ("ctranslate2", "sentencepiece", "torch", "transformers", "sacrebleu")
FEW = 0.25  # of a round's lines, for those that would take minutes
HEAD = (
    "contestant",
    "source words/s",
    "CPU s for 1,000 words",
    "time against newsbrief's",
    "peak MiB",
    "words",
    "BLEU",
    "chrF",
    "newsbrief's chrF on the same",
)


@click.command()
@click.argument("source", metavar="FR", type=click.Path(exists=True, path_type=Path))
@click.argument("reference", metavar="EN", type=click.Path(exists=True, path_type=Path))
@click.option("--sentences", default=60, show_default=True, help="Lines a round.")
@click.option("--rounds", default=3, show_default=True)
@click.option("--only", multiple=True, metavar="WORD", help="Peers with this word in their name.")
def main(source: Path, reference: Path, sentences: int, rounds: int, only: tuple[str, ...]) -> None:
    """Translate lines of FR in turn, and score them against EN."""
    pairs = _pairs(source, reference)
    sets = [list(pairs)[i * sentences : (i + 1) * sentences] for i in range(rounds)]
    if not sets[-1]:
        raise click.UsageError(f"{rounds} rounds of {sentences} lines need more than {len(pairs)}")
    own, *peers = contestants()
    taking = [own, *(p for p in peers if not only or any(word in p.name for word in only))]
    warm_up = list(pairs)[-4:]
    records = run(taking, sets, warm_up=warm_up, tell=partial(click.echo, err=True))
    click.echo(table(HEAD, [_row(record, records[0], pairs) for record in records]))
    click.echo(f"\n{facts.machine()}; {facts.versions(LIBRARIES)}, argostranslate {argos.VERSION}")
    click.echo(f"{rounds} rounds of {sentences} lines")
    click.echo("\n".join(map(facts.data, (source, reference))))


def contestants() -> list[Contestant]:
    """Return those that can take part here; newsbrief is the first."""
    local = models.ensure(models.default("translate").name)
    converted = models.build_derived(local, "ctranslate2-int8", partial(convert, local.path))
    published = {"weights": str(local.path)}
    int8 = {**published, "converted": str(converted)}
    return [
        Contestant("newsbrief", "translators:newsbrief"),
        Contestant("newsbrief at beam 4", "translators:newsbrief_beam_4"),
        Contestant("newsbrief's engine alone", "translators:newsbrief_engine"),
        Contestant("CTranslate2, defaults", "translators:ct2_at_once", int8),
        Contestant("CTranslate2, by paragraphs", "translators:ct2_paragraphs", int8),
        *_argos(local.path, converted),
        Contestant("transformers, one by one", "translators:transformers_single", published, FEW),
        Contestant("transformers, by eight", "translators:transformers_batches", published, FEW),
        Contestant("EasyNMT's batches", "translators:easynmt", published, FEW),
    ]


def _argos(weights: Path, converted: Path) -> list[Contestant]:
    try:
        path = argos.installed()
    except Unavailable as exc:
        click.echo(f"argos-translate: left out ({exc})", err=True)
        return []
    settings = {"package": str(argos.package(weights, converted))}
    return [
        Contestant(
            "argos-translate",
            "translators:argos",
            settings,
            FEW,
            path=(path,),
            environment=argos.quiet_home(),
        )
    ]


def _pairs(source: Path, reference: Path) -> dict[str, str]:
    """Return reference lines by source line; blank lines and repeated ones are left out."""
    lines = zip(
        source.read_text(encoding="utf-8").splitlines(),
        reference.read_text(encoding="utf-8").splitlines(),
        strict=True,
    )
    return {french: english for french, english in lines if french.strip()}


def _row(record: Record, base: Record, pairs: dict[str, str]) -> list[str]:
    if not record.turns:
        return [record.contestant.name, f"left out: {record.problem}", *["–"] * (len(HEAD) - 2)]
    turns = list(record.turns.values())
    count = sum(map(_words, turns))
    rate = count / sum(turn.seconds for turn in turns)
    cpu = 1000 * sum(turn.cpu_seconds for turn in turns) / count
    ratio = median_ratio(record, base, lambda turn: turn.seconds / _words(turn))
    done, same = _outputs(turns), _outputs(list(base.turns.values()))
    lines = list(done)
    bleu, chrf = _scores(lines, done, pairs)
    told = f"{ratio:.2f}" if ratio is not None else "–"
    shared = _scores(lines, same, pairs)[1] if same.keys() >= done.keys() else None
    figures = [f"{rate:.0f}", f"{cpu:.1f}", told, facts.mebibytes(record.peak_bytes), str(count)]
    own = "–" if shared is None else f"{shared:.1f}"
    return [record.contestant.name, *figures, f"{bleu:.1f}", f"{chrf:.1f}", own]


def _words(turn: Turn) -> int:
    return sum(facts.words(line) for line in turn.items)


def _outputs(turns: Sequence[Turn]) -> dict[str, Any]:
    """Return what became of each line."""
    return {
        line: text for turn in turns for line, text in zip(turn.items, turn.output, strict=True)
    }


def _scores(
    lines: Sequence[str], done: dict[str, Any], pairs: dict[str, str]
) -> tuple[float, float]:
    """Return BLEU and chrF of the lines' English."""
    english, references = [done[line] for line in lines], [[pairs[line] for line in lines]]
    return (
        sacrebleu.corpus_bleu(english, references).score,
        sacrebleu.corpus_chrf(english, references).score,
    )


if __name__ == "__main__":
    main()
