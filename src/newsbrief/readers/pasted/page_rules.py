"""Rules for what any site's page carries: navigation, share buttons, cookies, adverts, law.

Patterns are written as `lines.fold` leaves text: lower case, no accents, plain apostrophes.

Lines that say the article is over: appeals to its reader, its author's life, its legal notice.

Patterns are written as `lines.fold` leaves text: lower case, no accents, plain apostrophes.
"""

from __future__ import annotations

from newsbrief.readers.pasted.labels import is_breadcrumb, is_menu_line, is_share_bar
from newsbrief.readers.pasted.press_rules import is_author_box_start
from newsbrief.readers.pasted.rules import Rule, either, start, whole

__all__ = ["PAGE_RULES", "is_appeal", "is_end", "is_note"]


_is_navigation = whole(
    r"(?:ouvrir|fermer|afficher) le menu",
    r"(?:se connecter|mon compte|je m'abonne|s'abonner|s'identifier|creer un compte)",
    r"(?:se deconnecter|choisir une (?:edition|region)|mon espace|edition abonnes)",
    r"(?:aller|passer|acceder) (?:au|directement au) (?:contenu|menu)(?: principal)?",
    r"retour (?:a l'accueil|en haut(?: de (?:la )?page)?|a la liste|au sommaire)",
    r"haut de page",
    r"(?:articles?|page) (?:precedente?|suivante?)s?(?: ?:.{0,160})?",
    r"(?:lire|voir|afficher|charger) (?:la suite|plus|moins)(?: d(?:'|e )\w+)?",
    r"en savoir plus",
    r"(?:lire|voir|afficher|masquer) la (?:transcription|legende|recette)",
    r"aller a la recette(?: imprimer la recette)?",
    r"\d{1,3} ?/ ?\d{1,3}",  # a gallery's counter
    r"pages?(?: \d{1,3}){2,}(?: .{0,10})?",
    r"suite (?:a la|en) page \d+\b.{0,60}",
    r"(?:imprimer|fermer la fenetre|imprimer fermer la fenetre)",
    r"imprime le .{6,30}",
    r"chargement(?: en cours)?(?: ?\.{3}|…)?",
    r"(?:voir les contributions|reutiliser ce contenu|navigation de l'article)",
    r"plus d'infos",
    r"ajouter a (?:mes|vos|ma) (?:favoris|articles|liste|selection|lectures?).{0,20}",
    r"voir (?:le|les) (?:prix|offres?)",
    r"voir (?:tous|toutes) (?:les|nos) (?:offres|resultats|dates|tests)",
    r"(?:tous|toutes) (?:les|nos) (?:articles|actualites|newsletters|videos|podcasts)"
    r"(?: (?:de|sur) (?:la|cette) (?:rubrique|categorie))?",
)


_is_share_button = whole(
    r"partage[rz]? (?:(?:cet|l') ?article|la page|sur .{1,40}|par e-?mail|:.{1,60})",
    r"(?:envoyer|recommander) (?:cet article )?(?:a un ami|par e-?mail|par mail)",
    r"copier (?:le lien|l'url|l'adresse).{0,20}",
    r"lien copie",
    r"(?:ecouter|voir|regarder|revoir) (?:l'(?:episode|emission)|la video|le (?:podcast|replay))"
    r"(?: .{0,20})?",
    r"a voir en video",
    r"imprimer (?:cet|l') ?article",
    r"cliqu(?:ez|er) pour (?:partager|imprimer|envoyer).{0,60}",
    r"ecouter (?:(?:l'|cet )article(?: .{0,20})?|\(?\d+ ?min\.?\)?)",
    r"(?:offrir|enregistrer|sauvegarder|classer|garder) (?:l'|cet )article",
    r"(?:ajouter|suivre|suivez-nous)(?: .{2,30})? (?:sur )?google (?:news|actualites)",
    r"\d+ partages?",
    r"(?:vu|lu) [\d ]+ fois",
    r"(?:cet article vous est|article) offert(?: par .{2,40})?",
    r"(?:votre journal|.{2,40}) vous offre cet article",
    r"agrandir (?:le texte|l'image|la photo)",
    r"(?:augmenter|reduire|diminuer) la taille.{0,30}",
    r"a[-+]? a[-+]?",
    r"version imprimable",
    r"mode sombre",
    r"taille du texte",
    r"reagir \(\d+\)",
)


_is_reading_time = whole(
    r"(?:temps de |duree de )?lecture ?:? ?\(?\d{1,3} ?(?:min|mn|minutes?)\.?(?: \d+ ?s)?\)?",
    r"\(?\d{1,3} ?(?:min|mn|minutes?)\.? (?:de )?(?:lecture|d'ecoute|ecoute)\)?",
    r"\d{1,2}:\d{2} ?/ ?-?\d{1,2}:\d{2}",
    r"votre navigateur ne (?:supporte|prend) pas.{0,80}",
)


