"""Names kept in the English, on labelled press sentences: `python evaluation/names.py`.

Each sentence of evaluation/data/names_fr.tsv has its names, each as the English forms that a good
paper writes; a name is kept when one of them stands in the translation, letter for letter. Compares
the model alone, newsbrief, and with --methods the ways to protect a name that were measured against
each other: the best of the n-best, placeholders, well-known names as surrogates, and the name
forced as the beginning of what the model continues. chrF against a professional translation tells
what a method costs in fluency; the names of each sentence are taken out of both texts first.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
import sacrebleu
from paths import newsbrief_path

from newsbrief.checks.names import Names, gazetteer, missing
from newsbrief.engines.backends import LoadedEngines
from newsbrief.results import FindingKind
from newsbrief.translation.typography import english_typography, source_punctuation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsbrief.checks.names import Mention
    from newsbrief.engines.protocols import Translator

DATA = Path(__file__).parent / "data" / "names_fr.tsv"
SURROGATES = ("Reuters", "Siemens", "Toyota", "Samsung", "Nokia")
NUM_HYPOTHESES = 8


@dataclass(frozen=True)
class Case:
    """One labelled sentence: each name's right English forms, and a translation."""

    french: str
    names: tuple[tuple[str, ...], ...]
    english: str


def read_cases(path: Path) -> list[Case]:
    """The labelled sentences of a file, one a line below the header."""
    rows = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:])
    return [
        Case(french, tuple(tuple(n.strip().split("|")) for n in names.split(";")), english)
        for french, names, english in rows
    ]


def has(english: str, forms: Sequence[str]) -> bool:
    """Whether one of `forms` stands in `english` as whole words; ’ and ' are one."""
    pattern = "|".join(re.escape(form.replace("’", "'")) for form in forms)
    return re.search(rf"(?<!\w)(?:{pattern})(?!\w)", english.replace("’", "'")) is not None


def without_names(text: str, names: Sequence[Sequence[str]]) -> str:
    """`text` without the forms of `names`: what is left tells how fluent the rest is."""
    forms = sorted((form for group in names for form in group), key=len, reverse=True)
    return re.sub("|".join(map(re.escape, forms)), "", text)


