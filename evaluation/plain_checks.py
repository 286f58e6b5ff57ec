"""Plain checks of a summary sentence against an article's English and French: strings and values.

They share nothing with `newsbrief.summary.evidence` but the reading of figures, and see a fault
too many rather than one too few.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsbrief.checks.figures import english_figures, french_figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.document import Document
    from newsbrief.results import Translation

__all__ = ["Judged", "SourceText", "judge"]

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_QUOTED = re.compile(r"\"([^\"]+)\"")
_HEDGE_FR = re.compile(
    r"\b(?:selon|d['’]après|aur(?:ait|aient)|ser(?:ait|aient)|affirme|dit-)", re.I
)
_HEDGE_EN = re.compile(
    r"\b(?:reportedly|allegedly|apparently|according to|would|could|might|may|says?|said|claim\w*"
    r"|believ\w+|think|thinks|thought|suspect\w*|accus\w+|alleg\w+|expected|likely|probabl\w+"
    r"|possibl\w+|perhaps|seems?|estimat\w+|plans?|planned|should|if|told|explain\w+|stat(?:ed|es)"
    r"|add(?:ed|s)|warn\w+|argu\w+|report\w*|appears?|assur\w+|consider\w*|supposed\w*|hop\w+)\b",
    re.I,
)
_SAYS = re.compile(
    r"\b(?:say|said|told|tell|according|explain|add|call|warn|argu|claim|think|stat|describ|recall"
    r"|not|insist|write|wrote|conclud|ask|comment|announc|regret|call|declar|believ|dub|titl|nam)",
    re.I,
)
_LEADING = frozenset("a an the in on at for of to and but or by with from".split())
SHARE = 0.5  # of a sentence's words in an article's sentence: below it nothing can be compared


@dataclass(frozen=True)
class Judged:
    """A sentence and its faults: (kind, the words concerned)."""

    text: str
    faults: tuple[tuple[str, str], ...]
    marks: str = ""


@dataclass(frozen=True)
class SourceText:
    """An article in both languages, paragraph by paragraph; the title comes first."""

    english: tuple[str, ...]
    french: tuple[str, ...]

    @staticmethod
    def of(document: Document, translation: Translation) -> SourceText:
        """Pair the French blocks with their English."""
        return SourceText(
            (translation.title or "", *(block.text for block in translation.blocks)),
            (document.title or "", *(block.text for block in document.blocks)),
        )

    def covered(self, paragraph: int, summary: Sequence[str]) -> float:
        """Return the share of a paragraph's words of five letters or more that a summary has.

        Words with the same five first letters count as one.
        """
        long = {w[:5] for w in _folded_words(self.english[paragraph]) if len(w) >= 5}
        told = {w[:5] for w in _folded_words(" ".join(summary))}
        return len(long & told) / len(long) if long else 1.0

    def nearest(self, sentence: str) -> int | None:
        """Return the paragraph that has most of the sentence's words, if it has half of them."""
        own = set(_folded_words(sentence)) - _LEADING or {""}
        shares = [len(own & set(_folded_words(text))) / len(own) for text in self.english]
        best = max(range(len(shares)), key=lambda i: (shares[i], i > 0))
        return best if shares[best] >= SHARE else None


def judge(sentence: str, source: SourceText) -> Judged:
    """Return the sentence with every fault that a plain comparison finds."""
    faults = [("figure", text) for text in _figures(sentence, source)]
    faults += [("name", text) for text in _names(sentence, source)]
    faults += [("hedge", text) for text in _lost_hedges(sentence, source)]
    faults += [("quote", text) for text in _false_quotes(sentence, source)]
    faults += [("speaker", text) for text in _no_speaker(sentence)]
    return Judged(sentence, tuple(faults))


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.lower().replace("’", "'"))
    return "".join(c for c in plain if not unicodedata.combining(c))


def _folded_words(text: str) -> list[str]:
    return [word.removesuffix("'s") for word in _WORD.findall(_fold(text))]


def _figures(sentence: str, source: SourceText) -> list[str]:
    """Figures whose value and unit stand nowhere in the article, in either language."""
    english, french = "\n".join(source.english), "\n".join(source.french)
    known = [*english_figures(english), *french_figures(french)]
    values = {(figure.value, figure.unit) for figure in known}
    return [
        figure.text
        for figure in english_figures(sentence)
        if not figure.implicit
        and (figure.value, figure.unit) not in values
        and not re.search(rf"(?<!\w){re.escape(figure.text.lower())}(?!\w)", english.lower())
    ]


def _names(sentence: str, source: SourceText) -> list[str]:
    """Capitalised words inside the sentence that the article has in neither language."""
    known = set(_folded_words("\n".join((*source.english, *source.french))))
    known |= {part for word in known for part in re.split(r"['-]", word)}
    found = []
    for match in _WORD.finditer(sentence):
        word = match.group()
        inside = re.search(r"[\w,;)%]['\"]?\s+[\"(]?$", sentence[: match.start()])
        parts = re.split(r"['-]", _fold(word))
        if inside and word[0].isupper() and not known.issuperset(p for p in parts if len(p) > 1):
            found.append(word)
    return found


def _lost_hedges(sentence: str, source: SourceText) -> list[str]:
    """The hedge of the nearest paragraph, where the sentence has none at all."""
    nearest = source.nearest(sentence)
    if nearest is None or _HEDGE_EN.search(sentence) or '"' in sentence:
        return []
    text = source.english[nearest]
    found = _HEDGE_EN.search(text) or _HEDGE_FR.search(source.french[nearest])
    return [found.group()] if found and _fold(sentence) not in _fold(text) else []


def _false_quotes(sentence: str, source: SourceText) -> list[str]:
    article = " ".join(_folded_words("\n".join(source.english)))
    quotes = _QUOTED.findall(sentence)
    return [quote for quote in quotes if " ".join(_folded_words(quote)) not in article]


def _no_speaker(sentence: str) -> list[str]:
    """Quotations of a clause or more in a sentence that has no verb of saying."""
    told = _QUOTED.sub(" ", sentence)
    long = [quote for quote in _QUOTED.findall(sentence) if len(quote.split()) >= 5]
    pronoun = re.search(r"\b(?:he|she|they) \w+:? *$|\" ?,? ?(?:he|she|they) \w+", sentence)
    return [] if _SAYS.search(told) and not pronoun else long
