from __future__ import annotations

import pytest

from newsbrief.article import Article, ArticleKind
from newsbrief.document import Block, BlockKind, Document, Span, SpanKind
from newsbrief.markdown.front_matter import read_front_matter
from newsbrief.readers.markdown import read_blocks, read_markdown

K, S = BlockKind, SpanKind


def read(source: str) -> Document:
    return read_markdown(Article(source, ArticleKind.MARKDOWN, "article.md"))


def paragraph(text: str, *spans: Span) -> Block:
    return Block(K.PARAGRAPH, text, spans)


FULL = """---
title: "Le marché couvert rouvre"
author: [Lise Aubin, Marc Tell]
date: 2025-02-24 11:28
site: La Feuille
url: https://feuille.example/marche
---

# Le marché couvert rouvre

**Après deux ans de travaux, la halle accueille 60 étals.**

Un *premier* jour [réussi](https://feuille.example/a "titre").
"""


def test_front_matter_tells_the_metadata() -> None:
    document = read(FULL)
    metadata = (document.title, document.byline, document.date, document.site, document.url)
    assert metadata == (
        "Le marché couvert rouvre",
        "Lise Aubin, Marc Tell",
        "2025-02-24T11:28",
        "La Feuille",
        "https://feuille.example/marche",
    )
    assert document.origin == "article.md"


def test_a_strong_first_paragraph_under_the_title_is_the_lead() -> None:
    assert read(FULL).blocks[0] == Block(
        K.LEAD, "Après deux ans de travaux, la halle accueille 60 étals."
    )


def test_inline_markup_becomes_spans_over_plain_text() -> None:
    emphasis, link = Span(3, 10, S.EMPHASIS), Span(16, 22, S.LINK, "https://feuille.example/a")
    assert read(FULL).blocks[1] == paragraph("Un premier jour réussi.", emphasis, link)


@pytest.mark.parametrize(
    ("source", "title", "first"),
    [
        ("# Titre\n\nTexte.", "Titre", paragraph("Texte.")),
        ("Titre\n=====\n\nTexte.", "Titre", paragraph("Texte.")),
        ("---\ntitle: Autre\n---\n# Titre\n", "Autre", Block(K.HEADING, "Titre", level=1)),
        ("---\ntitle: titre\n---\n# Titre\n\nTexte.", "titre", paragraph("Texte.")),
        ("## Partie\n\nTexte.", None, Block(K.HEADING, "Partie", level=2)),
        ("---\ntitle: Seul\n---\nTexte.", "Seul", paragraph("Texte.")),
    ],
)
def test_the_title_is_the_front_matters_or_the_first_heading(
    source: str, title: str | None, first: Block
) -> None:
    document = read(source)
    assert (document.title, document.blocks[0]) == (title, first)


