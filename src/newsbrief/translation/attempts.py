"""Attempts: a segment goes to the model again, in other ways, until its English passes."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from newsbrief.checks.hedges import post_edited
from newsbrief.checks.language import looks_english
from newsbrief.checks.names import apply_edits, misspelled, repairs, respellings, short_of
from newsbrief.engines.protocols import Translator, ignore_progress
from newsbrief.translation.drafts import Draft, checked, edited, settled
from newsbrief.translation.segments import clauses, join_clauses
from newsbrief.translation.typography import bare_figures, english_typography

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsbrief.translation.drafts import Preparation, PreparedSegment

__all__ = ["Attempts"]

_NUM_HYPOTHESES = 8  # of a second try; beyond eight the beam finds the same words in another order


class Attempts:
    """The attempts that a segment gets, in order, until a hypothesis passes every check.

    First the best hypothesis; then the n-best; then the sentence in clauses; then, if the French
    gives something as unconfirmed, its conditional as it stands. After each attempt, names that
    were translated are put right. What still cannot be read is kept in French, and what still
    differs in a figure, a name or a hedge is kept in English; both are flagged.
    """

    def __init__(self, translator: Translator, on_progress: Callable[[int, int], None]):
        self._translator = translator
        self._on_progress = on_progress

    def drafts(self, texts: Sequence[tuple[Preparation, str]]) -> list[Draft]:
        """Return the best draft of each segment, in order. Raises ModelError."""
        drafts = {
            i: Draft(english)
            for i, (_, text) in enumerate(texts)
            if (english := _without_model(text))
        }
        segments = {
            i: article.prepared(text) for i, (article, text) in enumerate(texts) if i not in drafts
        }
        todo = list(segments)
        for attempt in (self._whole, self._n_best, self._in_clauses, self._unhedged):
            todo = [i for i in todo if attempt != self._unhedged or segments[i].reports]
            tried = [segments[i] for i in todo]
            for i, draft in zip(todo, self._names_repaired(tried, attempt(tried)), strict=True):
                drafts[i] = min(drafts.get(i, draft), draft, key=lambda d: d.badness)
            todo = [i for i in todo if drafts[i].findings]
        drafts |= {i: settled(segment, drafts[i]) for i, segment in segments.items()}
        return [drafts[i] for i in range(len(texts))]

    def _whole(self, segments: Sequence[PreparedSegment]) -> list[Draft]:
        parts = [self._parts(segment) for segment in segments]
        total = len(set(chain(*parts)))
        return self._best(segments, parts, on_progress=lambda done: self._on_progress(done, total))

    def _n_best(self, segments: Sequence[PreparedSegment]) -> list[Draft]:
        parts = [self._parts(segment) for segment in segments]
        return self._best(segments, parts, num_hypotheses=_NUM_HYPOTHESES)

    def _in_clauses(self, segments: Sequence[PreparedSegment]) -> list[Draft]:
        """Each segment in parts of at most half its length."""
        counts = [self._translator.count_tokens(segment.model_input) for segment in segments]
        parts = [
            self._parts(segment, max_tokens=count // 2 + 2)
            for segment, count in zip(segments, counts, strict=True)
        ]
        return self._best(segments, parts)

    def _unhedged(self, segments: Sequence[PreparedSegment]) -> list[Draft]:
        """The conditional as the French has it, the "would" of the English edited into a hedge."""
        conditional = [replace(segment, model_input=segment.plain) for segment in segments]
        drafts = self._best(conditional, [self._parts(segment) for segment in conditional])
        return [
            checked(segment, post_edited(draft.english, segment.reports) or draft.english)
            for segment, draft in zip(segments, drafts, strict=True)
        ]

    def _parts(self, segment: PreparedSegment, max_tokens: int | None = None) -> list[str]:
        """The model's input: in parts if it is longer than `max_tokens` or the model's limit."""
        limit = max_tokens or self._translator.max_source_tokens
        count = self._translator.count_tokens
        return clauses(segment.model_input, lambda part: count(part) <= limit)

    def _best(
        self,
        segments: Sequence[PreparedSegment],
        parts: Sequence[Sequence[str]],
        *,
        num_hypotheses: int = 1,
        on_progress: Callable[[int], None] = ignore_progress,
    ) -> list[Draft]:
        """Translate the parts of each segment and return the best draft of its hypotheses."""
        distinct = list(dict.fromkeys(chain(*parts)))  # articles of one agency share sentences
        hypotheses = self._translator.translate(
            distinct, num_hypotheses=num_hypotheses, on_progress=on_progress
        )
        translated = dict(zip(distinct, hypotheses, strict=True))
        return [
            _best_draft(segment, texts, [translated[text] for text in texts])
            for segment, texts in zip(segments, parts, strict=True)
        ]

    def _names_repaired(
        self, segments: Sequence[PreparedSegment], drafts: Sequence[Draft]
    ) -> list[Draft]:
        """The drafts with the names that the model translated or misspelled put right."""
        slips = [self._misspelled(*pair) for pair in zip(segments, drafts, strict=True)]
        wrong = [
            i
            for i, (segment, draft) in enumerate(zip(segments, drafts, strict=True))
            if slips[i] or short_of(segment.mentions, draft.english)
        ]
        pairs = [(segments[i].model_input, drafts[i].english) for i in wrong]
        repaired = list(drafts)
        for i, alignment in zip(wrong, self._translator.align(pairs), strict=True):
            segment, english = segments[i], drafts[i].english
            edits = repairs(english, segment.mentions, alignment)
            edits += respellings(segment.model_input, english, slips[i], alignment)
            draft = checked(segment, apply_edits(english, edits))
            repaired[i] = min(draft, drafts[i], key=lambda d: d.badness)
        return repaired

    def _misspelled(self, segment: PreparedSegment, draft: Draft) -> list[tuple[int, int]]:
        return misspelled(
            segment.model_input,
            draft.english,
            segment.mentions,
            lambda word: self._translator.count_tokens(word) - 1,
            segment.persons,
        )


def _best_draft(
    segment: PreparedSegment, parts: Sequence[str], hypotheses: Sequence[Sequence[str]]
) -> Draft:
    """The best draft: the first of those of the first hypotheses, of the second ones, and so on."""
    joined = [
        segment.verbatim.restored(join_clauses(parts, ranked))
        for ranked in zip(*hypotheses, strict=True)
    ]
    drafts = [edited(segment, english) for english in dict.fromkeys(joined)]
    return min(drafts, key=lambda draft: draft.badness)


def _without_model(text: str) -> str | None:
    """What needs no translation, as an editor would write it; None for what does."""
    return english_typography(text) if looks_english(text) else bare_figures(text)
