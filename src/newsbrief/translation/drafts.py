"""Drafts: one segment prepared for the model, and its English with what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsbrief.checks.figures import EnglishText, FrenchText, figures_repaired
from newsbrief.checks.hedges import Reported, as_indicative, hedged, hedges, reported
from newsbrief.checks.names import Mention, Names, full_names, joined_in_english
from newsbrief.checks.segment import check_hedges, check_names, check_segment
from newsbrief.results import UNREADABLE, Finding, FindingKind
from newsbrief.text.casing import Casing
from newsbrief.translation.press_terms import plain_terms, spokeswomen
from newsbrief.translation.typography import (
    english_figures_copied,
    english_typography,
    source_punctuation,
)

if TYPE_CHECKING:
    from newsbrief.translation.segments import Outline
    from newsbrief.translation.verbatim import Verbatim

__all__ = ["Draft", "Preparation", "PreparedSegment", "checked", "edited", "settled"]


@dataclass(frozen=True)
class PreparedSegment:
    """One segment with what the model and the checks need of it.

    `french` is the segment as the article writes it. `plain` has the punctuation, casing and terms
    that the model knows, and `reports` are its verbs that report something unconfirmed.
    `model_input` is `plain` with those verbs in the indicative; the positions of `mentions` are in
    it. `persons` are names of the whole article, `verbatim` its strings that the model never sees.
    """

    french: FrenchText
    plain: str
    model_input: str
    reports: tuple[Reported, ...]
    mentions: tuple[Mention, ...]
    persons: frozenset[str]
    verbatim: Verbatim

    @property
    def reporting_verbs(self) -> tuple[str, ...]:
        """The French verbs that give something as unconfirmed."""
        return tuple(self.plain[report.start : report.end] for report in self.reports)


@dataclass(frozen=True)
class Preparation:
    """What the whole article says about each of its segments: casing, names, verbatim strings."""

    casing: Casing
    names: Names
    persons: frozenset[str]
    verbatim: Verbatim
    date: str | None  # of the article, ISO 8601: it tells which years are still to come

    @classmethod
    def of(cls, outline: Outline, names: Names) -> Preparation:
        """Read the texts of one article; `names` are those known from elsewhere."""
        sentences = outline.sentences
        learned, persons = names.learned(sentences), full_names(sentences)
        return cls(Casing(outline.texts), learned, persons, outline.verbatim, outline.date)

    def prepared(self, text: str) -> PreparedSegment:
        """Prepare one segment of the article."""
        hidden = self.verbatim.hidden(self.casing.restore(text))
        plain = plain_terms(source_punctuation(hidden))
        reports = reported(plain, self.date)
        model_input = as_indicative(plain, reports)
        return PreparedSegment(
            FrenchText(text),
            plain,
            model_input,
            reports,
            self.names.mentions(model_input),
            self.persons,
            self.verbatim,
        )


@dataclass(frozen=True)
class Draft:
    """The English of one segment and the findings of its checks."""

    english: str
    findings: tuple[Finding, ...] = ()

    @property
    def badness(self) -> tuple[int, int]:
        """A sort key: first the number of unreadable findings, then the number of all."""
        return sum(f.kind in UNREADABLE for f in self.findings), len(self.findings)


def edited(segment: PreparedSegment, hypothesis: str) -> Draft:
    """Write the model's `hypothesis` as the English press does, repair its figures, check it."""
    copied = english_figures_copied(segment.french.text, english_typography(hypothesis))
    repaired = figures_repaired(segment.french, EnglishText(copied))
    text = spokeswomen(segment.french.text, repaired.text)
    text = joined_in_english(segment.model_input, text, segment.mentions)
    text = hedged(text, len(segment.reports)) if segment.reports else text
    return _checked(segment, repaired.rewritten(text))


def checked(segment: PreparedSegment, english: str) -> Draft:
    """Check the English of a segment."""
    return _checked(segment, EnglishText(english))


def _checked(segment: PreparedSegment, english: EnglishText) -> Draft:
    findings = check_segment(segment.french, english)
    findings += check_names(segment.mentions, english.text)
    findings += [
        replace(finding, source_words=segment.reporting_verbs)
        for finding in check_hedges(segment.reports, english.text)
    ]
    return Draft(english.text, tuple(findings))


def settled(segment: PreparedSegment, draft: Draft) -> Draft:
    """Keep the French if the best draft is unreadable; note what the French has as unconfirmed."""
    reasons = [f.message for f in draft.findings if f.kind in UNREADABLE]
    if reasons:
        draft = _kept_in_french(segment.french.text, reasons[0])
    if not segment.reports or (not reasons and check_hedges(segment.reports, draft.english)):
        return draft
    note = Finding(
        FindingKind.UNCONFIRMED,
        draft.english,
        source_words=segment.reporting_verbs,
        target_words=hedges(draft.english) or (draft.english,),
    )
    return replace(draft, findings=(*draft.findings, note))


def _kept_in_french(text: str, reason: str) -> Draft:
    message = f'kept in French, since {reason}: "{text}"'
    finding = Finding(FindingKind.UNTRANSLATED, message, source_words=(text,), target_words=(text,))
    return Draft(text, (finding,))
