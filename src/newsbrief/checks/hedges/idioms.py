"""Set phrases and projections, which suppose, and counts and dated announcements, which report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.checks.hedges.lexicon import INTENTIONS

if TYPE_CHECKING:
    from newsbrief.checks.hedges.verbs import Context

__all__ = [
    "counts_a_case",
    "follows_a_modal",
    "is_dated_announcement",
    "is_idiom",
    "projects_a_vote",
]

_ADVERBS = r" (?:(?:pas|plus|bien|donc|aussi|alors|encore|même|\w+ment) )*"

# Set phrases with "avoir", whether or not a source is named ...
_IN_ANY_CASE = re.compile(
    rf"{_ADVERBS}(?:tout à (?:y )?(?:gagner|perdre)|beaucoup à (?:y )?(?:gagner|perdre)|qu'à \w+"
    r"|le (?:\w+ )?mérite d)"
)

# ... and without a source only: "aurait besoin de 2 milliards, selon …" reports.
_WITHOUT_SOURCE = re.compile(
    rf"{_ADVERBS}(?:(?:grand |davantage )?besoin d|du mal à|(?:toutes les |de la )?peine à"
    r"|(?:pour|comme) (?:effet|conséquence|but|avantage|objectif|vocation|résultat|mission)"
    r"|vocation à|(?:l'|pour )avantage d|les moyens d)"
)

_MANNERS = re.compile(rf"{_ADVERBS}(?:de (?:bon|mauvais) (?:ton|goût|aloi)|de mise|comme avant)\b")
_TEMPTED = re.compile(rf"{_ADVERBS}tenté")
_ONE = re.compile(r"\bon (?:en |y )?$")


def is_idiom(context: Context) -> bool:
    """Tell whether the verb is part of a set phrase: "aurait tout à y gagner"."""
    if context.stem == "ser":
        tempted = _TEMPTED.match(context.after) and _ONE.search(context.before)
        return bool(tempted or _MANNERS.match(context.after))
    if context.stem != "aur":
        return False
    if _IN_ANY_CASE.match(context.after):
        return True
    factual = context.attributed or context.current
    return not factual and bool(_WITHOUT_SOURCE.match(context.after))


_POLL = re.compile(r"\b(?:sondages?|projections?|enquête d'opinion|instituts? de sondage)\b")

_SEATS = re.compile(
    r"\b(?:sièges?|député(?:e|s|es)|élue?s|voix|suffrages?|second tour|premier tour|mairie"
    r"|élections?|scrutin|législatives|présidentielle|municipales|européennes)\b"
)

_VOTES = re.compile(
    r"perdr|gagner|obtiendr|remporter|arriver|emporter|devancer|battr|conserver|garder"
    r"|totaliser|recueillir|decrocher|rafler|doubler|compter"
)


def projects_a_vote(context: Context) -> bool:
    """Tell whether a poll projects a vote: "perdraient douze sièges, selon un sondage"."""
    if not (context.simple and _VOTES.fullmatch(context.stem)):
        return False
    return bool(_POLL.search(context.text) and _SEATS.search(context.after))


_MODAL_AND = re.compile(
    r"\b(?:pourr|devr|faudr)ai(?:en)?t\b[^;:.!?«»]*[ ,]et (?:alors |ainsi |donc )?[^,;:]*$"
)


def follows_a_modal(context: Context) -> bool:
    """Tell whether an action follows from a modal: "pourrait riposter, et il fermerait"."""
    if not context.simple or context.current or context.stem in {"ser", "aur", *INTENTIONS}:
        return False
    return bool(_MODAL_AND.search(context.before))


_THIS_IS = re.compile(r"(?:^|[ ,'«])ce $")

_CASE = re.compile(
    r" (?:déjà |donc )?(?:la|le) (?:\w+i?ème|\d+e|premi(?:er|ère)|seconde?) (?:victime|mort|décès"
    r"|cas|attaque|incident|accident|suicide|meurtre|homicide|attentat|agression|vol|incendie"
    r"|fusillade|disparition|enlèvement|arrestation|cambriolage|tir|piratage|fuite)e?s?\b"
)


def counts_a_case(context: Context) -> bool:
    """Tell whether the verb counts a case, as reports do: "ce serait la troisième victime"."""
    counted = context.stem == "ser" and _THIS_IS.search(context.clause)
    return bool(counted and _CASE.match(context.after))


_ANNOUNCES = re.compile(
    r"annoncer|devoiler|presenter|publier|signer|recevr|rencontrer|nommer|rendr|reveler|tiendr"
)

_DAY = re.compile(
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|ce soir|cette semaine"
    r"|la semaine prochaine|dans les prochains jours)\b"
)


def is_dated_announcement(context: Context) -> bool:
    """Tell whether the verb announces something for a day, which is news: "annoncerait lundi"."""
    return bool(_ANNOUNCES.fullmatch(context.stem) and _DAY.search(context.after))
