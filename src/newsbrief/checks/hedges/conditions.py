"""Conditions, spoken or not: "si …", "en cas de …", "sans l'aide de …", "en doublant …"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.checks.hedges.lexicon import INTENTIONS, PLANS
from newsbrief.checks.hedges.verb_forms import conditional_form

if TYPE_CHECKING:
    from newsbrief.checks.hedges.verbs import Clue

__all__ = ["after_as_if", "has_condition", "has_if", "lacks", "opens_on_condition"]


_TELLS = re.compile(
    r"menacé|promis|demandé|averti|assuré|prévenu|proposé|offert|dit|déclaré|affirmé|indiqué|juré"
    r"|exigé|expliqué|confié|envisagé|prévu|ordonné|accepté|refusé|conseillé|réclamé|provisionné"
)


def _within_report(clue: Clue, position: int) -> bool:
    """A condition that belongs to what somebody said: "aurait menacé de partir si …"."""
    told = clue.verb.compound and _TELLS.fullmatch(clue.verb.participle)
    return bool(told) and position >= clue.verb.end


_AS_IF = re.compile(r"\bcomme s(?:i|'ils?)\b[^,;:]*$")


def after_as_if(clue: Clue) -> bool:
    """ "Comme si la loi ne s'appliquerait pas" ."""
    return bool(_AS_IF.search(clue.before))


_IF = re.compile(
    r"\b(?:si (?!bien\b|peu\b|longtemps\b|possible\b|nécessaire\b|besoin\b|l'on en croit"
    r"|on en croit)"
    r"|s'(?=ils?\b))"
)


# What stands before "si" where it is "whether" or "as if"; "même si" is told apart below.
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


def has_if(clue: Clue) -> bool:
    """An if-clause, before or after the verb, that is not "whether" and does not concede."""
    return any(_is_condition(clue, match) for match in _IF.finditer(clue.text))


def _is_condition(clue: Clue, match: re.Match[str]) -> bool:
    lead = clue.text[: match.start()]
    follows = match.start() > clue.verb.start
    concedes = bool(_EVEN.search(lead))
    if _within_report(clue, match.start()) or _WHETHER.search(lead) or (concedes and follows):
        return False
    clause = re.split(r"[,;:!?»”]", clue.text[match.end() :])[0]
    if _in_imperfect(clause):
        return True
    # With the present, "s'il voit le jour" is a plan; a past or a state is conceded.
    states = clue.verb.compound or clue.current
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


def has_condition(clue: Clue) -> bool:
    """ "En cas de victoire", "à défaut d'accord"; for the simple form also "à terme"."""
    for match in _CONDITION.finditer(clue.text):
        intends = clue.stem in INTENTIONS or _within_report(clue, match.start())
        if not (intends and match.start() > clue.verb.start):
            return True
    return clue.simple and not clue.attributed and bool(_LATER.search(clue.text))


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


def opens_on_condition(clue: Clue) -> bool:
    """A condition without its word, at the head of the sentence: "Avec un taux à 5 %, …"."""
    if _ELSE.search(clue.before) or _BETTER.match(clue.before) or _WERE_IT.match(clue.before):
        return True
    if _WITH.match(clue.before):
        return not clue.attributed
    openings = (_FOR_LACK, _DOING, _AS_PLANNED)
    return clue.simple and any(opening.match(clue.before) for opening in openings)


# "Sans surprise", "sans doute", "sans emploi" set no condition, nor does "sans prévenir".
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


def lacks(clue: Clue) -> bool:
    """ "Sans l'aide de ses voisins, …", "n'aurait pas tenu sans les travaux"."""
    if _WITHOUT.search(clue.before):
        return True
    return bool(_NEGATED.search(clue.before) and _WITHOUT_AFTER.search(clue.after))