class Methods:
    """Ways to translate sentences with names, each a function of the list of French sentences."""

    def __init__(self, translator: Translator):
        """Take the model; the names known are newsbrief's own."""
        self.flagged = 0
        self._translator = translator
        self._names = Names(gazetteer())

    def plain(self, texts: Sequence[str]) -> list[str]:
        """The model's first hypothesis."""
        prepared = [source_punctuation(text) for text in texts]
        return [english_typography(g[0]) for g in self._translator.translate(prepared)]

    def newsbrief(self, texts: Sequence[str]) -> list[str]:
        """The whole path."""
        english, found = newsbrief_path(texts, self._translator)
        self.flagged = sum(f.kind is FindingKind.NAME for group in found for f in group)
        return english

    def n_best(self, texts: Sequence[str]) -> list[str]:
        """The hypothesis of eight that misses the fewest names."""
        prepared = [source_punctuation(text) for text in texts]
        groups = self._translator.translate(prepared, num_hypotheses=NUM_HYPOTHESES)
        mentions = [self._names.mentions(text) for text in prepared]
        return [
            min((english_typography(h) for h in group), key=lambda h: len(missing(found, h)))
            for group, found in zip(groups, mentions, strict=True)
        ]

    def placeholders(self, texts: Sequence[str]) -> list[str]:
        """Each name that the model misses replaced by X1, X2 …, and put back."""
        return self._substituted(texts, lambda i: f"X{i + 1}")

    def surrogates(self, texts: Sequence[str]) -> list[str]:
        """Each name that the model misses replaced by a name it knows, and put back."""
        return self._substituted(texts, lambda i: SURROGATES[i % len(SURROGATES)])

    def prefixes(self, texts: Sequence[str]) -> list[str]:
        """The English up to the first wrong name, then the name, continued by the model."""
        prepared = [source_punctuation(text) for text in texts]
        english = self.plain(texts)
        for _ in range(4):
            english = self._continued(prepared, english)
        return english

    def _substituted(self, texts: Sequence[str], stand_in: Callable[[int], str]) -> list[str]:
        prepared = [source_punctuation(text) for text in texts]
        first = self.plain(texts)
        replaced, lost = [], []
        for text, english in zip(prepared, first, strict=True):
            absent = missing(self._names.mentions(text), english)
            lost.append(absent)
            for i, mention in reversed(list(enumerate(absent))):
                text = text[: mention.start] + stand_in(i) + text[mention.end :]
            replaced.append(text)
        results = []
        for english, absent, again in zip(first, lost, self.plain(replaced), strict=True):
            restored = again
            for i, mention in enumerate(absent):
                restored = restored.replace(stand_in(i), mention.english)
            results.append(restored if absent else english)
        return results

    def _continued(self, prepared: Sequence[str], english: list[str]) -> list[str]:
        alignments = self._translator.align(list(zip(prepared, english, strict=True)))
        results = []
        for text, hypothesis, alignment in zip(prepared, english, alignments, strict=True):
            absent = missing(self._names.mentions(text), hypothesis)
            span = (
                alignment.counterpart(absent[0].start, absent[0].end, light=absent[0].article)
                if absent
                else None
            )
            results.append(
                self._forced(text, hypothesis[: span[0]], absent[0]) if span else hypothesis
            )
        return results

    def _forced(self, text: str, beginning: str, mention: Mention) -> str:
        """Decode `text` behind a given beginning; CTranslate2 alone can, so its parts are used."""
        model = self._translator
        article = re.compile(r"\b[Tt]he $")
        prefix = article.sub("", beginning) if mention.entry.kept else beginning
        tokens = model._target.encode(prefix + mention.english, out_type=str)  # type: ignore[attr-defined]
        source = [*model._source.encode(text, out_type=str), "</s>"]  # type: ignore[attr-defined]
        result = model._model.translate_batch([source], target_prefix=[tokens], beam_size=4)  # type: ignore[attr-defined]
        return english_typography(model._target.decode(result[0].hypotheses[0]))  # type: ignore[attr-defined]


@click.command()
@click.argument("data", type=click.Path(exists=True, path_type=Path), default=DATA)
@click.option("--methods", is_flag=True, help="Measure the other ways to protect names too.")
@click.option("-v", "--verbose", is_flag=True, help="Show each name that newsbrief loses.")
def main(data: Path, methods: bool, verbose: bool) -> None:
    """Print the share of names kept on DATA, a labelled file."""
    cases = read_cases(data)
    texts = [case.french for case in cases]
    ways = Methods(LoadedEngines().translator())
    functions = [ways.plain, ways.newsbrief]
    if methods:
        functions += [ways.n_best, ways.placeholders, ways.surrogates, ways.prefixes]
    total = sum(len(case.names) for case in cases)
    for function in functions:
        english = function(texts)
        kept = sum(has(e, n) for c, e in zip(cases, english, strict=True) for n in c.names)
        pairs = list(zip(cases, english, strict=True))
        chrf = sacrebleu.CHRF().corpus_score(
            [without_names(e, c.names) for c, e in pairs],
            [[without_names(c.english, c.names) for c in cases]],
        )
        name = function.__name__
        click.echo(f"{name:<14}{kept:>5}/{total} names {100 * kept / total:6.2f} %  {chrf}")
        if verbose and name == "newsbrief":
            _show(pairs)
    click.echo(f"{ways.flagged} names flagged by newsbrief")
    digest = hashlib.sha256(data.read_bytes()).hexdigest()
    click.echo(f"sha256 {digest}  {data.name}, {len(cases)} sentences")


def _show(pairs: Sequence[tuple[Case, str]]) -> None:
    for case, english in pairs:
        for forms in case.names:
            if not has(english, forms):
                click.echo(f"  {forms[0]}: {case.french}\n    {english}")


if __name__ == "__main__":
    main()
