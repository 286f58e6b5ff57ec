"""Conditions that a verb depends on: "si …", "en cas de …", "sans l'aide de …", "en doublant …"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.checks.hedges.lexicon import INTENTIONS, PLANS
from newsbrief.checks.hedges.verb_forms import conditional_form

if TYPE_CHECKING:
    from newsbrief.checks.hedges.verbs import Context

__all__ = ["after_as_if", "has_condition", "has_if", "lacks", "opens_on_condition"]

_SPEECH = re.compile(
    r"menacé|promis|demandé|averti|assuré|prévenu|proposé|offert|dit|déclaré|affirmé|indiqué|juré"
    r"|exigé|expliqué|confié|envisagé|prévu|ordonné|accepté|refusé|conseillé|réclamé|provisionné"
)


def _within_report(context: Context, position: int) -> bool:
    """Tell whether a condition is part of what somebody said: "aurait menacé de partir si …"."""
    speech = context.verb.compound and _SPEECH.fullmatch(context.verb.participle)
    return bool(speech) and position >= context.verb.end


_AS_IF = re.compile(r"\bcomme s(?:i|'ils?)\b[^,;:]*$")


def after_as_if(context: Context) -> bool:
    """Tell whether the verb follows "as if": "comme si la loi ne s'appliquerait pas"."""
    return bool(_AS_IF.search(context.before))


_IF = re.compile(
    r"\b(?:si (?!bien\b|peu\b|longtemps\b|possible\b|nécessaire\b|besoin\b|l'on en croit"
    r"|on en croit)"
    r"|s'(?=ils?\b))"
)

# What stands before "si" where it means "whether" or "as if"; _EVEN is for "même si".
_WHETHER = re.compile(
    r"\b(?:savoir|sait|savent|ignor\w+|demand\w+|dire|déterminer|vérifier|dit|précis\w+|établir"
    r"|comme"
    r"|sur|question|incertain|comprendre)(?: pas| encore| plus)* $"
)

_EVEN = re.compile(r"\bmême $")
_IMPERFECT = re.compile(r"[^\W\d_]+(?:ait|aient)\b")
_PRESENT = re.compile(r"\b(?:est|sont|a|ont|voit|vient|[^\W\d_]{2,}(?:e|ent|t|it))\b")


def _in_imperfect(text: str) -> bool:
    """Tell whether the first verb of `text` in -ait is an imperfect, not a conditional."""
    word = _IMPERFECT.search(text)
    return bool(word and conditional_form(word.group()) is None and word.group() != "fait")


def has_if(context: Context) -> bool:
    """Tell whether an if-clause, before or after the verb, sets a condition: no "whether"."""
    return any(_is_condition(context, match) for match in _IF.finditer(context.text))


def _is_condition(context: Context, match: re.Match[str]) -> bool:
    lead = context.text[: match.start()]
    follows = match.start() > context.verb.start
    concedes = bool(_EVEN.search(lead))
    if _within_report(context, match.start()) or _WHETHER.search(lead) or (concedes and follows):
        return False
    clause = re.split(r"[,;:!?»”]", context.text[match.end() :])[0]
    if _in_imperfect(clause):
        return True
    # With a verb in the present it is a plan ("s'il voit le jour"), unless it concedes a fact.
    states = context.verb.compound or context.current
    return not (concedes or states or follows) and bool(_PRESENT.search(clause))


_CONDITION = re.compile(
    r"\b(?:à défaut|en cas d|au cas où|à moins (?:que|qu'|d)"
    r"|à (?:la )?(?:seule )?condition (?:que|qu'|d)"
    r"|pourvu qu|dans (?:l'hypothèse|l'éventualité|le cas (?:où|contraire)|un monde)"
    r"|dans (?:ce|un tel|pareil|le pire|le meilleur) (?:cas|scénario)|dans ces conditions"
    r"|dans cette hypothèse|dans le (?:meilleur|pire) des cas|dans d'autres circonstances"
    r"|dans l'idéal"
    r"|le cas échéant|quand bien même|en l'absence d|sans quoi|auquel cas|en pareil cas|à supposer"
    r"|supposons|en admettant|en théorie|théoriquement|idéalement|à ce rythme|au rythme actuel"
    r"|n'eût"
    r"|n'était|pour peu qu|advenant|à (?:ma|sa|votre|leur) place|en temps normal|faute de quoi"
    r"|passé ce délai|de (?:plus|moins), |intentions de vote|des (?:voix|suffrages)"
    r"|au (?:premier|second|deuxième) tour)"
)

_LATER = re.compile(
    r"\b(?:d'ici là|à l'avenir|un jour(?! (?:sur|férié|de|par))|à terme|plus tard|le moment venu"
    r"|tôt ou tard|une fois (?:que|qu'|\w+(?:é|i|u)e?s?\b)|en 1\d{3}|l'année suivante|le lendemain)"
)


def has_condition(context: Context) -> bool:
    """Tell whether other words set a condition: "en cas de victoire", and in time, "à terme"."""
    for match in _CONDITION.finditer(context.text):
        intends = context.stem in INTENTIONS or _within_report(context, match.start())
        if not (intends and match.start() > context.verb.start):
            return True
    return context.simple and not context.attributed and bool(_LATER.search(context.text))


_ELSE = re.compile(r"^\W*(?:\w+ )?(?:sinon|autrement)\b(?! dit)|[;,:] (?:sinon|faute de quoi)\b")

_WITH = re.compile(
    r"^\W*(?:même )?avec (?:(?:davantage|plus|moins) d(?:es?)?|une?|des|de|deux|trois|quatre|cinq"
    r"|dix"
    r"|\d+)\b"
)

_FOR_LACK = re.compile(r"^\W*faute d")
_DOING = re.compile(r"^\W*en \w+ant\b")

_BETTER = re.compile(
    r"^\W*(?:moins|mieux|à peine plus)\b[^,]*,"
    r"|^\W*\w+(?:é|i|u|is|t)e?s? (?:[^,]* )?(?:plus (?:tôt|tard|vite)|à temps|mieux"
    r"|davantage)\b[^,]*,"
)

_AS_PLANNED = re.compile(
    rf"^\W*(?:dans|avec|selon|d'après|aux termes du?) ?(?:\w+ |l')?(?:{PLANS})\b"
)

_WERE_IT = re.compile(
    r"^\W*(?:l'|le |n'|ne |s'|se |y )*\w+raient?-(?:t-)?\w+|^\W*qu'(?:ils?|elles?|on) "
)


def opens_on_condition(context: Context) -> bool:
    """Tell whether the sentence opens on an implied condition: "Avec un taux à 5 %, …"."""
    if (
        _ELSE.search(context.before)
        or _BETTER.match(context.before)
        or _WERE_IT.match(context.before)
    ):
        return True
    if _WITH.match(context.before):
        return not context.attributed
    openings = (_FOR_LACK, _DOING, _AS_PLANNED)
    return context.simple and any(opening.match(context.before) for opening in openings)


# After "sans" these set no condition: "sans surprise", "sans emploi", "sans prévenir".
_NO_LACK = (
    r"(?:surprise|doute|attendre|conteste|ambages|compter|précision|plus|trop|grande?|emploi|abri"
    r"|domicile|papiers|antécédents|casier|permis|nouvelles?|raison|motif|explication|le savoir"
    r"|cesse"
    r"|relâche|tarder|vergogne|fard|détour|exception|armes?|complice)\b"
    r"|(?:l'|le |la |les |en |y |se |s')*\w+(?:er|ir|re|oir)\b"
)

_WITHOUT = re.compile(rf"^\W*(?:mais |et )?sans (?!{_NO_LACK})[^,]+,|\bsans (?:qui|l\w+quel\w*)\b")

_WITHOUT_AFTER = re.compile(
    r"\bsans (?:l'|les? |la |son |sa |ses |leurs? |cet? |cette |ces |une? |(?:lui|elle|eux|cela"
    r"|ça)\b)"
    r"(?!\w+(?:er|ir|re)\b)"
)

_NEGATED = re.compile(r"\bn(?:e |')(?:\w+ )?$|\b(?:rien|aucun\w*|jamais|personne)\b[^,]*$")


def lacks(context: Context) -> bool:
    """Tell whether "sans" sets a condition: "n'aurait pas tenu sans les travaux"."""
    if _WITHOUT.search(context.before):
        return True
    return bool(_NEGATED.search(context.before) and _WITHOUT_AFTER.search(context.after))
