"""Conditionals that are a future seen from the past: "il a promis que les travaux finiraient"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.checks.hedges.lexicon import OPINIONS, SAYING_STEMS, SAYINGS
from newsbrief.checks.hedges.verb_forms import conditional_form
from newsbrief.checks.hedges.verbs import BREAK, CURRENT

if TYPE_CHECKING:
    from newsbrief.checks.hedges.verbs import Context

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
_NEAR = 70  # characters before "que": "a promis à ses électeurs, en mars, que"


def _governor(context: Context) -> str:
    """Return the past verb whose "que" governs the conditional: "annoncé", "pens"; or ""."""
    for that in reversed(list(_THAT.finditer(context.before))):
        if not BREAK.search(context.before[that.end() :]):
            lead = BREAK.split(context.before[: that.start()])[-1][-_NEAR:]
            if said := _said(lead):
                return said
    return ""


def _said(lead: str) -> str:
    perfects = (match["said"] for match in _PERFECT.finditer(lead))
    verbs = [said for said in map(_masculine, perfects) if said in SAYINGS]
    verbs += [match["said"] or match["guessed"] for match in _SURE.finditer(lead)]
    verbs += [
        match["stem"]
        for match in _TENSE.finditer(lead)
        if match["stem"] in SAYING_STEMS and not conditional_form(match.group())
    ]
    return verbs[-1] if verbs else ""


def _masculine(participle: str) -> str:
    """Return the form of a participle that SAYINGS holds: "prévenu" for "prévenue"."""
    return participle if participle in SAYINGS else re.sub(r"e?s?$", "", participle)


# What these govern may as well be a report: "a révélé que le groupe négocierait en secret".
_DISCLOSED = re.compile(
    r"révélé|rapporté|dévoilé|relaté|raconté|appris|écrit|confié|prétendu|soutenu|affirmé"
)

_STATES = re.compile(r"ser|aur|vivr|detiendr|resider|trouver|souffrir|appartiendr|connaitr|ignorer")

_STATE = re.compile(
    r" (?:âgé|connu|originaire|soupçonné|détenu|caché|retenu|inconnu|recherché|blessé|en fuite)"
)


def is_future_in_the_past(context: Context) -> bool:
    """Tell whether a past verb of saying or thinking governs it; a past or a state is a report."""
    governor = _governor(context)
    if not governor:
        return False
    if context.verb.compound:
        return governor in OPINIONS
    state = _STATES.fullmatch(context.stem) and (
        CURRENT.search(BREAK.split(context.after)[0]) or _STATE.match(context.after)
    )
    return not (state or _DISCLOSED.fullmatch(governor))


_COLON = re.compile(r"\b(?:avait|avaient|a|ont)(?:-t-\w+)? (?P<said>\w+)(?: [^:;.]{0,30})? ?: ")

_PROMISED = re.compile(
    r", (?:a|ont|avait|avaient)(?:-(?:t-)?\w+)? (?:promis|assuré|annoncé|juré|prévenu|décidé"
    r"|garanti|prédit)\b|\b(?:pens|croy|espér|assur|promett|jur)ai(?:en)?t-(?:ils?|elles?|on)\b"
)

_HE_WHO = re.compile(r"\b(?:celui|celle|ceux|celles) qui [^,]*$")


def is_told_as_future(context: Context) -> bool:
    """Tell the same of a sentence without "que": "Il l'avait juré : l'usine rouvrirait"."""
    if context.verb.compound:
        return False
    quoted = _COLON.search(context.before)
    if quoted and quoted["said"] in SAYINGS:
        return True
    became = context.stem == "deviendr" and not context.attributed
    return bool(_PROMISED.search(context.text)) or (became and bool(_HE_WHO.search(context.before)))


_WHEN = re.compile(
    r"\b(?:quand|lorsqu\w*|dès (?:lors )?qu\w*|aussitôt qu\w*|tant qu\w*|une fois qu\w*"
    r"|(?:jour|moment|année|cas) où)(?![^\W\d_])[^,;:]*$"
)

_QUESTION = re.compile(
    r"\b(?:pourquoi|comment|combien|quel(?:le)?s?|ce qu['e])(?![^\W\d_])[^,;:]*$"
)


def waits_for_time(context: Context) -> bool:
    """Tell whether "when" or an indirect question governs it: "quand l'usine rouvrirait"."""
    question = context.simple and _QUESTION.search(context.clause)
    return bool(question or _WHEN.search(context.clause))
