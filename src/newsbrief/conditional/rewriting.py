"""French conditionals that report → the indicative with an adverb that the model can carry over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.conditional.reports import Reported

__all__ = ["ADVERB", "as_indicative"]

ADVERB = "prétendument"
_VOWEL = "aâeéèêiîoôuœh"
_FULL = re.compile(r"\b(ne|se|le|la|me|te|que|ce|jusque|lorsque|puisque) $", re.IGNORECASE)
_ELIDED = re.compile(r"\b(n|s|qu)(?:'|’)$", re.IGNORECASE)


def as_indicative(sentence: str, found: Sequence[Reported]) -> str:
    """Rewrite each verb `found` in `sentence`: "aurait fui" → "a prétendument fui"."""
    for verb in sorted(found, key=lambda verb: verb.start, reverse=True):
        sentence = _rewritten(sentence, verb)
    return sentence


def _rewritten(sentence: str, verb: Reported) -> str:
    before = sentence[: verb.start]
    form = sentence[verb.start : verb.start + verb.form_length]
    # "Se heurterait" keeps its h aspiré and "n'hésiterait" its mute h: only a change counts.
    if (form[0].lower() in _VOWEL) != (verb.indicative[0] in _VOWEL):
        before = _joined(before, verb.indicative)
    indicative = verb.indicative.capitalize() if form[:1].isupper() else verb.indicative
    _, hyphen, pronoun = form.partition("-")
    if hyphen:
        pronoun = pronoun.removeprefix("t-")
        indicative += f"-t-{pronoun}" if indicative[-1] in "ae" else f"-{pronoun}"
    return f"{before}{indicative} {ADVERB}{sentence[verb.start + verb.form_length :]}"


def _joined(before: str, indicative: str) -> str:
    """Elide or spell out the word before the verb: "se serait" → "s'est", "n'irait" → "ne va"."""
    if indicative[0] in _VOWEL:
        return _FULL.sub(lambda match: match[1][:-1] + "'", before)
    return _ELIDED.sub(lambda match: match[1] + "e ", before)
