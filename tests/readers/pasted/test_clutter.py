"""What leaves a pasted page and what must stay, line by line and then in whole pages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from newsbrief.document import Block, BlockKind
from newsbrief.inputs.reading import read_article
from newsbrief.readers.pasted.clutter import LINE_RULES, clean_blocks, clean_page
from newsbrief.readers.pasted.lines import Line
from newsbrief.readers.pasted.page import read_text

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))

# Each stands among paragraphs, where least else gives it away.
CLUTTER = [
    ("menu", "Accueil | Politique | Économie | Sport"),
    ("menu", "☰ Menu Sport Météo"),
    ("menu", "• Lens • Politique"),
    ("menu", "International · France · Société · Culture"),
    ("breadcrumb", "Accueil > Économie > Banques et assurances"),
    ("breadcrumb", "Vous êtes ici : > Bretagne > Finistère"),
    ("breadcrumb", "Accueil › Dossiers › La crise du logement vue d'en bas"),
    ("navigation", "Aller au contenu principal"),
    ("navigation", "Retour à l'accueil"),
    ("navigation", "Haut de page"),
    ("navigation", "Article suivant : Le compost en dix questions"),
    ("navigation", "Lire la suite"),
    ("navigation", "En savoir plus"),
    ("navigation", "Ajouter à mes favoris"),
    ("navigation", "Tous les articles de la rubrique"),
    ("navigation", "Se connecter"),
    ("related", "Lire aussi : Le prix du blé s'envole"),
    ("related", "LIRE AUSSI > Le prix du blé s'envole"),
    ("related", "Lire aussi Le prix du blé s'envole à Chicago"),
    ("related", "Lire aussi « Nous n'avons plus le choix »"),
    ("related", "À lire aussi Les fonds nordiques à l'assaut des PME"),
    ("related", "À lire également : Trois questions sur le carbone"),
    ("related", "→ À lire aussi : Trois questions sur le carbone"),
    ("related", "Lire aussi (abonnés) : Trois questions sur le carbone"),
    ("related", "Lire notre enquête : Les coulisses d'un rachat"),
    ("related", "Lire l'entretien : « Le blé ne suffira pas »"),
    ("related", "Voir aussi : nos photos de la crue"),
    ("related", "À voir aussi | La crue filmée d'un drone"),
    ("related", "Lire aussi Faut-il interdire les écrans dans les trains ?"),
    ("related", "À lire égalementLa ruée vers le sureau"),
    ("related", "À lire : Trois questions sur le carbone"),
    ("related", "Écouter aussi - Le carbone expliqué aux enfants"),
    ("share", "Partager Facebook X WhatsApp"),
    ("share", "Facebook Twitter LinkedIn E-mail"),
    ("share", "Facebook | Twitter | Copier le lien"),
    ("share", "Partager sur Facebook"),
    ("share", "Partager cet article"),
    ("share", "Copier le lien"),
    ("share", "Envoyer par e-mail"),
    ("share", "Imprimer l'article"),
    ("share", "Écouter l'article"),
    ("share", "Écouter cet article 5 min"),
    ("share", "Offrir l'article"),
    ("share", "Cliquez pour partager sur WhatsApp (ouvre dans une nouvelle fenêtre)"),
    ("share", "Suivre Le Courrier sur Google Actualités"),
    ("share", "148 partages"),
    ("share", "Cet article vous est offert"),
    ("reading time", "Temps de lecture : 4 min"),
    ("reading time", "Temps de lecture : 12 minutes."),
    ("reading time", "Lecture 3 min."),
    ("reading time", "4 min de lecture"),
    ("reading time", "(2 min d'écoute)"),
    ("reading time", "0:00/1:12"),
    ("subscription wall", "Article réservé aux abonnés"),
    ("subscription wall", "Cet article est réservé aux abonnés. Pour lire la suite, abonnez-vous."),
    ("subscription wall", "Contenu réservé à nos abonnés"),
    ("subscription wall", "Il vous reste 65 % de cet article à lire."),
    ("subscription wall", "Il vous reste 78.21% de cet article à lire. La suite est réservée."),
    ("subscription wall", "La suite de cet article est réservée aux abonnés."),
    ("subscription wall", "Pour lire la suite de cet article, abonnez-vous dès maintenant."),
    ("subscription wall", "Abonnez-vous pour lire la suite"),
    ("subscription wall", "Lisez cet article pour 1 € seulement, sans engagement"),
    ("subscription", "Déjà abonné ? Connectez-vous"),
    ("subscription", "Déjà abonné ?"),
    ("subscription", "Abonnez-vous à partir de 1 €"),
    ("subscription", "Sans engagement"),
    ("subscription", "Accédez à tous les contenus en illimité dès 1,99 € par mois."),
    ("subscription", "Profitez d'un accès illimité"),
    ("subscription", "Cet article vous plaît ? Soutenez une presse indépendante."),
    ("subscription", "Découvrez nos offres"),
    ("subscription", "Soutenez une presse libre : le journal vit de vos dons."),
    ("newsletter", "Inscrivez-vous à notre newsletter"),
    ("newsletter", "Inscrivez-vous gratuitement à la newsletter de la rédaction, chaque soir."),
    ("newsletter", "Recevez chaque matin l'essentiel de l'actualité dans votre boîte mail."),
    ("newsletter", "Recevez du lundi au vendredi une sélection à lire ou à écouter."),
    ("newsletter", "Chaque soir, l'actualité de Rennes dans votre boîte mail."),
    ("newsletter", "Newsletter : le meilleur de la semaine"),
    ("newsletter", "S'inscrire"),
    ("newsletter", "Votre adresse e-mail"),
    ("newsletter", "Suivez-nous sur les réseaux sociaux"),
    ("newsletter", "Suivez toute l'actualité de votre ville sur notre application"),
    ("newsletter", "Téléchargez notre application"),
    ("comments", "Aucun commentaire"),
    ("comments", "12 commentaires"),
    ("comments", "Commentaires (12)"),
    ("comments", "Laisser un commentaire"),
    ("comments", "Laisser un commentaire Annuler la réponse"),
    ("comments", "Soyez le premier à réagir"),
    ("comments", "2 réflexions sur « Cinq erreurs à éviter »"),
    ("comments", "Votre adresse e-mail ne sera pas publiée."),
    ("comments", "Les champs obligatoires sont indiqués avec *"),
    ("comments", "* Champs requis"),
    ("comments", "Nom *"),
    ("comments", "Connectez-vous pour commenter"),
    ("comments", "Les commentaires sont fermés."),
    ("cookies", "Nous utilisons des cookies pour mesurer l'audience de nos pages."),
    ("cookies", "Ce site utilise des cookies afin d'améliorer votre visite."),
    ("cookies", "En poursuivant votre navigation, vous acceptez nos conditions."),
    ("cookies", "Continuer sans accepter"),
    ("cookies", "Tout accepter"),
    ("cookies", "Accepter et fermer"),
    ("cookies", "Gérer mes choix"),
    ("cookies", "Nous et nos 842 partenaires stockons des informations sur un terminal."),
    ("cookies", "Vous souhaitez en savoir plus sur la protection de vos données ?"),
    ("advert", "Publicité, votre contenu continue ci-dessous"),
    ("advert", "Publicité"),
    ("advert", "PUBLICITÉ"),
    ("advert", "La suite après la publicité"),
    ("advert", "La suite après cette publicité"),
    ("advert", "Contenu sponsorisé"),
    ("credit", "© AFP"),
    ("credit", "© Lucie Tarrade / Hans Lucas"),
    ("credit", "(c) 2025 AFP"),
    ("credit", "Crédit photo : Anaïs Vidalenc"),
    ("credit", "Crédits : DR"),
    ("credit", "Photo : AFP"),
    ("credit", "Photo d'illustration."),
    ("credit", "Le siège de la banque, à Lyon, en mars. © J. Durand / AFP"),
    ("credit", "Le ministre à la sortie du conseil, mardi. Paul MARTEL / AFP"),
    ("credit", "Vendanges à Séguret, mercredi. Photo Le Petit Vaisonnais / G. M."),
    ("credit", "JEAN-CLAUDE MASSON / AGENCE LUMEN"),
    ("credit", "Getty Images"),
    ("tags", "Mots-clés : banque, crédit, taux"),
    ("tags", "Étiquettes : serre, potager"),
    ("tags", "#banque #crédit"),
    ("tags", "Thématiques associées"),
    ("author box", "Voir tous ses articles"),
    ("author box", "Tous les articles de Judith Lafargue"),
    ("author box", "Suivre @tmercoeur"),
    ("author box", "Signaler une erreur"),
    ("author box", "Une faute dans le texte ? Proposez votre correction."),
    ("legal", "Mentions légales"),
    ("legal", "CGU - CGV"),
    ("legal", "Tous droits réservés"),
    ("legal", "© 2025 Le Courrier du Lot. Tous droits réservés."),
    ("legal", "Toute reproduction interdite sans autorisation"),
    ("legal", "Fièrement propulsé par WordPress"),
]

ARTICLE = [
    "Recevez chaque année un chèque de l'État : c'est la promesse du candidat.",
    "Chaque soir, le préfet recevait les ordres de Paris par mail.",
    "Profitez d'un accès libre aux musées, dimanche, dans toute la région.",
    "Accédez à la plage par le sentier, fermé aux voitures jusqu'en octobre.",
    "Une erreur ? Non, répond le maire, qui assume son vote.",
    "La lettre du ministre",
    "Horoscope",
    "Lion : le zoo de Lille perd son dernier mâle, mort à 19 ans.",
    "Il y a deux ans",
    "Lire aussi Proust, c'est se donner du temps.",
    "Le PSG / l'OM",
    "Facebook a annoncé mardi une baisse de ses effectifs.",
    "Facebook",
    "Twitter, racheté 44 milliards de dollars, perdait 4 millions par jour.",
    "Lire aussi les petites lignes du contrat reste un réflexe rare.",
    "Lire le rapport demande deux jours pleins, prévient le sénateur.",
    "Lire notre avenir dans les cartes ne coûte que vingt euros.",
    "Lire la notice, voilà ce que personne ne fait, regrette l'ingénieur.",
    "À lire les comptes de l'entreprise, rien n'annonçait la faillite.",
    "À lire : Les Vagues, de Maud Ferrier, éd. du Nord, 212 p., 19 €",
    "À voir : l'exposition « Lumières », au musée de Lille, jusqu'au 3 mai.",
    "Voir aussi loin ne se pouvait pas avec l'ancien télescope.",
    "Les cookies tiers disparaîtront du navigateur, a confirmé l'éditeur.",
    "Ce site utilise des cookies sans consentement, a jugé la Cnil.",
    "Les cookies de sa grand-mère, au beurre salé, ont fait sa fortune.",
    "Nous utilisons les données des satellites pour suivre la sécheresse.",
    "En continuant à naviguer malgré l'alerte, le skipper a pris un risque.",
    "Partager le travail ne suffira pas, estime l'économiste.",
    "Partager",
    "Partager sans y perdre",
    "Accepter l'échec, une leçon de l'hiver",
    "« Accepter et fermer les yeux », voilà ce qu'on leur demandait.",
    "Copier le vivant, l'ambition d'un laboratoire nantais",
    "Écouter les patients, la promesse du nouvel hôpital",
    "Offrir un toit à 300 familles prendra deux ans.",
    "La publicité recule à la télévision, de 6 % en un an.",
    "Publicité et enfance : ce que dit la loi",
    "L'annonce a surpris jusqu'aux proches du ministre.",
    "Il vous reste à payer 120 euros, indique le courrier reçu par les usagers.",
    "La suite est connue : le tribunal a prononcé la liquidation.",
    "Pour lire l'avenir, les abonnés de la voyante payaient cher.",
    "Abonnez-vous à une Amap, conseille la maire aux habitants.",
    "Les abonnés du gaz paieront 12 % de plus au 1er juillet.",
    "Déjà abonné à trois journaux, il en cherche un quatrième.",
    "Recevez 50 euros, disait le message : 8 000 clients ont cliqué.",
    "Recevoir des alertes par SMS est devenu banal en montagne.",
    "Inscription gratuite jusqu'au 3 mai à la mairie.",
    "S'inscrire sur les listes électorales reste possible jusqu'au 2 mai.",
    "La newsletter du ministère compte 40 000 lecteurs.",
    "Suivez les balises jaunes jusqu'au col, puis descendez vers le lac.",
    "Aucun commentaire n'a été fait par l'Élysée.",
    "Aucun commentaire, a répondu le porte-parole, visiblement agacé.",
    "Le maire a dit :",
    "3 réponses à vos questions sur la taxe foncière",
    "Cinq commentaires ont suffi à déclencher la polémique.",
    "Réagir vite, c'est ce que demandent les agriculteurs.",
    "Répondre à l'urgence, puis reconstruire",
    "(c) le patrimoine",
    "Les critères retenus : (a) l'âge, (b) le revenu, (c) le patrimoine",
    "Illustration : le prix du blé a doublé en un an dans la région.",
    "La photo du ministre a fait le tour des rédactions.",
    "Photo ou dessin, le jury ne distingue pas les genres.",
    "Copyright : la justice donne raison aux auteurs contre la plateforme",
    "Les mots-clés les plus cherchés en 2024 restent ceux de la santé.",
    "L'auteur du livre ne s'attendait pas à un tel accueil.",
    "Tous les articles de la loi ont été adoptés, sauf le douzième.",
    "Les mentions légales des étiquettes changeront au 1er septembre.",
    "Les droits réservés aux héritiers ont été vendus 2 millions d'euros.",
    "Temps de lecture : un enfant de dix ans lit trois minutes par jour.",
    "Vingt minutes de lecture par jour suffisent, dit l'étude.",
    "Culture",
    "Santé et travail",
    "Politique, économie, climat : les trois chantiers de l'automne",
    "Économie > écologie ? La formule fait débat chez les Verts.",
    "Le menu de la cantine coûtera 3,50 euros à la rentrée.",
    "Accueil triomphal pour les handballeuses à Metz",
    "Rechercher la vérité prendra des années, prévient la procureure.",
    "Se connecter à la fibre coûte 300 euros dans ces villages.",
    "Tendances",
    "12 000 commentaires haineux ont été effacés en une semaine.",
    "Le site web de la mairie est resté coupé trois jours.",
    "Message",
    "Suivre",
    "11:28",
    "« Lire aussi : rien à signaler », plaisante le gardien.",
    "Tout refuser serait une faute, estime le syndicat.",
    "Les plus lus des romans de l'année sont traduits.",
    "Article premier : la loi s'applique aux communes de moins de 500 habitants.",
    "Signaler une erreur de compteur ne coûte rien, rappelle le médiateur.",
    "Retour à l'accueil des urgences pour les trois infirmières suspendues.",
    "Ce contenu en sucre, trois fois celui d'une pomme, inquiète les médecins.",
]

BEFORE = "Le conseil municipal a voté lundi soir, après six heures de débats, un budget en hausse."
AFTER = "Les travaux doivent commencer en septembre et dureront deux ans, selon la mairie."
MORE = [
    "Une réunion publique est prévue le 4 novembre dans la salle des fêtes du quartier.",
    "Les commerçants de la rue voisine craignent le bruit des livraisons au petit matin.",
    "La région paiera un tiers de la facture, et la ville empruntera presque tout le reste.",
]


def _removed(*texts: str) -> list[tuple[str, str]]:
    lines = [Line(text) for text in texts]
    return [(rule, texts[index]) for index, rule in clean_page(lines).marks.items()]


@pytest.mark.parametrize(("rule", "text"), CLUTTER, ids=[text for _, text in CLUTTER])
def test_clutter_between_two_paragraphs_is_removed_and_named(rule: str, text: str) -> None:
    assert _removed(BEFORE, text, AFTER, *MORE) == [(rule, text)]


@pytest.mark.parametrize("text", ARTICLE)
def test_look_alike_between_two_paragraphs_stays(text: str) -> None:
    assert _removed(BEFORE, text, AFTER) == []


@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_whole_page_gives_the_expected_article(page: Path) -> None:
    document = read_text(read_article(page))
    expected = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    assert {
        "title": document.title,
        "byline": document.byline,
        "date": document.date,
        "site": document.site,
        "paywalled": document.paywalled,
        "blocks": [[block.kind.value, block.text] for block in document.blocks],
        "removed": list(document.removed),
    } == expected


def test_every_rule_has_its_own_name() -> None:
    names = [rule.name for rule in LINE_RULES]
    assert all(names)
    assert len(set(names)) == len(names)


def test_network_names_in_a_row_are_buttons() -> None:
    texts = [BEFORE, "Facebook", "Twitter", "WhatsApp", AFTER]
    assert [text for _, text in _removed(*texts)] == texts[1:4]


def test_section_name_above_the_first_paragraph_is_no_heading() -> None:
    assert _removed("Économie", "Les taux baissent encore", BEFORE, AFTER) == [
        ("section", "Économie")
    ]


def test_related_titles_go_and_the_heading_under_them_stays() -> None:
    titles = ["Le prix du blé s'envole à Chicago", "Trois questions sur la taxe carbone"]
    texts = [BEFORE, "À lire aussi", *titles, "Un budget serré", AFTER]
    assert [text for _, text in _removed(*texts)] == texts[1:4]


def test_related_titles_end_at_a_blank_line() -> None:
    lines = [
        Line(BEFORE),
        Line("À lire aussi", gap=True),
        Line("Le prix du blé s'envole à Chicago", gap=True),
        Line("Ce que la ville ne dit pas", gap=True),
        Line(AFTER, gap=True),
    ]
    assert list(clean_page(lines).marks) == [1, 2]


def test_most_read_list_under_the_last_paragraph_goes_whole() -> None:
    texts = [BEFORE, AFTER, "Les plus lus", "1", "Un titre sans point final", "2", "Un autre titre"]
    assert [text for _, text in _removed(*texts)] == texts[2:]


def test_readers_comments_go_with_the_form_under_them() -> None:
    comment = "Merci beaucoup pour cet article, je ne savais rien de tout cela."
    texts = [BEFORE, AFTER, "1 commentaire", "Odile dit :", comment, "Répondre", "Nom *"]
    assert [text for _, text in _removed(*texts)] == texts[2:]


def test_comment_counter_beside_the_byline_does_not_end_the_article() -> None:
    texts = ["Un titre de cinq mots", "3 commentaires", BEFORE, AFTER, "Nom *"]
    assert [text for _, text in _removed(*texts)] == ["3 commentaires", "Nom *"]


def test_comment_counter_in_the_middle_does_not_take_the_rest_of_the_article() -> None:
    texts = [BEFORE, "12 commentaires", AFTER, *MORE, "Nom *"]
    assert [text for _, text in _removed(*texts)] == ["12 commentaires", "Nom *"]


def test_comments_end_the_article_for_good() -> None:
    texts = [BEFORE, "1 commentaire", "Odile dit :", "Répondre", AFTER]
    assert [text for _, text in _removed(*texts)] == texts[1:]


def test_list_of_books_under_the_article_stays() -> None:
    texts = [BEFORE, AFTER, "Pour aller plus loin", "Maud Ferrier, Les Vagues, éd. du Nord, 2021"]
    assert _removed(*texts) == []


def test_author_box_takes_the_authors_life_with_it() -> None:
    life = "Maud Ferrier écrit sur le rail depuis vingt ans et vit dans le Gers."
    texts = [BEFORE, AFTER, "À propos de l'auteur", life]
    assert [text for _, text in _removed(*texts)] == texts[2:]


def test_newsletter_box_takes_the_letters_name_and_promise_with_it() -> None:
    texts = [BEFORE, "Newsletter", "« La lettre éco »", "Chaque matin", "S'inscrire", AFTER]
    assert [text for _, text in _removed(*texts)] == texts[1:5]


@pytest.mark.parametrize(
    ("texts", "paywalled"),
    [
        ([BEFORE, "Il vous reste 65 % de cet article à lire."], True),
        ([BEFORE, "Article réservé aux abonnés"], True),
        (["Article réservé aux abonnés", BEFORE], True),
        (["Article réservé aux abonnés", *[BEFORE] * 15], False),
        ([BEFORE, AFTER], False),
        ([BEFORE, "Déjà abonné ? Connectez-vous", AFTER], False),
    ],
)
def test_paywall_needs_its_own_words_or_a_short_text(texts: list[str], paywalled: bool) -> None:
    assert clean_page([Line(text) for text in texts]).paywalled is paywalled


def test_blocks_keep_code_images_and_tables_whatever_they_say() -> None:
    kept = [BlockKind.CODE, BlockKind.IMAGE, BlockKind.RULE, BlockKind.TABLE_CELL]
    blocks = [Block(BlockKind.PARAGRAPH, BEFORE)] + [Block(kind, "Publicité") for kind in kept]
    assert clean_blocks(blocks).blocks == tuple(blocks)


def test_blocks_of_clutter_are_listed_in_order() -> None:
    blocks = [
        Block(BlockKind.PARAGRAPH, "Publicité"),
        Block(BlockKind.PARAGRAPH, BEFORE),
        Block(BlockKind.HEADING, "Sur le même sujet", level=3),
        Block(BlockKind.LIST_ITEM, "Le prix du blé s'envole à Chicago"),
        Block(BlockKind.LIST_ITEM, "Trois questions sur la taxe carbone"),
    ]
    cleaned = clean_blocks(blocks)
    assert cleaned.blocks == (blocks[1],)
    assert cleaned.removed == tuple(block.text for block in blocks if block is not blocks[1])


def test_no_line_at_all_is_no_page() -> None:
    assert clean_page([]).marks == {}


@pytest.mark.parametrize("unit", ["Publicité\n", "a > ", "#a ", "x ", "(", "lire aussi ", "Par A "])
def test_huge_lines_are_judged_whatever_they_hold(unit: str) -> None:
    """A line of 400 kB of anything costs no more than its rules' bounded look at it."""
    lines = [Line(text) for text in (unit * (400_000 // len(unit))).split("\n") if text][:20_000]
    clean_page(lines)
