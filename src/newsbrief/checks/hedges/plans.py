"""What is considered, wished or planned: modals, judgements, proposals, hypothetical subjects."""

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
    from newsbrief.checks.hedges.verbs import Context

__all__ = ["asks", "evaluates", "has_no_fact", "is_impersonal", "is_modal", "is_plan", "is_quoted"]

_INCISE = re.compile(r"[,»”\"] ?(?:l'|lui |leur )*$")


def asks(context: Context) -> bool:
    """Tell whether the sentence asks; "…, aurait-il répondu" inverts its subject and does not."""
    if re.match(r"[^.!;]*\?", context.after):
        return True
    return context.verb.inverted and not _INCISE.search(context.before)


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


def is_modal(context: Context) -> bool:
    """Tell whether it is modal: "pourrait", "aurait dû", "ferait mieux de", "on dirait"."""
    verb = context.verb
    if context.stem in MODALS or verb.participle in COUNTERFACTUAL or _BETTER.match(context.after):
        return True
    if context.stem == "manquer" and _WANTS_ONLY.match(context.after):
        return True
    if verb.participle in WISHES:
        return not context.attributed
    if context.stem in ("dir", "croir") and _ONE_WOULD_SAY.search(context.before):
        return True
    never = "jamais" in context.text[verb.start : verb.end]
    believed = verb.compound and _BELIEVED.fullmatch(verb.participle)
    return bool(believed and (never or _NOBODY.search(context.before)))


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


def evaluates(context: Context) -> bool:
    """Tell whether it judges: "il serait absurde de …", "un report serait une erreur"."""
    qualified = _QUALIFIED.match(context.after)
    if context.stem != "ser" or not qualified:
        return False
    word = qualified["word"]
    bases = {word, *(word.removesuffix(end) + base for end, base in _ENDINGS if word.endswith(end))}
    judged = not bases.isdisjoint(EVALUATIONS) and (
        bool(qualified["what"]) or not context.attributed
    )
    return judged or bool(_JUDGED.match(context.after))


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


def has_no_fact(context: Context) -> bool:
    """Tell whether the subject is no fact yet: "cela", "une telle hausse", "un retrait"."""
    if counts_a_case(context):
        return False
    if _THIS.search(context.clause) or _ANY.search(context.clause):
        return True
    if context.verb.compound or _PENDING.match(context.after):
        return False
    return bool(_INFINITIVE.search(context.clause)) or _is_hypothetical(context)


def _is_hypothetical(context: Context) -> bool:
    for match in _DETERMINED.finditer(context.clause):
        if {match["first"], match["second"]} & HYPOTHETICAL_NOUNS:
            if match["determiner"] in ("le", "la", "les", "l'"):
                return context.stem not in REPORTING and not context.current
            return True
    return False


_OF_WHAT = r" (?:\w+ment |donc |bien )?(?:d'|de )(?!une?\b|l'|la\b|autre)"
_TO_DO = re.compile(rf"{_OF_WHAT}(?:(?:s'|se |l'|la |les? |en |y |ne pas )*\w+(?:er|ir|re|oir)\b)")
_REASON = re.compile(r" (?:\w+ )?(?:de quoi|lieu|moyen|intérêt|avantage|danger|sens|raison)\b")
_THERE = re.compile(r"\b(?:il|n') ?y $")

_AIM = re.compile(
    r"\b(?:l'idéal|le mieux|le pire|l'objectif|l'idée|le but|le rêve|la solution|le risque"
    r"|le danger|l'enjeu|l'ambition|la priorité)\b[^,]*$"
)


def is_impersonal(context: Context) -> bool:
    """Tell whether it is impersonal: "il s'agirait de simplifier", "l'idéal serait de"."""
    if context.stem == "agir" and context.before.endswith("s'"):
        return bool(_TO_DO.match(context.after))
    if _THERE.search(context.before):
        return bool(_REASON.match(context.after))
    aims = context.stem == "ser" and _AIM.search(context.clause)
    return bool(aims and re.match(r" (?:donc |\w+ment )?(?:de |d'|que |qu')", context.after))


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

# "Un vaccin sauverait …, selon l'OMS" supposes; "un Français sur dix renoncerait …" reports.
_ONE_OF_A_KIND = re.compile(
    r"(?:^\W*|, )une? (?!tiers|quart|mill(?:ion|iard|ier)|\w+aine|sur|homme|femme|ancien)"
    r"(?!\w+ sur )[^,]*$"
)

_BY_PLAN = re.compile(rf" par une? (?:{'|'.join(sorted(HYPOTHETICAL_NOUNS))})\b")
_TO_COME = re.compile(r"\b(?:futur|prochain)e?s? ")

# What is not done yet: "serait raffiné sur place, alors qu'il part aujourd'hui en Asie".
_CONTRASTED = re.compile(
    r"\b(?:alors qu|tandis qu|contre\b|au lieu d)[^.;]{0,90}\b(?:aujourd'hui|actuellement)\b"
)


def is_plan(context: Context) -> bool:
    """Tell whether it is a measure, an effect or a proposal that is only considered."""
    which = _A_WHICH.search(context.before)
    if which and which["noun"] in HYPOTHETICAL_NOUNS and not context.attributed:
        return True
    if context.verb.compound:
        return False
    if _CONTRASTED.search(context.after) and not context.attributed:
        return True
    proposal = _PROPOSES.search(context.before)
    if proposal and not BREAK.search(context.before[proposal.end() :]):
        return not (context.current and proposal["weighs"])
    if context.current or (context.attributed and not _ONE_OF_A_KIND.search(context.clause)):
        return False
    return not (_is_passive_report(context) if context.stem == "ser" else _is_reporting(context))


def _is_passive_report(context: Context) -> bool:
    participle = re.sub(r"e?s?$", "", context.verb.participle)
    planned = not {participle, context.verb.participle}.isdisjoint(PLANNED)
    return not planned and not _BY_PLAN.match(context.text, context.verb.end)


# "La mesure bénéficierait aux familles", "une ligne qui porterait la capacité à 45 000 tonnes".
_EFFECT = re.compile(r"beneficier (?:à|au)|porter [^,;:]*? à (?:près de |plus de |environ )?\d")


def _is_reporting(context: Context) -> bool:
    if context.stem == "fer":
        return bool(_STATE_OF_DOING.match(context.after))
    if _EFFECT.match(context.stem + context.after):
        return False
    if is_dated_announcement(context):
        return True
    to_come = bool(_TO_COME.search(context.clause)) and context.stem != "aur"
    return context.stem in REPORTING and not to_come


def is_quoted(context: Context) -> bool:
    """Tell whether a quoted speaker supposes: « Nous serions … et cela coûterait cher »."""
    opened = max(context.before.rfind("«"), context.before.rfind("“"))
    closed = max(context.before.rfind("»"), context.before.rfind("”"))
    inside = opened > closed or context.before.count('"') % 2 == 1
    return inside and context.simple and not context.current