_is_cookie_notice = start(
    r"nous utilisons (?:des|les|nos) (?:cookies|traceurs)",
    r"nous et nos (?:\d+ )?partenaires\b.{0,60}(?:utilisons|stockons|traitons|deposons|accedons)",
    r"nous et nos \d+ partenaires\b",
    r"(?:avec votre accord,? )?nos partenaires et nous utilisons",
    r"ce site (?:web )?(?:utilise|depose) des (?:cookies|traceurs)(?:\.|,? pour|,? afin|$)",
    r"en (?:poursuivant|continuant) (?:votre navigation|(?:a naviguer|la navigation) sur)",
    r"en cliquant sur .{0,3}(?:tout )?(?:accepter|j'accepte|ok\b)",
    r"vous pouvez (?:modifier|retirer|changer) (?:vos choix|votre consentement)",
    r"cet? (?:contenu|espace) .{0,60}(?:bloque|masque).{0,80}(?:cookies|consentement|traceurs)",
    r"(?:vous souhaitez |pour )?en savoir plus sur (?:la protection|l'utilisation|le traitement|"
    r"la gestion) de vos donnees",
    r"ce contenu (?:provient|est (?:fourni|propose|heberge))\b.{0,60}\b(?:externes?|tiers?)\b",
    r"vous avez (?:refuse|choisi de refuser) .{0,30}(?:cookies|traceurs)",
    r"(?:le )?respect de votre vie privee(?:$| est (?:notre|une))",
    r"(?:la protection de )?votre vie privee (?:compte|est notre)",
)


_is_cookie_button = whole(
    r"(?:tout|j'|je)[ ]?(?:accepter?|refuser?)(?: (?:et )?(?:fermer|continuer))?",
    r"autoriser (?:les|ces) (?:cookies|traceurs)",
    r"accepter (?:et (?:fermer|continuer)|(?:tous )?les cookies)",
    r"continuer sans accepter(?: .{0,10})?",
    r"(?:parametrer|personnaliser|gerer) (?:les |mes |vos )?(?:cookies|choix|preferences|traceurs)",
    r"refuser (?:les cookies|et s'abonner)",
    r"voir nos partenaires",
    r"(?:politique|gestion|preferences) (?:de|des|en matiere de) (?:cookies|confidentialite)",
)


_is_advert_mark = whole(
    r"(?:fin de )?(?:la )?(?:publicite|annonce|pub|sponsorise|advertisement)",
    r"(?:la )?suite (?:de l'article )?apres (?:la|cette) (?:publicite|pub|video)",
    r"l'article continue apres la publicite",
    r"(?:publicite,? )?(?:votre|le) (?:contenu|article) (?:continue|se poursuit) .{2,30}",
    r"(?:article|contenu)s? sponsorises?.{0,40}",
    r"contenus? (?:partenaire|de marque|promotionnel)s?",
    r"en partenariat avec .{2,40}",
    r"(?:masquer|fermer|passer) la publicite",
)


_is_legal_notice = whole(
    r"mentions legales",
    r"conditions (?:generales )?(?:d'utilisation|de vente)",
    r"cg[uv](?:\W+cg[uv])?",
    r"tous droits (?:de reproduction .{0,40})?reserves.{0,40}",
    r".{0,60}tous droits reserves",
    r"toute reproduction .{0,60}(?:interdite|autorisation).{0,60}",
    r".{0,80}reproduction interdite",
    r"plan du site",
    r"charte (?:deontologique|d'utilisation|editoriale|de moderation)",
    r"ce site est protege par recaptcha.{0,160}",
    r"(?:fierement )?propulse par .{2,40}",
    r"qui sommes[- ]nous ?\??",
    r"nous contacter",
    r"contactez-nous",
    r"flux rss",
    r"theme (?:par|realise par) .{2,40}",
)


PAGE_RULES: tuple[Rule, ...] = (
    Rule("breadcrumb", is_breadcrumb),
    Rule("menu", is_menu_line),
    Rule("navigation", _is_navigation),
    Rule("share", either(is_share_bar, _is_share_button)),
    Rule("reading time", _is_reading_time),
    Rule("cookies", either(_is_cookie_notice, _is_cookie_button)),
    Rule("advert", _is_advert_mark),
    Rule("legal", _is_legal_notice),
)


_THIS = (
    r"(?:cet(?:te)?|l'|la|ce|notre|nos) ?(?:article|enquete|"
    r"reportage|entretien|recit|lettre|page|contenu|video|episode|travail)s?"
)


is_appeal = start(
    rf"{_THIS} vous (?:a|ont)\b.{{0,30}}(?:plu|ete|aide|interesse|utile)",
    rf"vous (?:avez|aimez).{{0,30}} {_THIS} ?\?",
    r"vous (?:souhaitez|voulez) reagir\b",
    r"(?:envie|besoin) de (?:donner votre|reagir|partager)",
    r"(?:qu'en pensez-vous|et vous, qu'en pensez-vous|votre avis)\b.{0,60}\?$",
    r"(?:cette|la) (?:lettre|newsletter) vous a",
    r"(?:une|cette) (?:information|image|photo|video) vous (?:semble|parait)\b",
    r"vous l'a-t-on transfere",
    r"vous recevez ce (?:courriel|message|mail|e-?mail)",
    r"se desabonner",
    r"(?:soutenez|aidez)-nous\b",
    r"(?:je fais|faire|faites) un don\b",
)


_is_notice = either(
    whole(
        r"fin du (?:direct|live)",
        r"(?:la )?fiche technique",
        r"sondage(?: du jour)?",
        r"sources?",
    ),
    start(r"copyright [a-z0-9©]", r"©.{0,80}tous droits", r"tous droits (?:de .{0,60})?reserves"),
)


# What a newsroom adds under its article, even under an appeal.
is_note = whole(
    r"boite noire",
    r"(?:note de )?methodologie",
    r"post-scriptum",
    r"(?:precisions?|rectificatif|erratum|droit de reponse|mise a jour)",
    r"(?:note|ndlr) de la redaction",
)


is_end = either(is_appeal, is_author_box_start, _is_notice)
