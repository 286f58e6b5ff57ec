from __future__ import annotations

import json
from pathlib import Path

import pytest
from lxml import html

from newsbrief.article import Article, ArticleKind
from newsbrief.document import Block, BlockKind, Document, Span, SpanKind
from newsbrief.errors import EmptyInput
from newsbrief.readers.html.page import read_html

K, S = BlockKind, SpanKind
PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
EXPECTED = json.loads(
    (Path(__file__).parent / "pages" / "expected.json").read_text(encoding="utf-8")
)
WALLED = ("paywall-stub", "wall-in-body", *(n for n, page in EXPECTED.items() if page["paywalled"]))
PROSE = "Le conseil municipal a voté mardi soir le budget de la ville, après trois heures de débat."
MORE = (
    "Les travaux du gymnase commenceront en avril et coûteront 2,4 millions d'euros à la commune."
)


def read(source: str) -> Document:
    return read_html(Article(source, ArticleKind.HTML, "page.html"))


def page(content: str, head: str = "") -> Document:
    return read(
        f"<html><head>{head}</head><body><article><h1>Le budget est voté</h1>"
        f"<p>{PROSE}</p>{content}<p>{MORE}</p></article></body></html>"
    )


def between(content: str) -> list[Block]:
    """The blocks that `content` makes inside an article."""
    blocks = page(content).blocks
    assert [b.text for b in (blocks[0], blocks[-1])] == [PROSE, MORE]
    return list(blocks[1:-1])


