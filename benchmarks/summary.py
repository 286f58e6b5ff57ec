"""Summaries: newsbrief beside its peers, on the same model and English text, in one run.

    python benchmarks/summary.py [ARTICLE]... [--cut] [--articles 5] [--transformers]

The articles (samples/ by default, else French files; with --cut files of many, see
evaluation/summaries.py) are translated once by newsbrief, and all contestants are given the same
English. An article is a round: nobody sees one twice, since llama.cpp keeps what it has read. Times
are medians over the articles, models loaded and warm; ratios are those of the same article.

Fair: the weights, the text, the cores, what was asked (a headline, three sentences, four points)
and greedy decoding. Newsbrief asks three times about a part of the article and checks the answers,
which its time includes; the peers ask once about all of it, in the words of summarisers.py, and
check nothing. Faults are counted by evaluation/plain_checks.py, which shares nothing with
newsbrief's own checks but the reading of figures. A fault is a sentence's figure or name that the
article lacks ("figure", "name"), or a lost hedge, a false quotation, a quotation nobody says. What
newsbrief copies cannot have faults: coverage shows what that costs.
"""

from __future__ import annotations

import statistics
import sys
from collections import Counter
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import facts
from contest import Contestant, Record, Turn, median_ratio, run, table
from peers import Unavailable, fetched

from newsbrief.checks.figures import english_figures
from newsbrief.engines import models

ROOT = Path(__file__).resolve().parent.parent
sys.path.append(str(ROOT / "evaluation"))

from plain_checks import SourceText, judge  # noqa: E402 - found through the line above
from summaries import documents  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsbrief.document import Document

LIBRARIES = ("xllamacpp", "transformers", "torch")
# What transformers needs to open a GGUF file.
FOR_GGUF = ("gguf==0.19.0", "accelerate==1.15.0")
OPENING = 3  # title and first two paragraphs: where the news is
HEAD = (
    "contestant",
    "s an article",
    "time against newsbrief's",
    "peak MiB",
    "tokens read",
    "tokens written",
    "articles",
    "sentences",
    "faults: figure",
    "name",
    "other",
    "words of the title told",
    "of the lead",
    "figures of the opening told",
)


