"""Where the article lies on a page: what its place tells, and what it must never take away."""

from __future__ import annotations

import pytest

from newsbrief.article import Article, ArticleKind
from newsbrief.document import BlockKind, Document
from newsbrief.readers.pasted.page import read_text

TITLE = "La halle aux grains rouvrira au printemps avec un marché"
PARAGRAPHS = [
    "Le conseil municipal a voté lundi soir, après six heures de débats, un budget en hausse.",
    "Les travaux doivent commencer en septembre et dureront deux ans, selon la mairie.",
    "Une réunion publique est prévue le 4 novembre dans la salle des fêtes du quartier.",
    "Les commerçants de la rue voisine craignent le bruit des livraisons au petit matin.",
    "La région paiera un tiers de la facture, et la ville empruntera presque tout le reste.",
    "Le premier étal sera celui d'un boulanger qui cherchait un local depuis trois ans.",
]
TOP = ["Le Fil du Lot", "Accueil", "Politique", "Sport", "Partager", "Publicité"]
FOOT = ["Thèmes", "Commerce", "Un autre titre sans point", "Mentions légales", "Contact"]


def _read(*lines: str) -> Document:
    return read_text(Article("\n".join(lines), ArticleKind.TEXT, "standard input"))


def _paragraphs(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.kind is not BlockKind.HEADING]


BOXES = [
    ["1 j", "5 j", "Max", "Plus haut : 39,10 €"],
    ["À lire aussi", "Le prix du blé s'envole", "Trois questions sur la taxe"],
]
ENDS = [
    ["12 commentaires", "Publié le 3 mai 2025 à 18h05"],
    ["Abonnez-vous pour lire la suite"],
    ["Cet article vous a plu ?"],
    ["Sources"],
    ["Tous droits réservés"],
    ["À propos de l'auteur"],
    ["Fin du direct"],
]


@pytest.mark.parametrize("box", [*BOXES, *ENDS], ids=lambda box: box[0])
@pytest.mark.parametrize("at", [1, 2, 4])
def test_nothing_between_paragraphs_takes_one_away(box: list[str], at: int) -> None:
    lines = [*PARAGRAPHS[:at], *box, *PARAGRAPHS[at:]]
    assert _paragraphs(_read(*TOP, TITLE, *lines, *FOOT)) == PARAGRAPHS


@pytest.mark.parametrize("box", BOXES, ids=lambda box: box[0])
def test_last_paragraph_under_a_box_stays(box: list[str]) -> None:
    document = _read(*TOP, TITLE, *PARAGRAPHS[:5], *box, PARAGRAPHS[5], *FOOT)
    assert _paragraphs(document) == PARAGRAPHS


@pytest.mark.parametrize("end", ENDS, ids=lambda end: end[0])
def test_lone_paragraph_under_a_sure_end_goes(end: list[str]) -> None:
    document = _read(*TOP, TITLE, *PARAGRAPHS[:5], *end, PARAGRAPHS[5], *FOOT)
    assert _paragraphs(document) == PARAGRAPHS[:5]


def test_text_without_clutter_keeps_its_lists_of_short_lines() -> None:
    listed = ["Premier tour", "Anne Morel", "Jean Le Goff", "Second tour", "Paul Rey", "Lise Aubin"]
    lines = [*PARAGRAPHS, *listed, "Le dépouillement a pris fin."]
    document = _read(TITLE, *lines)
    assert [block.text for block in document.blocks] == lines
    assert document.removed == ()


def test_short_last_sentence_stays() -> None:
    assert _paragraphs(_read(*TOP, TITLE, *PARAGRAPHS, "C'est fait.", *FOOT))[-1] == "C'est fait."


def test_what_follows_the_last_paragraph_of_a_copied_page_goes() -> None:
    assert _read(*TOP, TITLE, *PARAGRAPHS, *FOOT).removed == (*TOP, *FOOT)