def words(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.lower()).split())


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_no_text_of_an_article_is_lost(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    document = read(unmarked(source))
    text_words = words("\n".join(block.text for block in document.blocks))
    for marked in html.fromstring(source).xpath("//*[@data-truth]"):
        hidden = ".//text()[not(ancestor::*[contains(@style, 'font-size:0')])]"
        inner = "".join(t for t in marked.xpath(hidden) if _innermost(t) is marked)
        assert words(inner) in text_words
    for text in EXPECTED.get(path.stem, {}).get("texts", []):
        assert words(text) in text_words


def unmarked(source: str) -> str:
    return source.replace(" data-truth", "").replace(" data-clutter", "")


def _innermost(text: object) -> object:
    parent = text.getparent()  # type: ignore[attr-defined]
    element = parent if text.is_text else parent.getparent()  # type: ignore[attr-defined]
    return next(e for e in (element, *element.iterancestors()) if e.get("data-truth") is not None)


CLUTTER = {
    "jsonld-daily": ["Lire aussi", "Facebook", "Publicité", "Les plus lus", "cookies", "Mentions"],
    "wordpress-comments": ["Huguette", "Laisser un commentaire", "Articles similaires", "propulsé"],
    "related-inside": ["Open space", "Notre dossier", "En continu", "essais"],
    "live-hidden": ["motcaché", "masquée", "robots", "Gabarit", "commentaire", "JavaScript"],
    "opengraph-divs": ["Pascal26", "Sur le même sujet", "Colza", "tracteur"],
    "paywall-stub": ["réservé", "Je m'abonne", "Hydrogène"],
    "amp": ["sponsorisés", "Lanceurs", "Laisser"],
    "split-body": ["Publicité", "bouquiniste", "boîte aux lettres"],
    "blog-wrapper-names": ["Zoé", "Archives", "fermés"],
    "short-wire": ["Tempête", "SARL"],
    "inline-links": ["Lire aussi", "newsletter", "boîte mail", "inscris", "Facebook", "Tags"],
    "wall-in-body": ["Il vous reste", "illimité", "Déjà", "viager", "réservé", "Immobilier"],
    "radio-divs": ["À lire aussi", "coq", "Patrimoine", "newsletter", "par mail", "0:00"],
    "sport-scores": ["classement complet", "Voir aussi", "maritime17", "Abonnez-vous"],
    "magazine-cards": ["À lire également", "sureau", "Soutenez", "antipoison", "SANTÉ"],
    "capitals-br": ["Écoutez", "LECTURE", "Morlaàs", "adresse e-mail", "Mentions", "repbearn"],
}


@pytest.mark.parametrize("name", CLUTTER)
def test_menus_comments_and_teasers_stay_out(name: str) -> None:
    source = (PAGES[0].parent / f"{name}.html").read_text(encoding="utf-8")
    text = "\n".join(block.text for block in read(source).blocks)
    assert [clutter for clutter in CLUTTER[name] if clutter in text] == []


# A small advertisement beside the article, in no element of its own name, ends like a paragraph.
KNOWN = {"multipage": 1, "charset-lie": 1}


@pytest.mark.parametrize("name", EXPECTED)
def test_what_stands_around_an_article_stays_out(name: str) -> None:
    source = (PAGES[0].parent / f"{name}.html").read_text(encoding="utf-8")
    marked = [e.text_content() for e in html.fromstring(source).xpath("//*[@data-clutter]")]
    marked += EXPECTED[name].get("clutter", [])
    text_words = words("\n".join(block.text for block in read(unmarked(source)).blocks))
    kept = [text for text in marked if words(text) and words(text) in text_words]
    assert len(kept) <= KNOWN.get(name, 0), kept


# What an old print page does not say in so many words, and its own date of printing.
UNTOLD = {"print-version": {"byline", "date", "site"}}


@pytest.mark.parametrize("name", EXPECTED)
def test_the_metadata_of_saved_pages_are_read(name: str) -> None:
    document = read(unmarked((PAGES[0].parent / f"{name}.html").read_text(encoding="utf-8")))
    fields = {"title", "byline", "date", "site", "url"} - UNTOLD.get(name, set())
    fields_read = {field: getattr(document, field) for field in fields}
    assert fields_read == {field: EXPECTED[name][field] for field in fields}


@pytest.mark.parametrize(
    ("name", "title", "byline", "date", "site", "url"),
    [
        (
            "jsonld-daily",
            "Le port de Sarnel rouvre ses quais après onze mois de travaux",
            "Maëlle Kerdoncuff, Yann Le Scao",
            "2024-09-17T06:30",
            "Le Quotidien d'Armor",
            "https://www.quotidien-armor.example/economie/port-sarnel-quais-2024.html",
        ),
        (
            "opengraph-divs",
            "Dans la Drôme, les abricotiers gèlent encore",
            "Solène Barral",
            "2025-04-03T18:05",
            "La Gazette du Sillon",
            "https://gazette-sillon.example/a/8841",
        ),
        (
            "amp",
            "Un satellite nantais surveillera les glaciers",
            "Idriss Belhaj",
            "2025-01-22",
            "Orbite",
            "https://orbite.example/2025/01/satellite-glaciers",
        ),
        (
            "related-inside",
            "Télétravail : la Cour des comptes demande un bilan",
            "Fatou Diarra",
            "2025-02-24",
            "Actu Publique",
            "https://actupublique.example/teletravail-bilan",
        ),
        (
            "nested-divs-br",
            "Incendie à la scierie Mourier, 40 emplois suspendus",
            "la rédaction",
            "2023-10-14T22:40",
            None,
            None,
        ),
        (
            "blog-wrapper-names",
            "Pourquoi le train de nuit revient (et pourquoi c'est compliqué)",
            "Baptiste Loyer",
            "2025-02-04T07:15",
            "Chroniques ferrées",
            "https://chroniques-ferrees.example/train-de-nuit",
        ),
        (
            "inline-links",
            "Rennes : le tramway attendra 2032",
            "Gwenola Priser",
            "2025-03-18T18:40",
            "Ouest Matin",
            None,
        ),
        (
            "wall-in-body",
            "Les notaires face à la chute des ventes",
            "Octave Brissaud",
            "2025-10-21T05:30",
            "Le Méridien",
            None,
        ),
        (
            "radio-divs",
            "Les cloches de Saint-Flour sonneront moins la nuit",
            "Thibaud Malaurie",
            "2025-02-04T17:30",
            "Radio Planèze",
            None,
        ),
        (
            "sport-scores",
            "Top 14 : La Rochelle cale à Pau",
            "Bixente Larralde",
            "2025-11-30T17:12",
            "Mêlée Ouverte",
            None,
        ),
        (
            "magazine-cards",
            "Le retour discret des herboristes",
            "Zélie Mourgues",
            "2025-06-04T07:00",
            "Le Trait",
            None,
        ),
        (
            "capitals-br",
            "UN INCENDIE DÉTRUIT LA SALLE DES FÊTES DE LEMBEYE",
            "Fabien Lacoste",
            "2025-01-09T08:31",
            "La République du Béarn",
            None,
        ),
    ],
)
def test_metadata_is_read_from_the_page(
    name: str, title: str, byline: str, date: str, site: str | None, url: str | None
) -> None:
    document = read((PAGES[0].parent / f"{name}.html").read_text(encoding="utf-8"))
    metadata = (document.title, document.byline, document.date, document.site, document.url)
    assert metadata == (title, byline, date, site, url)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_stub_of_a_paid_article_is_told(path: Path) -> None:
    document = read(unmarked(path.read_text(encoding="utf-8")))
    assert document.paywalled == (path.stem in WALLED)


def test_broken_declaration_of_an_encoding_is_no_obstacle() -> None:
    source = f'<?xml version="1.0" encoding="utf-8" ><html><body><p>{PROSE}</p></body></html>'
    assert [block.text for block in read(source).blocks] == [PROSE]


def test_title_and_byline_are_not_repeated_in_the_text() -> None:
    for path in PAGES:
        document = read(path.read_text(encoding="utf-8"))
        assert document.title not in [block.text for block in document.blocks]
        assert not any(block.text.startswith("Par ") for block in document.blocks)


def test_the_lead_is_marked_and_said_once() -> None:
    lead = "<p class='chapo'><strong>Un vote serré, après des mois de discussions.</strong></p>"
    document = read(
        f"<article><h1>Le budget est voté</h1>{lead}{lead}<p>{PROSE}</p><p>{MORE}</p></article>"
    )
    assert document.blocks[0] == Block(K.LEAD, "Un vote serré, après des mois de discussions.")
    assert [block.text for block in document.blocks[1:]] == [PROSE, MORE]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (
            "<h2>Une <em>belle</em> salle</h2><p>Oui.</p>",
            [
                Block(K.HEADING, "Une belle salle", (Span(4, 9, S.EMPHASIS),), level=2),
                Block(K.PARAGRAPH, "Oui."),
            ],
        ),
        (
            "<ul><li>un<ol start=3><li>trois</li><li>quatre</li></ol></li><li>deux</li></ul>",
            [
                Block(K.LIST_ITEM, "un"),
                Block(K.LIST_ITEM, "trois", level=1, number=3),
                Block(K.LIST_ITEM, "quatre", level=1, number=4),
                Block(K.LIST_ITEM, "deux"),
            ],
        ),
        (
            "<ol><li><p>un</p><p>suite de un</p></li><li>deux</li></ol>",
            [
                Block(K.LIST_ITEM, "un", number=1),
                Block(K.PARAGRAPH, "suite de un", within=(K.LIST_ITEM,)),
                Block(K.LIST_ITEM, "deux", number=2),
            ],
        ),
        (
            "<blockquote><p>« Oui. »</p><blockquote>Non.</blockquote></blockquote>",
            [Block(K.QUOTE, "« Oui. »", level=1), Block(K.QUOTE, "Non.", level=2)],
        ),
        (
            "<p>Un<br>deux<br><br>trois</p>",
            [Block(K.PARAGRAPH, "Un\ndeux"), Block(K.PARAGRAPH, "trois")],
        ),
        (
            "<p>Q <b>gras</b><i> penché </i>.</p>",
            [
                Block(
                    K.PARAGRAPH, "Q gras penché .", (Span(2, 6, S.STRONG), Span(7, 13, S.EMPHASIS))
                )
            ],
        ),
        (
            "<p>12&nbsp;000&shy; voix&zwnj; &lt;b&gt;</p>",
            [Block(K.PARAGRAPH, "12\xa0000 voix <b>")],
        ),
        (
            "<table><tr><th>An</th><th>Voix</th></tr><tr><td>2024</td><td>12</td></tr></table>",
            [
                Block(K.TABLE_CELL, "An", level=0, number=0),
                Block(K.TABLE_CELL, "Voix", level=1, number=0),
                Block(K.TABLE_CELL, "2024", level=0, number=1),
                Block(K.TABLE_CELL, "12", level=1, number=1),
            ],
        ),
        (
            "<figure><a href='/g'><img src='https://a.example/i.jpg'></a>"
            "<figcaption>La salle</figcaption></figure>",
            [Block(K.IMAGE, "La salle", target="https://a.example/i.jpg")],
        ),
        ("<pre><code>a\n  b</code></pre>", [Block(K.CODE, "a\n  b")]),
        (
            "<pre>Départ 9 h 20\nArrivée 11 h</pre>",
            [Block(K.PARAGRAPH, "Départ 9 h 20\nArrivée 11 h")],
        ),
        (
            "<div>Du texte nu<p>puis un paragraphe</p>et la suite</div>",
            [
                Block(K.PARAGRAPH, "Du texte nu"),
                Block(K.PARAGRAPH, "puis un paragraphe"),
                Block(K.PARAGRAPH, "et la suite"),
            ],
        ),
        (
            "<p><strong>Un intertitre en gras</strong></p><p>Du texte.</p>",
            [Block(K.HEADING, "Un intertitre en gras", level=2), Block(K.PARAGRAPH, "Du texte.")],
        ),
        (
            "<p><strong>Une question ?</strong></p><p>Une réponse.</p>",
            [
                Block(K.PARAGRAPH, "Une question ?", (Span(0, 14, S.STRONG),)),
                Block(K.PARAGRAPH, "Une réponse."),
            ],
        ),
        ("<p>Le <x-terme>mot</x-terme> juste.</p>", [Block(K.PARAGRAPH, "Le mot juste.")]),
        ("<hr>", [Block(K.RULE, "")]),
        (
            "<p>Le CO<sub>2</sub> et 10<sup>6</sup> <del>voix</del></p>",
            [
                Block(
                    K.PARAGRAPH,
                    "Le CO2 et 10⁶ voix",
                    (Span(5, 6, S.SUBSCRIPT), Span(14, 18, S.STRIKE)),
                )
            ],
        ),
        (
            "<figure><img src='https://a.example/i.jpg'><p>Texte à côté.</p>"
            "<figcaption>La salle</figcaption></figure>",
            [Block(K.PARAGRAPH, "Texte à côté."), Block(K.PARAGRAPH, "La salle")],
        ),
    ],
)
def test_each_element_becomes_its_kind_of_block(content: str, expected: list[Block]) -> None:
    assert between(content) == expected