@click.command()
@click.argument("sources", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--cut", is_flag=True, help="Files hold many articles, one sentence a line.")
@click.option("--articles", default=5, show_default=True, help="Only the first N.")
@click.option("--transformers", is_flag=True, help="transformers too, with one article: minutes.")
@click.option("--show", is_flag=True, help="Print what each wrote.")
def main(sources: Sequence[Path], cut: bool, articles: int, transformers: bool, show: bool) -> None:
    """Summarise the articles in turn, and judge the summaries."""
    sources = sources or sorted((ROOT / "samples").glob("*.txt"))
    french = list(islice(documents(sources, cut), articles))
    english = _translated(french)
    texts = [SourceText(_texts(e), _texts(_item(f))) for e, f in zip(english, french, strict=True)]
    rounds = [[article] for article in english]
    tell = partial(click.echo, err=True)
    records = run(contestants(transformers), rounds, warm_up=[_warm_up()], tell=tell)
    click.echo(table(HEAD, [_row(record, records[0], texts) for record in records]))
    click.echo(f"\n{facts.machine()}; {facts.versions(LIBRARIES)}")
    count = [facts.words(" ".join(text.english)) for text in texts]
    click.echo(f"articles of {min(count)} to {max(count)} English words")
    click.echo("\n".join(map(facts.data, sources)))
    if show:
        _show(records)


def contestants(transformers: bool) -> list[Contestant]:
    """Return those that can take part here; newsbrief is the first."""
    weights = {"weights": str(models.ensure(models.default("chat").name).path)}
    fast = [
        Contestant("newsbrief", "summarisers:newsbrief"),
        Contestant("llama.cpp's server, defaults", "summarisers:llama_server", weights),
    ]
    return [*fast, *(_transformers(weights) if transformers else [])]


def _transformers(weights: Mapping[str, object]) -> list[Contestant]:
    try:
        path = tuple(map(fetched, FOR_GGUF))
    except Unavailable as exc:
        click.echo(f"transformers: left out ({exc})", err=True)
        return []
    return [Contestant("transformers", "summarisers:transformers", weights, rounds=1, path=path)]


def _translated(french: Sequence[Document]) -> list[dict[str, Any]]:
    """Return the English of the articles, made in a process that ends before the contest."""
    (record,) = run([Contestant("translation", "summarisers:english")], [list(map(_item, french))])
    if record.problem:
        raise click.ClickException(f"the articles could not be translated: {record.problem}")
    return list(record.turns[0].output)


def _item(document: Document) -> dict[str, Any]:
    blocks = [[block.kind.value, block.text] for block in document.blocks]
    return {"title": document.title, "blocks": blocks}


def _texts(article: dict[str, Any]) -> tuple[str, ...]:
    return (article["title"] or "", *(text for _, text in article["blocks"]))


def _warm_up() -> dict[str, Any]:
    text = "The town of Brelande opened its library on Monday. It holds 12,000 books."
    return {"title": "Brelande opens its library", "blocks": [["paragraph", text]]}


def _row(record: Record, base: Record, texts: Sequence[SourceText]) -> list[str]:
    if not record.turns:
        return [record.contestant.name, f"left out: {record.problem}", *["–"] * (len(HEAD) - 2)]
    ratio = median_ratio(record, base, lambda turn: turn.seconds)
    briefs = {number: turn.output[0] for number, turn in record.turns.items()}
    return [
        record.contestant.name,
        f"{statistics.median(turn.seconds for turn in record.turns.values()):.1f}",
        f"{ratio:.2f}" if ratio is not None else "–",
        facts.mebibytes(record.peak_bytes),
        _mean([brief["prefill"] for brief in briefs.values()]),
        _mean([brief["decode"] for brief in briefs.values()]),
        str(len(briefs)),
        *_judged([(brief, texts[number]) for number, brief in briefs.items()]),
    ]


def _judged(briefs: Sequence[tuple[dict[str, Any], SourceText]]) -> list[str]:
    """Return the cells on quality: sentences, faults by kind, and coverage."""
    faults: Counter[str] = Counter()
    for brief, text in briefs:
        faults.update(kind for line in _lines(brief) for kind, _ in judge(line, text).faults)
    count = sum(len(_lines(brief)) for brief, _ in briefs)
    other = faults.total() - faults["figure"] - faults["name"]
    covered = [
        statistics.mean(text.covered(part, _lines(brief)) for brief, text in briefs)
        for part in (0, 1)
    ]
    told = statistics.mean(figures_told(_lines(brief), text) for brief, text in briefs)
    shares = [f"{share:.0%}" for share in (*covered, told)]
    return [str(count), str(faults["figure"]), str(faults["name"]), str(other), *shares]


def figures_told(lines: Sequence[str], text: SourceText) -> float:
    """Return the share of the figures of an article's opening that the lines have."""
    asked = {(f.value, f.unit) for f in english_figures("\n".join(text.english[:OPENING]))}
    given = {(f.value, f.unit) for f in english_figures("\n".join(lines))}
    return len(asked & given) / len(asked) if asked else 1.0


def _lines(brief: dict[str, Any]) -> list[str]:
    return [*filter(None, [brief["headline"]]), *brief["sentences"], *brief["points"]]


def _mean(counts: Sequence[int | None]) -> str:
    known = [count for count in counts if count is not None]
    return f"{statistics.mean(known):.0f}" if known else "–"


def _show(records: Sequence[Record]) -> None:
    for record in records:
        for number, turn in sorted(record.turns.items()):
            click.echo(f"\n{record.contestant.name}, article {number + 1}, {_seconds(turn)}")
            click.echo("\n".join(f"  {line}" for line in _lines(turn.output[0])))


def _seconds(turn: Turn) -> str:
    return f"{turn.seconds:.1f} s"


if __name__ == "__main__":
    main()
