"""Summaries of many articles, judged by checks that are not the summariser's own.

    python evaluation/summaries.py wmt13.fr --cut --articles 40 --cache DIR [--records FILE]
    python evaluation/summaries.py samples/*.txt --show

With `--cut` each source holds sentences of news in document order, one a line. An article starts
at a line of four words or more without a final full stop that is followed by a line with one, at
least 20 lines after the last start, and has at most 30 lines. Without, each source is an article,
read as newsbrief reads it.

"Without the checks" is what the model answered first. `--cache` keeps translations and answers, by
what was asked: a second run costs no model, so long runs can be made in slices of `--articles`.
Delete it when the translation changes.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click
from plain_checks import Judged, SourceText, judge
from summary_cache import CachedEngines, first_answers

from newsbrief.document import Block, BlockKind, Document
from newsbrief.engines import models
from newsbrief.inputs.reading import read_article
from newsbrief.readers import read
from newsbrief.summary.summarize import SummaryOptions, summarize

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsbrief.results import Summary

MIN_LINES, MAX_LINES = 20, 30
MIN_TITLE_WORDS = 4  # shorter ones are cross-heads
_PROSE = re.compile(r"[.!?…][»\"”')\]\s]*$")


@dataclasses.dataclass(frozen=True)
class Report:
    """One article: what was asked and given, and each sentence judged, with and without checks."""

    title: str
    asked: int
    given: int
    calls: int
    tokens: int
    own: int  # sentences written or chosen by the model, of those given
    title_covered: float
    lead_covered: float
    headline: Judged | None
    sentences: tuple[Judged, ...]
    unchecked: tuple[Judged, ...]  # the model's first answers, headline included
    findings: tuple[str, ...]


@click.command()
@click.argument("sources", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--cut", is_flag=True, help="Sources hold many articles, one sentence a line.")
@click.option("--articles", type=int, help="Only the first N.")
@click.option("--cache", type=click.Path(path_type=Path), help="Folder of model outputs to reuse.")
@click.option("--records", type=click.Path(path_type=Path), help="Write one JSON line an article.")
@click.option("--sentences", default=3, show_default=True)
@click.option("--points", default=4, show_default=True)
@click.option("--model-summary", default=models.default("chat").name, show_default=True)
@click.option("--show", is_flag=True, help="Print every sentence.")
def main(
    sources: Sequence[Path],
    cut: bool,
    articles: int | None,
    cache: Path | None,
    records: Path | None,
    sentences: int,
    points: int,
    model_summary: str,
    show: bool,
) -> None:
    """Translate and summarise the articles of SOURCES, and count the summaries' faults."""
    engines = CachedEngines(cache, model_summary)
    options = SummaryOptions(sentences, points)
    reports = []
    for document in list(documents(sources, cut))[:articles]:
        reports.append(_report(document, engines, options))
        if show:
            _show(reports[-1])
    if records:
        lines = [json.dumps(dataclasses.asdict(r), ensure_ascii=False) + "\n" for r in reports]
        records.write_text("".join(lines), encoding="utf-8")
    _totals(reports)
    for path in sources:
        click.echo(f"sha256 {hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}")


def documents(sources: Sequence[Path], cut: bool) -> Iterator[Document]:
    """Yield the articles of the sources, read or cut as the module's head tells."""
    for path in sources:
        if cut:
            yield from _cut(path.read_text(encoding="utf-8").splitlines())
        else:
            yield read(read_article(str(path)))


def _cut(lines: Sequence[str]) -> Iterator[Document]:
    prose = [bool(_PROSE.search(line)) for line in lines]
    starts = [-MIN_LINES]
    for i in range(len(lines) - 1):
        is_title = not prose[i] and len(lines[i].split()) >= MIN_TITLE_WORDS
        if is_title and prose[i + 1] and i - starts[-1] >= MIN_LINES:
            starts.append(i)
    for start, end in zip(starts[1:], [*starts[2:], len(lines)], strict=True):
        body = lines[start + 1 : min(end, start + 1 + MAX_LINES)]
        blocks = tuple(Block(BlockKind.PARAGRAPH, line) for line in body if line.strip())
        yield Document(blocks, title=lines[start])


def _report(document: Document, engines: CachedEngines, options: SummaryOptions) -> Report:
    translation = engines.translation(document)
    chat = engines.chat()
    summary, findings = summarize(translation, chat, engines.prompts, options)
    source = SourceText.of(document, translation)
    raw = first_answers(chat)
    written = [line for answer in chat.answers for line in answer.text.splitlines()]
    given = [s.text for s in (*summary.sentences, *summary.key_points)]
    return Report(
        title=translation.title or document.title or "",
        asked=options.sentences + options.key_points,
        given=len(given),
        calls=len(chat.answers),
        tokens=sum(answer.tokens for answer in chat.answers),
        own=sum(any(_is_of(text, line) for line in written) for text in given),
        title_covered=source.covered(0, given),
        lead_covered=source.covered(1, given),
        headline=judge(summary.headline, source) if summary.headline else None,
        sentences=tuple(_judged(summary, source)),
        unchecked=tuple(judge(text, source) for text in raw),
        findings=tuple(finding.message for finding in findings),
    )


def _is_of(sentence: str, line: str) -> bool:
    """Whether the model's line holds the sentence, or names it by its first words."""
    opening = line.partition(". ")[2].removesuffix("…")
    return sentence[1:] in line or (line.endswith("…") and sentence.startswith(opening))


def _judged(summary: Summary, source: SourceText) -> Iterator[Judged]:
    for sentence in (*summary.sentences, *summary.key_points):
        marks = "".join(f" ¶{number}" for number in sentence.paragraphs)
        yield dataclasses.replace(judge(sentence.text, source), marks=marks)


def _show(report: Report) -> None:
    click.echo(f"\n== {report.title}")
    for judged in (*([report.headline] if report.headline else []), *report.sentences):
        click.echo(f"  {judged.text}{judged.marks}{_faults(judged)}")
    for judged in report.unchecked:
        click.echo(f"    first: {judged.text}{_faults(judged)}")


def _faults(judged: Judged) -> str:
    return "".join(f"  [{fault}: {what}]" for fault, what in judged.faults)


def _totals(reports: Sequence[Report]) -> None:
    given, asked = sum(r.given for r in reports), sum(r.asked for r in reports)
    click.echo(f"\n{len(reports)} articles; sentences given {given} of {asked} asked")
    own = sum(r.own for r in reports)
    calls, tokens = sum(r.calls for r in reports), sum(r.tokens for r in reports)
    click.echo(f"written or chosen by the model: {own} of {given}; {calls} calls, {tokens} tokens")
    for name, share in (
        ("title", [r.title_covered for r in reports]),
        ("lead", [r.lead_covered for r in reports]),
    ):
        click.echo(f"content words of the {name} covered: {sum(share) / len(share):.0%}")
    checked = [j for r in reports for j in (*r.sentences, *([r.headline] if r.headline else []))]
    for name, judged in (
        ("with the checks", checked),
        ("without", [j for r in reports for j in r.unchecked]),
    ):
        faults = Counter(fault for j in judged for fault, _ in j.faults)
        told = ", ".join(f"{fault} {count}" for fault, count in sorted(faults.items()))
        click.echo(f"{name}: {len(judged)} sentences and headlines; {told or 'no fault found'}")


if __name__ == "__main__":
    main()
