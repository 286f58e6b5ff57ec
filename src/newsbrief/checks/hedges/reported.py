"""French sentence → the conditionals that report something unconfirmed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from newsbrief.checks.hedges import conditions, idioms, past, plans
from newsbrief.checks.hedges.verbs import Context, normalised, verb_groups

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsbrief.checks.hedges.verbs import VerbGroup

__all__ = ["Reported", "reported"]


@dataclass(frozen=True)
class Reported:
    """A verb that reports: characters `start` to `end` of the sentence ("aurait déjà été vu").

    The first `form_length` characters are the conditional word with its inverted pronoun
    ("aurait-il"). `indicative` is the form that states the same as a fact: the present ("a",
    "envisage"), or the future for what is still to come ("quittera").
    """

    start: int
    end: int
    form_length: int
    indicative: str
    plural: bool
    compound: bool


# Each tells of a verb in its sentence whether it supposes something.
_SUPPOSES: tuple[Callable[[Context], bool], ...] = (
    plans.asks,
    idioms.is_idiom,
    idioms.projects_a_vote,
    idioms.follows_a_modal,
    plans.is_modal,
    conditions.after_as_if,
    conditions.has_if,
    conditions.has_condition,
    conditions.opens_on_condition,
    conditions.lacks,
    past.is_future_in_the_past,
    past.is_told_as_future,
    past.waits_for_time,
    plans.evaluates,
    plans.has_no_fact,
    plans.is_impersonal,
)

# These count only if they hold for all verbs of a sentence: "préparerait une offre qui …" reports.
_MAY_SUPPOSE: tuple[Callable[[Context], bool], ...] = (plans.is_plan, plans.is_quoted)

# No sentence of the press is so long, and the cost of each verb grows with its sentence.
MAX_CHARACTERS = 3_000


def reported(sentence: str, article_date: str | None = None) -> tuple[Reported, ...]:
    """Return the conditionals of one French sentence that report, in order.

    `article_date` is ISO 8601; its year, or this year where it is missing, tells whether "en 2026"
    is still to come. A text of over 3,000 characters is no sentence and has none.
    """
    if len(sentence) > MAX_CHARACTERS:
        return ()
    text = normalised(sentence)
    contexts = [Context(text, verb) for verb in verb_groups(sentence)]
    candidates = [context for context in contexts if not any(rule(context) for rule in _SUPPOSES)]
    if all(any(rule(context) for rule in _MAY_SUPPOSE) for context in candidates):
        return ()
    year = _year(article_date)
    return tuple(_reported(context.verb, text, year) for context in candidates)


def _year(article_date: str | None) -> int:
    match = _YEAR.match(article_date or "")
    return int(match.group()) if match else date.today().year


def _reported(verb: VerbGroup, text: str, year: int) -> Reported:
    return Reported(
        start=verb.start,
        end=verb.end,
        form_length=verb.word_end - verb.start,
        indicative=verb.form.future if _is_ahead(verb, text, year) else verb.form.present,
        plural=verb.form.plural,
        compound=verb.compound,
    )


_STEMS_AHEAD = frozenset(
    """commencer débuter quitter supprimer céder licencier démissionner rejoindr rouvrir
    abandonner""".split()
)

_STEMS_TO_DATE = frozenset(
    """fermer ouvrir lancer annoncer signer partir sortir entrer arriver remplacer manquer présenter
    renoncer reprendr cesser vendr racheter acheter investir déménager transférer prendr mettr
    publier recruter tiendr dérouler porter passer""".split()
)

_PASSIVE_AHEAD = re.compile(
    r"(?:supprimé|licencié|repoussé|reporté|délocalisé|cédé|remplacé|fermé)e?s?"
)

_MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"

_AHEAD = re.compile(
    rf"\b(?:d'ici|demain|bientôt|prochain\w*|à partir d|à compter d|avant (?:la fin|l'été|noël)"
    rf"|(?:en|dès|fin|début|mi-) ?(?:{_MONTHS})|à la rentrée|au printemps|à l'automne|dans les"
    r"|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche))\b"
)

_YEAR = re.compile(r"\d{4}")
_IN_YEAR = re.compile(r"\ben (20\d\d)\b")


def _is_ahead(verb: VerbGroup, text: str, year: int) -> bool:
    """Tell whether a verb in its simple form is about what is still to come."""
    if verb.compound:
        return False
    if verb.form.stem in _STEMS_AHEAD or _PASSIVE_AHEAD.fullmatch(verb.participle):
        return True
    years = map(int, _IN_YEAR.findall(text, verb.end))
    dated = bool(_AHEAD.search(text, verb.end)) or any(named >= year for named in years)
    return dated and (verb.form.stem in _STEMS_TO_DATE or bool(verb.participle))
