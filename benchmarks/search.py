"""What the search costs and gives: beam, vocabulary, and a second search of poor segments.

    python benchmarks/search.py FR EN [--sentences 300] [--rounds 2]

Each row translates the same sentences with the engine alone; rows take turns, and the median of the
rounds counts. "Of the beam's own": the wider beam for the share of segments whose mean
log-probability in greedy search is lowest; its time is that of the greedy search and of the beam
over those segments, in batches of their own.
"""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import facts
import sacrebleu
from contest import table

from newsbrief.engines.backends import LoadedEngines
from newsbrief.engines.backends.ct2 import MAX_BATCH_TOKENS, MAX_TARGET_TOKENS
from newsbrief.translation.typography import source_punctuation

if TYPE_CHECKING:
    from collections.abc import Sequence

BEAMS = (1, 2, 4)
POOR_SHARES = (0.1, 0.2, 0.3)
HEAD = ("search", "time against beam 2", "chrF", "BLEU")


@dataclass
class _Row:
    """One way of searching: what it wrote last, and its seconds in each round."""

    hypotheses: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)


class _Engine:
    def __init__(self, lines: Sequence[str]):
        loaded: Any = LoadedEngines(device="cpu").translator()
        self._model, self._target = loaded._model, loaded._target
        encode = loaded._source.encode
        self.batch = [[*encode(source_punctuation(x), out_type=str), "</s>"] for x in lines]

    def search(self, beam: int, *, all_pieces: bool = False, only: Sequence[int] = ()) -> list[Any]:
        """CTranslate2's results for all sentences, or for `only` some."""
        batch = [self.batch[i] for i in only] if only else self.batch
        found: list[Any] = self._model.translate_batch(
            batch,
            max_batch_size=MAX_BATCH_TOKENS,
            batch_type="tokens",
            beam_size=beam,
            max_decoding_length=MAX_TARGET_TOKENS,
            use_vmap=not all_pieces,
            return_scores=True,
        )
        return found

    def text(self, results: Sequence[Any]) -> list[str]:
        """The best hypothesis of each result."""
        return [self._target.decode(result.hypotheses[0]) for result in results]


@click.command()
@click.argument("source", metavar="FR", type=click.Path(exists=True, path_type=Path))
@click.argument("reference", metavar="EN", type=click.Path(exists=True, path_type=Path))
@click.option("--sentences", default=300, show_default=True)
@click.option("--rounds", default=2, show_default=True)
def main(source: Path, reference: Path, sentences: int, rounds: int) -> None:
    """Compare beams, vocabularies and a second search."""
    lines, references = (
        path.read_text(encoding="utf-8").splitlines()[:sentences] for path in (source, reference)
    )
    engine, rows = _Engine(lines), dict[str, _Row]()
    for _ in range(rounds):
        _round(engine, rows)
    base = statistics.median(rows["beam 2"].seconds)
    click.echo(
        table(
            HEAD,
            [
                (
                    name,
                    f"{statistics.median(row.seconds) / base:.2f}",
                    f"{sacrebleu.corpus_chrf(row.hypotheses, [references]).score:.2f}",
                    f"{sacrebleu.corpus_bleu(row.hypotheses, [references]).score:.2f}",
                )
                for name, row in rows.items()
            ],
        )
    )
    click.echo(f"\n{len(lines)} sentences")
    click.echo(facts.data(source))


def _round(engine: _Engine, rows: dict[str, _Row]) -> None:
    for beam in BEAMS:
        for all_pieces in (False, True):
            started = time.perf_counter()
            results = engine.search(beam, all_pieces=all_pieces)
            name = f"beam {beam}" + (", both languages' pieces" if all_pieces else "")
            _note(rows, name, engine.text(results), time.perf_counter() - started)
            if beam == 1 and not all_pieces:
                greedy, greedy_seconds = results, time.perf_counter() - started
    worst = sorted(range(len(greedy)), key=lambda i: greedy[i].scores[0])
    for share in POOR_SHARES:
        poor = worst[: round(share * len(worst))]
        started = time.perf_counter()
        again = dict(zip(poor, engine.search(max(BEAMS), only=poor), strict=True))
        seconds = greedy_seconds + time.perf_counter() - started
        mixed = [again.get(i, result) for i, result in enumerate(greedy)]
        _note(rows, f"beam 1, the worst {share:.0%} again with 4", engine.text(mixed), seconds)


def _note(rows: dict[str, _Row], name: str, hypotheses: list[str], seconds: float) -> None:
    row = rows.setdefault(name, _Row())
    row.hypotheses = hypotheses
    row.seconds.append(seconds)


if __name__ == "__main__":
    main()
