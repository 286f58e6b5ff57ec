"""French words that tell a conditional which supposes from one which reports."""

from __future__ import annotations

from newsbrief.text.normal import without_accents

__all__ = [
    "COUNTERFACTUAL",
    "EVALUATIONS",
    "HYPOTHETICAL_NOUNS",
    "INTENTIONS",
    "MODALS",
    "OPINIONS",
    "PLANNED",
    "PLANS",
    "REPORTING",
    "SAYINGS",
    "SAYING_STEMS",
    "WISHES",
]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(without_accents, text.split()))  # "élever", but "élèverait"


# Future stems that stay conditional in any report: "pourrait", "faudrait".
MODALS = _stems(
    """pourr devr faudr voudr aimer adorer souhaiter vaudr saur préférer suffir convenir conviendr
    mériter apprécier oser consister équivaudr importer voter détester"""
)


# Participles of what did not happen: "aurait pu", "aurait préféré".
COUNTERFACTUAL = _words("pu dû fallu aimé préféré mérité suffi valu su apprécié adoré osé")


# Reported where somebody tells them, wishes elsewhere: "aurait voulu".
WISHES = _words("voulu souhaité")


# Future stems of states and doings that the press tells of in the simple conditional; any other
# verb ("permettrait", "coûterait", "alimenterait") mostly tells what a plan would bring about.
REPORTING = _stems(
    """ser aur envisager préparer songer réfléchir étudier négocier discuter chercher hésiter
    prévoir projeter planifier compter disposer détiendr posséder appartiendr proviendr souffrir
    vivr résider loger séjourner habiter trouver cacher terrer réfugier circuler sévir élever
    atteindr dépasser avoisiner approcher excéder totaliser peser toucher percevr gagner
    emploier travailler contrôler diriger occuper héberger abriter viser cibler figurer exister
    dater remonter émaner découler résulter agir apprêter intéresser opposer plaindr accuser
    soupçonner suspecter craindr redouter ignorer connaîtr nier refuser réclamer exiger demander
    attendr espérer penser estimer considérer juger entretiendr fréquenter côtoyer utiliser
    consommer transporter stocker fabriquer financer soutiendr combattr enrichir développer
    tester expérimenter espionner surveiller blanchir trafiquer falsifier truquer dissimuler
    tair mentir manquer rester demeurer persister continuer poursuivr fuir recommander
    préconiser contiendr comporter inclur mentionner évoquer montrer confirmer prouver démontrer
    attester témoigner ressembler correspondr porter croiser patrouiller opérer mener exercer
    pratiquer diffuser courtiser lorgner convoiter enquêter quitter céder supprimer démissionner
    rejoindr racheter licencier détester admirer négliger rémunérer exploiter recruter former
    armer tenter essayer multiplier intensifier masser acheminer dormir présenter afficher
    accumuler reprocher affirmer prétendr militer flirter sortir dériver errer tourner plancher
    plaider privilégier viendr tiendr suivr subir endurer purger bénéficier inquiéter pointer
    reposer participer collaborer coopérer communiquer désigner impliquer dénoncer critiquer
    moquer réjouir méfier boycotter retiendr convoquer cohabiter brouiller quereller disputer
    séparer relayer commander superviser chapeauter épauler rôder braconner contrebander
    convoyer parrainer couvrir fermenter couver mûrir"""
)


# Past participles of what is planned: "la ligne serait construite".
PLANNED = _words(
    """construit créé remplacé interdit taxé exonéré livré relevé abaissé augmenté reporté ouvert
    fermé instauré rétabli prolongé étendu élargi versé reversé plafonné obligé contraint tenu
    autorisé affecté redistribué réparti consulté doublé transformé aménagé installé inauguré
    réservé imposé appliqué généralisé organisé puni sanctionné soumis"""
)


# Stems of what somebody has in mind: a condition after them is part of the report.
INTENTIONS = _stems(
    """envisager préparer étudier réfléchir songer menacer prévoir négocier discuter exiger
    réclamer apprêter projeter planifier"""
)


