"""The share of figures right end to end on labelled sentences, judged without the ledger.

    python evaluation/figures_labelled.py [DATA] [--part held] [--cache FILE] [--show]

DATA names every English rendering that is right for each figure; a figure is right when one of
them stands in the English, word for word. Names count with their capitals, the rest without.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import click
from paths import default_translator, newsbrief_path, plain_path, signature

from newsbrief.results import FindingKind

DATA = Path(__file__).parent / "data" / "figures_end_to_end_fr.tsv"
SCALES = r"(?:thousand|million|billion|trillion|hundred)s?"
CURRENCIES = {"EUR": ("€", "euros?"), "USD": ("$", "(?:US )?dollars?"), "GBP": ("£", "pounds?")}
SHORT = {"million": "mn?", "billion": "bn", "trillion": "tn"}


@dataclass(frozen=True)
class Expected:
    """One figure of a sentence: what kind it is, and what finds it in the English."""

    kind: str
    label: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class Item:
    """One labelled sentence."""

    part: str
    french: str
    expected: tuple[Expected, ...]


@click.command()
@click.argument("data", default=DATA, type=click.Path(exists=True, path_type=Path))
@click.option("--part", help="Only the sentences of this part: tuned or held.")
@click.option("--cache", type=click.Path(path_type=Path), help="Keep the model's answers here.")
@click.option("--show", is_flag=True, help="Print what newsbrief gets wrong.")
def main(data: Path, part: str | None, cache: Path | None, show: bool) -> None:
    """Translate the sentences of DATA by both paths and count the figures that are right."""
    items = [item for item in read_items(data) if part in (None, item.part)]
    translator = default_translator(cache)
    texts = [item.french for item in items]
    plain = plain_path(texts, translator)
    english, findings = newsbrief_path(texts, translator)
    flagged = [any(f.kind in _ABOUT_FIGURES for f in found) for found in findings]
    _report(items, plain, english, flagged)
    if show:
        for item, ours, found in zip(items, english, findings, strict=True):
            _show(item, ours, [finding.message for finding in found])
    for line in signature(translator, [data]):
        click.echo(line)


_ABOUT_FIGURES = (FindingKind.NUMBER, FindingKind.UNTRANSLATED)


def read_items(data: Path) -> list[Item]:
    """The labelled sentences of a file, in order."""
    return list(map(_item, _rows(data)))


def _rows(data: Path) -> list[list[str]]:
    lines = data.read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


def _item(row: list[str]) -> Item:
    part, french, labels = row
    return Item(part, french, tuple(_expected(label) for label in labels.split("; ")))


def _expected(label: str) -> Expected:
    kind, alternatives = label.split(": ", 1)
    spelled = [p for text in alternatives.split("|") for p in _spelled(kind, text)]
    flags = 0 if kind == "name" else re.IGNORECASE
    return Expected(kind, label, re.compile("|".join(map(_whole, spelled)), flags))


def _whole(pattern: str) -> str:
    """The pattern where no digit or scale word before or behind it makes it another figure."""
    after_digits = "" if pattern[0].isalpha() else r"(?<!\d )"
    return rf"(?<![\w.,]){after_digits}{pattern}(?!\w|[.,]\d|\s?%|[\s-]{SCALES}\b)"


def _spelled(kind: str, text: str) -> list[str]:
    currency, _, amount = text.partition(" ")
    if currency in CURRENCIES:
        return _money(currency, amount)
    spell = {"percent": _percent, "time": _time, "date": _date}.get(kind)
    return (spell(text) if spell else None) or [re.escape(text)]


def _money(currency: str, amount: str) -> list[str]:
    sign, word = CURRENCIES[currency]
    number, _, scale = amount.partition(" ")
    written = [re.escape(amount)]
    if scale:
        written.append(rf"{re.escape(number)} ?{SHORT[scale]}")
    amounts = f"(?:{'|'.join(written)})"
    before = rf"(?:{re.escape(sign)}|{currency} ?|US{re.escape(sign)})"
    return [f"{before}{amounts}", rf"{amounts}[ -]{word}\b"]


def _percent(number: str) -> list[str]:
    return [rf"{re.escape(number)}(?:%| ?per ?cent\b|-per ?cent\b)"] if number[0].isdigit() else []


def _time(text: str) -> list[str] | None:
    match = re.fullmatch(r"(\d+):(\d\d)", text)
    if match is None:
        return None
    hours, minutes = int(match[1]), match[2]
    half = r"(?:a\.?m\b\.?|in the morning)"
    if hours >= 12:
        half = r"(?:p\.?m\b\.?|in the (?:afternoon|evening)|at night)"
    short = str(hours - 12 if hours > 12 else hours)
    twelve = [rf"{short}[:.]{minutes} ?{half}"]
    if minutes == "00":
        twelve += [rf"{short} ?{half}", rf"{short} o'clock(?: {half})?"]
    return [*twelve, rf"0?{hours}[:.]{minutes}(?! ?[ap]\.?m)"]


def _date(text: str) -> list[str] | None:
    match = re.fullmatch(r"(\d{1,2}) ([A-Z][a-z]+)(?: (\d{4}))?", text)
    if match is None:
        return None
    day, month, year = match.groups()
    nth = rf"{day}(?:st|nd|rd|th)?"
    tail = rf",? {year}" if year else ""
    return [rf"{nth}(?: of)? {month}{tail}", rf"{month} (?:the )?{nth}{tail}"]


@dataclass(frozen=True)
class Judged:
    """One figure: whether it is right by each path, and whether newsbrief flagged its sentence."""

    part: str
    kind: str
    plain: bool
    ours: bool
    flagged: bool


def _report(items: list[Item], plain: list[str], english: list[str], flagged: list[bool]) -> None:
    figures = [
        Judged(
            item.part,
            figure.kind,
            plain=figure.pattern.search(theirs) is not None,
            ours=figure.pattern.search(ours) is not None,
            flagged=flag,
        )
        for item, theirs, ours, flag in zip(items, plain, english, flagged, strict=True)
        for figure in item.expected
    ]
    click.echo(f"{'':14}{'figures':>8}  {'plain':>7}  {'newsbrief':>9}  wrong and unflagged")
    for name in dict.fromkeys(figure.part for figure in figures):
        click.echo(_line(name, [figure for figure in figures if figure.part == name]))
    for name in dict.fromkeys(figure.kind for figure in figures):
        click.echo(_line(name, [figure for figure in figures if figure.kind == name]))
    click.echo(_line("all", figures))
    sound = sum(
        flag and all(f.pattern.search(text) for f in item.expected)
        for item, text, flag in zip(items, english, flagged, strict=True)
    )
    click.echo(f"{sum(flagged)} of {len(items)} sentences flagged, {sound} of them right")


def _line(name: str, figures: list[Judged]) -> str:
    plain = sum(figure.plain for figure in figures) / len(figures)
    ours = sum(figure.ours for figure in figures) / len(figures)
    silent = sum(not (figure.ours or figure.flagged) for figure in figures)
    return f"{name:14}{len(figures):8}  {plain:7.1%}  {ours:9.1%}  {silent:8}"


def _show(item: Item, english: str, messages: list[str]) -> None:
    wrong = [figure.label for figure in item.expected if not figure.pattern.search(english)]
    if wrong or messages:
        click.echo(f"{item.part}  FR {item.french}\n  EN {english}\n  {wrong} {messages}")


if __name__ == "__main__":
    main()
