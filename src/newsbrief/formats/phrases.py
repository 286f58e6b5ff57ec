"""Wording that all formats share: the title, what was verified, and the names of findings."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from newsbrief.results import FindingKind
from newsbrief.text.printable import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsbrief.results import Brief, Finding, ModelUse, TermUse

__all__ = ["glossary", "label", "marks", "models", "title", "translated_title", "verified"]


def title(brief: Brief) -> str:
    """Return the brief's headline in one line: English where there is any, else the article's."""
    headline = brief.summary.headline if brief.summary else None
    translated = brief.translation.title if brief.translation else None
    titles = map(clean_line, filter(None, (headline, translated, brief.document.title)))
    return next(filter(None, titles), "")


def translated_title(brief: Brief) -> str:
    """Return the article's title in English where the brief's title differs from it, else ""."""
    translated = clean_line((brief.translation.title if brief.translation else None) or "")
    return "" if translated == title(brief) else translated


def marks(paragraphs: Iterable[int]) -> str:
    """Return the marks of paragraphs: "¶2, ¶3"."""
    return ", ".join(f"¶{number}" for number in paragraphs)


def verified(brief: Brief) -> str:
    """Say what was checked: a brief without findings was still checked."""
    counts = Counter(finding.kind for finding in brief.findings)
    noun = "names and terms" if brief.terms else "names"
    names = "known name" if brief.num_names == 1 else f"{brief.num_names} known {noun}"
    figures = "figure" if brief.num_figures == 1 else f"{brief.num_figures} figures"
    reports = counts[FindingKind.UNCONFIRMED]
    checked = [
        f"the {figures} of the French against the English "
        f"({_outcome(counts[FindingKind.NUMBER], 'none lost or changed')})"
        if brief.num_figures
        else f"that no figure was added ({_outcome(counts[FindingKind.NUMBER], 'none')})",
        f"its {names} ({_outcome(counts[FindingKind.NAME], 'all there')})"
        if brief.num_names
        else "",
        f"{reports} unconfirmed {'reports' if reports > 1 else 'report'} (hedged)"
        if reports
        else "",
        "each sentence of the summary against the article" if brief.summary else "",
    ]
    return "; ".join(filter(None, checked))


def _outcome(differing: int, clean: str) -> str:
    return f"{differing} to look at, below" if differing else clean


def label(finding: Finding) -> str:
    """Return what a finding is called: "Number", "Unconfirmed in the source"."""
    return _LABELS.get(finding.kind, finding.kind.value).capitalize()


_LABELS = {FindingKind.UNCONFIRMED: "unconfirmed in the source"}


def glossary(terms: Iterable[TermUse]) -> str:
    """Return the terms of the user's glossary that the article has, or ""."""
    return clean_line("; ".join(f"« {t.term} » → {t.english} ({t.count})" for t in terms))


def models(uses: Iterable[ModelUse]) -> str:
    """Return which model did what, or ""."""
    return clean_line(", ".join(f"{m.role} by {m.name} ({m.revision}; {m.runtime})" for m in uses))
