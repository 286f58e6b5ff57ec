"""Does a French conditional suppose? Rules, each a pure function of the sentence and a verb."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from newsbrief.conditional import lexicon
from newsbrief.conditional.forms import conditional_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsbrief.conditional.groups import Group

__all__ = ["Clue", "supposes"]


@dataclass(frozen=True)
class Clue:
    """A conditional in its sentence; `text` is `normalised`, of the sentence's length."""

    text: str
    verb: Group

    @cached_property
    def before(self) -> str:
        """All that stands before the verb."""
        return self.text[: self.verb.start]

    @cached_property
    def after(self) -> str:
        """All that stands after the conditional word."""
        return self.text[self.verb.word_end :]

    @cached_property
    def clause(self) -> str:
        """What stands before the verb in its own clause, as far as its subject."""
        return _CLAUSE.split(self.before)[-1]

    @property
    def simple(self) -> bool:
        """Tell whether it is about the present or the future."""
        return not self.verb.compound

    @property
    def stem(self) -> str:
        """The future stem: "envisager"."""
        return self.verb.form.stem

    @cached_property
    def attributed(self) -> bool:
        """Tell whether the sentence names who says so, other than a plan or a scenario."""
        return bool(_ATTRIBUTION.search(self.text))

    @cached_property
    def current(self) -> bool:
        """Tell whether the sentence is about a state that has begun."""
        return bool(_CURRENT.search(self.text))


_CLAUSE = re.compile(r"[;:«»“”(–—]|, (?:et|mais|car|puis|donc) |\b(?:alors|tandis|parce) qu")
_PLAN = (
    r"(?:ce|cette|cet|un|une|le|les|des|la|l'|son|leur)?\s?(?:scénario|hypothèse|plan|projet|proposition"
    r"|prévision|projection|calendrier|calcul|lui que)"
)
_ATTRIBUTION = re.compile(
    rf"\b(?:selon|d'après) (?!{_PLAN}|(?:que|qu'|la loi|le texte|l'article|les cas)\b)"
    r"|\bà en croire|\ben croi(?:t|re)\b|\bde source|\bcroit savoir|\bsources?\b"
    r"|, (?:rapporte|révèle|affirme|indique|assure|avance|raconte|confie|relate|dévoile)(?:nt)?\b"
)
_CURRENT = re.compile(
    r"\b(?:déjà|actuellement|aujourd'hui|depuis|en réalité|en fait|toujours|encore|désormais"
    r"|à ce jour|en ce moment|à l'étude|secrètement|en secret)\b"
)


def supposes(clue: Clue) -> bool:
    """Tell whether the conditional supposes, plans or looks ahead from the past."""
    return any(rule(clue) for rule in _RULES)


def _asks(clue: Clue) -> bool:
    """A question, or an inversion but in "aurait-il répondu" after what was said."""
    if clue.text.rstrip(" »”\"'").endswith("?"):
        return True
    return clue.verb.inverted and not re.search(r"[,»”\"] ?(?:l'|lui |leur )*$", clue.before)


_UNREAL = re.compile(
    r"\b(?:mieux (?:fait|valu)|été (?:\w+ment |plus |bien |trop )?(?:préférable|possible|souhaitable"
    r"|judicieux|logique|impossible|inimaginable|impensable|utile|sage|dommage|plus \w+))\b"
)
_NEVER = re.compile(r"\b(?:jamais|personne|qui|on|nul|rien|guère|pas)\b")
_BELIEVED = re.compile(r"(?:cru|imaginé|pensé|parié|dit|misé|osé|deviné|soupçonné|rêvé)")


def _modal(clue: Clue) -> bool:
    verb = clue.verb
    group = clue.text[verb.start : verb.end]
    if clue.stem in lexicon.MODALS or verb.participle in lexicon.COUNTERFACTUAL:
        return True
    if verb.participle in lexicon.WISHES:
        return not clue.attributed
    if re.match(r" (?:tort|intérêt|beau|mieux|avantage|mauvaise grâce|gagné à)\b", clue.after):
        return True
    if _UNREAL.search(group) or _UNREAL.match(clue.after.lstrip()):
        return True
    believed = verb.compound and _BELIEVED.fullmatch(verb.participle)
    nobody = re.search(r"\b(?:personne|nul|qui|on)(?: ne| n'|,)? ?$|\bpersonne n'$", clue.before)
    return bool(believed and (nobody or "jamais" in group))