DATA = "<script type='application/json'>{}</script>"


def test_readers_comments_in_a_pages_data_are_not_the_article() -> None:
    comments = json.dumps({"thread": [{"text": f"Avis {i} : {MORE}"} for i in range(20)]})
    shown = f"<p>{PROSE}</p><p>{MORE}</p><p>{PROSE[:-1]}, puis de vote.</p>"
    document = read(f"<h1>Le budget est voté</h1>{shown}{DATA.format(comments)}")
    assert document.blocks[0].text == PROSE


def test_an_article_in_a_scripts_assignment_is_read() -> None:
    body: list[dict[str, object]] = [
        {"kind": "h2", "text": "Le vote"},
        {"kind": "p", "children": [{"text": PROSE}]},
    ]
    body += [{"kind": "p", "text": f"{MORE} C'est la {i}e fois."} for i in range(4)]
    state = json.dumps({"story": {"title": "Le budget est voté", "body": body}})
    script = f"<script>window.__STATE__ = {state};</script>"
    document = read(f"<html><body><div id='app'></div>{script}</body></html>")
    assert document.title == "Le budget est voté"
    assert [b.kind for b in document.blocks[:2]] == [K.HEADING, K.PARAGRAPH]
    assert document.blocks[1].text == PROSE


NOTE = "<ol><li id='n1'>1. Insee, <i>2024</i>. <a href='#c1'>↩</a></li></ol>"


