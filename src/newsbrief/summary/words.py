"""English words that carry content, and how much each weighs in an article."""

from __future__ import annotations

import math
import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

__all__ = [
    "content_stems",
    "inverse_frequencies",
    "lemma",
    "name_stems",
    "overlap",
    "stem",
    "words",
]


_WORD = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*")


_INSIDE = re.compile(r"[\w,;)%€$]['’\"]?\s+[\"“(]?\Z")  # not at the start of a sentence


_LOOK_BACK = 12  # characters; searching all that stands before each word is quadratic


# Six letters join "announced", "announces" and "announcement" and still part most other words.
STEM_LETTERS = 6


_STOP = frozenset(
    """a about above after again all almost also although am among an and another any are
    around as at away back be became because become been before being below between both but
    by came can could did do does down during each either else even ever every few for from
    further gave get give given go had has have having he her here hers him his how however
    i if in into is it its itself just last less like made make many may me might more most
    much must my near nearly neither new next no nor not now of off often on once one only
    or other our out over own per quite rather said same say says she should since so some
    still such take than that the their them then there these they this those though through
    thus to told too took toward two under until up upon us very was we well were what when
    where whether which while who whom whose why will with within without would yet you
    your""".split()
)


# Forms that six letters do not join, in the words that business and politics are told in: one line
# a family, the first form its stem. Purchases and sales differ; so do rises and falls.
_FAMILIES = {
    form: family.split()[0]
    for family in """acquir acquisition acquire buy bought buyer buying purchas purchase takeover
        sell sold sale seller selling divest divestment dispos disposal
        ris rise rose risen increas increase rais raise climb climbed
        fall fell fallen decreas decrease declin decline drop dropped
        grow grew grown growth
        los lose lost loss
        pay paid payment
        build built building construct construction
        begin began begun start
        choos choose chose chosen choice
        decid decide decision
        reduc reduce reduction
        produc produce product production
        invest investor investment
        employ employee employment employer
        die dead death died
        win won winner
        lead led leader
        meet met meeting
        agre agree agreement
        refus refuse refusal
        approv approve approval
        propos propose proposal offer
        strik strike struck
        elect election elector
        vot vote voter""".split("\n")
    for form in family.split()
}


_DIGITS = {
    name: str(value)
    for value, name in enumerate(
        "two thre four five six seven eight nin ten eleven twelv".split(), start=2
    )
}


def words(text: str) -> list[str]:
    """Return the words and figures of `text` as they stand."""
    return _WORD.findall(text)


def stem(word: str) -> str:
    """Return a crude stem: lower case, without a possessive, cut after six letters."""
    bare = _uninflected(word)
    return _FAMILIES.get(bare, bare[:STEM_LETTERS])


def lemma(word: str) -> str:
    """Return what the inflected forms of a word share, and those of its family if it has one.

    It parts more than `stem`: "internal" and "international" are two, and so are the sums "two" (2)
    and "three" (3), however written.
    """
    bare = _uninflected(word)
    return _FAMILIES.get(bare) or _DIGITS.get(bare) or re.sub(r"y$", "i", _undoubled(bare))


def _undoubled(bare: str) -> str:
    return re.sub(r"([b-df-hj-np-tv-z])\1$", r"\1", bare)  # stop, stopped


def _uninflected(word: str) -> str:
    bare = re.sub(r"['’]s?$", "", word.lower())
    if len(bare) > 3 and bare.endswith("s") and not bare.endswith("ss"):
        bare = bare[:-1]
    return re.sub(r"(?:ed|ing|e)$", "", bare) if len(bare) > 4 else bare  # raise, raised, raising


def content_stems(text: str) -> list[str]:
    """Return the stems of the words of `text` that are not function words, in order."""
    return [stem(word) for word in words(text) if word.lower() not in _STOP]


def name_stems(texts: Iterable[str]) -> set[str]:
    """Return the stems that `texts` write with a capital inside sentences, and never without."""
    capital: set[str] = set()
    lower: set[str] = set()
    for text in texts:
        for match in _WORD.finditer(text):
            word = match.group()
            if word[0].islower():
                lower.add(stem(word))
            elif word[0].isupper() and _INSIDE.search(_before(text, match.start())):
                capital.add(stem(word))
    return capital - lower


def _before(text: str, at: int) -> str:
    return text[max(0, at - _LOOK_BACK) : at]


def inverse_frequencies(paragraphs: Sequence[str]) -> dict[str, float]:
    """Return each stem's weight: ln(1 + paragraphs / paragraphs that hold it)."""
    counts = Counter(s for paragraph in paragraphs for s in set(content_stems(paragraph)))
    return {s: math.log(1 + len(paragraphs) / count) for s, count in counts.items()}


def overlap(claim: Iterable[str], evidence: set[str], weights: Mapping[str, float]) -> float:
    """Return the share (0 to 1), by weight, of the stems `claim` that stand in `evidence`.

    A stem that the article does not know weighs as much as its rarest one.
    """
    stems = set(claim)
    known = stems <= weights.keys()  # then the rarest, which takes a look at all, is not needed
    rarest = 1.0 if known else max(weights.values(), default=1.0)
    total = sum(weights.get(s, rarest) for s in stems)
    shared = sum(weights.get(s, rarest) for s in stems & evidence)
    return shared / total if total else 0.0