# "Il serait absurde de …", "un report serait une erreur".
EVALUATIONS = _words(
    """absurde dommage judicieux utile inutile souhaitable préférable logique illogique normal
    anormal étonnant surprenant injuste juste illusoire naïf vain irresponsable insensé fou
    dangereux catastrophique désastreux ruineux contre-productif contreproductif bienvenu idéal
    parfait formidable extraordinaire regrettable temps bon mieux pire facile difficile simple
    tentant prudent imprudent sage raisonnable déraisonnable intéressant possible impossible
    impensable inconcevable inacceptable inadmissible suicidaire scandaleux honteux malvenu
    prématuré nécessaire indispensable suffisant insuffisant légitime étrange curieux paradoxal
    exagéré malhonnête présomptueux hasardeux opportun inopportun excessif inhumain tragique
    dramatique bénéfique profitable précieux gagnant perdant ravi heureux inspiré"""
)


# Nouns of events and measures: with "un", "cette", "une telle" they are mostly not facts yet.
HYPOTHETICAL_NOUNS = _words(
    """retrait hausse baisse victoire défaite fermeture échec report départ interdiction sortie
    suppression augmentation réduction guerre intervention mesure réforme taxe loi décision
    solution option hypothèse proposition disposition fusion référendum élection dissolution
    démission nationalisation privatisation grève invasion offensive escalade rupture retour
    maintien abandon annulation moratoire impôt embargo sanction sanctions prolongation
    extension construction rénovation récession pénurie panne coupure vote abstention alliance
    coalition initiative évolution scénario stratégie approche méthode politique règle
    obligation dévaluation légalisation relance levée crise projet plan texte dispositif système
    amendement traité programme débat formule allocation subvention indemnité erreur arrêt gel
    recul progression"""
)


# Of "selon le projet de loi" and the like: a plan speaks, nobody reports. A regular expression.
PLANS = (
    r"scénarios?|hypothèses?|plans?|projets?|propositions?|prévisions?|projections?|calendrier"
    r"|calculs?|loi|texte|réforme|formule|dispositif|système|règlement|traité|budget|programme"
    r"|amendement|modèle|règle"
)


# Past participles that announce: what follows their "que" is a future seen from the past.
SAYINGS = _words(
    """annoncé promis assuré déclaré dit redit affirmé indiqué estimé jugé prédit prévenu averti
    confirmé répété précisé expliqué garanti juré décidé entendre savoir cru pensé espéré parié
    décrété ajouté répondu conclu calculé prévu compris noté souligné rappelé reconnu admis
    convenu martelé soutenu prétendu imaginé craint supposé anticipé pronostiqué menacé signalé
    plaidé argué proposé obtenu exigé voté acté stipulé pressenti su appris écrit considéré
    insisté envisagé suggéré évalué exclu informé notifié communiqué clair évident probable
    acquis inévitable tranché convaincu persuadé certain sûr convaincue persuadée certaine sûre
    convaincus persuadés certains sûrs convaincues persuadées certaines sûres"""
)


# Stems of the same before -ait, -aient, -ant, -a, -èrent.
SAYING_STEMS = _words(
    """annonc annonç annonce promett assur déclar dis affirm indiqu estim jug juge prédis préven
    avertiss confirm répét précis expliqu garantiss jur décid croy pens espér pari ajout répond
    not soulign rappel reconnaiss admett souten prétend imagin craign suppos anticip redout
    menac menaç fais ignor sav voy prévoy écriv considér attend dout demand compt stipul dispos
    rêv sent pressent compren prom prédi"""
)


# Of those who only weigh: "a estimé que le club aurait gagné" is no report.
OPINIONS = _words(
    """estimé jugé pensé cru promis assuré garanti juré espéré parié prédit prévu imaginé supposé
    considéré décidé convaincu persuadé anticipé craint calculé plaidé"""
)