_SUBORDINATE = r"[^;:!?»”]*?"
_WHETHER = re.compile(
    r"\b(?:savoir|sait|savent|ignor\w+|demand\w+|dire|déterminer|vérifier|dit|précis\w+|établir"
    r"|comme|même|et|ou|sur|question|incertain|comprendre)(?: pas| encore| plus)* $"
)
_IF = re.compile(
    r"\b(?:si (?!bien\b|peu\b|longtemps\b|possible\b|nécessaire\b|besoin\b|l'on en croit|on en croit)"
    r"|s'(?=ils?\b))"
)
_FINITE = re.compile(r"[^\W\d_]+(?:ait|aient)\b")
_PRESENT_VERB = re.compile(r"\b(?:est|sont|a|ont|[^\W\d_]{2,}(?:e|ent|t|it))\b")
_TELLS = re.compile(
    r"(?:menacé|promis|demandé|averti|assuré|prévenu|proposé|offert|dit|déclaré|affirmé|indiqué"
    r"|juré|exigé|expliqué|confié|envisagé|prévu|ordonné|accepté|refusé|conseillé|réclamé)"
)


def _imperfect(text: str) -> bool:
    """Tell whether the first verb of `text` in -ait is an imperfect, not a conditional."""
    word = _FINITE.search(text)
    return bool(word and conditional_form(word.group()) is None and word.group() != "fait")


def _within_report(clue: Clue, position: int) -> bool:
    """A condition that belongs to what somebody said: "aurait menacé de partir si …"."""
    told = clue.verb.compound and _TELLS.fullmatch(clue.verb.participle)
    return bool(told) and position >= clue.verb.end


def _if(clue: Clue) -> bool:
    if re.search(r"\bcomme s(?:i|'ils?)\b[^,;:]*$", clue.before):
        return True
    for match in _IF.finditer(clue.text):
        if _within_report(clue, match.start()):
            continue
        lead = clue.text[: match.start()]
        whether = _WHETHER.search(lead)
        clause = re.split(r"[,;:!?»”]", clue.text[match.end() :])[0]
        if whether and not (whether.group().startswith("même") and _imperfect(clause)):
            continue
        if _imperfect(clause):
            return True
        # "si le texte est adopté, …": with the present a plan, unless it concedes.
        concedes = clue.verb.compound or clue.current or lead.rstrip().endswith(",")
        if not concedes and match.start() < clue.verb.start and _PRESENT_VERB.search(clause):
            return True
    return bool(re.search(r"\bs'il (?:voit|était|le faut|venait|est (?:adopté|élu|voté|confirmé))", clue.text)) and clue.simple


_CONDITION = re.compile(
    r"\b(?:à défaut|en cas d|au cas où|à moins (?:que|qu'|d)|à (?:la )?(?:seule )?condition (?:que|qu'|d)"
    r"|pourvu qu|dans (?:l'hypothèse|le cas|l'éventualité)|dans (?:ce|un tel|pareil) (?:cas|scénario)"
    r"|dans cette hypothèse|dans un monde|le cas échéant|quand bien même|en l'absence d|sans quoi"
    r"|auquel cas|en pareil cas|à supposer|supposons|en admettant|dans le (?:meilleur|pire) des cas"
    r"|en théorie|théoriquement|idéalement|à ce rythme|n'eût|pour peu qu|advenant|à (?:ma|sa|votre|leur) place"
    r"|en temps normal|dans d'autres circonstances|faute de quoi|hormis|d'ici là|à l'avenir"
    r"|un jour|à terme|plus tard|le moment venu|tôt ou tard|dans l'idéal)"
)
_OPENS_WITH_ELSE = re.compile(r"^\W*(?:\w+ )?(?:sinon|autrement|ailleurs)\b|[;,:] (?:sinon|faute de quoi)\b")
_ONLY_FUTURE = re.compile(r"\b(?:faute d|avec (?:un|une|des|de)\b)")
_TIME = ("plus tard", "un jour", "à terme", "à l'avenir", "d'ici là", "le moment venu", "tôt ou tard")


