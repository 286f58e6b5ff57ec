"""Words around a name that tell it from an ordinary word spelled alike: "le groupe Casino"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.checks.names.entry import Kind
from newsbrief.text.tables import word_lists

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.checks.names.forms import Token

__all__ = [
    "introduced",
    "introduces",
    "is_determined",
    "names_source",
    "of_the_press",
    "opens_name",
    "paper_tail",
    "reports",
    "speaks",
]

_NAMING = re.compile(r"(?:baptis|appel|dénomm|intitul|rebaptis|surnomm)ée?s?\Z")

_ADJECTIVE = re.compile(
    r"(?:ais|aise|ois|oise|ien|ienne|ain|aine|and|ande|ique|al|ale|el|elle|if|ive|aire|eux|euse"
    r"|ier|ière|in|ine|ol|ole|ec|que|mobile|ard|arde|[éè]r?e?)s?\Z"
)

# What stands before the contracted article of a paper: "journaliste du Monde", "confié au Monde".
_PRESS_BEFORE = re.compile(
    r"\b(?:abonnés|archives|articles?|chroniqueu\w+|colonnes|confrères?|consœurs?|correspondante?s?"
    r"|couverture|informations?|éditorial\w*|enquête|envoyée?s?|spéciale? du|interview|entretien"
    r"|journalistes?"
    r"|lect(?:eurs?|rices?|orat)|patronn?e?|rédact\w+|reporter|révélations|site|sondage|tribune"
    r"|à la une|à la tête|la direction|direct(?:eur|rice)|propriétaire|actionnaires?|rapporte"
    r"|publi\w+|confi\w+|déclar\w+|expliqu\w+|racont\w+|indiqu\w+|affirm\w+|assur\w+"
    r"|accord\w+|répond\w+|précis\w+|révél\w+|révèle|livr\w+|soulign\w+|parl\w+|détaill\w+"
    r"|reproch\w+|d[iî]t|donné raison|photographe|numéro|palmarès|pages|chronique)\b[^.;:]*\Z",
    re.IGNORECASE,
)

PRESS_REACH = 50  # characters before it: "a accordé un long entretien exclusif au Monde"
_DETERMINERS = frozenset("le la les l' un une des ce cette ces son sa ses du au aux".split())
MAX_ADJECTIVES = 3  # "le constructeur automobile allemand Volkswagen"

# How the name of a paper continues in lower case: "Le Berry républicain".
_PAPER_TAIL = re.compile(
    r" (?:(?:républicain|lorrain|picard|français|libéré|enchaîné|indépendant|illustré)e?s?|libre"
    r"|nouvelle|économique|internationale?|agricole|moderne|populaire|diplomatique|magazine|hebdo"
    r"|(?:du|de la|des) (?:jour|soir|matin|médecin|communes|dimanche|semaine|pharmacien)"
    r"|[a-zé]+(?:and|ain|ais|ien|ard|in|ois|ol|on)e?s?(?= [a-zà]))\b"
)

# "Révèle", "a interrogé": the beginnings of verbs whose subject is often a paper.
_PAPER_VERB = re.compile(
    r"(?!notamment|parlement|citoyen|publi(?:c|que)s?\b)"
    r"(?:révèl|révél|rapport|affirm|écri[tv]|indiqu|publi|titr|dévoil|annonc|assur|précis|expliqu|not"
    r"|racont|soulign|confirm|estim|consacr|interrog|enquêt|visit|recueill|relay|relat|cit|évoqu"
    r"|dénonc|s'interroge|salu|refait|compar|donn[eé]|croit|parl|détaill|décri|dress|livr|propos)"
)


def _word_list(name: str) -> frozenset[str]:
    return word_lists(__package__)[name]


def names_source(words: Sequence[Token], index: int) -> bool:
    """Tell whether token `index` follows "selon", "chez" or a verb of naming: "selon Contexte"."""
    before = words[index - 1].text.lower() if index else ""
    according_to = before == "après" and index > 1 and words[index - 2].text == "'"  # d'après
    return according_to or before in ("selon", "chez") or _NAMING.search(before) is not None


def paper_tail(text: str) -> int:
    """Return how many characters of `text`, which follows a paper's name, still belong to it."""
    match = _PAPER_TAIL.match(text)
    return match.end() if match else 0


def introduces(words: Sequence[Token], index: int) -> Kind | None:
    """Return the kind of name that a noun before token `index` announces, past its adjectives."""
    position = index - 1
    while position >= max(0, index - MAX_ADJECTIVES) and _is_adjective(words[position].text):
        position -= 1
    if position < 0:
        return None
    noun = words[position].text.removesuffix("s")  # "Fédération" is itself part of a name
    if position >= 2 and words[position - 1].text == "-":
        noun = f"{words[position - 2].text.lower()}-{noun}"
    if noun in _word_list("outlets"):
        return Kind.OUTLET
    return Kind.COMPANY if noun in _word_list("companies") else None


def _is_adjective(word: str) -> bool:
    noun = word in _word_list("outlets") or word in _word_list("companies")
    return word.islower() and not noun and bool(_ADJECTIVE.search(word))


def opens_name(word: str) -> Kind | None:
    """Return the kind of name that begins with the capitalised noun `word`, or None."""
    if word.lower() in _word_list("firm_nouns"):
        return Kind.COMPANY
    return Kind.OUTLET if word.lower() in _word_list("paper_nouns") else None


def introduced(words: Sequence[Token], index: int) -> bool:
    """Tell whether a noun or a verb before token `index` announces a name."""
    before = words[index - 1].text.lower() if index else ""
    return introduces(words, index) is not None or before in _word_list("before_sources")


def of_the_press(before: str) -> bool:
    """Tell whether the text `before` a contracted article announces a newspaper."""
    opens = not before.strip(" «\"'-")
    return opens or _PRESS_BEFORE.search(before[-PRESS_REACH:]) is not None


def speaks(words: Sequence[Token], index: int) -> bool:
    """Tell whether token `index` is a verb whose subject may be an outlet or a company."""
    return index < len(words) and words[index].text.lower() in _word_list("outlet_verbs")


def reports(words: Sequence[Token], index: int) -> bool:
    """Tell whether the verb at token `index` is one whose subject is a paper: "a interrogé"."""
    verbs = [word.text.lower() for word in words[index : index + 2]]
    if verbs[:1] in (["a"], ["ont"], ["avait"]):
        del verbs[0]
    return bool(verbs) and _PAPER_VERB.match(verbs[0]) is not None


def is_determined(words: Sequence[Token], index: int) -> bool:
    """Tell whether a determiner stands before token `index`."""
    if not index:
        return False
    before = words[index - 1].text.lower()
    if before == "'" and index > 1:
        before = f"{words[index - 2].text.lower()}'"
    return before in _DETERMINERS
