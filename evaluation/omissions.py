"""How many dropped clauses left_out finds, and how often it cries over a whole translation.

    python evaluation/omissions.py SOURCE TARGET... [--threshold N]

SOURCE and each TARGET are parallel, one segment a line, the targets sound translations. Clauses of
six words and more are taken out of each sound sentence in turn.
"""

from __future__ import annotations

import hashlib
import itertools
import re
from pathlib import Path

import click

from newsbrief.checks import omissions

SIZES = ((6, 8), (8, 11), (11, 16), (16, 99))  # words of the clause taken out
LARGEST_SHARE = 0.7  # of the sentence: more is caught by its length alone
BORDER = re.compile(
    r"[,;:–—]\s|\s(?=(?:and|but|which|who|that|while|because|although|after|before|when|where|"
    r"with|in order)\s)"
)


@click.command()
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.argument("targets", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--threshold", type=float, default=omissions.THRESHOLD, show_default=True)
def main(source: Path, targets: tuple[Path, ...], threshold: float) -> None:
    """Count false alarms on TARGETS and the clauses found that are taken out of them."""
    omissions.THRESHOLD = threshold
    french = source.read_text(encoding="utf-8").splitlines()
    dropped: list[tuple[int, bool]] = []
    for target in targets:
        pairs = list(zip(french, target.read_text(encoding="utf-8").splitlines(), strict=True))
        long = [pair for pair in pairs if len(pair[0].split()) >= omissions.MIN_WORDS]
        alarms = sum(omissions.left_out(*pair) is not None for pair in long)
        click.echo(f"{target.name}: {alarms} false alarms on {len(long)} long sentences")
        for text, english in long:
            dropped += [
                (size, omissions.left_out(text, rest) is not None)
                for size, rest in _without_clauses(english)
            ]
    for low, high in SIZES:
        found = [hit for size, hit in dropped if low <= size < high]
        if found:
            click.echo(f"{low}-{high - 1} words: {sum(found)} of {len(found)} found")
    for path in (source, *targets):
        click.echo(f"sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}")


def _without_clauses(english: str) -> list[tuple[int, str]]:
    """The sentence without each of its clauses, and how many words that clause has."""
    borders = [0, *(match.end() for match in BORDER.finditer(english)), len(english)]
    rests = []
    for start, end in itertools.pairwise(borders):
        size = len(english[start:end].split())
        if size >= SIZES[0][0] and end - start < LARGEST_SHARE * len(english):
            rests.append((size, (english[:start] + english[end:]).strip()))
    return rests


if __name__ == "__main__":
    main()