def _condition(clue: Clue) -> bool:
    for match in _CONDITION.finditer(clue.text):
        intends = clue.stem in lexicon.INTENTIONS or _within_report(clue, match.start())
        past = clue.verb.compound and match.group() in _TIME
        if not past and not (intends and match.start() > clue.verb.start):
            return True
    if _OPENS_WITH_ELSE.search(clue.before):
        return True
    lack = _ONLY_FUTURE.search(clue.before)
    opening = bool(re.match(r"^\W*(?:même )?(?:faute d|avec (?:un|une|des|de)\b)", clue.text))
    if lack and opening and not clue.attributed:
        return clue.simple or lack.group().startswith("avec")
    return bool(re.match(r"^\W*en \w+ant\b", clue.text)) and clue.simple


_SUCH = (
    r"(?:surprise|doute|attendre|conteste|ambages|compter|précision|plus|trop|grande?|emploi|abri"
    r"|domicile|papiers|antécédents|casier|permis|nouvelles?|raison|motif|explication|le savoir|cesse"
    r"|relâche|tarder|vergogne|fard|détour|surprendre|exception|arme|armes|complice)"
)
_WITHOUT = re.compile(
    rf"^\W*(?:mais |et )?sans (?!{_SUCH}\b|(?:(?:l'|le |la |les |en |y |se |s')*\w+(?:er|ir|re|oir)\b))[^,]+,"
)
_WITHOUT_AFTER = re.compile(
    r"\b(?:sans (?:l'|le |la |les |son |sa |ses |leur |leurs |cette |ce |cet |ces |lui\b|elle\b|eux\b|elles\b|qui\b|cela\b|ça\b)"
    r"(?!\w+(?:er|ir|re)\b)|\bsans qui\b|\bsans (?:lequel|laquelle|lesquels|lesquelles)\b)"
)


def _without(clue: Clue) -> bool:
    if _WITHOUT.match(clue.text) or re.search(r"\bsans (?:qui|l[ae]quelle?|lesquel\w+)\b", clue.before):
        return True
    negated = re.search(r"\bn(?:e |')(?:\w+ )?$", clue.before) or re.match(r" (?:pas|jamais)\b", clue.after)
    nothing = re.search(r"\b(?:rien|aucun\w*|jamais|personne)\b", clue.before)
    return bool((negated or nothing) and _WITHOUT_AFTER.search(clue.text))


_PAST = re.compile(
    r"\b(?:a|ont|avait|avaient|eut|est|sont|était|étaient|ayant|a été|fut|avoir)(?: (?:pas|déjà|alors"
    r"|aussi|également|bien|toujours|lui-même|fait|laissé|\w+ment))* (?P<said>[^\W\d_]+)\b"
)
_IMPERFECT = re.compile(r"\b(?P<stem>[^\W\d_]+)(?:ait|aient|èrent|ant)\b")
_SIMPLE_PAST = re.compile(r"\b(?P<stem>annonc|assur|déclar|affirm|jur|pens|estim|décid|prom|prédi|jug)(?:a|ea|it|irent|èrent)\b")
_THAT = re.compile(r"\b(?:que|qu'|quand|comment|où|combien|si|s'|pourquoi|ce qui|lequel|laquelle|dont|quelles?|quels?|à quel\w*)")
_BREAK = re.compile(r"[;:!?»”]|, (?:mais|car|tandis|alors|puis|ce qu)|\bselon laquelle")
_STATES = re.compile(r"(?:ser|aur|viv|vivr|détiendr|résider|trouver|souffrir|appartiendr|connaîtr|ignorer)")
_DISCLOSED = re.compile(r"(?:révélé|rapporté|dévoilé|relaté|raconté|appris|écrit|confié|prétendu|soutenu|affirmé)")


def _governor(clue: Clue) -> str:
    """The past verb on whose "que" the conditional hangs: "annoncé", "pens"; or ""."""
    for that in reversed(list(_THAT.finditer(clue.before))):
        if _BREAK.search(clue.before[that.end() :]):
            continue
        lead = _BREAK.split(clue.before[: that.start()])[-1]
        lead = lead[-70:]
        told = [m["said"] for m in _PAST.finditer(lead) if m["said"] in lexicon.SAYINGS]
        if told:
            return told[-1]
        for match in [*_IMPERFECT.finditer(lead), *_SIMPLE_PAST.finditer(lead)]:
            if conditional_form(match.group()) is None and match["stem"] in lexicon.SAYING_STEMS:
                return match["stem"]
            if match["stem"].rstrip("e") in lexicon.SAYING_STEMS and conditional_form(match.group()) is None:
                return match["stem"]
    return ""


