"""Pasted and plain text: layout, metadata, kinds of blocks; and that no line is ever lost."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbrief.article import Article, ArticleKind
from newsbrief.document import BlockKind, Document, SpanKind
from newsbrief.inputs.reading import read_article
from newsbrief.readers import read
from newsbrief.readers.pasted.clutter import clean_page
from newsbrief.readers.pasted.header import arrange
from newsbrief.readers.pasted.lines import unwrap
from newsbrief.readers.pasted.metadata import Signature, parse_signature
from newsbrief.readers.pasted.sheet import Place
from newsbrief.text.dates import find_dates

TITLE = "La Banque du Sud relève ses prévisions de croissance"
LEAD = "L'institut table sur 1,4 % cette année, soit deux dixièmes de plus qu'en mars dernier."
ONE = "Le conseil municipal a voté lundi soir, après six heures de débats, un budget en hausse."
TWO = "Les travaux doivent commencer en septembre et dureront deux ans, selon la mairie."


def _read(text: str) -> Document:
    return read(Article(text, ArticleKind.TEXT, "standard input"))


def _kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in _read(text).blocks]


def _lines(text: str) -> list[str]:
    return [line.text for line in unwrap(text)]


# --- layout ---------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [50, 60, 72, 80, 100])
def test_hard_wrapped_paragraphs_are_joined_at_any_width(width: int) -> None:
    paragraphs = [f"{ONE} {TWO} {ONE}", f"{TWO} {ONE}", f"{ONE} {TWO}"]
    wrapped = "\n\n".join(textwrap.fill(text, width, break_on_hyphens=False) for text in paragraphs)
    assert _lines(wrapped) == paragraphs


def test_lines_of_unwrapped_text_are_paragraphs_of_their_own() -> None:
    assert _lines(f"{ONE}\n{TWO}\n{ONE}") == [ONE, TWO, ONE]


def test_wrapped_paragraphs_without_blank_lines_part_where_a_line_ends_early() -> None:
    first = f"{TWO} {ONE} C'est fait."
    text = "\n".join(textwrap.fill(part, 64) for part in (first, f"{TWO} {ONE}"))
    assert _lines(text) == [first, f"{TWO} {ONE}"]


def test_title_above_wrapped_text_is_not_joined_to_it() -> None:
    body = textwrap.fill(f"{ONE} {TWO} {ONE}", 72)
    assert _lines(f"Un titre assez court\n{body}")[0] == "Un titre assez court"


def test_byline_in_small_letters_is_not_joined_to_the_title() -> None:
    assert _lines(f"{TITLE}\npar Maud Ferrier\n{ONE}")[:2] == [TITLE, "par Maud Ferrier"]


def test_list_items_of_wrapped_text_stay_apart() -> None:
    text = f"{textwrap.fill(f'{ONE} {TWO}', 64)}\n- un gel des loyers\n- une prime\n"
    assert _lines(text)[1:] == ["- un gel des loyers", "- une prime"]


@pytest.mark.parametrize(
    ("left", "right", "joined"),
    [
        ("le gouver-", "nement a tranché", "le gouvernement a tranché"),
        ("la recons-", "truction commence", "la reconstruction commence"),
        ("C'est peut-", "être vrai", "C'est peut-être vrai"),
        ("« Oui », dit-", "il alors", "« Oui », dit-il alors"),
        ("le porte-", "parole du parti", "le porte-parole du parti"),
        ("soixante-", "dix personnes", "soixante-dix personnes"),
        ("ces jours-", "là encore", "ces jours-là encore"),
        ("aux États-", "Unis d'abord", "aux États- Unis d'abord"),
    ],
)
def test_hyphen_at_a_line_end_goes_only_from_a_broken_word(
    left: str, right: str, joined: str
) -> None:
    filler = "le conseil municipal a voté lundi soir, après de longs débats"
    text = f"{filler}\n{filler}\n{filler}\n{left}\n{right}"
    expected = joined.replace("- Unis", "-\nUnis").split("\n")
    assert " ".join(_lines(text)).replace("- Unis", "-\nUnis").endswith("\n".join(expected))


def test_word_written_elsewhere_in_the_text_decides_about_the_hyphen() -> None:
    text = "un cache-misère assumé.\n\nC'est encore un énorme et très coûteux cache-\nmisère."
    assert _lines(text)[1] == "C'est encore un énorme et très coûteux cache-misère."


# --- title and metadata ------------------------------------------------------------------


def test_title_lead_byline_and_date_of_a_pasted_article() -> None:
    document = _read(
        f"{TITLE}\n{LEAD}\nPar MAUD FERRIER Publié le 24 février 2025 à 11h28\n{ONE}\n{TWO}"
    )
    assert (document.title, document.byline) == (TITLE, "MAUD FERRIER")
    assert document.date == "2025-02-24T11:28"
    assert [block.kind for block in document.blocks] == [
        BlockKind.LEAD,
        BlockKind.PARAGRAPH,
        BlockKind.PARAGRAPH,
    ]


def test_long_line_without_full_stop_under_the_title_is_the_lead() -> None:
    lead = LEAD.removesuffix(".")
    assert _kinds(f"{TITLE}\n{lead}\n{ONE}\n{TWO}")[0] == ("lead", lead)


def test_first_paragraph_under_the_byline_is_no_lead() -> None:
    assert _kinds(f"{TITLE}\nPar Maud Ferrier\n{ONE}\n{TWO}")[0] == ("paragraph", ONE)


def test_dispatch_has_no_title_and_names_its_agency() -> None:
    document = _read(f"PARIS, 3 mai (AFP) - {ONE}\n\n{TWO}")
    assert (document.title, document.site) == (None, "AFP")
    assert len(document.blocks) == 2


def test_text_that_begins_with_a_sentence_has_no_title() -> None:
    assert _read(f"{ONE}\n{TWO}").title is None


@pytest.mark.parametrize(
    "title",
    [
        "Faut-il interdire les trottinettes dans le centre ?",
        "« Nous n'avons plus le choix », dit la maire de Sète",
        "LE MAIRE DE SÈTE QUITTE SON PARTI",
        "Finistère. Un chalutier s'échoue, quatre marins sauvés",
        "Retraites : ce que change l'accord de lundi",
    ],
)
def test_titles_of_every_style_are_found(title: str) -> None:
    assert _read(f"{title}\n\n{ONE}\n\n{TWO}").title == title


@pytest.mark.parametrize(
    ("suffix", "site"),
    [
        (" - Le Figaro", "Le Figaro"),
        (" | Ouest-France", "Ouest-France"),
        (" - L'Avenir de l'Artois", "L'Avenir de l'Artois"),
        (" | Brest Matin", "Brest Matin"),
        (" | lalettre.example.fr", None),
        (" – Le point de vue de la mairie", None),
        (" - La vérité des prix", None),
    ],
)
def test_outlet_at_the_end_of_a_title_is_told_apart(suffix: str, site: str | None) -> None:
    document = _read(f"{TITLE}{suffix}\n\n{ONE}\n\n{TWO}")
    assert (document.title, document.site) == (TITLE if site else TITLE + suffix, site)


@pytest.mark.parametrize(
    ("line", "byline"),
    [
        ("De Thibaud Malaurie", "Thibaud Malaurie"),
        (
            "La rédaction avec Kévin Ruellan | Reportage Inès Caro",
            "La rédaction avec Kévin Ruellan",
        ),
        ("Par Anne Morel - a.morel@gazette.example", "Anne Morel"),
        ("De Gaulle à Londres", None),
        ("La rédaction du texte a duré trois mois", None),
    ],
)
def test_bylines_of_radio_and_television(line: str, byline: str | None) -> None:
    signature = parse_signature(line)
    assert (signature.byline if signature else None) == byline


def test_full_stop_after_a_date_does_not_hide_it() -> None:
    signature = parse_signature("Publié le 22 décembre 2025 à 19h30.")
    assert signature is not None
    assert signature.date == "2025-12-22T19:30"


def test_page_of_mixed_line_ends_tabs_bullets_and_hard_spaces_reads_well() -> None:
    signed = "Par\u00a0Maud Ferrier\t-\tLe 24/03/2025 à 11h28"
    items = "•\tun gymnase\u00a0;\r\n•\u00a0une piscine."
    text = f"{TITLE}\r\n\r\n{signed}\r\n\t\r\n\t{ONE}\r\n{items}\r\n\u00a0\r\n{TWO}\r\n"
    document = read(read_article(text.encode()))
    assert (document.byline, document.date) == ("Maud Ferrier", "2025-03-24T11:28")
    assert [(b.kind.value, b.text) for b in document.blocks] == [
        ("paragraph", ONE),
        ("list_item", "un gymnase\u00a0;"),
        ("list_item", "une piscine."),
        ("paragraph", TWO),
    ]


def test_labels_above_the_title_do_not_become_it() -> None:
    document = _read(f"Guerre commerciale\n{TITLE}\n{ONE}\n{TWO}")
    assert document.title == TITLE
    assert document.removed == ("Guerre commerciale",)


def test_title_said_again_leaves_the_text() -> None:
    document = _read(f"{TITLE} | Ouest-France\n{TITLE}\n{ONE}\n{TITLE}\n{TWO}")
    assert (document.title, document.site) == (TITLE, "Ouest-France")
    assert [block.text for block in document.blocks] == [ONE, TWO]


def test_line_alone_is_a_paragraph() -> None:
    assert (_read(TITLE).title, _kinds(TITLE)) == (None, [("paragraph", TITLE)])


def test_bylines_above_and_below_are_one() -> None:
    document = _read(f"{TITLE}\nPar Maud Ferrier\n{ONE}\n{TWO}\nMaud Ferrier, avec AFP")
    assert document.byline == "Maud Ferrier, avec AFP"


def test_name_beside_a_date_is_the_author() -> None:
    document = _read(f"{TITLE}\nMaud Ferrier\nPublié le 3 mai 2025\n{ONE}\n{TWO}")
    assert (document.byline, document.date) == ("Maud Ferrier", "2025-05-03")


def test_post_under_the_authors_name_is_left_out() -> None:
    document = _read(f"{TITLE}\nMaud Ferrier\nJournaliste au service Économie\n{ONE}\n{TWO}")
    assert document.byline == "Maud Ferrier"
    assert document.removed == ("Journaliste au service Économie",)


def test_authors_life_under_the_text_is_left_out() -> None:
    life = "Maud Ferrier suit le rail depuis quinze ans."
    tail = f"Maud Ferrier\nJournaliste économique\n{life}"
    document = _read(f"{TITLE}\nPar MAUD FERRIER\n{ONE}\n{TWO}\n{tail}")
    assert document.removed == ("Maud Ferrier", "Journaliste économique", life)
    assert document.byline == "MAUD FERRIER"


def test_byline_said_again_under_the_text_is_no_paragraph() -> None:
    byline = "Maud Ferrier (Rome, envoyée spéciale)"
    document = _read(f"{TITLE}\nPar {byline}\n{ONE}\n{TWO}\n{byline}")
    assert (document.byline, len(document.blocks)) == (byline, 2)


def test_outlet_dates_and_reading_time_on_one_line_are_told_apart() -> None:
    line = "Le Progrès - 28 mai 2025 à 12:04 | mis à jour le 28 mai 2025 - Temps de lecture : 2 min"
    document = _read(f"{TITLE}\n{LEAD}\n{line}\n{ONE}\n{TWO}")
    assert (document.site, document.date) == ("Le Progrès", "2025-05-28T12:04")
    assert document.blocks[0].kind is BlockKind.LEAD


def test_date_of_publication_wins_over_the_update() -> None:
    document = _read(f"{TITLE}\nMis à jour le 4 mai 2025\nPublié le 3 mai 2025\n{ONE}\n{TWO}")
    assert document.date == "2025-05-03"
    assert document.removed == ("Mis à jour le 4 mai 2025",)


def test_dates_of_a_chronology_are_headings() -> None:
    text = f"{TITLE}\n{ONE}\n12 mars 2024\n{ONE}\n3 mai 2025\n{TWO}"
    document = _read(text)
    assert document.date is None
    assert [b.text for b in document.blocks if b.kind is BlockKind.HEADING] == [
        "12 mars 2024",
        "3 mai 2025",
    ]


def test_bare_date_under_the_byline_is_the_articles() -> None:
    document = _read(f"{TITLE}\n{LEAD}\nReportage. Par Maud Ferrier\n4 mai 2025\n{ONE}\n{TWO}")
    assert (document.byline, document.date) == ("Maud Ferrier", "2025-05-04")


def test_outlet_is_read_from_the_notice_at_the_foot() -> None:
    document = _read(f"{TITLE}\n{ONE}\n{TWO}\n© Le Fil du Lot 2025 - Tous droits réservés")
    assert document.site == "Le Fil du Lot"


def test_address_of_the_page_is_kept_apart() -> None:
    document = _read(f"https://exemple.fr/a/1\n{TITLE}\n{ONE}\n{TWO}")
    assert (document.url, document.title) == ("https://exemple.fr/a/1", TITLE)


@pytest.mark.parametrize(
    ("text", "byline", "date"),
    [
        ("Par Jean Dupont", "Jean Dupont", None),
        ("PAR JEAN DUPONT", "JEAN DUPONT", None),
        ("Par La rédaction", "La rédaction", None),
        ("Par Le Figaro avec AFP", "Le Figaro avec AFP", None),
        ("Par Anne Morel (Rome, envoyée spéciale)", "Anne Morel (Rome, envoyée spéciale)", None),
        ("Par Anne Morel et Jean Le Goff", "Anne Morel et Jean Le Goff", None),
        ("CRITIQUE - Par Anne Morel", "Anne Morel", None),
        ("De notre envoyée spéciale à Rome, Anne Morel", "Anne Morel", None),
        ("Texte : Anne Morel", "Anne Morel", None),
        ("Rédigé par Dr Anne Morel, le 3 mai 2024", "Dr Anne Morel", "2024-05-03"),
        ("Anne Morel | Publié le 3 mai 2024 à 20h40", "Anne Morel", "2024-05-03T20:40"),
        ("Rome, 3 mai 2024 à 20h40 (Agence du Tibre)", None, "2024-05-03T20:40"),
        ("jeudi 3 mai 2024, 18h40 | modifié à 20h15", None, "2024-05-03T18:40"),
        ("Publié le 3 mai 2024 à 5 h 58 • Mis à jour il y a 3 min", None, "2024-05-03T05:58"),
        ("Mai 2024", None, "2024-05"),
        ("Jean Dupont, avec AFP", "Jean Dupont, avec AFP", None),
        ("Jean Dupont (avec AFP)", "Jean Dupont, avec AFP", None),
        ("Le Monde avec AFP et Reuters", "Le Monde avec AFP et Reuters", None),
        ("franceinfo avec AFP", "franceinfo avec AFP", None),
        ("(AFP)", "AFP", None),
        ("Reportage. Par Anne Morel", "Anne Morel", None),
        ("Publié le 24 février 2025 à 11h28", None, "2025-02-24T11:28"),
        ("Publié le 24/02/2025 à 11:28", None, "2025-02-24T11:28"),
        ("Le 3 mars 2025 à 8 h", None, "2025-03-03T08:00"),
        ("Par Anne Morel — 3 mai 2024 à 20:40", "Anne Morel", "2024-05-03T20:40"),
        ("Posté par Jeanne le 22 février 2025 dans Jardin", "Jeanne", "2025-02-22"),
        ("Écrit par Maud Ferrier le 1er avril 2024", "Maud Ferrier", "2024-04-01"),
        ("Modifié le 4 mai 2025 - Publié le 3 mai 2025 à 6h", None, "2025-05-03T06:00"),
        ("Publié hier à 18h05", None, "hier à 18h05"),
        ("Publié il y a 3 heures", None, "il y a 3 heures"),
    ],
)
def test_metadata_are_read(text: str, byline: str | None, date: str | None) -> None:
    signature = parse_signature(text)
    assert signature == Signature(byline, date, updated=False)


@pytest.mark.parametrize(
    ("text", "site"),
    [
        ("Propos recueillis par Anne Morel", None),
        ("Entretien réalisé par Anne Morel pour « La Revue du Lot »", "La Revue du Lot"),
    ],
)
def test_byline_of_an_interview_is_the_name_alone(text: str, site: str | None) -> None:
    assert parse_signature(text) == Signature("Anne Morel", site=site, interview=True)


@pytest.mark.parametrize(
    "text",
    [
        "Par ailleurs, la mairie a voté un budget.",
        "Par Toutatis, ils sont fous !",
        "Par amour du jeu",
        "Avec l'AFP le ministère a signé un accord.",
        "Le 3 mars 2025, la mairie a voté.",
        "Publié en 2023, le livre a eu du succès",
        "Publié le 31 février 2025",
        "Hier à Paris",
        TITLE,
        "",
    ],
)
def test_sentences_and_titles_are_no_metadata(text: str) -> None:
    assert parse_signature(text) is None


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("1er mars 2025", "2025-03-01"),
        ("lundi 24 févr. 2025, 18h05", "2025-02-24T18:05"),
        ("24.02.2025 18:00", "2025-02-24T18:00"),
        ("24/02/25", "2025-02-24"),
        ("2025-02-24T11:28:00+01:00", "2025-02-24T11:28"),
        ("4 AOÛT 2020", "2020-08-04"),
        ("29 février 2024", "2024-02-29"),
    ],
)
def test_dates_become_iso(text: str, iso: str) -> None:
    assert [date.iso for date in find_dates(text)] == [iso]


@pytest.mark.parametrize("text", ["31/02/2025", "29 février 2025", "3,5/4,2/2025", "12 mars"])
def test_what_no_calendar_has_is_no_date(text: str) -> None:
    assert find_dates(text) == []


# --- blocks ---------------------------------------------------------------------------------


def test_short_line_between_paragraphs_is_a_heading() -> None:
    heading = "Des devis qui s'envolent"
    assert _kinds(f"{ONE}\n{heading}\n{TWO}") == [
        ("paragraph", ONE),
        ("heading", heading),
        ("paragraph", TWO),
    ]


@pytest.mark.parametrize(
    "line",
    ["Les chiffres clés :", "et pourtant rien ne change", "Une phrase courte.", "À suivre…"],
)
def test_line_that_ends_or_begins_otherwise_is_no_heading(line: str) -> None:
    assert ("paragraph", line) in _kinds(f"{ONE}\n\n{line}\n\n{TWO}")


def test_last_line_is_no_heading() -> None:
    assert _kinds(f"{ONE}\n{TWO}\nDes devis qui s'envolent")[-1][0] == "paragraph"


@pytest.mark.parametrize("mark", ["-", "•", "–", "·", "*", "▪"])
def test_list_items_lose_their_mark(mark: str) -> None:
    text = f"{ONE}\nLe plan prévoit :\n{mark} un gel des loyers ;\n{mark} une prime.\n{TWO}"
    assert _kinds(text)[2:4] == [("list_item", "un gel des loyers ;"), ("list_item", "une prime.")]


def test_numbered_items_keep_their_number_apart() -> None:
    blocks = _read(f"{ONE}\n1. Réduire les délais\n2. Former les équipes\n{TWO}").blocks
    assert [(b.number, b.text) for b in blocks if b.kind is BlockKind.LIST_ITEM] == [
        (1, "Réduire les délais"),
        (2, "Former les équipes"),
    ]


def test_numbered_lines_with_paragraphs_between_are_headings() -> None:
    kinds = _kinds(f"{ONE}\n1. Réduire les délais\n{TWO}\n2. Former les équipes\n{ONE}")
    assert [kind for kind, _ in kinds].count("heading") == 2


def test_dialogue_keeps_its_dashes() -> None:
    text = f"{ONE}\n— Vous venez demain ?\n— Oui, dit-elle, si je peux.\n{TWO}"
    assert _kinds(text)[1:3] == [
        ("paragraph", "— Vous venez demain ?"),
        ("paragraph", "— Oui, dit-elle, si je peux."),
    ]


def test_lone_dash_is_somebody_speaking() -> None:
    assert _kinds(f"{ONE}\n– Rien n'est joué.\n{TWO}")[1] == ("paragraph", "– Rien n'est joué.")


@pytest.mark.parametrize("line", ["***", "* * *", "---", "———", "⁂"])
def test_row_of_marks_is_a_rule(line: str) -> None:
    assert _kinds(f"{ONE}\n\n{line}\n\n{TWO}")[1] == ("rule", "")


def test_quoted_mail_is_a_quotation() -> None:
    wrapped = textwrap.indent(textwrap.fill(f"{ONE} {TWO}", 60), "> ")
    assert ("quote", f"{ONE} {TWO}") in _kinds(f"{ONE}\n\n{wrapped}\n\n{TWO}")


def test_indented_passage_is_a_quotation() -> None:
    text = f"{ONE}\n\n{TWO}\n\n    {ONE}\n\n{TWO}"
    assert _kinds(text)[2] == ("quote", ONE)


def test_questions_of_an_interview_are_bold_paragraphs() -> None:
    questions = [
        "Quand avez-vous su ?",
        "Qu'a dit le maire ?",
        "Et vos équipes, qu'en pensent-elles ?",
    ]
    text = "\n".join(f"{question}\n{ONE}" for question in questions)
    blocks = _read(f"{TITLE}\n{LEAD}\n{text}").blocks
    bold = [b.text for b in blocks if b.spans and b.spans[0].kind is SpanKind.STRONG]
    assert bold == questions
    assert not [b for b in blocks if b.kind is BlockKind.HEADING]


def test_questions_with_the_name_of_who_asks_are_an_interviews() -> None:
    text = f"{TITLE}\n{LEAD}\nLe Courrier : Pourquoi ?\n{ONE}\nLe Courrier : Quand ?\n{TWO}"
    blocks = _read(text).blocks
    assert [block.text for block in blocks if block.spans] == [
        "Le Courrier : Pourquoi ?",
        "Le Courrier : Quand ?",
    ]


def test_question_among_other_headings_is_a_heading() -> None:
    text = f"{TITLE}\n{ONE}\nLe plan peut-il tenir ?\n{TWO}\nDes devis qui s'envolent\n{ONE}"
    assert ("heading", "Le plan peut-il tenir ?") in _kinds(text)


# --- nothing is lost ------------------------------------------------------------------------

_PIECES = [
    TITLE,
    LEAD,
    ONE,
    TWO,
    "Accueil > Économie > Banques",
    "Lire aussi : Le prix du blé s'envole",
    "Par Maud Ferrier",
    "Publié le 24 février 2025 à 11h28",
    "Mis à jour le 25 février 2025",
    "Facebook",
    "Partager",
    "Économie",
    "- un gel des loyers ;",
    "1. Réduire les délais",
    "2. Former les équipes",
    "— Vous venez ?",
    "> cité de mémoire",
    "    en retrait",
    "***",
    "Des devis qui s'envolent",
    "Les plus lus",
    "12 commentaires",
    "Odile dit :",
    "Répondre",
    "À propos de l'auteur",
    "Ouest-France",
    "https://exemple.fr/a",
    "le gouver-",
    "nement a tranché",
    "© AFP",
    "Il vous reste 65 % de cet article à lire.",
    "",
]
_PAGES = st.lists(st.one_of(st.sampled_from(_PIECES), st.text(max_size=60)), max_size=25)


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


@given(_PAGES)
def test_joining_lines_loses_no_letter(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    assert _letters("".join(_lines(text))) == _letters(text)


@given(_PAGES)
def test_each_line_has_one_place_and_its_words_stand_there(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    lines = unwrap(text)
    cleaning = clean_page(lines)
    head = arrange(lines, cleaning.marks, cleaning.core)
    document = _read(text)
    assert len(head.places) == len(lines)
    placed = {place: [] for place in Place}  # type: dict[Place, list[str]]
    for line, place in zip(lines, head.places, strict=True):
        placed[place].append(line.text)
    assert list(document.removed) == placed[Place.REMOVED]
    assert len(document.blocks) == len(placed[Place.BODY]) + len(placed[Place.LEAD])
    assert bool(placed[Place.TITLE]) == (document.title is not None)
    assert bool(placed[Place.BYLINE]) == (document.byline is not None)
    assert bool(placed[Place.DATE]) <= (document.date is not None)


@given(_PAGES)
def test_blocks_hold_their_lines_word_for_word(pieces: list[str]) -> None:
    text = "\n".join(pieces)
    lines = unwrap(text)
    cleaning = clean_page(lines)
    head = arrange(lines, cleaning.marks, cleaning.core)
    kept = [
        line.text
        for line, place in zip(lines, head.places, strict=True)
        if place in (Place.LEAD, Place.BODY)
    ]
    for block, line in zip(_read(text).blocks, kept, strict=True):
        text = f"{block.number or ''}{block.text}"
        assert _letters(text) == _letters(line) or block.kind is BlockKind.LIST_ITEM
        assert block.text in line
