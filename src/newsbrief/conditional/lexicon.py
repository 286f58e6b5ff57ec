"""French words that tell a conditional which supposes from one which reports."""

from __future__ import annotations

__all__ = [
    "COUNTERFACTUAL",
    "EFFECTS",
    "EVALUATIONS",
    "HYPOTHETICAL_NOUNS",
    "INTENTIONS",
    "MODALS",
    "OPINIONS",
    "PLANNED",
    "SAYINGS",
    "SAYING_STEMS",
    "WISHES",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Future stems that stay conditional in any report: "pourrait", "faudrait".
MODALS = _words(
    """pourr devr faudr voudr aimer adorer souhaiter vaudr saur préférer préfèrer suffir convenir
    siér mériter gagner-à apprécier rêver tarder oser consister équivaudr importer"""
)
# Participles of what did not happen: "aurait pu", "aurait mieux fait", "aurait préféré".
COUNTERFACTUAL = _words("pu dû du fallu aimé préféré mérité suffi valu su apprécié adoré osé")
# Reported where somebody tells them, wishes elsewhere: "aurait voulu".
WISHES = _words("voulu souhaité")
# Future stems of what a measure or an event would bring about.
EFFECTS = _words(
    """permettr coûter couter entraîner entrainer provoquer réduir augmenter créer générer obliger
    contraindr empêcher faciliter améliorer aggraver accélérer rapporter favoriser signifier
    impliquer garantir éviter rendr changer aider nécessiter exiger inciter pénaliser
    affecter doubler tripler économiser reviendr disposer-de bouleverser diviser déclencher
    fragiliser ruiner sauver priver libérer dégager compenser simplifier encourager dissuader
    profiter allonger alourdir alléger ralentir relancer ouvrir accueillir accueiller interdir
    autoriser imposer supprimer remplacer instaurer débuter rouvrir entrer fermer baisser
    grimper chuter bondir progresser reculer ménager protéger soulager nuir marquer combler
    résoudr désengorger ébranler modifier transformer dissuader"""
)
# Past participles of what is planned: "la ligne serait construite".
PLANNED = _words(
    """construit créé remplacé interdit taxé exonéré livré relevé abaissé augmenté reporté ouvert
    fermé instauré rétabli prolongé étendu élargi versé reversé plafonné obligé contraint tenu
    autorisé affecté redistribué réparti consulté doublé transformé aménagé installé inauguré
    réservé financé imposé appliqué généralisé organisé"""
)
# Stems of what somebody has in mind: a condition after them is part of the report.
INTENTIONS = _words(
    """envisager préparer étudier réfléchir songer menacer prévoir négocier discuter exiger réclamer
    s'apprêter apprêter projeter planifier"""
)
# "Il serait absurde de …", "un report serait une erreur".
EVALUATIONS = _words(
    """absurde dommage judicieux utile inutile souhaitable préférable logique illogique normal anormal
    étonnant surprenant injuste juste illusoire naïf vain irresponsable insensé fou dangereux
    catastrophique désastreux ruineux contre-productif contreproductif bienvenu idéal parfait
    formidable extraordinaire regrettable temps bon mieux pire facile difficile simple tentant
    prudent imprudent sage raisonnable déraisonnable intéressant possible impossible impensable
    inconcevable inacceptable inadmissible suicidaire scandaleux honteux malvenu prématuré nécessaire
    indispensable suffisant insuffisant légitime étrange curieux paradoxal exagéré faux malhonnête
    erroné présomptueux hasardeux opportun inopportun excessif inhumain tragique dramatique
    bénéfique profitable précieux gagnant perdant"""
)
# Nouns of events and measures: with "un", "cette", "une telle" they are mostly not facts yet.
HYPOTHETICAL_NOUNS = _words(
    """retrait hausse baisse victoire défaite fermeture échec report départ interdiction sortie
    suppression augmentation réduction guerre intervention mesure réforme taxe loi décision solution
    option hypothèse proposition disposition fusion référendum élection dissolution démission
    nationalisation privatisation grève invasion offensive escalade rupture retour maintien
    abandon annulation moratoire impôt embargo sanction sanctions prolongation extension
    construction rénovation récession pénurie panne coupure vote abstention alliance coalition
    initiative évolution scénario stratégie approche méthode politique règle obligation
    dépréciation dévaluation légalisation limitation relance reprise levée crise"""
)
# Past participles that announce, and past tenses of the same: what follows "que" is a future.
SAYINGS = _words(
    """annoncé promis assuré déclaré dit redit affirmé indiqué estimé jugé prédit prévenu averti
    confirmé répété précisé expliqué garanti juré décidé entendre savoir cru pensé espéré
    parié décrété ajouté répondu conclu calculé prévu compris noté souligné rappelé reconnu admis
    convenu martelé soutenu prétendu imaginé craint supposé convaincu persuadé certain sûr
    anticipé pronostiqué menacé signalé plaidé argué convaincue persuadée certaine sûre
    convaincus persuadés certains sûrs proposé obtenu exigé voté acté stipulé pressenti
    fait su appris écrit considéré insisté envisagé suggéré évalué rassuré"""
)
# Their stems in the present and imperfect, before -e, -ent, -ait, -aient, -a, -èrent, -ant.
SAYING_STEMS = _words(
    """annonc annonce promett assur déclar dis affirm indiqu estim jug prédis prédit prédir prévien
    préven avertiss confirm répét précis expliqu garantiss jur décid croy pens espér pari ajout
    répond not soulign rappel reconnaiss admett soutien souten prétend imagin craign suppos
    anticip redout promi menac fais ignor sav voy prévoy écriv considér attend dout songe
    demand compt stipul dispos rêv sent pressent comprena compren"""
)
# Participles of those who only weigh: "a estimé que le club aurait gagné" is no report.
OPINIONS = _words(
    """estimé jugé pensé cru promis assuré garanti juré espéré parié prédit prévu imaginé supposé
    considéré décidé convaincu persuadé anticipé craint calculé plaidé"""
)
