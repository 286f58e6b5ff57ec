"""Two ways to hedge a report: the French in the indicative, or "would" edited in the English."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.checks.hedges.hedging import is_hedged, under_way

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.checks.hedges.reported import Reported

__all__ = ["ADVERB", "as_indicative", "post_edited"]

ADVERB = "prétendument"
_VOWEL = "aâeéèêiîoôuœh"
_FULL = re.compile(r"\b(ne|se|le|la|me|te|que|ce|jusque|lorsque|puisque) $", re.IGNORECASE)
_ELIDED = re.compile(r"\b(n|s|qu)(?:'|’)$", re.IGNORECASE)


def as_indicative(sentence: str, reports: Sequence[Reported]) -> str:
    """Put each of the `reports` in the indicative: "aurait fui" → "a prétendument fui"."""
    for verb in sorted(reports, key=lambda verb: verb.start, reverse=True):
        sentence = _rewritten(sentence, verb)
    return sentence


def _rewritten(sentence: str, verb: Reported) -> str:
    before = sentence[: verb.start]
    form = sentence[verb.start : verb.start + verb.form_length]
    # A stem in h- stays as it is, aspirate ("se heurterait") or mute ("n'hésiterait").
    if (form[0].lower() in _VOWEL) != (verb.indicative[0] in _VOWEL):
        before = _joined(before, verb.indicative)
    indicative = verb.indicative.capitalize() if form[:1].isupper() else verb.indicative
    _, hyphen, pronoun = form.partition("-")
    if hyphen:
        pronoun = pronoun.removeprefix("t-")
        indicative += f"-t-{pronoun}" if indicative[-1] in "ae" else f"-{pronoun}"
    return f"{before}{indicative} {ADVERB}{sentence[verb.start + verb.form_length :]}"


def _joined(before: str, indicative: str) -> str:
    """Elide or restore the vowel before the verb: "se serait" → "s'est", "n'irait" → "ne va"."""
    if indicative[0] in _VOWEL:
        return _FULL.sub(lambda match: match[1][:-1] + "'", before)
    return _ELIDED.sub(lambda match: match[1] + "e ", before)


# "is reported to have resigned" keeps any date that follows; "has reportedly resigned" does not.
_WOULD = re.compile(
    r"(?:(?P<subject>[\w’'-]+) )?\bwould(?P<negated>n't)?"
    r"(?P<adverbs>(?: (?:also|already|now|still|then|only|even|not|never|\w+ly))*) (?P<verb>\w+)"
    r"(?=(?P<rest> [^,;.]{0,40})?)",
    re.IGNORECASE,
)

_BEFORE = frozenset(["also", "already", "now", "still", "then"])  # "is still reported to"
_ARE = frozenset(["they", "you", "we", "these", "those", "people", "police", "both"])
_IS = frozenset(["he", "she", "it", "this", "everyone", "nobody"])
_WISHED = re.compile(r"(?:like|rather|want|wish|prefer)|have (?:liked|wanted|preferred)\b")

_SEVERAL = re.compile(
    r"\b(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|several|many|some|dozens|hundreds"
    r"|thousands)\b"
)


def post_edited(english: str, reports: Sequence[Reported]) -> str | None:
    """Edit the English of a sentence that was not rewritten, or None where that cannot be done.

    The English must have one "would" for each of the `reports`, in the same order: "would have
    resigned" becomes "is reported to have resigned". English that is hedged stays as it is.
    """
    matches = list(_WOULD.finditer(english))
    if not matches:
        return english if is_hedged(english, reports) else None
    if len(matches) != len(reports) or any(map(_is_wish, matches)):
        return None
    for match, verb in reversed(list(zip(matches, reports, strict=True))):
        english = english[: match.start()] + _edited(match, verb) + english[match.end() :]
    return english


def _is_wish(match: re.Match[str]) -> bool:
    return bool(_WISHED.match(f"{match['verb']}{match['rest'] or ''}"))


def _edited(match: re.Match[str], verb: Reported) -> str:
    adverbs = match["adverbs"].split()
    words = [match["subject"] or "", "are" if _is_plural(match, verb) else "is"]
    words += [adverb for adverb in adverbs if adverb in _BEFORE]
    words += ["reported", "not" if match["negated"] else ""]
    words += [adverb for adverb in adverbs if adverb in ("not", "never")]
    words += ["to", *(adverb for adverb in adverbs if adverb not in _BEFORE | {"not", "never"})]
    verb_phrase = "be " + under_way(match["verb"])
    words.append(verb_phrase if verb_phrase.endswith("ing") else match["verb"])
    return " ".join(filter(None, words))


def _is_plural(match: re.Match[str], verb: Reported) -> bool:
    subject = (match["subject"] or "").lower()
    if subject == "there":
        return bool(_SEVERAL.search(match["rest"] or ""))
    if subject in _ARE or subject in _IS:
        return subject in _ARE
    return verb.plural
