"""What is weighed, wished or planned: modals, verdicts, proposals, subjects that are no fact."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.checks.hedges.idioms import counts_a_case, is_dated_announcement
from newsbrief.checks.hedges.lexicon import (
    COUNTERFACTUAL,
    EVALUATIONS,
    HYPOTHETICAL_NOUNS,
    MODALS,
    PLANNED,
    REPORTING,
    WISHES,
)
from newsbrief.checks.hedges.verbs import BREAK

if TYPE_CHECKING:
    from newsbrief.checks.hedges.verbs import Clue

__all__ = ["asks", "evaluates", "has_no_fact", "is_impersonal", "is_modal", "is_plan", "is_quoted"]


_INCISE = re.compile(r"[,»”\"] ?(?:l'|lui |leur )*$")


def asks(clue: Clue) -> bool:
    """A question, or an inversion but in "aurait-il répondu" after what was said."""
    if re.match(r"[^.!;]*\?", clue.after):
        return True
    return clue.verb.inverted and not _INCISE.search(clue.before)


_BETTER = re.compile(
    r" (?:\w+ment |pas |plus )?(?:tort|intérêt|beau|avantage|mieux (?:de|fait|valu)|bien de|gagné à"
    r"|été (?:\w+ment |plus |bien |trop )?(?:préférable|possible|souhaitable|judicieux|logique|plus"
    r"|impossible|inimaginable|impensable|utile|sage|dommage|incompris\w*|facile|simple|bon"
    r"|mieux))\b"
)


_BELIEVED = re.compile(r"cru|imaginé|pensé|parié|misé|deviné|soupçonné|rêvé|prédit|songé")


_NOBODY = re.compile(r"\b(?:qui|on|aucun\w*|peu|rares)\b[^,;:]*$|\b(?:personne|nul)\b[^;:]*$")


_WANTS_ONLY = re.compile(r" plus que\b")


_ONE_WOULD_SAY = re.compile(r"\bon (?:se |s'y |l'y )?$")


def is_modal(clue: Clue) -> bool:
    """ "Pourrait", "aurait dû", "ferait mieux de", "personne n'aurait cru", "on dirait"."""
    verb = clue.verb
    if clue.stem in MODALS or verb.participle in COUNTERFACTUAL or _BETTER.match(clue.after):
        return True
    if clue.stem == "manquer" and _WANTS_ONLY.match(clue.after):
        return True
    if verb.participle in WISHES:
        return not clue.attributed
    if clue.stem in ("dir", "croir") and _ONE_WOULD_SAY.search(clue.before):
        return True
    never = "jamais" in clue.text[verb.start : verb.end]
    believed = verb.compound and _BELIEVED.fullmatch(verb.participle)
    return bool(believed and (never or _NOBODY.search(clue.before)))


_QUALIFIED = re.compile(
    r" (?:(?:pas|plus|aussi|donc|même|bien|sans doute|tout|très|trop|moins"
    r"|\w+ment) )*(?P<word>[\w-]+)"
    r"(?P<what> (?:de|d'|que|qu'))?"
)


_JUDGED = re.compile(
    r" (?:(?:pas|plus|aussi|donc|sans doute|\w+ment) )*(?:une?|l') ?(?:\w+ )?(?:erreur"
    r"|catastrophe|folie"
    r"|chance|honte|victoire|première|désastre|faute|nouvelle|suicide|drame|aveu|occasion|signal"
    r"|solution|atout|moyen|façon|manière|non-sens|insulte|précédent|tragédie|cadeau|défaite"
    r"|gâchis|symbole|progrès|échec|scandale|aubaine)\b"
)


_ENDINGS = (("s", ""), ("e", ""), ("es", ""), ("ne", ""), ("le", ""), ("se", "x"), ("ve", "f"))


def evaluates(clue: Clue) -> bool:
    """ "Il serait absurde de …", "un report serait une erreur"."""
    qualified = _QUALIFIED.match(clue.after)
    if clue.stem != "ser" or not qualified:
        return False
    word = qualified["word"]
    bases = {word, *(word.removesuffix(end) + base for end, base in _ENDINGS if word.endswith(end))}
    judged = not bases.isdisjoint(EVALUATIONS) and (bool(qualified["what"]) or not clue.attributed)
    return judged or bool(_JUDGED.match(clue.after))


_THIS = re.compile(
    r"(?:^|[ ,'«])(?:cela|ceci|ça|c'|ce)(?: ne| n'| en| y| lui| leur| nous| vous| se| s'"
    r"|,[^,]+,)* ?$"
)


_ANY = re.compile(
    r"\b(?:une? tel(?:le)?|de tel(?:le)?s|pareil(?:le)?s?|n'importe (?:qui|quel(?:le)?)"
    r"|plus d'une?)\b"
    r"|\b(?:une?|toute?) autre\b|(?:^\W*|, |que |qu')toute? [^\W\d_]+ |(?:^\W*"
    r"|, )(?:d'autres(?: \w+)?|beaucoup|peu|rares|certains à sa place) $"
    r"|(?:^\W*|, |qu'|que )une? [^,]*?\b(?:plus|moins|trop|mieux) [^\W\d_]+[^,]*$"
)


_DETERMINED = re.compile(
    r"(?:^\W*|[,:] |qu'|\bque )(?P<determiner>une?|cette|cet?|ces|les?|la|l'|des) ?"
    r"(?P<first>[^\W\d_]+)(?: (?P<second>[^\W\d_]+))?"
)


_INFINITIVE = re.compile(
    r"(?:^\W*|, )ne (?:pas|rien|plus) \w+(?:er|ir|re|oir) "
    r"|(?:^\W*|, )(?:se |s')?(?!hier|janvier|février|premier|dernier|entre|contre|outre"
    r"|autre"
    r"|quatre|notre|votre)\w{2,}(?:er|ir|dre|ttre|ire|oir) (?:l'|les? |la |une? |des |cet? |cette "
    r"|ces |son |sa |ses |leurs? |à |au |aux |tout |ainsi |davantage |trop )[^,]*$"
)


_PENDING = re.compile(
    r" (?:(?:toujours|déjà|donc|bien|actuellement|désormais|encore|même) )*(?:en (?:cours"
    r"|préparation"
    r"|discussion|fuite|négociation|passe)|à l'étude|proche|imminent|sur la table|envisagé|prévu"
    r"|attendu|liée?|dûe?|à l'origine|responsable|prêt|impliqué|visé|menacé)"
)


def has_no_fact(clue: Clue) -> bool:
    """What stands as subject is no fact yet: "cela", "une telle hausse", "un retrait"."""
    if counts_a_case(clue):
        return False
    if _THIS.search(clue.clause) or _ANY.search(clue.clause):
        return True
    if clue.verb.compound or _PENDING.match(clue.after):
        return False
    return bool(_INFINITIVE.search(clue.clause)) or _is_hypothetical(clue)


def _is_hypothetical(clue: Clue) -> bool:
    for match in _DETERMINED.finditer(clue.clause):
        if {match["first"], match["second"]} & HYPOTHETICAL_NOUNS:
            if match["determiner"] in ("le", "la", "les", "l'"):
                return clue.stem not in REPORTING and not clue.current
            return True
    return False


_WEATHERED = r" (?:\w+ment |donc |bien )?(?:d'|de )(?!une?\b|l'|la\b|autre)"


_TO_DO = re.compile(
    rf"{_WEATHERED}(?:(?:s'|se |l'|la |les? |en |y |ne pas )*\w+(?:er|ir|re|oir)\b)"
)


_REASON = re.compile(r" (?:\w+ )?(?:de quoi|lieu|moyen|intérêt|avantage|danger|sens|raison)\b")


_THERE = re.compile(r"\b(?:il|n') ?y $")


_AIM = re.compile(
    r"\b(?:l'idéal|le mieux|le pire|l'objectif|l'idée|le but|le rêve|la solution|le risque"
    r"|le danger|l'enjeu|l'ambition|la priorité)\b[^,]*$"
)


def is_impersonal(clue: Clue) -> bool:
    """ "Il s'agirait de simplifier", "il y aurait de quoi", "l'idéal serait de"."""
    if clue.stem == "agir" and clue.before.endswith("s'"):
        return bool(_TO_DO.match(clue.after))
    if _THERE.search(clue.before):
        return bool(_REASON.match(clue.after))
    aims = clue.stem == "ser" and _AIM.search(clue.clause)
    return bool(aims and re.match(r" (?:donc |\w+ment )?(?:de |d'|que |qu')", clue.after))


_PROPOSES = re.compile(
    r"\b(?:(?:prévo|propos|sugg[èé]r|imagin|souhait|veut|veulent|réclam|plaid|exig|rêv|demand"
    r"|préconis"
    r"|défend|voudr|stipul)|(?P<weighs>estim|jug|calcul|pari|craign|craint|redout|esp[èé]r|anticip"
    r"|évalu))\w*\b"
    r"[^;:.!?]*?(?:\bque\b|\bqu'|\b(?P<which>qui|dont|où)\b)"
)


_A_WHICH = re.compile(
    r"\b(?:une?|toute?) (?P<noun>[^\W\d_]+)[^,;:]*? (?:qui|dont|où|que|qu') ?[^,;:]*$"
)


_STATE_OF_DOING = re.compile(
    r" (?:\w+ment |toujours |déjà |aussi )*(?:passer pour|l'objet|partie|état|face|l'impasse"
    r"|preuve|appel|pression|figure|défaut|usage|mystère|l'unanimité|grève|semblant|campagne|chanter|régner|travailler|\d)"
)


# "Un vaccin sauverait …, selon l'OMS" supposes where "un Français sur dix renoncerait …" reports.
_ONE_OF_A_KIND = re.compile(
    r"(?:^\W*|, )une? (?!tiers|quart|mill(?:ion|iard|ier)|\w+aine|sur|homme|femme|ancien)"
    r"(?!\w+ sur )[^,]*$"
)


_BY_PLAN = re.compile(rf" par une? (?:{'|'.join(sorted(HYPOTHETICAL_NOUNS))})\b")


_TO_COME = re.compile(r"\b(?:futur|prochain)e?s? ")


# "… serait raffiné sur place, alors qu'il part aujourd'hui en Asie": so it is not yet.
_CONTRASTED = re.compile(
    r"\b(?:alors qu|tandis qu|contre\b|au lieu d)[^.;]{0,90}\b(?:aujourd'hui|actuellement)\b"
)


def is_plan(clue: Clue) -> bool:
    """A measure, an effect or a proposal that is weighed, not told."""
    which = _A_WHICH.search(clue.before)
    if which and which["noun"] in HYPOTHETICAL_NOUNS and not clue.attributed:
        return True
    if clue.verb.compound:
        return False
    if _CONTRASTED.search(clue.after) and not clue.attributed:
        return True
    proposal = _PROPOSES.search(clue.before)
    if proposal and not BREAK.search(clue.before[proposal.end() :]):
        return not (clue.current and proposal["weighs"])
    if clue.current or (clue.attributed and not _ONE_OF_A_KIND.search(clue.clause)):
        return False
    return not (_is_passive_report(clue) if clue.stem == "ser" else _is_reporting(clue))


def _is_passive_report(clue: Clue) -> bool:
    participle = re.sub(r"e?s?$", "", clue.verb.participle)
    planned = not {participle, clue.verb.participle}.isdisjoint(PLANNED)
    return not planned and not _BY_PLAN.match(clue.text, clue.verb.end)


# "La mesure bénéficierait aux familles", "une ligne qui porterait la capacité à 45 000 tonnes".
_EFFECT = re.compile(r"beneficier (?:à|au)|porter [^,;:]*? à (?:près de |plus de |environ )?\d")


def _is_reporting(clue: Clue) -> bool:
    if clue.stem == "fer":
        return bool(_STATE_OF_DOING.match(clue.after))
    if _EFFECT.match(clue.stem + clue.after):
        return False
    if is_dated_announcement(clue):
        return True
    to_come = bool(_TO_COME.search(clue.clause)) and clue.stem != "aur"
    return clue.stem in REPORTING and not to_come


def is_quoted(clue: Clue) -> bool:
    """A speaker who supposes in his own words: « Nous serions … et cela coûterait cher »."""
    opened = max(clue.before.rfind("«"), clue.before.rfind("“"))
    closed = max(clue.before.rfind("»"), clue.before.rfind("”"))
    inside = opened > closed or clue.before.count('"') % 2 == 1
    return inside and clue.simple and not clue.current
