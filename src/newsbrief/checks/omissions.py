"""A stretch of a long French sentence that its English leaves out.

A word of French that tells (a name, a figure, a long word, a word of the small lexicon here)
mostly leaves a trace in a translation: the same figure, the same beginning, the listed word. A
stretch whose words leave none, in an English that is too short by about its length, was left out.

Frequent French words of the press that English does not begin alike, and function words.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["BEGINNINGS", "FUNCTION_WORDS", "left_out"]


# Without accents, in the singular; behind the colon, how English words for it begin.
_ROWS = """
pays:countr,nation,land,state an:year,annual annee:year jour:day,dai mois:month semaine:week
heure:hour,time,o monde:world,global homme:man,men,people,male femme:wom,wife,female
enfant:child,kid,boy,girl fils:son fille:daughter,girl eau:water feu:fire mer:sea,ocean
terre:land,earth,ground,soil ville:city,town,cities maison:hous,home vie:li,alive mort:dea,di,kill
guerre:war paix:peace roi:king loi:law,act,bill droit:right,law travail:work,labo,job,task
travaill:work,labo emploi:job,employ,work entreprise:compan,busi,firm,enterpr societe:compan,soci
argent:money,cash,silver prix:price,award,prize,cost cout:cost hausse:ris,increas,up,high,gr
baisse:fall,fell,drop,declin,cut,low,decreas,down fin:end,finish,late debut:beginn,start,early
depuis:since,for,from ecole:school eleve:student,pupil,high,rais etude:stud travers:through,across
oeuvre:work,art livre:book,pound journal:newspaper,journal,paper nom:name mot:word lieu:place,
site:site chose:thing,what fois:time,once,twice place:place,square,spot,position part:part,share
partie:part,portion,section moyen:mean,average,middle,way mieux:best,better meilleur:best,better
grand:great,large,big,high,major,tall,wide petit:small,little,young,tiny nouveau:new nouvelle:new
nouvel:new neuf:new,nine vieux:old vieil:old ancien:former,old,ancient,anc jeune:young,youth
premier:first,prime,early,1 dernier:last,latest,final,recent,past derniere:last,latest,final
prochain:next,upcoming,near plusieur:several,many,multiple,number beaucoup:many,much,lot
autre:other,another,else meme:same,even,itself seul:only,alone,single,sole haut:high,top,up
bas:low,bottom,down pres:near,close,almost,about loin:far,away,distan avant:before,prior,ago
apres:after,later,following pendant:during,for,while entre:between,among vers:to,around,about
selon:according,accord,per contre:against,versus,compar sans:without,no chez:among,at,in,with
aujourd:today,now hier:yesterday demain:tomorrow toujours:always,still,ever jamais:never,ever
souvent:often,frequent encore:still,yet,again,even deja:already environ:about,around,approx,some
presque:almost,near notamment:includ,notabl,particular,especial,such cependant:however,though,but
toutefois:however,though,but ainsi:thus,so,thereby,as,also pourtant:yet,however,though
afin:order,to,so lors:during,when,at,in tandis:while,whereas lorsque:when quand:when
quelque:some,few,any chaque:each,every peuple:people gen:people,folk roman:novel,roman
faire:do,make,mak,be fait:made,fact,did,do,mak aller:go,going mettre:put,set,place mis:put,set
prendre:tak,took pris:tak,took,caught donner:giv,gave donne:giv,gave,data dire:say,said,tell
dit:said,say,told savoir:know,find voir:see,view,look vu:see,saw,view trouv:find,found,locat
trouve:find,found,locat trouver:find,found laisser:let,leav,left tuer:kill tue:kill mourir:di,dea
ne:born perdre:los perdu:los gagner:win,won,earn,gain gagne:win,won,earn devoir:must,should,have
pouvoir:power,can,could,able,may peut:can,may,could,might peuvent:can,may,could
doit:must,should,has doivent:must,should,have veut:want,wish fallu:had,need
faut:must,need,should,have appel:call,nam,appeal appeler:call,nam appele:call,nam,known
accord:agree,accord,deal annonc:announc devenir:becom,becam devenu:becom,becam aider:help
aide:aid,help,assist pouss:push,driv cherch:seek,search,look,sought chercheur:research,scient
essai:test,trial,essay,try avion:plane,air,jet voiture:car,vehicle vol:flight,theft,fl
route:road,route,way chemin:way,path,road,rail train:train rue:street temp:time,weather,long
ciel:sky corps:body,corps tete:head coeur:heart main:hand oeil:eye yeux:eye sang:blood
pied:foot,feet,walk blesse:injur,wound,hurt malad:sick,ill,patient,disease
maladie:disease,illness,sick soin:care,treat sante:health medecin:doctor,physician,medic
chef:head,chief,leader dirigeant:leader,execut,ruling gouvernement:govern,administr
etat:state,condition elect:elect voix:vote,voice vot:vot avocat:lawyer,attorney juge:judg,justice
proces:trial,process peine:sentence,penalt,hard prison:prison,jail enquete:investig,survey,inquir
membre:member equipe:team,crew joueur:player,gambl jeu:game,play match:match,game
but:goal,aim,purpose course:race,run,racing resultat:result,outcome bruit:noise,sound
pierre:stone,rock bateau:boat,ship,vessel ile:island,isle nord:north sud:south est:east ouest:west
cote:side,coast,hand region:region,area champ:field arbre:tree oiseau:bird animal:animal chien:dog
poisson:fish viande:meat,beef nourriture:food repas:meal,lunch,dinner aliment:food vin:wine
pluie:rain vent:wind neige:snow chaleur:heat,warm chaud:hot,warm froid:cold lumiere:light
nuit:night,overnight soir:evening,night matin:morning ete:summer,been hiver:winter printemp:spring
automne:autumn,fall janvier:jan fevrier:feb mars:mar avril:apr mai:may juin:jun juillet:jul
aout:aug septembre:sep octobre:oct novembre:nov decembre:dec lundi:mon mardi:tue mercredi:wed
jeudi:thu vendredi:fri samedi:sat dimanche:sun deux:two,both,second,couple trois:three quatre:four
cinq:five six:six sept:seven huit:eight dix:ten cent:hundred mille:thousand million:million
milliard:billion milliers:thousand millier:thousand centaine:hundred dizaine:ten,dozen moitie:half
tier:third siecle:centur moins:less,fewer,least,minus plus:more,most,over,longer,plus besoin:need
mesure:measur,step,extent reseau:network,grid outil:tool bureau:office,desk
salarie:employee,work,staff ouvrier:work patron:boss,head,employer impot:tax taxe:tax dette:debt
banque:bank marche:market,walk,step,march achat:purchas,buy,bought acheter:buy,bought,purchas
vente:sale,sell,sold vendre:sell,sold vendu:sold client:customer,client paiement:pay
payer:pay,paid salaire:wage,salar,pay logement:hous,home,accommod francais:fren,france
anglais:engl,brit allemand:german allemagne:german espagne:spain,span espagnol:span,spain
italie:ital etat-unis:us,united unis:us,united,u royaume:kingdom,uk uni:united,uk,kingdom
angleterre:england suisse:swi ecosse:scot londre:london russe:russia chinois:chin chine:chin
japon:japan grec:gree grece:gree inde:india indien:india mexique:mexic turquie:turk bresil:brazil
afrique:afric pologne:pol union:union,eu onu:un,united,nations otan:nato ue:eu monsieur:mr
madame:mrs,ms recherche:research,search,seek,sought,look suite:follow,result,after,further,suite
cours:course,during,class risque:risk,likel niveau:level forme:form,shape,train
effet:effect,impact,indeed,fact raison:reason,right situe:locat,situat,lies base:base,basis
ensemble:all,together,set,whole entier:entire,whole,full lui:him,her,it eux:them
etre:be,being,human passe:pass,past,spen,went,mov rester:stay,remain,left
reste:remain,stay,rest,left porte:door,wear,gate,carr,bear porter:wear,carr,bear suivre:follow
suivant:follow,next utilise:use,using utiliser:use,using utilis:use,using emploie:use,employ
montre:show,watch montrer:show croi:believ,think pense:think,thought,believ penser:think,thought
estime:estimat,believ,think,consider affirm:said,say,claim,assert,stat
declare:said,say,declar,stat indique:said,indicat,say,show precise:said,say,specif,clarif
ajoute:add,said explique:expl,said possede:own,has,possess,have permettre:allow,enabl,let
permet:allow,enabl,let provoqu:caus,provok,trigger entraine:caus,train,lead,led,result
detruit:destr construit:buil,construct construire:buil,construct batiment:building
incendie:fire,blaze attaque:attack attentat:attack,bomb arme:weapon,arm,gun soldat:soldier,troop
combat:fight,combat,battl bataille:battle lutte:fight,struggl,wrestl ennemi:enem
armee:army,military,arm
"""


BEGINNINGS: dict[str, tuple[str, ...]] = {
    word: tuple(beginning for beginning in beginnings.split(",") if beginning)
    for word, beginnings in (row.split(":") for row in _ROWS.split())
}


FUNCTION_WORDS = frozenset(
    """le la les un une des du de et est sont dans pour par sur avec que qui ne pas ce cette ces son
    sa ses leur leurs aux au il elle ils elles nous vous ou mais a ont avait avaient etait etaient
    dont comme tout tous toute toutes cela celui celle ceux celles si se sous car donc ni aussi
    tres alors quoi lequel laquelle lesquels lesquelles duquel auquel ayant fut furent sera seront
    soit sont serait seraient ait notre votre nos vos mon ma mes tes ton ta je tu on y en
    qu d l n s c j m t ici bien peu trop assez autant tel telle tels telles avoir eu""".split()
)


MIN_WORDS = 25  # opus-mt drops clauses of long sentences only


THRESHOLD = 7.5  # see evaluation/omissions.py


MIN_CONTENT_WORDS = 3


MAX_CONTENT_WORDS = 100  # a stretch of more is told by its first 100, for time


# How often a word of each class leaves a trace in a sound translation (flores-dev, human and
# machine), and how often a word leaves one by chance in a sentence that is not its translation.
TRACED = {"figure": 0.93, "name": 0.89, "listed": 0.8, "long": 0.42, "short": 0.32}


BY_CHANCE = {"figure": 0.02, "name": 0.02, "listed": 0.09, "long": 0.02, "short": 0.02}


# Characters of English for one of French in sentences of 25 words and more.
MEAN_RATIO, DEVIATION = 0.84, 0.085


_WORD = re.compile(r"\d[\d\s.,]*\d|\d+|[^\W\d_]+")


_LONG = 7


_SHORT = 4


@dataclass(frozen=True)
class _Word:
    """A telling word of the French: its span, and the evidence that it was left out."""

    start: int
    end: int
    evidence: float


def left_out(source: str, hypothesis: str) -> str | None:
    """Return the stretch of `source` that has no counterpart in `hypothesis`, or None.

    `source` is one French sentence; below 25 words the answer is None. Time is linear in the
    length of both: a stretch is looked for up to 100 telling words.
    """
    if len(source.split()) < MIN_WORDS:
        return None
    words = _telling(source, hypothesis)
    start, end, score = _worst_stretch(source, hypothesis, words)
    if score < THRESHOLD:
        return None
    start, end = _to_borders(source, start, end, words)
    return source[start:end].strip(" ,;:")


_BORDER = re.compile(r"[,;:—–()«»]")


def _to_borders(source: str, start: int, end: int, words: Sequence[_Word]) -> tuple[int, int]:
    """The stretch widened to whole clauses, where no word in between left a trace."""
    before = [match.end() for match in _BORDER.finditer(source, 0, start)]
    after = _BORDER.search(source, end)
    first, last = (before[-1] if before else 0), (after.start() if after else len(source))
    traced = [word for word in words if word.evidence < 0]
    if any(first <= word.start < start for word in traced):
        first = start
    if any(end <= word.start < last for word in traced):
        last = end
    return first, last


def _worst_stretch(source: str, hypothesis: str, words: Sequence[_Word]) -> tuple[int, int, float]:
    """The stretch that most likely was left out, and the logarithm of how likely."""
    best = (0, 0, 0.0)
    for first in range(len(words)):
        evidence = 0.0
        for last in range(first, min(first + MAX_CONTENT_WORDS, len(words))):
            evidence += words[last].evidence
            if last - first + 1 < MIN_CONTENT_WORDS or evidence < best[2] / 2:
                continue
            start, end = words[first].start, words[last].end
            score = evidence + _shortness(len(source), end - start, len(hypothesis))
            if score > best[2]:
                best = (start, end, score)
    return best


def _shortness(source: int, stretch: int, hypothesis: int) -> float:
    """How much better the English's length suits the French without the stretch than with it."""
    whole = (hypothesis / source - MEAN_RATIO) / DEVIATION
    rest = (hypothesis / max(1, source - stretch) - MEAN_RATIO) / DEVIATION
    return (whole**2 - rest**2) / 2