def _future_in_the_past(clue: Clue) -> bool:
    governor = _governor(clue)
    if governor:
        if clue.verb.compound:
            return governor in lexicon.OPINIONS
        return not (_DISCLOSED.fullmatch(governor) or (clue.current and _STATES.match(clue.stem)))
    if clue.verb.compound:
        return False
    free = re.search(r"\b(?:avait|avaient|a|ont) (?P<said>\w+)(?: [^:;.]{0,30})? ?: ", clue.before)
    return bool(free and free["said"] in lexicon.SAYINGS)


_WHEN = re.compile(r"\b(?:quand|lorsqu\w*|dès qu\w*|aussitôt qu\w*|tant qu\w*|où|une fois qu\w*) ?'?[^,;:]*$")


def _when(clue: Clue) -> bool:
    match = _WHEN.search(clue.clause)
    jour = re.search(r"\b(?:jour|moment|année|cas) où [^,;:]*$", clue.clause)
    return bool(jour) or bool(match and not match.group().startswith("où"))


_BARE_SUBJECT = re.compile(r"(?:^|[ ,'«])(?:cela|ceci|ça|c'|ce)(?: ne| n'| en| y| lui| leur| nous| vous| se| s'|,[^,]+,)* ?$")
_SUCH_SUBJECT = re.compile(r"\b(?:(?:un|une) tel(?:le)?|de tel(?:le)?s|pareil(?:le)?s?|n'importe quel(?:le)?) ")
_INDEFINITE = re.compile(r"(?:^|, |: |qu'|que )\W*(?:un|une|cette|ce|cet|le|la|l'|les|des)(?: |(?<='))(?:\w+el(?:le)? |\w+ )?(?P<noun>[^\W\d_-]+)")
_PENDING = re.compile(
    r" (?:toujours |déjà |donc |bien |actuellement |désormais |encore |même )*(?:en (?:cours|préparation|discussion|fuite|négociation|passe)|à l'étude|proche|imminent"
    r"|sur la table|envisagé|prévu|attendu|lié|dû|due|liée|à l'origine|responsable|prêt|impliqué|visé)"
)
_QUALIFIED = re.compile(r" (?:pas |plus |aussi |donc |même |bien |sans doute |\w+ment |tout |très |trop |si |moins )*(?P<word>[\w-]+)")
_JUDGED = re.compile(
    r" (?:\w+ment |pas |plus |aussi |donc |sans doute )*(?:un|une|l'|la|le) (?:\w+ )?(?:erreur|catastrophe|folie|chance|honte|victoire"
    r"|première|désastre|faute|bonne nouvelle|mauvaise nouvelle|nouvelle|suicide|drame|aveu|occasion"
    r"|signal|solution|atout|moyen|façon|manière|non-sens|insulte|précédent|tragédie|cadeau|défaite|gâchis|échec|scandale|aubaine|bouée)"
)


def _evaluated(clue: Clue) -> bool:
    """"Il serait absurde de …", "un report serait une erreur"."""
    if clue.stem != "ser":
        return False
    qualified = _QUALIFIED.match(clue.after)
    word = qualified["word"].rstrip("s") if qualified else ""
    judged = any(form in lexicon.EVALUATIONS for form in (word, word.removesuffix("e"), word.removesuffix("ne"), word.removesuffix("le"), word.removesuffix("se") + "x", word.removesuffix("ve") + "f"))
    return bool(judged or _JUDGED.match(clue.after))


def _subject(clue: Clue) -> bool:
    """What stands as subject is no fact yet: "cela", "une telle hausse", "un retrait"."""
    if _BARE_SUBJECT.search(clue.clause) or _SUCH_SUBJECT.search(clue.clause):
        return True
    if clue.verb.compound or _PENDING.match(clue.after):
        return False
    nouns = [m["noun"] for m in _INDEFINITE.finditer(clue.clause)][:1]
    determiner = re.search(r"\b(?:un|une|cette|ce|cet|le|la|les|des|l')", clue.clause)
    definite = bool(determiner) and determiner.group() in ("le", "la", "les", "l'")  # type: ignore[union-attr]
    return any(n in lexicon.HYPOTHETICAL_NOUNS for n in nouns) and not (definite and (clue.attributed or clue.current or clue.stem in ("ser", "aur")))


