"""Findings: what was verified in a brief and what a reader must look at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.checks.figures import compare, contradiction, english_figures, french_figures
from newsbrief.checks.hedges import is_hedged, lost_attribution
from newsbrief.checks.names import missing
from newsbrief.checks.omissions import left_out
from newsbrief.checks.polarity import negated_cognate
from newsbrief.results import Finding, FindingKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from newsbrief.checks.figures.figure import Figure
    from newsbrief.checks.hedges import Reported
    from newsbrief.checks.names import Mention

__all__ = ["check_hedges", "check_names", "check_segment", "count_figures"]


def check_segment(source: str, hypothesis: str) -> list[Finding]:
    """Return what is wrong with the English `hypothesis` of the French segment `source`."""
    return [finding for check in _SEGMENT_CHECKS for finding in check(source, hypothesis)]


def check_names(mentions: Sequence[Mention], hypothesis: str) -> list[Finding]:
    """Return a finding for each name of a segment that the English has in none of its forms."""
    return [
        Finding(
            FindingKind.NAME,
            f"{_expected(mention)} is missing from the translation",
            source_words=(mention.text,),
        )
        for mention in missing(mentions, hypothesis)
    ]


def check_hedges(reports: Sequence[Reported], hypothesis: str) -> list[Finding]:
    """Return a finding if the English tells as a fact what the French gives as unconfirmed."""
    if not reports or is_hedged(hypothesis, reports):
        return []
    message = f"the French gives it as unconfirmed, the English does not: “{hypothesis}”"
    return [Finding(FindingKind.HEDGE, message, target_words=(hypothesis,))]


def _expected(mention: Mention) -> str:
    quoted = f"« {mention.text} »"
    return quoted if mention.english == mention.text else f"{quoted} (“{mention.english}”)"


def count_figures(texts: Iterable[str]) -> int:
    """Return how many figures `texts` state; "un an" and the like are matched but not counted."""
    return sum(not figure.implicit for text in texts for figure in french_figures(text))


def _numbers(source: str, hypothesis: str) -> Iterator[Finding]:
    for mismatch in compare(french_figures(source), english_figures(hypothesis)):
        yield Finding(
            FindingKind.NUMBER,
            mismatch.message,
            source_words=_figure_words(mismatch.source),
            target_words=_figure_words(mismatch.target),
        )


def _trends(source: str, hypothesis: str) -> Iterator[Finding]:
    """Every figure may be there, and the way between them be wrong."""
    if (said := contradiction(hypothesis)) is not None:
        yield Finding(
            FindingKind.NUMBER,
            f"“{said}” contradicts itself; look at the French",
            target_words=(said,),
        )


def _figure_words(figure: Figure | None) -> tuple[str, ...]:
    return (figure.text,) if figure else ()


# Characters of English for one of French, over flores-dev: opus-mt 0.58 to 1.38, human
# translators 0.49 to 1.62. Below 40 characters a title may rightly shrink or grow more.
MIN_RATIO, MAX_RATIO = 0.45, 1.65


SHORT_CHARACTERS = 40


MIN_SHORT_RATIO, MAX_SHORT_RATIO = 0.2, 3.0


def _length(source: str, hypothesis: str) -> Iterator[Finding]:
    short = len(source) < SHORT_CHARACTERS
    low, high = (MIN_SHORT_RATIO, MAX_SHORT_RATIO) if short else (MIN_RATIO, MAX_RATIO)
    ratio = len(hypothesis) / max(1, len(source))
    if ratio < low or (ratio > high and len(hypothesis) > SHORT_CHARACTERS):
        size = "short" if ratio < low else "long"
        yield Finding(FindingKind.LENGTH, f"the English is far too {size} for its French")


_WORD = re.compile(r"\w+(?:['’-]\w+)*")


MAX_PHRASE_WORDS = 8


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _loop(source: str, hypothesis: str) -> Iterator[Finding]:
    phrase = _repeated_phrase(_words(hypothesis))
    if phrase and not _repeated_phrase(_words(source)):
        message = f'the English repeats "{phrase}"'
        yield Finding(FindingKind.LOOP, message, target_words=(phrase,))


def _repeated_phrase(words: Sequence[str]) -> str:
    """The first phrase said three times in a row (twice, from four words on), or ""."""
    for size in range(1, MAX_PHRASE_WORDS + 1):
        times = 2 if size >= 4 else 3
        for first in range(len(words) - size * times + 1):
            phrase = words[first : first + size]
            if list(words[first : first + size * times]) == list(phrase) * times:
                return " ".join(phrase)
    return ""


MIN_COPIED_WORDS = 5  # a shorter copy may be a name or a title


# Words that French text of a few words holds and English text does not.
_FRENCH = frozenset(
    """le la les un une des du de et est sont dans pour par sur avec que qui ne pas plus ce cette
    ces son sa ses leur leurs aux au il elle ils elles nous vous ou où mais été""".split()
)


def _untranslated(source: str, hypothesis: str) -> Iterator[Finding]:
    words = _words(hypothesis)
    french = sum(word in _FRENCH for word in words)
    copied = words == _words(source) and french > 0
    if len(words) >= MIN_COPIED_WORDS and (copied or french > 0.3 * len(words)):
        yield Finding(FindingKind.UNTRANSLATED, "the model left the French as it was")
    elif "⁇" in hypothesis or "<unk>" in hypothesis:
        yield Finding(FindingKind.UNTRANSLATED, "the model does not know a character of the French")


def _omission(source: str, hypothesis: str) -> Iterator[Finding]:
    if stretch := left_out(source, hypothesis):
        message = f"« {stretch} » seems to be left out"
        yield Finding(FindingKind.OMISSION, message, source_words=(stretch,))


def _polarity(source: str, hypothesis: str) -> Iterator[Finding]:
    if found := negated_cognate(source, hypothesis):
        french, english = found
        message = f"« {french} » became its opposite, “{english}”"
        yield Finding(
            FindingKind.POLARITY, message, source_words=(french,), target_words=(english,)
        )


def _attribution(source: str, hypothesis: str) -> Iterator[Finding]:
    if lost := lost_attribution(source, hypothesis):
        message = "the French names a source that the English leaves out"
        yield Finding(FindingKind.HEDGE, message, source_words=(lost,))


_SEGMENT_CHECKS: tuple[Callable[[str, str], Iterator[Finding]], ...] = (
    _numbers,
    _trends,
    _length,
    _loop,
    _untranslated,
    _omission,
    _polarity,
    _attribution,
)
