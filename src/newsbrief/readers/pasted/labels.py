"""Names that mean something on a page only by the company they keep: sections, networks, buttons.

"Culture" is a menu entry beside "Sport" and "Économie", and a heading between two paragraphs.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.readers.pasted.lines import fold
from newsbrief.readers.pasted.rules import either, whole

if TYPE_CHECKING:
    from newsbrief.readers.pasted.lines import Line

__all__ = ["is_breadcrumb", "is_menu_line", "is_section_name", "is_share_bar", "is_weak_label"]


def _names(listed: str) -> frozenset[str]:
    return frozenset(fold(name) for name in re.split(r"\s*,\s*", listed.strip()))


_SECTIONS = _names("""
    Accueil, Home, À la une, La une, Une, Actualité, Actualités, Actus, Actu, Info, Infos,
    Politique, International, Monde, Europe, France, Économie, Éco, Entreprises, Entreprise,
    Société, Justice, Santé, Sciences, Science, Planète, Environnement, Écologie, Climat, Énergie,
    Culture, Cinéma, Musique, Livres, Arts, Sport, Sports, Football, Foot, Rugby, Tennis, Cyclisme,
    Tech, High-tech, High tech, Technologie, Numérique, Médias, Opinions, Opinion, Idées, Débats,
    Débat, Tribunes, Édito, Éditos, Chroniques, Vidéos, Vidéo, Podcasts, Podcast, Photos,
    Newsletters, Newsletter, Jeux, Mots croisés, Météo, Programme TV, TV, Immobilier, Emploi,
    Annonces, Petites annonces, Annonces légales, Boutique, Le journal, Journal, En direct, Direct,
    Live, Faits divers, Fait divers, Régions, Région, Votre commune, Ma commune, Loisirs, Sortir,
    Voyage, Voyages, Style, Mode, Gastronomie, Cuisine, Bien-être, Automobile, Auto, Bourse,
    Finance, Finances, Marchés, Patrimoine, Placements, Argent, Conso, Consommation, Industrie,
    Start-up, PME, Management, Carrières, Travail, Social, Éducation, Campus, Élections, Dossiers,
    Enquêtes, Reportages, Décryptage, Décryptages, Magazine, Lifestyle, People, Horoscope,
    Enquête, Reportage, Récit, Portrait, Entretien, Grand entretien, Interview, Analyse, Tribune,
    Grand format, Long format, Chronique, Billet, Exclusif, Témoignage, Témoignages, Compte rendu,
    Recettes, Agenda, Avis de décès, Obsèques, Nécrologie, Menu, Rechercher, Recherche,
    Se connecter, Connexion, S'identifier, Mon compte, S'abonner, Abonnez-vous, Abonnement,
    Abonnements, Je m'abonne, S'inscrire, Plus, Services, Édition du jour, Mentions légales, CGU,
    CGV, Contact, Contacts, Contactez-nous, Nous contacter, À propos, Qui sommes-nous,
    Politique de confidentialité, Confidentialité, Données personnelles, Cookies,
    Gestion des cookies, Gérer les cookies, Paramétrer les cookies, Préférences cookies, Publicité,
    Plan du site, Archives, Aide, FAQ, RSS, Flux RSS, Charte, Charte déontologique, Accessibilité,
    Partenaires, Recrutement, Notre histoire, La rédaction, Applications, Application mobile,
    Codes promo, Guides d'achat
""")


_WEAK_LABELS = _names("""
    Facebook, Twitter, X, X (Twitter), Twitter / X, X (ex-Twitter), WhatsApp, LinkedIn, Messenger,
    Telegram, Bluesky, Threads, Instagram, Pinterest, YouTube, TikTok, Mastodon, Reddit, Snapchat,
    Flipboard, Mail, Email, E-mail, Courriel, Lien, SMS, Google News, Partager, Imprimer, Écouter,
    Offrir, Sauvegarder, Enregistrer, Envoyer, Commenter, Réagir, Répondre, Signaler, Suivre,
    Annuler, Valider, OK, Accepter, Refuser, Personnaliser, Paramétrer, Fermer, Inscription,
    Inscrivez-vous, Votre adresse, Site web, Nom, Prénom, Message, Commentaire, Commentaires,
    Précédent, Suivant, Tendances, Premium, Abonné, Abonnés, Illustration, Infographie, Lecture,
    Cookies, Pause, Favoris, Alerte, Alertes, Copier, Lire plus tard, DR
""")


_is_display = whole(
    r"\d{1,2}:\d{2}(?: ?/ ?-?\d{1,2}:\d{2})?",
    r"\d{1,3} min(?:utes)?",
    r"\d+(?:,\d)?x",
    r"il y a (?:\d+|une?) ?(?:s|h|j|mn|min|seconde|minute|heure|jour)s?",
)


def _label(line: Line) -> str:
    return line.folded.strip(" .:>›→»|•·+-*☰")


def is_section_name(line: Line) -> bool:
    """Whether the line is a section's name or a menu's or footer's entry, and nothing else."""
    return _label(line) in _SECTIONS


def _is_button(line: Line) -> bool:
    return _label(line) in _WEAK_LABELS


is_weak_label = either(_is_button, _is_display)


_BULLETED = re.compile(r"[•·|]\s*[^•·|]+\s[•·|]\s*\S")  # "• Lens • Politique": no list's item


_BULLETED_WORDS = 12


def is_menu_line(line: Line) -> bool:
    """Whether one line holds several section names: "Accueil | Sport", "☰ Menu Sport Météo"."""
    if not 2 <= line.words <= 60 or line.stops:
        return False
    if line.words <= _BULLETED_WORDS and _BULLETED.match(line.text):
        return True
    names = [fold(part) for part in re.split(r"[|•·›>\t/]| - | {2,}", line.text) if part.strip()]
    sections = sum(name in _SECTIONS for name in names)
    if len(names) >= 3:
        return sections * 2 > len(names)
    words = [word for word in line.folded.split() if word not in ("☰", "&")]
    pair = sections == len(names) == 2 and bool(re.search(r"[|•·›>]", line.text))
    return pair or (len(words) >= 3 and all(word in _SECTIONS for word in words))


_STEPS = re.compile(r"\s*[>›»→/]\s*")


_HOMES = _names("Accueil, Home, Vous êtes ici, Vous êtes ici :, Actualités")


def is_breadcrumb(line: Line) -> bool:
    """Whether the line is a path from a home page or a section: "Accueil > Économie > Banques"."""
    steps = [step for step in _STEPS.split(line.folded) if step]
    if len(steps) < 2:
        return False
    return steps[0] in _HOMES or (" > " in line.text and steps[0] in _SECTIONS and not line.stops)


_SHARE_BAR = re.compile(
    r"(?:(?:partage[rz]?|facebook|twitter|whatsapp|linkedin|messenger|telegram|bluesky|threads|"
    r"instagram|pinterest|x|e-?mail|courriel|mail|imprimer|copier le lien|copier|lien|sms|"
    r"commenter|reagir|sauvegarder|enregistrer|offrir|ecouter|envoyer|flipboard|reddit)"
    r"(?:[\s,;/|•·-]+|$))+"
)


def is_share_bar(line: Line) -> bool:
    """Buttons run together: "Partager Facebook X WhatsApp"; one lone name is not enough."""
    return 2 <= line.words <= 20 and bool(_SHARE_BAR.fullmatch(line.folded.strip(" :.")))
