"""Document → Translation: segments through the model, each checked, repaired or kept in French."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, groupby, islice
from typing import TYPE_CHECKING

from newsbrief.checks.figures import figures_repaired
from newsbrief.checks.hedges import Reported, as_indicative, hedged, hedges, post_edited, reported
from newsbrief.checks.language import looks_english
from newsbrief.checks.names import (
    Mention,
    Names,
    apply_edits,
    full_names,
    joined_in_english,
    misspelled,
    repairs,
    respellings,
    short_of,
)
from newsbrief.checks.segment import check_hedges, check_names, check_segment
from newsbrief.engines.protocols import Translator, ignore_progress
from newsbrief.results import UNREADABLE, Finding, FindingKind, Translation
from newsbrief.text.casing import Casing
from newsbrief.translation.markup import project
from newsbrief.translation.press_terms import plain_terms, spokeswomen
from newsbrief.translation.segments import Outline, Segment, clauses, join_clauses, reassemble
from newsbrief.translation.typography import (
    balance,
    bare_figures,
    english_figures_copied,
    english_typography,
    source_punctuation,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsbrief.document import Document
    from newsbrief.translation.verbatim import Verbatim

__all__ = ["translate", "translate_many"]


NO_NAMES = Names(())


NUM_HYPOTHESES = 8  # of a second try; beyond eight the beam finds the same words in another order


@dataclass(frozen=True)
class _Source:
    """One segment on its way to the model.

    `text` is as the article has it, `plain` with the punctuation, casing and terms that the model
    knows, and `prepared` what the model is given: with the verbs that report something unconfirmed,
    `reports` of `plain`, in the indicative. The `mentions` stand in `prepared`; `persons` are names
    of the whole article, `verbatim` are its strings that the model never sees.
    """

    text: str
    plain: str
    prepared: str
    reports: tuple[Reported, ...]
    mentions: tuple[Mention, ...]
    persons: frozenset[str]
    verbatim: Verbatim


@dataclass(frozen=True)
class _Article:
    """What a sentence is read with: how its article writes, whom it names, what stays as it is."""

    casing: Casing
    names: Names
    persons: frozenset[str]
    verbatim: Verbatim
    date: str | None

    @classmethod
    def of(cls, outline: Outline, names: Names) -> _Article:
        """Look through an article's texts."""
        sentences = outline.sentences
        learned, persons = names.learned(sentences), full_names(sentences)
        return cls(Casing(outline.texts), learned, persons, outline.verbatim, outline.date)

    def source(self, text: str) -> _Source:
        """One of its segments, made ready for the model."""
        hidden = self.verbatim.hidden(self.casing.restore(text))
        plain = plain_terms(source_punctuation(hidden))
        reports = reported(plain, self.date)
        prepared = as_indicative(plain, reports)
        mentions = self.names.mentions(prepared)
        return _Source(text, plain, prepared, reports, mentions, self.persons, self.verbatim)


@dataclass(frozen=True)
class _Draft:
    """One segment's English so far and what is wrong with it."""

    english: str
    findings: tuple[Finding, ...] = ()

    @property
    def badness(self) -> tuple[int, int]:
        """Fewer unreadable findings first, then fewer findings."""
        return sum(f.kind in UNREADABLE for f in self.findings), len(self.findings)


