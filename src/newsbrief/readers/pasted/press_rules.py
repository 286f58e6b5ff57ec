"""Rules for what a news site puts around an article: links, walls, letters, credits, comments.

Patterns are written as `lines.fold` leaves text: lower case, no accents, plain apostrophes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.readers.pasted.rules import Rule, either, raw, start, whole

if TYPE_CHECKING:
    from newsbrief.readers.pasted.lines import Line

__all__ = [
    "PRESS_RULES",
    "WALL",
    "is_author_box_start",
    "is_book",
    "is_comment",
    "is_comment_start",
    "is_horoscope",
    "is_letter_heading",
    "is_letter_promise",
    "is_media_start",
    "is_related_start",
    "is_wall",
    "is_wall_label",
    "is_zodiac_sign",
]


_GENRES = (
    r"enquete|article|entretien|decryptage|reportage|analyse|tribune|dossier|edito|editorial|"
    r"portrait|recit|interview|chronique|selection|grand format|fil|direct|explication"
)


_RELATED = re.compile(
    r"[^\w«(]*(?:(?:a )?(?:lire|voir|ecouter|decouvrir|retrouver|regarder) (?:aussi|egalement)|"
    rf"(?:re)?(?:lire|voir) (?:notre|l'|la|le|cet|cette) ?(?:{_GENRES})|(?:re)?lire la suite|"
    r"a (?:lire|voir|ecouter))(.*)"
)


_MARK = re.compile(r"\s*(?:\([^)]{1,30}\))?\s*(?:[:|>›→▶/«“\"•·]|[-–—] |$)")


_TITLE_FOLLOWS = re.compile(
    r"(?i:[^\w«(]*(?:[àa] )?(?:lire|voir|écouter|découvrir) (?:aussi|également))\s*"
    r"(?=[«“\"A-ZÀÂÉÈÊÎÔÛÇ])"
)


# A list of books ("À lire : Les Vagues, éd. du Nord, 22 €") belongs to its article.
_BOOK = re.compile(r"€|euros|\bed(?:\.|itions)|\bp\.|pages\b")


def is_book(line: Line) -> bool:
    """Whether the line is a book's or a film's reference, which belongs to the article."""
    return bool(_BOOK.search(line.folded))


_ADVICE = re.compile(r"a (?:lire|voir|ecouter) ?:.*\.$")


def _is_advice(line: Line) -> bool:
    """ "À voir : l'exposition, jusqu'au 3 mai." ends as a sentence: titles have no full stop."""
    return bool(_ADVICE.search(line.folded))


def _is_related_link(line: Line) -> bool:
    """ "Lire aussi" with a mark, a capital or nothing after it.

    "Lire aussi les petites lignes du contrat reste un réflexe rare." goes on in lower case: it
    stays.
    """
    match = _RELATED.match(line.folded)
    if not match or line.words > 40:
        return False
    if _MARK.match(match[1]):
        return not is_book(line) and not _is_advice(line)
    return bool(_TITLE_FOLLOWS.match(line.text)) and (not line.stops or line.text.endswith("?"))


is_related_start = whole(
    r"(?:a )?(?:lire|voir|ecouter|decouvrir) (?:aussi|egalement)",
    r"a (?:lire|decouvrir)(?: ensuite| sur le meme sujet)?",
    r"sur (?:le meme (?:sujet|theme)|ce sujet)",
    r"suivre (?:(?:toute )?la|notre) couverture(?: complete)?",
    r"dans la meme (?:rubrique|categorie)",
    r"pour aller plus loin",
    r"(?:nos |les )?articles? (?:lies?|similaires?|associes?|connexes?|recommandes?|recents?)",
    r"(?:nos |les )?derni?er(?:es?|s) (?:actualites|articles|infos|news|actus|publications)",
    r"(?:les )?(?:articles )?(?:les )?plus (?:lus|partages|commentes|populaires|vus|consultes)",
    r"vous (?:aimerez|pourriez) aussi(?: aimer)?",
    r"vous pourriez (?:etre interesse|aimer).{0,30}",
    r"nos lecteurs ont (?:aussi )?lu(?: ensuite)?",
    r"(?:ceci|cela|ca) (?:peut|pourrait) vous interesser",
    r"recommandee?s? pour vous",
    r"notre selection",
    r"la selection de la redaction",
    r"(?:le )?top (?:des )?articles",
    r"l'actualite en continu",
    r"le fil (?:info|actu|d'actualite)",
    r"contenus? (?:sponsorises?|recommandes?)(?: par.{0,30})?",
    r"a la une (?:de|sur) .{2,30}",
    r"plus d'articles",
)


is_media_start = whole(r"a (?:re)?(?:ecouter|voir|regarder)")


is_wall = start(
    r"il vous reste (?:environ )?\d{1,3}(?:[.,]\d+)? ?%",
    r"la suite (?:de (?:cet? article|ce contenu) )?est reservee?",
    r"pour (?:lire|continuer|decouvrir|poursuivre|acceder a) (?:la suite|(?:cet|l') ?article|"
    r"(?:votre|la|a) lect?[ui]re|cet? contenu|l'integralite).{0,60}(?:abonn|connectez|inscri)",
    r"abonnez-vous (?:pour|et) (?:lire|continuer|poursuivre|acceder|decouvrir|debloquer|lisez)",
    r"creez (?:un|votre) compte (?:gratuit(?:ement)? )?pour (?:lire|continuer)",
    r"lisez (?:la suite|l'integralite|cet article).{0,40}(?:abonn|€|euro|essai|gratuit)",
    r"vous avez (?:deja )?lu \d{1,3} ?%",
    r"debloquez (?:cet article|la suite)",
)


is_wall_label = whole(
    r"(?:cet? )?(?:article|contenu) (?:est )?(?:reserve|accessible uniquement) "
    r"(?:a nos |aux |uniquement aux )?abonnes?(?:[ .].{0,80})?",
    r"(?:contenu |lecture |article )?(?:reservee?|exclusif) (?:a nos |aux )abonnes?",
    r"(?:article|contenu) (?:abonnes?|premium|payant)",
)


_is_subscription = either(
    whole(
        r"(?:deja|vous etes deja) abonnee? ?\??(?:.{0,50}(?:connecte|identifie)[rz].{0,30})?",
        r"(?:s'abonner|je m'abonne|abonnez-vous|m'abonner|connectez-vous|se connecter)"
        r"(?: .{0,60}(?:€|euros?|mois|engagement|offres?))?",
        r"(?:decouvr(?:ir|ez)|voir) (?:nos|les|l') ?(?:offres?|abonnements?).{0,40}",
        r"sans engagement.{0,30}",
        r"lecture restreinte",
        r"profitez de (?:l'offre|nos offres).{0,40}",
        r"(?:essai|1er mois|premier mois) gratuit.{0,20}",
        r"(?:a partir de|des|pour) \d+(?:[.,]\d+)? ?(?:€|euros?) ?(?:/ ?mois|par mois).{0,40}",
    ),
    start(
        r"votre abonnement n'autorise pas la lecture",
        r"vous pouvez lire .{2,30} sur un seul appareil a la fois",
        r"pour plus d'informations, merci de contacter notre service commercial",
        r"abonnez-vous (?:des|a partir|pour) (?:de )?\d",
        r"abonnez-vous a (?:notre|l')(?: ?offre| journal| chaine| edition)",
        r"(?:cet?|l') ?(?:article|contenu|journal|site) vous (?:plait|a plu|interesse)\b.{0,20}\?",
        r"soutenez (?:notre|une|le) (?:journal|redaction|journalisme|presse|media|site)\b",
        r"(?:deja|vous etes deja) abonnee? ?\?",
        r"acced(?:ez|er) (?:a|en illimite a) (?:tous|toute|l'ensemble|l'integralite|nos)\b.{0,40}"
        r"(?:contenus|articles|site|journal)",
        r"profitez d'un acces illimite(?:$|.{0,40}(?:contenus|articles|site|journal|abonn))",
        r"(?:lisez|lire) l'article en (?:illimite|integralite).{0,40}(?:€|abonn|gratuit)",
    ),
)


_LETTERS = (
    r"newsletters?|infolettres?|lettre (?:quotidienne|hebdomadaire|d'information)|notifications?|"
    r"boite (?:mail|de reception)"
)


_CHANNELS = (
    rf"{_LETTERS}|google (?:actualites|news)|facebook|twitter|x|instagram|whatsapp|linkedin|"
    r"bluesky|tiktok|youtube|telegram|reseaux sociaux|chaine|appli(?:cation)?|flux rss"
)


is_letter_heading = either(
    start(r"(?:notre |la |nos |les )?(?:newsletters?|infolettres?)"),
    whole(r".{2,40}, (?:la|notre|votre) (?:newsletter|infolettre|lettre)"),
)


is_letter_promise = start(
    r"recevez\b",
    r"(?:chaque|tous les|toutes les) (?:jours?|matins?|soirs?|semaines?|midis?|mois|heures|"
    r"lundis?|mardis?|mercredis?|jeudis?|vendredis?|samedis?|dimanches?)\b",
    r"(?:l'essentiel|le meilleur|toute l'actualite)\b.{2,80}(?:chaque|tous les|toutes les)\b",
)


_is_newsletter = either(
    start(
        r"(?:inscrivez-vous|abonnez-vous|je m'inscris|s'inscrire|s'abonner)"
        rf" (?:gratuitement )?(?:a|aux|pour|et) .{{0,60}}\b(?:{_LETTERS})",
        r"recevez (?:chaque|tous les|toutes les|du lundi)\b.{0,60}"
        r"\b(?:infos?|actu\w*|selection|essentiel|lettre|articles?|alertes?|meilleur)\b",
        r"(?:chaque|tous les|toutes les)\b.{0,120}\bdans votre boite (?:mail|de reception)\W*$",
        r"(?:vous voulez|envie de|restez|ne (?:ratez|manquez))\b.{0,200}"
        r"\bvotre boite (?:e-?mail|mail|de reception)",
        rf"recevez\b.{{0,120}}\b(?:{_LETTERS}|par e-?mail)",
        r"(?:notre|la|nos|les) newsletters? ?(?::|$)",
        r"newsletters? ?(?::|[-–—] |$)",
        rf"(?:suivez|rejoignez|retrouvez)(?:-nous)?\b.{{0,60}} (?:sur|notre|nos|la)\b.{{0,30}}"
        rf"\b(?:{_CHANNELS})\b.{{0,40}}$",
        r"suivez-nous\b",
        r"(?:telechargez|installez) (?:notre|l') ?appli",
        r"activez les notifications",
        r"en vous inscrivant.{0,80}(?:acceptez|conditions|newsletter)",
        r"vous pouvez vous desinscrire",
        r"vous affirmez avoir pris connaissance",
        r"(?:votre|ton) (?:adresse )?(?:e-?mail|courriel)\b.{0,60}"
        r"(?:utilise|consentement|communique)",
        r"(?:recevez|recevoir) (?:l'actualite|les (?:infos|actualites|alertes)|le meilleur)\b"
        r".{0,40}(?:tous les|chaque)\b",
    ),
    whole(
        r"(?:autres|(?:toutes )?nos|toutes les) newsletters",
        r"s'inscrire",
        r"je m'inscris",
        r"(?:votre|mon|saisissez votre) (?:adresse )?(?:e-?mail|courriel)",
        r"adresse e-?mail",
        r"(?:merci ! )?votre inscription (?:a bien ete|est) .{0,40}",
    ),
)


is_horoscope = whole(r"(?:l'|votre |vos )?horoscopes?(?: (?:du jour|de la semaine|gratuit))?")


is_zodiac_sign = start(
    r"(?:belier|taureau|gemeaux|cancer|lion|vierge|balance|scorpion|sagittaire|capricorne|verseau|"
    r"poissons?) ?(?::|$|\()"
)


is_comment_start = whole(
    r"(?:aucun|\d{1,4}|pas de|voir les|lire les|tous les|afficher les|vos|les|ajouter un) "
    r"?(?:\d{1,4} )?(?:commentaires?|reactions?)(?: ?\(\d{1,4}\))?",
    r"(?:laisse[rz]|poster|ecrire|publier|ajouter) (?:un|votre|mon) commentaire(?: annuler.*)?",
    r"laisser une (?:reponse|reaction)",
    r"(?:les )?(?:derniers|meilleurs) commentaires",
    r"rejoi(?:gnez|ndre) la (?:discussion|conversation)",
    r"(?:commentaires?|reactions?) ?\(\d{1,4}\)",
    r"(?:\d{1,4}|une?|deux|trois) (?:reflexions?|reponses?|pensees?|commentaires?) (?:sur|a) "
    r"[«\"“].{3,200}",
    r"reagissez(?: a cet article)?",
    r"(?:reagir|commenter) (?:a )?cet article",
    r"soyez le premier a (?:commenter|reagir).{0,40}",
    r"les commentaires sont (?:fermes|clos)",
)


_is_comment_form = either(
    whole(
        r"signaler (?:un abus|ce commentaire)",
        r"annuler la reponse",
        r"(?:publier|envoyer|poster|valider|laisser) (?:le|mon|un|votre) commentaire.{0,40}",
        r"(?:votre )?(?:nom|(?:adresse )?e-?mail|courriel|commentaire|message|pseudo|prenom) ?\*",
        r"\*? ?champs? (?:requis|obligatoires?)",
        r"voir (?:tous les|plus de) commentaires.{0,20}",
    ),
    start(
        r"votre adresse (?:e-?mail|de messagerie|courriel) ne sera pas",
        r"les champs obligatoires sont",
        r"enregistrer mon nom,? (?:mon )?e-?mail",
        r"prevenez-moi de tous les nouveaux",
        r"ce site utilise akismet",
        r"en savoir plus sur (?:comment|la facon dont) les donnees",
        r"(?:vous devez|veuillez) (?:etre|vous) connecte[rz]?\b.{0,60}comment",
        r"connectez-vous pour (?:commenter|laisser|reagir|publier)",
    ),
)


# Signs that only a heading above ("3 commentaires") makes sure: "Le maire a dit :" is no comment.
is_comment = either(
    _is_comment_form,
    whole(
        r"(?:\W*\d+\W+){0,2}(?:repondre|reponse|signaler)",
        r".{2,40} (?:a )?dit ?:",
        r"il y a \d+ ?(?:min(?:utes?)?|h(?:eures?)?|j(?:ours?)?|semaines?|mois|ans?)",
        r"(?:le )?\d.{3,25} a \d{1,2} ?[h:] ?\d{2}",
        r"trier par\b.{0,40}",
        r"les? (?:plus|moins|mieux) (?:recents?|anciens?|notes?|pertinents?|populaires?)",
    ),
)


is_author_box_start = whole(
    r"a propos (?:de l'auteure?|de l'autrice|du redacteur|des auteurs)",
)


_is_authors_list = raw(
    r"^\W*(?:(?:Voir|Lire) )?(?:[Tt]ous )?(?:[Ll]es|[Ss]es) (?:autres )?articles (?:de|par) "
    r"[A-ZÀ-Ý][^.!?]{1,40}$"
)


_is_author_link = whole(
    r"(?:voir|lire|consulter|decouvrir) (?:tous )?(?:ses|les) (?:autres )?articles",
    r"contacter (?:l'auteure?|la redaction|le journaliste)",
    r"suivre (?:@\w+|cet auteur|l'auteure?|.{2,40} sur (?:twitter|x|linkedin))",
    r"@\w{2,30}",
    r"signaler une erreur.{0,40}",
    r"(?:vous avez (?:vu|repere|trouve) )?une (?:faute|erreur|coquille)\b.{0,60}\?"
    r".{0,40}(?:correction|corrige|signale|ecrivez|contactez).{0,40}",
    r"voir (?:le|son) profil",
)


_is_author_box = either(is_author_box_start, _is_author_link, _is_authors_list)


_AGENCIES = (
    "AFP|REUTERS|Reuters|AP|SIPA|Sipa|SIPA PRESS|MAXPPP|MaxPPP|Getty Images|Hans Lucas|EPA|"
    "PHOTOPQR.{0,30}|Bestimage|Shutterstock|Le Monde|Le Figaro|Ouest-France"
)


_is_signed_picture = raw(
    # "© AFP", "(c) 2025 AFP"; "(c) le patrimoine" is the third point of a list
    r"^\W*(?:©|\([cC]\)\s?(?:\d{4}|AFP|REUTERS)|Copyright\s+(?:©|\d{4}))"
    r"(?!.*[.!?]\s+\w{3,}.*\.$).{0,120}$",
    r"^Photos? (?:[A-ZÀ-Ý][\w'’-]+ ?){2,3}$",
    # a picture signed in capitals: "JEAN DURAND / AGENCE NORD"
    r"^(?:[A-ZÀ-Ý][A-ZÀ-Ý.'’-]+ ){1,2}[A-ZÀ-Ý][A-ZÀ-Ý.'’-]+ ?/ ?[A-ZÀ-Ý][A-ZÀ-Ý .'’-]{1,30}$",
    # an agency's desk and writers sign in small letters: "abc-de/fg/hi"
    r"^[a-z]{1,4}(?:[-/][a-z]{1,4}){1,5}$",
    # a caption goes with its picture: "Le siège, à Lyon, en mars. © J. Durand / AFP"
    r"^.{0,400}©\s?(?:[^.!?;]|\b[A-ZÀ-Ý]\.){2,60}\.?\)?$",
    r"[.»\w]\s*\((?:[Cc]r[ée]dits?(?: photos?)?|[Pp]hotos?) ?: ?[^()]{2,60}\)$",
    r"[.»]\s+(?:\| [A-ZÀ-Ý]{2}|PHOTO|Photo |Ph\. )[^.!?]{2,60}"
    r"(?:\b[A-Z]\.\s[^.!?]{2,30}|(?:\b[A-Z]\.[ -]?){2,3})?$",
    r"[.»]\s+\((?:[A-ZÀ-Ý]\. ?)?[A-ZÀ-Ý][\w-]+ ?/ ?[A-ZÀ-Ý][^()]{2,40}\)$",
    rf"^.{{0,300}}[\s(](?:[A-ZÀ-Ý][\w.'’-]+\s){{1,3}}/\s?(?:{_AGENCIES})\W*$",
)


_is_credit_label = whole(
    r"(?:credits? ?(?:photos?|images?)?|photos?|illustration|visuel|infographie|photographie)"
    r" ?: ?.{2,80}",
    r"photo d'(?:illustration|archives?).{0,60}",
    r"\(?photos? (?:by |d'archives ?/ ?|afp|reuters|ap\b|epa|sipa|getty|dr\b).{0,60}",
    r"image d'illustration.{0,40}",
    r"(?:getty images|istock|shutterstock|adobe stock|unsplash|pixabay|pexels|sipa press|"
    r"abacapress|maxppp|hans lucas|bestimage)(?: ?/.{0,40})?",
)


def _is_credit(line: Line) -> bool:
    """ "Illustration : le blé a doublé de prix en un an." is a sentence of the article."""
    return _is_signed_picture(line) or (not line.prose and _is_credit_label(line))


_is_tag_line = either(
    start(
        r"(?:mots?[- ]cles?|tags?|etiquettes?|keywords|dans cet article|"
        r"(?:themes?|sujets?|thematiques?) associee?s?|(?:classe|publie|poste) dans) ?:",
        r"categories? ?: ?(?!.*\.$).{1,80}$",
    ),
    whole(
        r"mots?[- ]cles?", r"tags?", r"etiquettes?", r"(?:themes?|sujets?|thematiques?) associee?s?"
    ),
    raw(r"^\s*#\w[^.#]{0,60}(?:#\w[^.#]{0,60}){0,20}$"),
)


WALL = "subscription wall"


PRESS_RULES: tuple[Rule, ...] = (
    Rule(WALL, either(is_wall, is_wall_label)),
    Rule("related", _is_related_link),
    Rule("subscription", _is_subscription),
    Rule("newsletter", _is_newsletter),
    Rule("comments", either(is_comment_start, _is_comment_form)),
    Rule("credit", _is_credit),
    Rule("tags", _is_tag_line),
    Rule("author box", _is_author_box),
)
