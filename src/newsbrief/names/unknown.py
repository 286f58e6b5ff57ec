"""Names that no table has, told by what stands before them or by how they are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.names.cues import introduces, names_source, opens_name, paper_tail
from newsbrief.names.entry import Entry, Kind
from newsbrief.names.mention import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from newsbrief.names.forms import Token

__all__ = ["TRANSLATED", "is_capitalised", "opens", "unknown_name"]

_LINKS = frozenset("de du des d & of and the".split())
_AFTER_DE = frozenset("la l".split())
_OPENERS = frozenset('« " “ ( [ : - – — • . ! ? …'.split())
MAX_NAME_TOKENS = 8
MIN_LETTERS = 3  # "le groupe A"
# Capitalised after an article, and rightly translated: no name of a firm or a paper. What ends like
# an inhabitant or a believer is left out by its ending.
TRANSLATED = frozenset(
    """Terre Lune Soleil Église Bourse Toile Cour Ville Foire Jeux Coupe Mairie État États Chambre
    Trésor Noël Pâques Toussaint Bleus Bleu Bleues Rois Dieu Seigneur Vierge Ciel Nord Sud Est Ouest
    Occident Orient Midi Manche Premier Première Hongrois Grecs Grec Suisses Suisse Turcs Turc Juifs
    Juif Verts Vert Noirs Blancs Suédois Polonais Russes Russe Belges Belge Corses Basques Arabes
    Kurdes Slaves Serbes Croates Tchèques Slovaques Bretons Breton Gallois Danois Sénat Parlement
    Assemblée Conseil Cour Ministère Haute Haut Grand Grande Petit Nouvelle Nouveau Vieux Vieille
    Saint Sainte Prix Tour Tribunal Académie Université École Hôpital Gare Place Rue Avenue Pont
    Port Palais Château Musée Opéra Théâtre Cathédrale Basilique Région Département Commune Canton
    Préfecture Sous Ligue Fédération Union Confédération Syndicat Parti Mouvement Front Comité
    Commission Agence Autorité Office Institut Centre Bureau Banque Caisse Fonds Fondation
    Défenseur Garde Directeur Président Ministre Roi Reine Prince Princesse Pape Empereur Duc
    Guerre Révolution Libération Résistance Restauration Renaissance République Empire Constitution
    Internet Web Net Covid Brexit Coran Bible Torah Alpes Pyrénées Vosges Jura Loire Seine Rhône
    Rhin
    Garonne Marne Meuse Moselle Creuse Isère Drôme Aisne Somme Oise Eure Orne Sarthe Mayenne Vienne
    Gironde Dordogne Lot Tarn Gard Var Ain Allier Cher Indre Landes Nièvre Yonne Vendée
    Réunion""".split()
)
_INHABITANTS = tuple(
    """ais aise aises ois oise oises ien iens ienne iennes ain ains aine aines and ands ande andes
    istes iste éen éens éenne éennes ins ols ates acs ards""".split()
)


def unknown_name(sentence: str, words: Sequence[Token], index: int) -> tuple[Mention, int] | None:
    """The unknown name that begins at token `index`, and its length in tokens, or None.

    "la start-up Voltarenne", "selon La Lettre du Grain", "les Aciéries de la Thiérache"; and, where
    the model must show that it took it for words, "La Fourche lève 31 millions".
    """
    if address := _ADDRESS.match(sentence, words[index].start):
        return _address(address, words, index)
    if _is_acronym(words[index].text):
        return _copied(sentence, words[index].start, words[index].end, tentative=True), 1
    if not is_capitalised(words[index]):
        return None
    opening = opens_name(words[index].text)
    length = _name_length(words, index, by_noun=opening is not None)
    article = _own_article(words, index)
    opening = opening if length > 1 else None
    kind = None if words[index].text in TRANSLATED else introduces(words, index) or opening
    if kind is None and names_source(words, index - article):
        kind = Kind.OUTLET
    begins = opens(words, index - article)
    if kind is None and article and not begins:  # inside a sentence a capital is the name's own
        kind = Kind.OUTLET
    tentative = kind is None
    if tentative and not _may_be_name(words, index, article):
        return None
    if article and begins and not tentative and opening is not Kind.OUTLET:
        article = 0
    start, end = words[index - article].start, words[index + length - 1].end
    end += paper_tail(sentence[end:]) if kind is not Kind.COMPANY else 0
    text = sentence[start:end]
    if len(text) < MIN_LETTERS or text.isupper():  # an acronym is copied
        return None
    own = words[index].start - start
    entry = Entry((text,), kind=kind or Kind.OUTLET)
    return Mention(start, end, text, entry, text, (text,), own, tentative), length


# Domains, accounts and tags stand as they are, or they lead nowhere.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S*\w|[\w-]+(?:\.[\w-]+)*\.(?:com|fr|org|net|eu|info|io|be|ch|ca|tv|paris)\b"
    r"|[@#]\w{2,}"
)
ACRONYM = range(3, 7)  # letters: "ONF" came out as "NFB"


def _address(match: re.Match[str], words: Sequence[Token], index: int) -> tuple[Mention, int]:
    inside = [word for word in words[index:] if word.start < match.end()]
    return _copied(match.string, *match.span(), tentative=False), len(inside)


def _copied(sentence: str, start: int, end: int, *, tentative: bool) -> Mention:
    """A mention of what must come out as it is."""
    text = sentence[start:end]
    entry = Entry((text,), kind=Kind.ACRONYM)
    return Mention(start, end, text, entry, text, (text,), tentative=tentative)


def _is_acronym(word: str) -> bool:
    return word.isalpha() and word.isupper() and len(word) in ACRONYM


def _may_be_name(words: Sequence[Token], index: int, article: int) -> bool:
    """Whether a sentence opens with an article and a capital that French gives to names alone."""
    word = words[index].text
    return (
        article > 0
        and index == article
        and len(word) > MIN_LETTERS
        and word not in TRANSLATED
        and not word.endswith(_INHABITANTS)
    )


def opens(words: Sequence[Token], index: int) -> bool:
    """Whether a sentence, a quotation or a clause behind a colon begins at token `index`."""
    return index == 0 or words[index - 1].text in _OPENERS


def _own_article(words: Sequence[Token], index: int) -> int:
    """How many tokens before a capitalised word are an article in capitals: 0, 1 or 2 (L')."""
    if index and words[index - 1].text in ("Le", "La", "Les"):
        return 1
    elided = index > 1 and words[index - 1].text == "'" and words[index - 2].text == "L"
    return 2 if elided else 0


def _name_length(words: Sequence[Token], index: int, *, by_noun: bool) -> int:
    """How many tokens a capitalised name runs to: "Fromageries du Vercors", "Dupont & Fils".

    After a name proper "de" begins something else: "le groupe Virgin de Richard Branson".
    """
    last = index
    for position in _run(words, index):
        if words[position].text in ("de", "d") and not by_noun:
            break
        if is_capitalised(words[position]):
            last = position
    return last - index + 1


def _run(words: Sequence[Token], index: int) -> Iterator[int]:
    for position in range(index, min(len(words), index + MAX_NAME_TOKENS)):
        word = words[position]
        of_the = word.text in _AFTER_DE and words[position - 1].text == "de"
        joins = of_the or word.text in "'-" or word.text.lower() in _LINKS
        if not (joins or is_capitalised(word)):
            return
        yield position


def is_capitalised(word: Token) -> bool:
    """Whether a token begins with a capital letter."""
    return word.text[:1].isupper()