@pytest.mark.parametrize(
    "call",
    ["<sup><a href='#n1'>1</a></sup>", "<a href='#n1' class='footnote-ref'> [1]</a>"],
)
def test_a_footnotes_call_is_no_part_of_the_text(call: str) -> None:
    blocks = page(f"<p>Le taux{call} monte.</p>{NOTE}").blocks
    mark = Span(7, 7, S.FOOTNOTE, "1")
    assert blocks[1] == Block(K.PARAGRAPH, "Le taux monte.", (mark,))
    assert blocks[-1] == Block(K.FOOTNOTE, "Insee, 2024.", (Span(7, 11, S.EMPHASIS),), target="1")


def test_a_call_without_its_note_is_left_out() -> None:
    assert between("<p>Le taux<sup><a href='#n9'>9</a></sup> monte.</p>") == [
        Block(K.PARAGRAPH, "Le taux monte.")
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='display: none'>{}</p>",
        "<p style='color:red;visibility:hidden'>{}</p>",
        "<p style='font-size:0px'>{}</p>",
        "<p hidden>{}</p>",
        "<p aria-hidden='true'>{}</p>",
        "<script>{}</script>",
        "<style>{}</style>",
        "<template><p>{}</p></template>",
        "<noscript>{}</noscript>",
        "<!-- {} -->",
        "<div hidden><p>{}</p></div>",
    ],
)
def test_what_a_browser_hides_stays_out(hidden: str) -> None:
    document = page(hidden.format("texte secret"))
    assert "secret" not in "".join([*(b.text for b in document.blocks), *document.removed])


