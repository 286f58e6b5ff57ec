"""The future seen from the past: "il a promis que les travaux finiraient"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.checks.hedges.lexicon import OPINIONS, SAYING_STEMS, SAYINGS
from newsbrief.checks.hedges.verb_forms import conditional_form
from newsbrief.checks.hedges.verbs import BREAK, CURRENT

if TYPE_CHECKING:
    from newsbrief.checks.hedges.verbs import Clue

__all__ = ["is_future_in_the_past", "is_told_as_future", "waits_for_time"]


_THAT = re.compile(
    r"\b(?:que|qu'|quand|comment|où|combien|si|s'|pourquoi|ce qui|lequel|laquelle|dont|quelles?"
    r"|quels?)(?:\b|(?<='))"
)


_PERFECT = re.compile(
    r"\b(?:a|ont|avait|avaient|eut|est|sont|était|étaient|ayant|fut|avoir)(?:-t-\w+)?"
    r"(?: (?:pas|déjà|alors|aussi|également|bien|toujours|lui-même|fait|laissé|été|\w+ment))*"
    r" (?P<said>[^\W\d_]+)\b"
)


_SURE = re.compile(
    r"\b(?:pouvai(?:en)?t|savai(?:en)?t|a pu|ont pu|avait pu) (?:pas |rien )?(?P<guessed>prévoir"
    r"|deviner|imaginer|savoir|dire|croire|penser|prédire)\b|\b(?P<said>question|exclu|espoir|promesse"
    r"|garantie|certitude|assurance|conviction|crainte"
    r"|(?:convaincu|persuadé|certain|sûr)e?s?)\b"
)


_TENSE = re.compile(r"\b(?P<stem>[^\W\d_]+?)(?:ait|aient|ant|èrent|ea|a|it|irent)\b")


_NEAR = 70  # characters of the governing clause: "a promis à ses électeurs, en mars, que"


def _governor(clue: Clue) -> str:
    """The past verb on whose "que" the conditional hangs: "annoncé", "pens"; or ""."""
    for that in reversed(list(_THAT.finditer(clue.before))):
        if not BREAK.search(clue.before[that.end() :]):
            lead = BREAK.split(clue.before[: that.start()])[-1][-_NEAR:]
            if said := _said(lead):
                return said
    return ""


def _said(lead: str) -> str:
    perfects = (match["said"] for match in _PERFECT.finditer(lead))
    told = [said for said in map(_masculine, perfects) if said in SAYINGS]
    told += [match["said"] or match["guessed"] for match in _SURE.finditer(lead)]
    told += [
        match["stem"]
        for match in _TENSE.finditer(lead)
        if match["stem"] in SAYING_STEMS and not conditional_form(match.group())
    ]
    return told[-1] if told else ""


def _masculine(participle: str) -> str:
    """The participle that the tables hold: "prévenue" is "prévenu"."""
    return participle if participle in SAYINGS else re.sub(r"e?s?$", "", participle)


# After these the present is as likely: "a révélé que le groupe négocierait en secret".
_DISCLOSED = re.compile(
    r"révélé|rapporté|dévoilé|relaté|raconté|appris|écrit|confié|prétendu|soutenu|affirmé"
)


_STATES = re.compile(r"ser|aur|vivr|detiendr|resider|trouver|souffrir|appartiendr|connaitr|ignorer")


_STATE = re.compile(
    r" (?:âgé|connu|originaire|soupçonné|détenu|caché|retenu|inconnu|recherché|blessé|en fuite)"
)


def is_future_in_the_past(clue: Clue) -> bool:
    """After a past saying or thinking; a state or a past that it tells of is a report."""
    governor = _governor(clue)
    if not governor:
        return False
    if clue.verb.compound:
        return governor in OPINIONS
    state = _STATES.fullmatch(clue.stem) and (
        CURRENT.search(BREAK.split(clue.after)[0]) or _STATE.match(clue.after)
    )
    return not (state or _DISCLOSED.fullmatch(governor))


_FREE = re.compile(r"\b(?:avait|avaient|a|ont)(?:-t-\w+)? (?P<said>\w+)(?: [^:;.]{0,30})? ?: ")


_PROMISED = re.compile(
    r", (?:a|ont|avait|avaient)(?:-(?:t-)?\w+)? (?:promis|assuré|annoncé|juré|prévenu|décidé"
    r"|garanti|prédit)\b|\b(?:pens|croy|espér|assur|promett|jur)ai(?:en)?t-(?:ils?|elles?|on)\b"
)


_HE_WHO = re.compile(r"\b(?:celui|celle|ceux|celles) qui [^,]*$")


def is_told_as_future(clue: Clue) -> bool:
    """The same without "que": "Il l'avait juré : l'usine rouvrirait", "…, a promis le maire"."""
    if clue.verb.compound:
        return False
    free = _FREE.search(clue.before)
    if free and free["said"] in SAYINGS:
        return True
    became = clue.stem == "deviendr" and not clue.attributed
    return bool(_PROMISED.search(clue.text)) or (became and bool(_HE_WHO.search(clue.before)))


_WHEN = re.compile(
    r"\b(?:quand|lorsqu\w*|dès (?:lors )?qu\w*|aussitôt qu\w*|tant qu\w*|une fois qu\w*"
    r"|(?:jour|moment|année|cas) où)(?![^\W\d_])[^,;:]*$"
)


_ASKED = re.compile(r"\b(?:pourquoi|comment|combien|quel(?:le)?s?|ce qu['e])(?![^\W\d_])[^,;:]*$")


def waits_for_time(clue: Clue) -> bool:
    """ "Quand l'usine rouvrirait", "combien de postes seraient concernés"."""
    asked = clue.simple and _ASKED.search(clue.clause)
    return bool(asked or _WHEN.search(clue.clause))
