"""Growth: articles of 100 to 20,000 words. Time should be linear, memory flat.

    python benchmarks/growth.py TEXT [--summary] [--fake] [--sizes 100,300,1000]

TEXT holds French sentences in document order, one a line. An article of N words is its beginning,
four sentences a paragraph, and is briefed by a new process. The cost of a thousand words more is
the difference to the row above, so that imports and loading do not count; it is told against that
from the first size to the second that is told. Sizes that the text cannot fill are left out.

`--fake` puts a table of words in the model's place: what is left is newsbrief's own code, where a
stage that is worse than linear shows at once. By default articles are only translated; with
`--summary` the whole brief is made.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
import facts
from command import NO_CACHE, has_option, newsbrief
from contest import table
from process import Run, measured

if TYPE_CHECKING:
    from collections.abc import Sequence

SIZES = "100,300,1000,3000,10000,20000"
PARAGRAPH = 4
FAKE = Path(__file__).resolve().parent / "fake_newsbrief.py"
HEAD = (
    "French words",
    "words of the brief",
    "wall s",
    "CPU s",
    "CPU s for 1,000 words more",
    "against the first",
    "peak MiB",
    "peak against the first",
)


@dataclass(frozen=True)
class Point:
    """One size: words of the article and of its brief, and what the run took."""

    french: int
    english: int
    run: Run


@click.command()
@click.argument("text", type=click.Path(exists=True, path_type=Path))
@click.option("--sizes", default=SIZES, show_default=True, help="Words, ascending.")
@click.option("--summary", is_flag=True, help="Summarise, too.")
@click.option("--fake", is_flag=True, help="Without the model: newsbrief's own code alone.")
def main(text: Path, sizes: str, summary: bool, fake: bool) -> None:
    """Brief articles of growing length made of TEXT."""
    if summary and fake:
        raise click.UsageError("--fake only translates; drop --summary")
    lines = [line for line in text.read_text(encoding="utf-8").splitlines() if line.strip()]
    options = [
        *([] if summary else ["--no-summary"]),
        *([NO_CACHE] if has_option(NO_CACHE) else []),
    ]
    points = []
    for size in map(int, sizes.split(",")):
        own = beginning(lines, size)
        if own is None:
            click.echo(f"{size} words: left out, the text is shorter", err=True)
            continue
        click.echo(f"{size} words", err=True)
        points.append(_point(own, options, fake=fake))
    click.echo(table(HEAD, _rows(points)))
    click.echo(f"\n{facts.machine()}; {facts.versions(('ctranslate2', 'sentencepiece'))}")
    click.echo(facts.data(text))


def beginning(lines: Sequence[str], size: int) -> list[str] | None:
    """Return the first lines that hold `size` words or more, or None if all hold fewer."""
    count = 0
    for number, line in enumerate(lines, start=1):
        count += facts.words(line)
        if count >= size:
            return list(lines[:number])
    return None


def _point(lines: Sequence[str], options: Sequence[str], *, fake: bool) -> Point:
    with tempfile.TemporaryDirectory() as folder:
        article, output = Path(folder, "article.md"), Path(folder, "brief.md")
        article.write_text(_article(lines), encoding="utf-8")
        command = newsbrief(str(article), "-o", str(output), "--force", *options)
        if fake:
            command[1:3] = [str(FAKE)]
        run = measured(command)
        return Point(_count(lines), facts.words(output.read_text(encoding="utf-8")), run)


def _article(lines: Sequence[str]) -> str:
    paragraphs = [" ".join(lines[i : i + PARAGRAPH]) for i in range(0, len(lines), PARAGRAPH)]
    return "# Titre de presse\n\n" + "\n\n".join(paragraphs) + "\n"


def _count(lines: Sequence[str]) -> int:
    return sum(map(facts.words, lines))


def _rows(points: Sequence[Point]) -> list[list[str]]:
    rows, first = [], 0.0
    for before, point in zip([None, *points], points, strict=False):
        more = _more(before, point) if before else 0.0
        first = first or more
        told = [f"{more:.2f}", f"{more / first:.2f}"] if before else ["–", "–"]
        rows.append(
            [
                str(point.french),
                str(point.english),
                f"{point.run.wall_s:.1f}",
                f"{point.run.cpu_s:.1f}",
                *told,
                facts.mebibytes(point.run.peak_bytes),
                f"{point.run.peak_bytes / points[0].run.peak_bytes:.2f}",
            ]
        )
    return rows


def _more(before: Point, point: Point) -> float:
    """CPU seconds for each thousand words that `point` has beyond `before`."""
    return 1000 * (point.run.cpu_s - before.run.cpu_s) / (point.french - before.french)


if __name__ == "__main__":
    main()