def translate(
    document: Document,
    translator: Translator,
    names: Names = NO_NAMES,
    *,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> tuple[Translation, list[Finding]]:
    """Translate the title and every block; structure, order and markup stay as they are.

    `names` are to be written as English does. `on_progress` is told (segments done, all segments).
    Each finding carries its block's index. Raises ModelError.
    """
    (translated,) = translate_many([document], translator, names, on_progress=on_progress)
    return translated


def translate_many(
    documents: Sequence[Document],
    translator: Translator,
    names: Names = NO_NAMES,
    *,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> list[tuple[Translation, list[Finding]]]:
    """Translate several documents in one stream of batches, each as `translate` does it alone."""
    outlines = [Outline.of(document) for document in documents]
    asked = [
        (article, text)
        for outline in outlines
        for article in [_Article.of(outline, names)]
        for text in outline.sentences
    ]
    drafts = iter(_Translating(translator, on_progress).run(asked))
    return [
        _translated(document, outline, list(islice(drafts, len(outline.segments))))
        for document, outline in zip(documents, outlines, strict=True)
    ]


def _translated(
    document: Document, outline: Outline, drafts: Sequence[_Draft]
) -> tuple[Translation, list[Finding]]:
    """The document with each segment's English in its place."""
    segments, texts, marked = outline.segments, outline.texts, outline.marked
    parts = _balanced(segments, drafts)
    english = reassemble(segments, parts, len(texts) + len(marked))
    translated = dict(zip(marked, english[len(texts) :], strict=True))

    blocks = list(document.blocks)
    borders = outline.borders(parts)
    for unit, index in enumerate(outline.translatable, start=1):
        blocks[index] = project(blocks[index], english[unit], translated, borders[unit])
    title = english[0] or None
    findings = _located(segments, drafts, [None, *outline.translatable])
    return Translation(title, tuple(blocks)), findings


def _balanced(segments: Sequence[Segment], drafts: Sequence[_Draft]) -> list[str]:
    """The drafts' English, with the quotation marks of each text balanced across its sentences."""
    english: list[str] = []
    for _, group in groupby(zip(segments, drafts, strict=True), key=lambda pair: pair[0].unit):
        parts, own = zip(*group, strict=True)
        english += balance([part.text for part in parts], [draft.english for draft in own])
    return english


def _located(
    segments: Sequence[Segment], drafts: Sequence[_Draft], block_of_unit: Sequence[int | None]
) -> list[Finding]:
    """The findings of all drafts with their block's index; phrases of spans are no prose."""
    return [
        replace(finding, block=block_of_unit[part.unit])
        for part, draft in zip(segments, drafts, strict=True)
        if part.unit < len(block_of_unit)
        for finding in draft.findings
    ]


class _Translating:
    """The ladder that each segment climbs until a hypothesis passes every check.

    First the best hypothesis; then the n-best; then the sentence in clauses; then, for what the
    French gives as unconfirmed, its conditional as it was. After each, names that were translated
    are put right. What still cannot be read is kept in French, and what still differs in a figure,
    a name or a hedge is kept in English; both are flagged.
    """

    def __init__(self, translator: Translator, on_progress: Callable[[int, int], None]):
        self._translator = translator
        self._on_progress = on_progress

    def run(self, asked: Sequence[tuple[_Article, str]]) -> list[_Draft]:
        """Return one draft for each text of an article, in order."""
        drafts = {i: _Draft(d) for i, (_, text) in enumerate(asked) if (d := _without_model(text))}
        sources = {i: own.source(text) for i, (own, text) in enumerate(asked) if i not in drafts}
        todo = list(sources)
        for attempt in (self._whole, self._n_best, self._halves, self._unhedged):
            todo = [i for i in todo if attempt != self._unhedged or sources[i].reports]
            tried = [sources[i] for i in todo]
            for i, draft in zip(todo, self._named(tried, attempt(tried)), strict=True):
                drafts[i] = min(drafts.get(i, draft), draft, key=lambda d: d.badness)
            todo = [i for i in todo if drafts[i].findings]
        drafts = {**drafts, **{i: _settled(source, drafts[i]) for i, source in sources.items()}}
        return [drafts[i] for i in range(len(asked))]

    def _whole(self, sources: Sequence[_Source]) -> list[_Draft]:
        pieces = [self._pieces(source) for source in sources]
        total = len(set(chain(*pieces)))
        return self._best(sources, pieces, on_progress=lambda done: self._on_progress(done, total))

    def _n_best(self, sources: Sequence[_Source]) -> list[_Draft]:
        pieces = [self._pieces(source) for source in sources]
        return self._best(sources, pieces, num_hypotheses=NUM_HYPOTHESES)

    def _halves(self, sources: Sequence[_Source]) -> list[_Draft]:
        counts = [self._translator.count_tokens(source.prepared) for source in sources]
        pieces = [
            self._pieces(source, max_tokens=count // 2 + 2)
            for source, count in zip(sources, counts, strict=True)
        ]
        return self._best(sources, pieces)

    def _unhedged(self, sources: Sequence[_Source]) -> list[_Draft]:
        """The conditional as the French has it, "would" in the English edited into a hedge."""
        given = [replace(source, prepared=source.plain) for source in sources]
        drafts = self._best(given, [self._pieces(source) for source in given])
        return [
            _checked(source, post_edited(draft.english, source.reports) or draft.english)
            for source, draft in zip(sources, drafts, strict=True)
        ]

    def _pieces(self, source: _Source, max_tokens: int | None = None) -> list[str]:
        """The source as the model is given it: in parts if it is over the budget."""
        budget = max_tokens or self._translator.max_source_tokens
        return clauses(source.prepared, lambda part: self._translator.count_tokens(part) <= budget)

    def _best(
        self,
        sources: Sequence[_Source],
        pieces: Sequence[Sequence[str]],
        *,
        num_hypotheses: int = 1,
        on_progress: Callable[[int], None] = ignore_progress,
    ) -> list[_Draft]:
        """The best draft of each source, of as many as the model gives hypotheses of its pieces."""
        distinct = list(dict.fromkeys(chain(*pieces)))  # articles of one agency share sentences
        translated = dict(
            zip(
                distinct,
                self._translator.translate(
                    distinct, num_hypotheses=num_hypotheses, on_progress=on_progress
                ),
                strict=True,
            )
        )
        best = []
        for source, parts in zip(sources, pieces, strict=True):
            ranked = zip(*(translated[part] for part in parts), strict=True)
            joined = [source.verbatim.restored(join_clauses(parts, c)) for c in ranked]
            drafts = [_draft(source, english) for english in dict.fromkeys(joined)]
            best.append(min(drafts, key=lambda d: d.badness))
        return best

    def _named(self, sources: Sequence[_Source], drafts: list[_Draft]) -> list[_Draft]:
        """The drafts with the names that the model translated or misspelled put right."""
        slips = [self._slips(*pair) for pair in zip(sources, drafts, strict=True)]
        wrong = [
            i
            for i, (source, draft) in enumerate(zip(sources, drafts, strict=True))
            if slips[i] or short_of(source.mentions, draft.english)
        ]
        pairs = [(sources[i].prepared, drafts[i].english) for i in wrong]
        mended = list(drafts)
        for i, alignment in zip(wrong, self._translator.align(pairs), strict=True):
            source, english = sources[i], drafts[i].english
            edits = repairs(english, source.mentions, alignment)
            edits += respellings(source.prepared, english, slips[i], alignment)
            draft = _checked(source, apply_edits(english, edits))
            mended[i] = min(draft, drafts[i], key=lambda d: d.badness)
        return mended

    def _slips(self, source: _Source, draft: _Draft) -> list[tuple[int, int]]:
        return misspelled(
            source.prepared,
            draft.english,
            source.mentions,
            lambda word: self._translator.count_tokens(word) - 1,
            source.persons,
        )


def _without_model(source: str) -> str | None:
    """What needs no translation, as an editor would write it; None for what does."""
    if looks_english(source):
        return english_typography(source)
    return bare_figures(source)


def _draft(source: _Source, english: str) -> _Draft:
    text = english_figures_copied(source.text, english_typography(english))
    text = figures_repaired(source.text, text)
    text = joined_in_english(source.prepared, spokeswomen(source.text, text), source.mentions)
    return _checked(source, hedged(text, len(source.reports)) if source.reports else text)


def _checked(source: _Source, english: str) -> _Draft:
    findings = check_segment(source.text, english)
    findings += check_names(source.mentions, english)
    findings += _hedges(source, english)
    return _Draft(english, tuple(findings))


def _hedges(source: _Source, english: str) -> list[Finding]:
    """What `check_hedges` finds, with the French verbs that it is about."""
    found = check_hedges(source.reports, english)
    return [replace(finding, source_words=_reporting(source)) for finding in found]


def _reporting(source: _Source) -> tuple[str, ...]:
    return tuple(source.plain[report.start : report.end] for report in source.reports)


def _settled(source: _Source, draft: _Draft) -> _Draft:
    """Keep the French where no English could be had, and note what the source has unconfirmed."""
    reasons = [f.message for f in draft.findings if f.kind in UNREADABLE]
    if reasons:
        message = f'kept in French, since {reasons[0]}: "{source.text}"'
        kept = (source.text,)
        finding = Finding(FindingKind.UNTRANSLATED, message, source_words=kept, target_words=kept)
        draft = _Draft(source.text, (finding,))
    if not source.reports or (not reasons and check_hedges(source.reports, draft.english)):
        return draft
    note = Finding(
        FindingKind.UNCONFIRMED,
        draft.english,
        source_words=_reporting(source),
        target_words=hedges(draft.english) or (draft.english,),
    )
    return replace(draft, findings=(*draft.findings, note))