def test_offers_under_a_wall_go() -> None:
    offers = ["Il vous reste 78 % de cet article à lire.", "Numérique", "12,99 € / mois", "Choisir"]
    document = _read(*TOP, TITLE, *PARAGRAPHS[:2], *offers, "Les archives depuis 1987.")
    assert _paragraphs(document) == PARAGRAPHS[:2]
    assert document.paywalled


def test_page_pasted_twice_is_read_once() -> None:
    copy = [*TOP, TITLE, *PARAGRAPHS, *FOOT]
    document = _read(*copy, *copy)
    assert (document.title, _paragraphs(document)) == (TITLE, PARAGRAPHS)


def test_sentence_said_twice_stays_twice() -> None:
    lines = [*PARAGRAPHS, PARAGRAPHS[0], "Le vote aura lieu une seconde fois au mois de mai."]
    assert _paragraphs(_read(TITLE, *lines)) == lines


@pytest.mark.parametrize(
    "above",
    [
        ["Le journal indépendant du pays de Cahors", "Faire un don", "Régions", "Enquêtes"],
        ["le magazine des villes qui avancent", "Nutrition", "Sommeil"],
        ["Vous êtes ici : Accueil / Ville / Commerce de proximité"],
        ["Jouer comporte des risques : endettement, isolement, dépendance.", "Ville / Halles"],
    ],
)
def test_slogans_and_paths_above_the_title_do_not_become_it(above: list[str]) -> None:
    signed = ["Par Anne Morel", "Publié le 3 mai 2025 à 18h05"]
    document = _read(*TOP, *above, TITLE, *signed, *PARAGRAPHS, *FOOT)
    assert (document.title, document.byline) == (TITLE, "Anne Morel")
    assert _paragraphs(document) == PARAGRAPHS


def test_caption_right_above_the_text_does_not_become_the_title() -> None:
    caption = "La halle, rue des Augustins, est murée depuis quatre ans. (Crédit : DR)"
    assert _read(*TOP, TITLE, "Par Anne Morel", caption, *PARAGRAPHS).title == TITLE


def test_site_is_the_name_that_opens_the_page_and_closes_it() -> None:
    document = _read(*TOP, TITLE, *PARAGRAPHS, *FOOT, "Le Fil du Lot - Journal associatif")
    assert document.site == "Le Fil du Lot"


def test_entries_of_a_live_page_keep_their_hours() -> None:
    hours = ["14 h 32 - Le pic est passé", "13 h 50 - Trains : pas de reprise"]
    lines = [
        hours[0],
        PARAGRAPHS[0],
        "Partager",
        hours[1],
        PARAGRAPHS[1],
        "Partager",
        PARAGRAPHS[2],
    ]
    document = _read(*TOP, TITLE, "Publié le 3 mai 2025 à 18h05", *lines, "Partager", *FOOT)
    assert [b.text for b in document.blocks if b.kind is BlockKind.HEADING] == hours


@pytest.mark.parametrize("hours", [["17:40", "17:21"], ["il y a 12 minutes", "il y a 1 heure"]])
def test_titles_of_the_news_ticker_do_not_become_the_title(hours: list[str]) -> None:
    news = ["Municipales : un troisième candidat se retire à Nîmes", "Grève : un train sur deux"]
    ago = hours[0].startswith("il")
    columns = (news, hours) if ago else (hours, news)
    ticker = [line for pair in zip(*columns, strict=True) for line in pair]
    document = _read(*TOP, *ticker, TITLE, *PARAGRAPHS, *FOOT)
    assert (document.title, _paragraphs(document)) == (TITLE, PARAGRAPHS)
    assert set(ticker) <= set(document.removed)


def test_programme_with_its_hours_stays() -> None:
    programme = ["9:00", "Accueil des participants", "10:30", "Table ronde", "12:00", "Buffet"]
    texts = [block.text for block in _read(TITLE, *PARAGRAPHS[:1], *programme).blocks]
    assert [text for text in texts if text in programme] == programme