def _impersonal(clue: Clue) -> bool:
    """"Il s'agirait de simplifier", "il y aurait de quoi"."""
    infinitive = r"(?:(?:s'|se |l'|la |les |le |en |y |ne pas )*\w+(?:er|ir|re|oir)\b)"
    if re.search(r"\bs'$", clue.before) and clue.stem == "agir":
        return bool(re.match(rf" (?:\w+ )?(?:d'|de )(?!un|une|l'|la |autre){infinitive}", clue.after))
    if re.search(r"\bil y $", clue.before):
        return bool(re.match(r" (?:\w+ )?(?:de quoi|lieu|moyen|intérêt|avantage|danger)\b", clue.after))
    aim = re.search(r"\b(?:l'idéal|le mieux|le pire|l'objectif|l'idée|le but|le rêve|la solution|le risque|le danger|l'enjeu|l'ambition|la priorité)\b[^,]*$", clue.clause)
    if aim and clue.stem == "ser":
        return bool(re.match(r" (?:donc |\w+ment )?(?:de |d'|que |qu')", clue.after))
    return False


_PROPOSES = re.compile(
    r"\b(?:prévo\w+|propos\w+|suggèr\w+|suggér\w+|imagin\w+|souhait\w+|veut|veulent|réclam\w+|plaid\w+|exig\w+"
    r"|rêv\w+|demand\w+|estim\w+|juge\w*|calcul\w+|pari\w+|craign\w+|craint|redout\w+|esp[èé]r\w+|préconis\w+|défend\w*|voudr\w+"
    r"|envisag\w+|étudi\w+|stipul\w+|dispose|impliqu\w+|suppos\w+|pens\w+|croi\w+)\b[^;:.!?]*\b(?:que|qu'|qui|dont|où)\b"
)
_A_WHICH = re.compile(r"\b(?:un|une|des|tout|toute|d'un|d'une) (?P<noun>[^\W\d_]+)[^,;:]*?,? (?:qui|dont|où|auquel|laquelle|lequel|que|qu')\b[^,;:]*$")
_PEOPLE = _words = frozenset(
    """homme femme individu individus suspect suspecte jeune personne proche policier policiers
    hommes femmes jeunes personnes ressortissant ressortissants mineur adolescent militaire
    militaires garçon fille enfant enfants ami amie médecin avocat ancien ancienne fonctionnaire
    document documents message vidéo lettre rapport groupe réseau société entreprise source sources
    quantité dizaine centaine quinzaine vingtaine million milliard enquête affaire""".split()
)
_FUTURE_THING = re.compile(r"\b(?:futur|future|nouveau|nouvelle|prochain|prochaine|futurs|futures|nouveaux|nouvelles) ")


def _plan(clue: Clue) -> bool:
    """A measure, an effect or a proposal that is weighed, not told."""
    if clue.verb.compound:
        return False
    proposal = _PROPOSES.search(clue.before)
    if proposal and not clue.current and not _BREAK.search(clue.before[proposal.end():]) and (clue.stem in lexicon.EFFECTS or clue.verb.participle or proposal.group().endswith(("qui", "dont", "où")) or re.match(r"(?:estim|calcul|juge|prévo|propos|suggè|craign|craint|redout|espèr)", proposal.group())):
        return True
    which = _A_WHICH.search(clue.before)
    if which and which["noun"] not in _PEOPLE and not clue.attributed and not clue.current:
        return True
    if clue.current:
        return False
    singular = re.sub(r"e?s?$", "", clue.verb.participle)
    planned = singular in lexicon.PLANNED or clue.verb.participle in lexicon.PLANNED
    if planned and clue.stem == "ser":
        return not clue.attributed
    if _FUTURE_THING.search(clue.clause) and not clue.attributed and clue.stem not in ("ser", "aur"):
        return True
    return clue.stem in lexicon.EFFECTS and not clue.attributed


def _quoted(clue: Clue) -> bool:
    """A speaker who supposes in his own words: « Nous serions … et cela coûterait cher »."""
    opened = max(clue.before.rfind("«"), clue.before.rfind("“"))
    return opened > max(clue.before.rfind("»"), clue.before.rfind("”")) and clue.simple and not clue.current


_RULES: tuple[Callable[[Clue], bool], ...] = (
    _asks,
    _modal,
    _if,
    _condition,
    _without,
    _future_in_the_past,
    _when,
    _evaluated,
    _subject,
    _impersonal,
    _plan,
    _quoted,
)