@pytest.mark.parametrize("rule", [".z{font-size:0}", ".z { color: red; visibility: hidden }"])
def test_what_a_style_sheet_makes_invisible_stays_out(rule: str) -> None:
    document = page('<p><span class="a z">texte secret</span></p>', f"<style>{rule}</style>")
    assert "secret" not in "".join([*(b.text for b in document.blocks), *document.removed])


def test_a_page_hidden_until_its_script_has_run_is_read() -> None:
    document = read(f"<body style='display:none'><p>{PROSE}</p></body>")
    assert [block.text for block in document.blocks] == [PROSE]


@pytest.mark.parametrize(
    ("href", "target"),
    [
        ("/b", "https://a.example/b"),
        ("c?d=1", "https://a.example/x/c?d=1"),
        ("https://c.example/", "https://c.example/"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        (" jAvAsCrIpT:x", None),
        ("", None),
    ],
)
def test_links_are_resolved_and_unsafe_ones_dropped(href: str, target: str | None) -> None:
    head = "<link rel=canonical href='https://a.example/x/y.html'>"
    document = page(f"<p>Voir <a href='{href}'>ici</a> la suite du dossier.</p>", head)
    spans = (Span(5, 8, S.LINK, target),) if target else ()
    assert document.blocks[1] == Block(K.PARAGRAPH, "Voir ici la suite du dossier.", spans)


def test_relative_links_of_a_page_without_address_are_plain_text() -> None:
    assert between("<p>Voir <a href='/b'>ici</a> la suite du dossier.</p>")[0].spans == ()


@pytest.mark.parametrize("source", ["", " \n"])
def test_a_page_without_text_is_refused(source: str) -> None:
    with pytest.raises(EmptyInput):
        read(source)


@pytest.mark.parametrize(
    "source",
    [
        "<div>" * 1500 + f"<p>{PROSE}</p>",
        "<div>" * 50_000 + f"<p>{PROSE}</p>" + "</div>" * 50_000,
        "<ul><li>" * 30_000 + f"<p>{PROSE}</p>",
        "<!-- <b> --><script>if (a<b) {}</script>" + "<b>" * 5_000 + f"<br>{PROSE}",
        f"<ul><li><ul><li>{PROSE}",
        f"<?xml version='1.0' encoding='utf-8'?><html><body><p>{PROSE}</p></body></html>",
        f"<p>{PROSE}",
        f"<script type='application/ld+json'>{{broken</script><p>{PROSE}</p>",
        f"<a href='http://[bad'>x</a><p>{PROSE}</p>",
    ],
    ids=[
        "deep",
        "deeper",
        "deep lists",
        "deep markup",
        "unclosed",
        "xhtml",
        "fragment",
        "broken JSON-LD",
        "broken address",
    ],
)
def test_broken_pages_are_read_all_the_same(source: str) -> None:
    assert PROSE in [block.text for block in read(source).blocks]


def test_utc_stamps_give_the_day_alone() -> None:
    head = "<meta property='article:published_time' content='2025-01-02T23:30:00Z'>"
    assert page("", head).date == "2025-01-02"


def test_an_article_that_a_script_fades_in_is_read_and_a_faded_line_is_not() -> None:
    prose = "La mairie de la ville a décidé mardi de fermer la piscine pendant les travaux du toit."
    faded = "".join(f"<p style='opacity:0'>{prose} {i}</p>" for i in range(4))
    page = "<html><body><article><h1>La mairie ferme la piscine</h1>{}</article></body></html>"
    assert len(read(page.format(faded)).blocks) == 4
    one = f"<p>{prose}</p><p>{prose} Bis.</p><p style='opacity: 0;'>Cachez ceci.</p>"
    assert "Cachez" not in str(read(page.format(one)))
