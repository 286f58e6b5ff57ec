"""Corrupts the sentences of translated articles and counts how many the summary's checks find out.

    python evaluation/summary_corruptions.py samples/*.txt [--cache DIR] [--show]

Kinds: a figure or a name of another sentence, two figures swapped, the halves of two neighbouring
sentences fused, a small word dropped that changes the sense. "untouched" are the sentences as they
stand: none of these should be rejected, save those that only quote somebody.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import click
from summary_cache import CachedEngines

from newsbrief.document import paragraph_numbers
from newsbrief.inputs.reading import read_article
from newsbrief.readers import read
from newsbrief.summary.evidence import Evidence
from newsbrief.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FIGURE = re.compile(r"(?<![\w.,])\d[\d.,]*\d(?![\w.,])|(?<![\w.,])\d(?![\w.,])")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w-]+")
_SMALL = re.compile(
    r"\b(?:up to|at least|at most|more than|less than|nearly|almost|about|around|some|only|not|no"
    r"|never|reportedly|allegedly|could|would|might|may|former|part of|half of|most of|one of"
    r"|according to [^,;]+,|if [^,;.]+|provided [^,;.]+|unless [^,;.]+|plans to|wants to"
    r"|is accused of|suspected of|promised to|expected to) ",
    re.IGNORECASE,
)


@click.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--cache", type=click.Path(path_type=Path), help="Folder of model outputs to reuse.")
@click.option("--show", is_flag=True, help="Print what was not found out.")
def main(sources: Sequence[Path], cache: Path | None, show: bool) -> None:
    """Translate SOURCES, corrupt each sentence, and count what the checks find out."""
    engines = CachedEngines(cache)
    made: Counter[str] = Counter()
    found: Counter[str] = Counter()
    for source in sources:
        paragraphs = _paragraphs(source, engines)
        evidence = Evidence(paragraphs)
        sentences = [
            t[a:b] for n, t in paragraphs.items() if n for a, b in split_sentences(t, "en")
        ]
        for kind, sentence in _cases(sentences):
            made[kind] += 1
            found[kind] += bool(evidence.support(sentence).problems)
            if show and not evidence.support(sentence).problems and kind != "untouched":
                click.echo(f"{kind}: {sentence}")
    for kind, count in made.items():
        click.echo(f"{kind}: {found[kind]} of {count} rejected")


def _paragraphs(source: Path, engines: CachedEngines) -> dict[int, str]:
    translation = engines.translation(read(read_article(str(source))))
    numbers = paragraph_numbers(translation.blocks)
    texts = {number: translation.blocks[index].text for index, number in numbers.items()}
    return {0: translation.title or "", **texts}


def _cases(sentences: Sequence[str]) -> Iterator[tuple[str, str]]:
    figures = sorted({m.group() for s in sentences for m in _FIGURE.finditer(s)})
    names = sorted({m.group() for s in sentences for m in _NAME.finditer(s)})
    for sentence in sentences:
        yield "untouched", sentence
        yield from _replaced("figure of another sentence", _FIGURE, sentence, figures)
        yield from _replaced("name of another sentence", _NAME, sentence, names)
        for first, second in combinations(_FIGURE.finditer(sentence), 2):
            if first.group() != second.group():
                yield "two figures swapped", _swapped(sentence, first, second)
        for match in _SMALL.finditer(sentence):
            rest = sentence[: match.start()] + sentence[match.end() :]
            yield "small word dropped", rest[:1].upper() + rest[1:]
    for sentence, following in pairwise(sentences):
        words, others = sentence.split(), following.split()
        halves = [*words[: len(words) // 2], *others[len(others) // 2 :]]
        yield "two sentences fused", " ".join(halves)


def _replaced(
    kind: str, pattern: re.Pattern[str], sentence: str, others: Sequence[str]
) -> Iterator[tuple[str, str]]:
    for match in pattern.finditer(sentence):
        for other in others:
            if other not in sentence:
                yield kind, sentence[: match.start()] + other + sentence[match.end() :]


def _swapped(sentence: str, first: re.Match[str], second: re.Match[str]) -> str:
    between = sentence[first.end() : second.start()]
    after = sentence[second.end() :]
    return sentence[: first.start()] + second.group() + between + first.group() + after


if __name__ == "__main__":
    main()
