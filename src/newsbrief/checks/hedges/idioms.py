"""Set phrases and projections that suppose; counts and dated announcements that report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.checks.hedges.lexicon import INTENTIONS

if TYPE_CHECKING:
    from newsbrief.checks.hedges.verbs import Clue

__all__ = [
    "counts_a_case",
    "follows_a_modal",
    "is_dated_announcement",
    "is_idiom",
    "projects_a_vote",
]


_ADVERBS = r" (?:(?:pas|plus|bien|donc|aussi|alors|encore|même|\w+ment) )*"


# Of "avoir", whoever says it ...
_ALWAYS = re.compile(
    rf"{_ADVERBS}(?:tout à (?:y )?(?:gagner|perdre)|beaucoup à (?:y )?(?:gagner|perdre)|qu'à \w+"
    r"|le (?:\w+ )?mérite d)"
)


# ... and of "avoir" where nobody does: "aurait besoin de 2 milliards, selon …" reports.
_UNSAID = re.compile(
    rf"{_ADVERBS}(?:(?:grand |davantage )?besoin d|du mal à|(?:toutes les |de la )?peine à"
    r"|(?:pour|comme) (?:effet|conséquence|but|avantage|objectif|vocation|résultat|mission)"
    r"|vocation à|(?:l'|pour )avantage d|les moyens d)"
)


_MANNERS = re.compile(rf"{_ADVERBS}(?:de (?:bon|mauvais) (?:ton|goût|aloi)|de mise|comme avant)\b")


_TEMPTED = re.compile(rf"{_ADVERBS}tenté")


_ONE = re.compile(r"\bon (?:en |y )?$")


def is_idiom(clue: Clue) -> bool:
    """ "Aurait tout à y gagner", "on serait tenté de", "ne serait comme avant"."""
    if clue.stem == "ser":
        tempted = _TEMPTED.match(clue.after) and _ONE.search(clue.before)
        return bool(tempted or _MANNERS.match(clue.after))
    if clue.stem != "aur":
        return False
    told = clue.attributed or clue.current
    return bool(_ALWAYS.match(clue.after) or (not told and _UNSAID.match(clue.after)))


_POLL = re.compile(r"\b(?:sondages?|projections?|enquête d'opinion|instituts? de sondage)\b")


_SEATS = re.compile(
    r"\b(?:sièges?|député(?:e|s|es)|élue?s|voix|suffrages?|second tour|premier tour|mairie"
    r"|élections?|scrutin|législatives|présidentielle|municipales|européennes)\b"
)


_VOTES = re.compile(
    r"perdr|gagner|obtiendr|remporter|arriver|emporter|devancer|battr|conserver|garder"
    r"|totaliser|recueillir|decrocher|rafler|doubler|compter"
)


def projects_a_vote(clue: Clue) -> bool:
    """ "Les centristes perdraient douze sièges, selon un sondage": a vote that is yet to be."""
    if not (clue.simple and _VOTES.fullmatch(clue.stem)):
        return False
    return bool(_POLL.search(clue.text) and _SEATS.search(clue.after))


_MODAL_AND = re.compile(
    r"\b(?:pourr|devr|faudr)ai(?:en)?t\b[^;:.!?«»]*[ ,]et (?:alors |ainsi |donc )?[^,;:]*$"
)


def follows_a_modal(clue: Clue) -> bool:
    """ "Pourrait riposter, et les droits atteindraient 84 %"; a state beside it may be a report."""
    if not clue.simple or clue.current or clue.stem in {"ser", "aur", *INTENTIONS}:
        return False
    return bool(_MODAL_AND.search(clue.before))


_THIS_IS = re.compile(r"(?:^|[ ,'«])ce $")


_CASE = re.compile(
    r" (?:déjà |donc )?(?:la|le) (?:\w+i?ème|\d+e|premi(?:er|ère)|seconde?) (?:victime|mort|décès"
    r"|cas|attaque|incident|accident|suicide|meurtre|homicide|attentat|agression|vol|incendie"
    r"|fusillade|disparition|enlèvement|arrestation|cambriolage|tir|piratage|fuite)e?s?\b"
)


def counts_a_case(clue: Clue) -> bool:
    """ "Ce serait la troisième victime en un mois"."""
    counted = clue.stem == "ser" and _THIS_IS.search(clue.clause)
    return bool(counted and _CASE.match(clue.after))


_ANNOUNCES = re.compile(
    r"annoncer|devoiler|presenter|publier|signer|recevr|rencontrer|nommer|rendr|reveler|tiendr"
)


_DAY = re.compile(
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|ce soir|cette semaine"
    r"|la semaine prochaine|dans les prochains jours)\b"
)


def is_dated_announcement(clue: Clue) -> bool:
    """ "Annoncerait sa décision lundi": what is planned for a day is news, not a proposal."""
    return bool(_ANNOUNCES.fullmatch(clue.stem) and _DAY.search(clue.after))