def test_title_right_above_the_text_wins_over_the_label_between_them() -> None:
    document = _read(TITLE, "REPORTAGE", *PARAGRAPHS)
    assert (document.title, _paragraphs(document)) == (TITLE, PARAGRAPHS)


def test_date_of_an_update_above_the_title_does_not_hide_it() -> None:
    document = _read(*TOP, "Mis à jour le 14/01/2025 à 18:22", TITLE, *PARAGRAPHS, *FOOT)
    assert (document.title, document.date) == (TITLE, "2025-01-14T18:22")


def test_authors_life_under_her_name_goes_and_ends_the_article() -> None:
    life = "Tombée dans la soudure à douze ans, Anne démonte tout ce qui a des vis."
    signed = ["Anne Morel", "3 mai 2025 à 18h05"]
    document = _read(*TOP, TITLE, *signed, *PARAGRAPHS, "Par Anne Morel", life, *FOOT)
    assert (document.byline, _paragraphs(document)) == ("Anne Morel", PARAGRAPHS)


def test_authors_life_that_begins_with_her_name_goes_without_a_label() -> None:
    life = "Anne Morel est journaliste depuis 2016. Elle suit les transports et la ville."
    document = _read(*TOP, TITLE, "Par Anne Morel", *PARAGRAPHS, "Plus d'infos", life, *FOOT)
    assert _paragraphs(document) == PARAGRAPHS


def test_speakers_names_in_a_transcript_end_nothing() -> None:
    talk = [line for answer in PARAGRAPHS for line in ("Anne Morel", answer)]
    kept = [block.text for block in _read(*TOP, TITLE, *talk, *FOOT).blocks]
    assert [text for text in kept if text in PARAGRAPHS] == PARAGRAPHS


def test_note_of_the_newsroom_under_an_appeal_stays() -> None:
    note = "Contacté le 5 mai, le ministère n'a pas répondu à nos questions écrites."
    end = ["Je fais un don", "Boîte noire", note]
    assert note in _paragraphs(_read(*TOP, TITLE, *PARAGRAPHS, *end, *FOOT))


@pytest.mark.parametrize(
    ("caption", "foot"),
    [
        ("La halle, mardi.", "© 2025 Le Pré Vert"),
        ("La halle, mardi.", "Copyright Le Pré Vert 2025"),
        ("La halle, mardi. © J. Roux / Le Pré Vert", "Contact"),
    ],
)
def test_site_is_the_name_that_signs_a_picture_or_the_foot(caption: str, foot: str) -> None:
    head = ["Menu", "Sport", "Le Pré Vert", TITLE, caption]
    assert _read(*head, *PARAGRAPHS, *FOOT, foot).site == "Le Pré Vert"


def test_podcasts_between_paragraphs_go_and_advice_without_a_length_stays() -> None:
    podcast = ["À écouter", "Qui a volé les anguilles de la Loire ?", "La Terre au carré", "54 min"]
    lines = [*TOP, TITLE, *PARAGRAPHS[:2]]
    assert _paragraphs(_read(*lines, *podcast, "", *PARAGRAPHS[2:])) == PARAGRAPHS
    advice = _read(*lines, "À écouter", "La Symphonie des eaux", "", *PARAGRAPHS[2:])
    assert "La Symphonie des eaux" in [block.text for block in advice.blocks]


def test_horoscope_beside_the_article_goes() -> None:
    box = ["Horoscope du jour", "Lion : une rencontre vous surprendra en fin de journée."]
    lines = [*PARAGRAPHS[:3], *box, *PARAGRAPHS[3:]]
    assert _paragraphs(_read(*TOP, TITLE, *lines, *FOOT)) == PARAGRAPHS


def test_newsletter_box_goes_with_its_promises() -> None:
    box = ["La newsletter Sciences", "Tous les mardis", "Recevez les nouvelles de la semaine."]
    lines = [*PARAGRAPHS[:3], *box, *PARAGRAPHS[3:]]
    assert _paragraphs(_read(*TOP, TITLE, *lines, *FOOT)) == PARAGRAPHS
