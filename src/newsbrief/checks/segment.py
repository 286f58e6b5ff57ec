"""Checks of one segment's English against its French, each a function that yields findings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.checks.figures import compare, contradiction, french_figures
from newsbrief.checks.hedges import is_hedged, lost_attribution
from newsbrief.checks.names import missing
from newsbrief.checks.omissions import left_out
from newsbrief.checks.polarity import negated_cognate
from newsbrief.results import Finding, FindingKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from newsbrief.checks.figures import EnglishText, Figure, FrenchText
    from newsbrief.checks.hedges import Reported
    from newsbrief.checks.names import Mention

__all__ = ["check_hedges", "check_names", "check_segment", "count_figures"]

# Characters of English for one of French, over flores-dev: opus-mt 0.58 to 1.38, human
# translators 0.49 to 1.62. Below 40 characters a title may rightly shrink or grow more.
_MIN_RATIO, _MAX_RATIO = 0.45, 1.65
_SHORT_CHARACTERS = 40
_MIN_SHORT_RATIO, _MAX_SHORT_RATIO = 0.2, 3.0
_MAX_PHRASE_WORDS = 8
_MIN_COPIED_WORDS = 5  # a shorter copy may be a name or a title

# Words that French text of a few words holds and English text does not.
_FRENCH = frozenset(
    """le la les un une des du de et est sont dans pour par sur avec que qui ne pas plus ce cette
    ces son sa ses leur leurs aux au il elle ils elles nous vous ou où mais été""".split()
)


def check_segment(source: FrenchText, hypothesis: EnglishText) -> list[Finding]:
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
    """Return a finding if the English states as a fact what the French gives as unconfirmed."""
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


def _numbers(source: FrenchText, hypothesis: EnglishText) -> Iterator[Finding]:
    for mismatch in compare(source.figures, hypothesis.figures):
        yield Finding(
            FindingKind.NUMBER,
            mismatch.message,
            source_words=_figure_words(mismatch.source),
            target_words=_figure_words(mismatch.target),
        )


def _figure_words(figure: Figure | None) -> tuple[str, ...]:
    return (figure.text,) if figure else ()


def _trends(source: FrenchText, hypothesis: EnglishText) -> Iterator[Finding]:
    """Every figure may be there, and the direction between them be wrong."""
    if phrase := contradiction(hypothesis):
        message = f"“{phrase}” contradicts itself; look at the French"
        yield Finding(FindingKind.NUMBER, message, target_words=(phrase,))


def _length(source: FrenchText, hypothesis: EnglishText) -> Iterator[Finding]:
    num_source, num_hypothesis = len(source.text), len(hypothesis.text)
    short = num_source < _SHORT_CHARACTERS
    low, high = (_MIN_SHORT_RATIO, _MAX_SHORT_RATIO) if short else (_MIN_RATIO, _MAX_RATIO)
    ratio = num_hypothesis / max(1, num_source)
    if ratio < low or (ratio > high and num_hypothesis > _SHORT_CHARACTERS):
        size = "short" if ratio < low else "long"
        yield Finding(FindingKind.LENGTH, f"the English is far too {size} for its French")


_WORD = re.compile(r"\w+(?:['’-]\w+)*")


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _loop(source: FrenchText, hypothesis: EnglishText) -> Iterator[Finding]:
    phrase = _repeated_phrase(_words(hypothesis.text))
    if phrase and not _repeated_phrase(_words(source.text)):
        message = f'the English repeats "{phrase}"'
        yield Finding(FindingKind.LOOP, message, target_words=(phrase,))


def _repeated_phrase(words: Sequence[str]) -> str:
    """The first phrase three times in a row (twice, from four words on), or ""."""
    for size in range(1, _MAX_PHRASE_WORDS + 1):
        times = 2 if size >= 4 else 3
        for first in range(len(words) - size * times + 1):
            phrase = words[first : first + size]
            if list(words[first : first + size * times]) == list(phrase) * times:
                return " ".join(phrase)
    return ""


def _untranslated(source: FrenchText, hypothesis: EnglishText) -> Iterator[Finding]:
    words = _words(hypothesis.text)
    french = sum(word in _FRENCH for word in words)
    copied = words == _words(source.text) and french > 0
    if len(words) >= _MIN_COPIED_WORDS and (copied or french > 0.3 * len(words)):
        yield Finding(FindingKind.UNTRANSLATED, "the model left the French as it was")
    elif "⁇" in hypothesis.text or "<unk>" in hypothesis.text:
        yield Finding(FindingKind.UNTRANSLATED, "the model does not know a character of the French")


def _omission(source: FrenchText, hypothesis: EnglishText) -> Iterator[Finding]:
    if stretch := left_out(source.text, hypothesis.text):
        message = f"« {stretch} » seems to be left out"
        yield Finding(FindingKind.OMISSION, message, source_words=(stretch,))


def _polarity(source: FrenchText, hypothesis: EnglishText) -> Iterator[Finding]:
    if opposites := negated_cognate(source.text, hypothesis.text):
        french, english = opposites
        message = f"« {french} » became its opposite, “{english}”"
        yield Finding(
            FindingKind.POLARITY, message, source_words=(french,), target_words=(english,)
        )


def _attribution(source: FrenchText, hypothesis: EnglishText) -> Iterator[Finding]:
    if lost := lost_attribution(source.text, hypothesis.text):
        message = "the French names a source that the English leaves out"
        yield Finding(FindingKind.HEDGE, message, source_words=(lost,))


_SEGMENT_CHECKS: tuple[Callable[[FrenchText, EnglishText], Iterator[Finding]], ...] = (
    _numbers,
    _trends,
    _length,
    _loop,
    _untranslated,
    _omission,
    _polarity,
    _attribution,
)