@pytest.mark.parametrize(
    ("line", "byline", "date"),
    [
        ("Par Lise Aubin, publié le 24 février 2025 à 11h28", "Lise Aubin", "2025-02-24T11:28"),
        ("*Par Lise Aubin*\\\n*24 février 2025*", "Lise Aubin", "2025-02-24"),
        ("Publié le 24/02/2025", None, "2025-02-24"),
    ],
)
def test_a_byline_under_the_title_is_metadata(
    line: str, byline: str | None, date: str | None
) -> None:
    document = read(f"# Titre\n\n{line}\n\nLe texte commence ici.")
    assert (document.byline, document.date) == (byline, date)
    assert document.blocks == (paragraph("Le texte commence ici."),)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Une ligne\ncoupée en deux.", [paragraph("Une ligne coupée en deux.")]),
        ("Vers un  \nvers deux\\\nvers trois", [paragraph("Vers un\nvers deux\nvers trois")]),
        (
            "3. trois\n4. quatre\n   - puce\n\n     suite",
            [
                Block(K.LIST_ITEM, "trois", number=3),
                Block(K.LIST_ITEM, "quatre", number=4),
                Block(K.LIST_ITEM, "puce", level=1),
                Block(K.PARAGRAPH, "suite", within=(K.LIST_ITEM, K.LIST_ITEM)),
            ],
        ),
        (
            "> un\n>\n> deux\n>\n> > trois",
            [
                Block(K.QUOTE, "un", level=1),
                Block(K.QUOTE, "deux", level=1),
                Block(K.QUOTE, "trois", level=2),
            ],
        ),
        ("```sh\nls  *\n\n\n```", [Block(K.CODE, "ls  *\n\n", target="sh")]),
        ("    code", [Block(K.CODE, "code")]),
        (
            "| An | Voix |\n|---|---|\n| 2024 | a\\|b |",
            [
                Block(K.TABLE_CELL, "An", level=0, number=0),
                Block(K.TABLE_CELL, "Voix", level=1, number=0),
                Block(K.TABLE_CELL, "2024", level=0, number=1),
                Block(K.TABLE_CELL, "a|b", level=1, number=1),
            ],
        ),
        (
            "![La halle](https://a.example/h.jpg)",
            [Block(K.IMAGE, "La halle", target="https://a.example/h.jpg")],
        ),
        (
            "![x](https://a.example/h.jpg)\n*La halle*",
            [Block(K.IMAGE, "La halle", target="https://a.example/h.jpg")],
        ),
        (
            "Avant ![la halle](h.jpg) après",
            [paragraph("Avant après", Span(5, 5, S.IMAGE, "h.jpg", "la halle"))],
        ),
        (
            '[![Le plan](p.png "Le plan. Photo Insee")](https://a.example/)',
            [
                Block(
                    K.IMAGE,
                    "Le plan. Photo Insee",
                    (Span(0, 20, S.LINK, "https://a.example/"),),
                    target="p.png",
                )
            ],
        ),
        ("Un\n\n---\n\nDeux", [paragraph("Un"), Block(K.RULE, ""), paragraph("Deux")]),
        (
            "Du `code` *et **plus***",
            [
                paragraph(
                    "Du code et plus",
                    Span(3, 7, S.CODE),
                    Span(8, 15, S.EMPHASIS),
                    Span(11, 15, S.STRONG),
                )
            ],
        ),
        ("a <b>gras</b><br>b", [paragraph("a gras\nb", Span(2, 6, S.STRONG))]),
        (
            "Du CO<sub>2</sub>, 12 m<sup>2</sup>",
            [paragraph("Du CO2, 12 m2", Span(5, 6, S.SUBSCRIPT), Span(12, 13, S.SUPERSCRIPT))],
        ),
        ("Un <b>reste <i>ouvert", [paragraph("Un reste ouvert")]),
        ("<div><p>Un</p>\n<p>Deux</p></div>", [paragraph("Un"), paragraph("Deux")]),
        ("<script>alert(1)</script>\n\nTexte", [paragraph("Texte")]),
        (
            "[^1]: Insee\n\n    - un\n\nNote [^1] et [^b].",
            [
                paragraph("Note et.", Span(4, 4, S.FOOTNOTE, "1"), Span(7, 7, S.FOOTNOTE, "b")),
                Block(K.FOOTNOTE, "Insee", target="1"),
                Block(K.LIST_ITEM, "un", within=(K.FOOTNOTE,)),
            ],
        ),
        ("[^note 1]: Insee", [paragraph("[^note 1]: Insee")]),
        (
            "- [ ] voter\n- [x] payer\n- \\[x] non",
            [
                Block(K.LIST_ITEM, "voter", checked=False),
                Block(K.LIST_ITEM, "payer", checked=True),
                Block(K.LIST_ITEM, "[x] non"),
            ],
        ),
        ("## Bilan {#bilan-1}", [Block(K.HEADING, "Bilan", level=2, target="bilan-1")]),
        ("## Bilan \\{#b}", [Block(K.HEADING, "Bilan {#b}", level=2)]),
        (
            "> - un\n>\n>   deux\n>\n> trois",
            [
                Block(K.LIST_ITEM, "un", within=(K.QUOTE,)),
                Block(K.PARAGRAPH, "deux", within=(K.QUOTE, K.LIST_ITEM)),
                Block(K.QUOTE, "trois", level=1),
            ],
        ),
        (
            "1. ```\n   ls\n   ```\n2. deux",
            [
                Block(K.LIST_ITEM, "", number=1),
                Block(K.CODE, "ls", within=(K.LIST_ITEM,)),
                Block(K.LIST_ITEM, "deux", number=2),
            ],
        ),
        (
            "| a | b |\n|:--|--:|\n| 1 | x<br>y |",
            [
                Block(K.TABLE_CELL, "a", level=0, number=0, align="left"),
                Block(K.TABLE_CELL, "b", level=1, number=0, align="right"),
                Block(K.TABLE_CELL, "1", level=0, number=1, align="left"),
                Block(K.TABLE_CELL, "x\ny", level=1, number=1, align="right"),
            ],
        ),
        (
            "Si $E = mc^2$, alors\n\n$$\na+b\n$$",
            [paragraph("Si E = mc^2, alors", Span(3, 11, S.MATH)), Block(K.MATH, "a+b")],
        ),
        ("De 5 $ à 10 $, US$ et C$.", [paragraph("De 5 $ à 10 $, US$ et C$.")]),
        ("Entre $5 et $6, ($5 et 6$)", [paragraph("Entre $5 et $6, ($5 et 6$)")]),
        (
            "Voir [ici][a].\n\n[a]: https://a.example/",
            [paragraph("Voir ici.", Span(5, 8, S.LINK, "https://a.example/"))],
        ),
        ("[ici](javascript:alert)", [paragraph("[ici](javascript:alert)")]),
        ("~~barré~~", [paragraph("barré", Span(0, 5, S.STRIKE))]),
        ("&eacute;t&#233; \\*", [paragraph("été *")]),
    ],
)
def test_each_construct_becomes_its_blocks(source: str, expected: list[Block]) -> None:
    assert list(read_blocks(source)) == expected


@pytest.mark.parametrize(
    "source",
    [
        "---\n\nUn filet, pas un en-tête.\n\n---\n",
        "---\n: [\n---\n",
        "---\n- a\n---\n",
        "---\ndate: 2025-02-31\n---\nTexte",
        "--- \n",
    ],
)
def test_what_only_looks_like_front_matter_stays_text(source: str) -> None:
    assert read_front_matter(source) == ({}, source)


@pytest.mark.parametrize(
    ("yaml", "value"),
    [
        ("date: 2025-02-24", "2025-02-24"),
        ("date: 2025-02-24 11:28:00", "2025-02-24T11:28:00"),
        ("date: 24 février 2025", "24 février 2025"),
        ("date:", ""),
        ("date: [a, b]", "a, b"),
        ("date: {name: a, role: b}", "a"),
    ],
)
def test_front_matter_values_become_strings(yaml: str, value: str) -> None:
    assert read_front_matter(f"---\n{yaml}\n---\n")[0] == {"date": value}


def test_tags_that_would_run_code_are_not_obeyed() -> None:
    source = "---\ntitle: !!python/object/apply:os.system ['true']\n---\nTexte"
    assert read_front_matter(source) == ({}, source)