def _telling(source: str, hypothesis: str) -> list[_Word]:
    english = {_plain(word) for word in _WORD.findall(hypothesis)}
    beginnings = {word[:size] for word in english for size in range(2, len(word) + 1)}
    words = []
    for match in _WORD.finditer(source):
        kind = _kind(source, match)
        if kind is not None:
            found = _traced(_plain(match.group()), kind, english, beginnings)
            words.append(_Word(match.start(), match.end(), _evidence(kind, found=found)))
    return words


def _evidence(kind: str, *, found: bool) -> float:
    traced, chance = TRACED[kind], BY_CHANCE[kind]
    return math.log(chance / traced) if found else math.log((1 - chance) / (1 - traced))


def _plain(word: str) -> str:
    """Lower case without accents; a figure without its marks."""
    if word[0].isdigit():
        return re.sub(r"\D", "", word)
    decomposed = unicodedata.normalize("NFD", word.lower().replace("œ", "oe"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _kind(source: str, match: re.Match[str]) -> str | None:
    word = match.group()
    if word[0].isdigit():
        return "figure"
    plain = _plain(word)
    if plain in FUNCTION_WORDS:
        return None
    if _listed(plain) is not None:
        return "listed"
    if word[0].isupper() and match.start() > 0 and len(word) > 1:
        return "name"
    if len(plain) >= _LONG:
        return "long"
    return "short" if len(plain) >= _SHORT else None


def _listed(plain: str) -> tuple[str, ...] | None:
    return (
        BEGINNINGS.get(plain)
        or BEGINNINGS.get(plain.rstrip("sx"))
        or BEGINNINGS.get(plain.removesuffix("es").removesuffix("e"))
    )


def _traced(plain: str, kind: str, english: set[str], beginnings: set[str]) -> bool:
    if kind == "figure":
        return plain in english
    if any(beginning in beginnings for beginning in _listed(plain) or ()):
        return True
    size = 4 if len(plain) >= 6 else 3
    return any(form[:size] in beginnings for form in _forms(plain))


def _forms(plain: str) -> list[str]:
    """The word as English may begin it: "étude" as "study", "forêt" as "forest"."""
    forms = [plain]
    if plain[:2] in {"et", "ec", "ep"}:
        forms.append(f"s{plain[1:]}")
    return forms
