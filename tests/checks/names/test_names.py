"""Names of French text: which are seen, whether the English has them, and how they get there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fakes import aligned
from newsbrief.checks.names import (
    Entry,
    Kind,
    Mention,
    Names,
    apply_edits,
    gazetteer,
    load_glossary,
    missing,
    misspelled,
    repairs,
    respellings,
    term_uses,
)
from newsbrief.engines.alignment import Alignment
from newsbrief.errors import GlossaryError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def mended(english: str, mentions: tuple[Mention, ...], alignment: Alignment) -> str:
    return apply_edits(english, repairs(english, mentions, alignment))


def spelled(source: str, english: str, spans: list[tuple[int, int]], alignment: Alignment) -> str:
    return apply_edits(english, respellings(source, english, spans, alignment))


ENTRIES = (
    Entry(("Économie Matin",), kind=Kind.OUTLET),
    Entry(("Le Monde",), kind=Kind.OUTLET),
    Entry(("Les Échos",), kind=Kind.OUTLET),
    Entry(("L'Équipe",), kind=Kind.OUTLET),
    Entry(("Le Point",), kind=Kind.OUTLET, ambiguous=True),
    Entry(("La Croix",), kind=Kind.OUTLET, ambiguous=True),
    Entry(("La Voix du Nord",), kind=Kind.OUTLET),
    Entry(("Capital",), kind=Kind.OUTLET, ambiguous=True),
    Entry(("Coupe du monde",), "World Cup", kind=Kind.EVENT),
    Entry(("Empire du Milieu",), "China", ("Middle Kingdom",), Kind.EPITHET),
    Entry(("ONU",), "UN", ("United Nations",), Kind.ACRONYM),
    Entry(("Assemblée nationale",), "National Assembly", kind=Kind.BODY),
    Entry(("ministère de l'Économie",), "Economy Ministry", kind=Kind.BODY),
    Entry(("Le Caire",), "Cairo", kind=Kind.PLACE),
)
NAMES = Names(ENTRIES)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Selon Économie Matin, l'ONU hésite.", ["Économie Matin", "UN"]),
        ("Une journaliste du Monde l'a dit.", ["Le Monde"]),
        ("Elle l'a dit au Monde et aux Échos.", ["Le Monde", "Les Échos"]),
        ("L’Équipe le révèle.", ["L'Équipe"]),
        ("La Coupe du Monde commence.", ["World Cup"]),
        ("L'Assemblée Nationale vote.", ["National Assembly"]),
        ("Le Ministère de l'Économie dément.", ["Economy Ministry"]),
        ("Une délégation de l'Empire du Milieu.", ["China"]),
        ("Un métro au Caire.", ["Cairo"]),
        # Ordinary words that are spelled like a name, or almost.
        ("Le monde change, l'équipe aussi.", []),
        ("Le point faible est là.", []),
        ("Elle habite près de la Croix.", []),
        ("Le Capital de Marx reste lu.", []),
        # … and the name itself.
        ("Le Point révèle ce rapport.", ["Le Point"]),
        ("Ce rapport, révélé par Le Point, dérange.", ["Le Point"]),
        ("La rédaction du Point déménage.", ["Le Point"]),
        ("Selon Capital, la vente est faite.", ["Capital"]),
        ("Capital publie son palmarès.", ["Capital"]),
        # Names that no table has, introduced as such.
        ("La start-up lyonnaise Belle Étoile recrute.", ["Belle Étoile"]),
        ("Le groupe Bel Avenir recrute.", ["Bel Avenir"]),
        ("Le constructeur automobile allemand Kranz recrute.", ["Kranz"]),
        ("Selon La Lettre du Grain, la récolte sera bonne.", ["La Lettre du Grain"]),
        ("Les Aciéries de la Thiérache recrutent.", ["Aciéries de la Thiérache"]),
        ("La Gazette du Marais le confirme.", ["La Gazette du Marais"]),
        ("Le groupe A affrontera le groupe B.", []),
        ("Le groupe quitte la ville.", []),
        ("Les Français attendent, la France aussi.", []),
    ],
)
def test_names_are_told_from_ordinary_words(sentence: str, expected: list[str]) -> None:
    mentions = NAMES.mentions(sentence)
    assert [mention.english for mention in mentions if not mention.tentative] == expected


def test_a_name_is_missing_when_none_of_its_right_forms_stands() -> None:
    mentions = NAMES.mentions("L'ONU et Le Monde s'expliquent.")
    assert missing(mentions, "The United Nations and Le Monde explain themselves.") == []
    assert [m.english for m in missing(mentions, "The UNO and the World explain it.")] == [
        "UN",
        "Le Monde",
    ]


@pytest.mark.parametrize(
    ("french", "english", "links", "expected"),
    [
        (
            "Interrogé par La Voix du Nord, le maire a démenti.",
            "Asked by Voice of the North, the mayor denied.",
            {"Voice": "Voix", "of": "du", "North": "Nord"},
            "Asked by La Voix du Nord, the mayor denied.",
        ),
        (
            "Une journaliste du Monde l'a dit.",
            "A journalist from the World said it.",
            {"World": "Monde", "the": "du"},
            "A journalist from Le Monde said it.",
        ),
        (
            "La journaliste du Monde l'a dit.",
            "The World journalist said it.",
            {"World": "Monde"},
            "The Le Monde journalist said it.",
        ),
        (
            "L'Équipe le révèle.",
            "The team's article reveals it.",
            {"team": "Équipe", "The": "L"},
            "L'Équipe's article reveals it.",
        ),
        (
            "Un accord avec l'Empire du Milieu.",
            "An agreement with the Middle Empire.",
            {"Middle": "Milieu", "Empire": "Empire"},
            "An agreement with China.",
        ),
        ("L'ONU hésite.", "The UNO hesitates.", {"UNO": "ONU"}, "The UN hesitates."),
        ("Le Monde l'a dit, il persiste.", "It said so.", {"It": "Monde"}, "It said so."),
    ],
)
def test_a_translated_name_gives_way_to_its_right_form(
    french: str, english: str, links: dict[str, str], expected: str
) -> None:
    mentions = NAMES.mentions(french)
    assert mended(english, mentions, aligned(french, english, links)) == expected


def test_a_name_that_stands_as_often_as_in_french_is_left_alone() -> None:
    french, english = "Le Monde et l'ONU.", "Le Monde and the United Nations."
    links = {"Le": "ONU", "Monde": "ONU"}
    assert mended(english, NAMES.mentions(french), aligned(french, english, links)) == english


def test_a_name_once_introduced_is_known_in_the_whole_article() -> None:
    texts = ["La start-up Belle Étoile recrute.", "Elle vient de Belle Étoile, à Lyon."]
    assert NAMES.mentions(texts[1]) == ()
    assert [m.english for m in NAMES.learned(texts).mentions(texts[1])] == ["Belle Étoile"]


def test_a_short_name_inside_a_longer_one_is_not_taken_for_it() -> None:
    names = Names([Entry(("La Dépêche",), "La Dépêche du Midi", kind=Kind.OUTLET)])
    mentions = names.mentions("Mais La Dépêche du Bocage en doute.")
    assert [mention.english for mention in mentions] == ["La Dépêche du Bocage"]


def test_an_acronym_that_can_be_spoken_may_be_written_as_a_word() -> None:
    names = Names([Entry(("OTAN",), "NATO", kind=Kind.ACRONYM)])
    assert [m.english for m in names.mentions("L'Otan et l'OTAN.")] == ["NATO", "NATO"]


def test_a_rare_name_that_the_model_misspelled_is_spelled_as_in_french() -> None:
    french = "Le chanteur Léo Marquenterre est mort."
    english = "The singer Léo Marqueterre has died."
    spans = misspelled(french, english, (), pieces=len)
    start, end = spans[0]
    place = english.index("Mar")
    cuts = tuple((place + i, place + i + 3) for i in (0, 3, 6))
    alignment = Alignment(((start, end),), cuts, ((1.0,),) * 3)
    assert spelled(french, english, spans, alignment) == "The singer Léo Marquenterre has died."


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Le dissident Loukachenko parle.", "The dissident Lukashenko speaks."),
        ("Le gouverneur Poutchkov parle.", "The governor Puchkov speaks."),
        ("Le patron des Américains parle.", "The boss of the Americans speaks."),
    ],
)
def test_a_name_that_english_spells_otherwise_is_no_slip(french: str, english: str) -> None:
    links = dict(zip(english.split(), french.split(), strict=False))
    spans = misspelled(french, english, (), pieces=len)
    assert spelled(french, english, spans, aligned(french, english, links)) == english


GLOSSARY = "# house style\nsalarié\tstaff member\ntaux directeur = key rate\nBercy\tkeep\n"


def test_a_glossary_is_read_from_tabs_or_equals_signs(tmp_path: Path) -> None:
    path = tmp_path / "terms.tsv"
    path.write_text(GLOSSARY, encoding="utf-8")
    entries = load_glossary(path)
    assert [(e.forms[0], e.english) for e in entries] == [
        ("salarié", "staff member"),
        ("taux directeur", "key rate"),
        ("Bercy", ""),
    ]


def test_a_glossary_is_read_from_toml(tmp_path: Path) -> None:
    path = tmp_path / "terms.toml"
    path.write_text('"salarié" = "staff member"\n[bank]\n"taux directeur" = "keep"\n', "utf-8")
    assert [(e.forms[0], e.english) for e in load_glossary(path)] == [
        ("salarié", "staff member"),
        ("taux directeur", ""),
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.tsv", b"salari\xe9\tstaff", "not UTF-8"),
        ("b.tsv", b"no separator here", "line 1"),
        ("c.tsv", b"# nothing\n", "no term"),
        ("d.toml", b"= broken", "not TOML"),
        ("e.toml", b"a = 3", "must have a text"),
    ],
)
def test_a_broken_glossary_is_one_error(
    tmp_path: Path, name: str, content: bytes, message: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(GlossaryError, match=message):
        load_glossary(tmp_path / name)


def test_a_missing_glossary_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(GlossaryError, match="cannot be read"):
        load_glossary(tmp_path / "none.tsv")


TERMS = Names(
    [
        Entry(("salarié",), "staff member"),
        Entry(("taux directeur",), "key rate"),
        Entry(("journal",), "paper"),
        Entry(("Orange",)),
    ]
)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Les salariées sont là.", ["staff members"]),
        ("Une salariée est là.", ["staff member"]),
        ("Le relèvement des taux directeurs.", ["key rates"]),
        ("Les journaux le disent.", ["papers"]),
        ("Salariés et clients d'Orange.", ["staff members", "Orange"]),
        ("La salarisation progresse, l'orange aussi.", []),
    ],
)
def test_a_term_is_seen_in_its_inflected_forms(sentence: str, expected: list[str]) -> None:
    assert [mention.english for mention in TERMS.mentions(sentence)] == expected


def test_the_uses_of_a_glossary_are_counted() -> None:
    mentions = [*TERMS.mentions("Les salariés."), *TERMS.mentions("Un salarié, un journal.")]
    uses = [(use.term, use.english, use.count) for use in term_uses(mentions)]
    assert uses == [("salarié", "staff member", 2), ("journal", "paper", 1)]


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Le temple d'Artémis brûle.", "The temple of Artemis burns."),
        ("La lune Encelade brille.", "The moon Enceladus shines."),
    ],
)
def test_a_name_that_stands_alone_may_have_an_english_form(french: str, english: str) -> None:
    assert misspelled(french, english, (), pieces=len) == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Le groupe Virgin de Richard Branson recule.", ["Virgin"]),
        ("Un site Internet le vend.", []),
        ("Il dit : « Les Martinets partent. »", []),
        ("Le site Boursier.com et @lemondefr le disent.", ["Boursier.com", "@lemondefr"]),
    ],
)
def test_an_introduced_name_ends_where_another_begins(sentence: str, expected: list[str]) -> None:
    mentions = NAMES.mentions(sentence)
    assert [mention.text for mention in mentions if not mention.tentative] == expected


@pytest.mark.parametrize(
    ("french", "english", "expected"),
    [
        ("L'ONF compte.", "The NFB counts.", "The ONF counts."),
        ("La RMN aide.", "The NMR helps.", "The NMR helps."),
        ("Le PDG part.", "The boss leaves.", "The boss leaves."),
    ],
)
def test_an_acronym_that_became_another_one_is_put_back(
    french: str, english: str, expected: str
) -> None:
    links = {english.split()[1]: NAMES.mentions(french)[-1].text}
    assert mended(english, NAMES.mentions(french), aligned(french, english, links)) == expected


def test_names_are_learned_sentence_by_sentence() -> None:
    """A capital at the start of a second sentence introduces nothing."""
    learned = NAMES.learned(["Il part.", "Les Allemands attendent."])
    assert learned.mentions("On ne croit pas les Allemands.") == ()


def test_the_gazetteer_is_well_formed_and_large_enough() -> None:
    entries = gazetteer()
    forms = [form for entry in entries for form in entry.forms]
    assert len(entries) > 700
    assert len(set(forms)) == len(forms)
    assert all(form and form == form.strip() and "’" not in form for form in forms)


@pytest.mark.parametrize(
    ("french", "english", "pieces", "expected"),
    [
        ("Solène Roy vend.", "Solene Roy sells.", 2, "Solène Roy sells."),
        ("Il a vu Québec City.", "He saw Quebec City.", 1, "He saw Quebec City."),
        ("La Fédération Roy vend.", "The Federation Roy sells.", 1, "The Federation Roy sells."),
    ],
)
def test_names_keep_their_accents_unless_the_model_knows_the_english_word(
    french: str, english: str, pieces: int, expected: str
) -> None:
    spans = misspelled(french, english, (), pieces=len)
    name = french[slice(*spans[0])]
    start = english.index(
        next(word for word in english.split(" ") if word[0] == name[0]).strip(".")
    )
    size = len(name) // pieces
    cuts = [(start + i * size, start + (i + 1) * size) for i in range(pieces)]
    alignment = Alignment((spans[0],), tuple(cuts), ((1.0,),) * pieces)
    assert spelled(french, english, spans, alignment) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Elle est championne du Monde.", []),
        ("Le tour du Monde en ballon.", []),
        ("La rédaction du Point déménage.", ["Le Point"]),
        ("Elle a livré sa version au Point.", ["Le Point"]),
        ("Aux Échos, il détaille son plan.", ["Les Échos"]),
        ("Le président de la Fédération Japonaise de Judo est mort.", []),
    ],
)
def test_a_contracted_article_joins_a_paper_only_among_words_of_the_press(
    sentence: str, expected: list[str]
) -> None:
    assert [mention.english for mention in PRESS.mentions(sentence)] == expected


PRESS = Names(
    [
        Entry(("Le Monde",), kind=Kind.OUTLET, ambiguous=True),
        Entry(("Le Point",), kind=Kind.OUTLET, ambiguous=True),
        Entry(("Les Échos",), kind=Kind.OUTLET),
    ]
)


def test_a_place_may_stand_as_its_adjective() -> None:
    mentions = Names([Entry(("Hongrie",), "Hungary", kind=Kind.PLACE)]).mentions("Le GP de Hongrie")
    assert missing(mentions, "The Hungarian GP") == []
    assert len(missing(mentions, "The GP")) == 1


KNOWN = Names(gazetteer())


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Selon Mme Vasseur, le budget est sincère.", []),
        ("Il a été appelé Directeur général.", []),
        ("La Provence accueillera les épreuves.", []),
        ("La Provence a révélé l'affaire.", ["La Provence"]),
        ("Le Parisien moyen dépense peu.", []),
        ("L'Union fait la force.", []),
        ("La Provence notamment manque d'eau.", []),
        ("L'Équipe de France a gagné.", []),
        ("Selon Le Figaro, la Provence manque d'eau.", ["Le Figaro"]),
        ("Lettre de Macron aux Français", []),
        ("La Fourche et les Douanes.", []),
        ("L'opérateur Français progresse.", []),
        ("L'association Les Jardins de la Vallée vend.", ["Les Jardins de la Vallée"]),
        ("Les lecteurs du Progrès et de La Montagne.", ["Le Progrès", "La Montagne"]),
    ],
)
def test_what_is_written_like_a_paper_is_not_always_one(sentence: str, expected: list[str]) -> None:
    mentions = KNOWN.mentions(sentence)
    assert [mention.english for mention in mentions if not mention.tentative] == expected


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("L'Iran dément.", "Iraq denies."),
        ("Le Niger dément.", "Nigeria denies."),
        ("L'Autriche dément.", "Australia denies."),
        ("La Slovaquie dément.", "Slovenia denies."),
        ("La Corée du Nord dément.", "Norway denies."),
    ],
)
def test_a_country_that_became_another_is_missing(french: str, english: str) -> None:
    assert len(missing(KNOWN.mentions(french), english)) == 1


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Le président de l'Iran.", "The Iranian president."),
        ("L'armée du Niger.", "The Nigerien army."),
        ("Le chancelier d'Autriche.", "The Austrian chancellor."),
        ("Le roi d'Espagne.", "The Spanish king."),
        ("Les côtes de la Corée du Nord.", "North Korean coasts."),
    ],
)
def test_a_country_may_stand_as_its_adjective(french: str, english: str) -> None:
    assert missing(KNOWN.mentions(french), english) == []


def test_an_epithet_keeps_the_article_that_its_english_needs() -> None:
    names = Names(
        [
            Entry(("Premier ministre",), "prime minister", kind=Kind.EPITHET),
            Entry(("Hexagone",), "France", kind=Kind.EPITHET),
        ]
    )
    french, english = "Le Premier ministre part.", "The First Minister leaves."
    alignment = aligned(french, english, {"First": "Premier", "Minister": "ministre"})
    mentions = names.mentions(french)
    assert mended(english, mentions, alignment) == "The prime minister leaves."
    french, english = "Il quitte l'Hexagone.", "He leaves the Hexagon."
    alignment = aligned(french, english, {"Hexagon": "Hexagone", "the": "l"})
    assert mended(english, names.mentions(french), alignment) == "He leaves France."


def test_a_misspelled_and_a_translated_name_of_one_sentence_are_both_put_right() -> None:
    french = "Léo Marquenterre, de La Voix du Nord, part."
    english = "Léo Marqterre, of Voice of the North, leaves."
    source = [(french.index(w), french.index(w) + len(w)) for w in ("Marquenterre", "Voix", "Nord")]
    starts = [english.index(w) for w in ("Marq", "terre", "re,", "Voice", "North")]
    target = [(s, s + n) for s, n in zip(starts, (4, 3, 2, 5, 5), strict=True)]
    target[1] = (target[0][1], target[0][1] + 3)
    target[2] = (target[1][1], target[1][1] + 2)
    rows = [(1.0, 0.0, 0.0)] * 3 + [(0.0, 1.0, 0.0), (0.0, 0.0, 1.0)]
    alignment = Alignment(tuple(source), tuple(target), tuple(rows))
    mentions = NAMES.mentions(french)
    spans = misspelled(french, english, mentions, pieces=len)
    edits = repairs(english, mentions, alignment)
    edits += respellings(french, english, spans, alignment)
    assert apply_edits(english, edits) == "Léo Marquenterre, of La Voix du Nord, leaves."


@pytest.mark.parametrize("text", ["Orange, " * 3000, "-" * 9000, "Lyon " * 3000, "'«»\"" * 3000])
def test_hostile_text_is_read_in_one_pass(text: str) -> None:
    assert len(KNOWN.mentions(text)) <= 3000


def test_names_that_share_their_first_word_cost_no_more_each(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each "Jean" of an article was held against all other names that begin so."""
    from newsbrief.checks.names.forms import Form

    compared = 0
    matches = Form.matches

    def counted(self: Form, words: Iterable[str]) -> bool:
        nonlocal compared
        compared += 1
        return matches(self, words)

    monkeypatch.setattr(Form, "matches", counted)
    costs = []
    for count in (50, 200):
        compared = 0
        letters = "bcdfghjklmnprstv"
        surnames = [f"{a}o{b}i{c}".capitalize() for a in letters for b in letters for c in "lr"]
        sentences = [f"Le maire a voté, selon Jean {name}." for name in surnames[:count]]
        learned = Names(()).learned(sentences)
        assert sum(len(learned.mentions(sentence)) for sentence in sentences) == count
        costs.append(compared)
    assert costs[1] <= 4 * costs[0]
