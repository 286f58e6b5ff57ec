"""French words of the courts and the press that the model takes for others, said in plain French.

Each was seen to go wrong with opus-mt-fr-en: "Son avocate dément." became "Her lawyer is lying.",
a man "relaxé" (acquitted) was "released". The replacement is French that comes out right.
"""

from __future__ import annotations

import re

from newsbrief.press_words import PLAIN_TERMS

__all__ = ["plain_terms", "spokeswomen"]

# Numbers that are called for help came out as days of the month: "dial the 17th". Of a date the
# month follows, or the verb is none of these.
_EMERGENCY = (
    r"(?P<number>15|17|18|112|11[4-9]|196|3018|3114|3919)\b"
    r"(?! ?(?:à\b|%|€|[\d.,]\d|er\b|h\b|(?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc|"
    r"heures|minutes|ans|mois|jours|personnes)))"
)
_CALLED = (
    r"\b(?P<called>(?i:appel|compos|contact|joind|alert|prévien|préven)(?:er|ez|ant|re|ir) le"
    r"|(?:compos\w+|faites|(?:a|ont|avait|avaient) (?:aussitôt |immédiatement )?"
    r"(?:appelé|alerté|prévenu)) le"
    r"|(?:dirig|orient|renvoy|redirig)\w+ (?:\w+ )?vers le"
    r"|(?:régulation|régulateurs?|médecins?|standard|plateforme) du"
    r"|(?:appels?|téléphon\w+) (?:vers le|au))"
)

_TERMS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        # Maître, before a lawyer's name, became "Mr" for women too; English has no such title.
        (r"\bMe (?=[A-ZÀ-Ý])", ""),
        (r"(\bce qu(?:e |')[^.;:!?]{1,60}? )dément\b", r"\1nie"),  # it has its object
        (r"\bdément(?= ?(?:[.,;:]|$))", "dément les faits"),
        (r"\brelaxé(e?s?)\b", r"acquitté\1"),
        (r"\bla relaxe\b", "l'acquittement"),
        (r"\b(?:SMIC|[Ss]mic)\b", "salaire minimum"),
        (r"\binformation judiciaire\b", "enquête judiciaire"),
        (r"\bprise illégale d'intérêts\b", "conflit d'intérêts"),
        (r"\b(?:[Ss]on|leur) pronostic vital (?=(?:n'|est|était|reste).{0,12} engagé)", "sa vie "),
        (r"(sa vie (?:n')?(?:est|était|reste)(?: plus| pas)?) engagée?\b", r"\1 en danger"),
        (r"\bpas pu être joint(e?s?)\b", r"pas pu être contacté\1"),
        (r"\bbénéficié d'un non-lieu\b", "vu les poursuites abandonnées"),
        (rf"{_CALLED} {_EMERGENCY}", r"\g<called> numéro \g<number>"),
        (r"\b(numéro \d+ ou le) (1[578]|112)\b(?! [a-zé])", r"\1 numéro \2"),
        (r"(Conseil constitutionnel[^.;]{0,40}? (?:a|avait)) censuré", r"\1 invalidé"),
    )
)  # fmt: skip


def plain_terms(text: str) -> str:
    """Return one French sentence with the terms that mislead the model in plain words."""
    for pattern, plain in (*_TERMS, *PLAIN_TERMS):
        text = pattern.sub(plain, text)
    return text


_SPOKESWOMAN = re.compile(r"\b(?:la|une|sa|ma|[Mm]me la|ancienne|nouvelle) porte-parole\b", re.I)
_SPOKESMAN = re.compile(r"\b(?:le|un|son|mon|du|au|leur|ancien|nouveau) porte-parole\b", re.I)
_MAN = re.compile(r"\b([Ss])pokesman\b")


def spokeswomen(french: str, english: str) -> str:
    """Return the English with "spokesman" for a woman put right: "la porte-parole" has her sex."""
    if _SPOKESWOMAN.search(french) and not _SPOKESMAN.search(french):
        return _MAN.sub(r"\1pokeswoman", english)
    return english
