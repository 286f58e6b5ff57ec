"""Briefs for the tests of formats: a hostile one, a flagged one, and any by hypothesis."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from newsbrief.document import (
    MARKS,
    VERBATIM_BLOCKS,
    Block,
    BlockKind,
    Document,
    Span,
    SpanKind,
)
from newsbrief.results import (
    Brief,
    Finding,
    FindingKind,
    ModelUse,
    Summary,
    SummarySentence,
    TermUse,
    Translation,
)

K, S = BlockKind, SpanKind

SIGNS = """* ** _ __ ` `` [ ] ( ) ]( ![ < > <b> </b> <!-- &amp; &#35; # ## - + 1. 12) ---
=== *** ~~~ ~~ | |---| :- $ $x$ \\ \\\\ ! [^1]: [a]: http://x.example/ <http://x.example>
é ’ « » ' \ud800"""


SPACES = [
    " ",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "\r\n",
    "\xa0",
    "\u2028",
    "\x1b[31m",
    "\x00",
    "\ufeff",
    "\u202e",
]


targets = st.sampled_from(["", "https://x.example/a_b(c)?a=1&copy;=2", "javascript:x", "/é *"])

piece = st.one_of(st.sampled_from(SIGNS.split() + SPACES), st.text(alphabet="ab .,é«»", max_size=4))


@st.composite
def spans_over(draw: st.DrawFn, text: str) -> Span:
    start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    kind = draw(st.sampled_from(list(S)))
    if kind in MARKS:
        target = draw(st.sampled_from(["1", "note-é", "i.png"]))
        if kind is S.IMAGE:  # at the head of a paragraph it would be a block of its own
            return Span(max(start, 2), max(start, 2), kind, target, draw(texts))
        return Span(start, start, kind, target)
    return Span(start, end, kind, draw(targets) if kind is S.LINK else "")


formulas = st.sampled_from(["x^2", "a\\\\\nb = \\frac{1}{2}", "* #\n- > 1."])


labels = st.sampled_from(["1", "b-2"])


holders = st.lists(st.sampled_from([K.LIST_ITEM, K.QUOTE, K.FOOTNOTE]), max_size=3)


LEVELS = {K.HEADING: (1, 6), K.QUOTE: (0, 3), K.LIST_ITEM: (0, 3), K.TABLE_CELL: (0, 3)}


def paragraph(text: str, *spans: Span) -> Block:
    return Block(K.PARAGRAPH, text, spans)


def brief_of(*english: Block, title: str | None = None, **fields: object) -> Brief:
    values: dict[str, object] = {
        "document": Document(tuple(english), title="Titre"),
        "language": "fr",
        "translation": Translation(title, tuple(english)),
        "summary": None,
        "findings": (),
        "num_figures": 0,
        "num_names": 0,
        "terms": (),
        "models": (),
        "version": "0.0",
    }
    return Brief(**{**values, **fields})  # type: ignore[arg-type]


def full_brief() -> Brief:
    french = (
        Block(K.LEAD, "Un pont de 1 200 mètres ouvre lundi."),
        paragraph(
            "Le chantier a coûté 38,4 millions d'euros.", Span(3, 11, S.LINK, "https://a.example/c")
        ),
        Block(K.HEADING, "Et après ?", level=2),
        Block(K.QUOTE, "« On respire », dit le maire.", level=1),
        Block(K.LIST_ITEM, "deux voies ;"),
        Block(K.LIST_ITEM, "une piste cyclable.", level=1),
        Block(K.TABLE_CELL, "Année", number=0),
        Block(K.TABLE_CELL, "Trafic", number=0, level=1),
        Block(K.TABLE_CELL, "2024", number=1),
        Block(K.TABLE_CELL, "9 000", number=1, level=1),
        Block(K.IMAGE, "Le pont, dimanche.", target="https://a.example/p.jpg"),
        Block(K.RULE, ""),
        paragraph("1. Fin."),
    )
    texts = (
        "A 1,200-metre bridge opens on Monday.",
        "The project cost 38.4 million euros.",
        "What next?",
        "“We can breathe,” says the mayor.",
        "two lanes;",
        "a bicycle path.",
        "Year",
        "Traffic",
        "2024",
        "9,000",
        "The bridge on Sunday.",
        "",
        "1. The end.",
    )
    english = tuple(
        replace(b, text=t, spans=tuple(replace(s, start=4, end=11) for s in b.spans))
        for b, t in zip(french, texts, strict=True)
    )
    return Brief(
        document=Document(
            french,
            title="Le pont de Lormay ouvre enfin",
            byline="Anne Delvaux",
            date="2025-02-24T11:28",
            site="Le Courrier du Val",
            url="https://courrier-val.example/pont",
            origin="pont.html",
        ),
        language="fr",
        translation=Translation("The Lormay bridge opens at last", english),
        summary=Summary(
            "Lormay's bridge opens on Monday",
            (
                SummarySentence("The bridge is 1,200 metres long.", (1,)),
                SummarySentence("It cost 38.4 million euros.", (2,)),
            ),
            (SummarySentence("It has two lanes and a bicycle path.", (4, 5)),),
        ),
        findings=(
            Finding(FindingKind.NUMBER, "«\xa038,4\xa0» became “384”", 1),
            Finding(FindingKind.UNCONFIRMED, "The bridge has reportedly cracked.", 2),
        ),
        num_figures=12,
        num_names=5,
        terms=(TermUse("taux directeur", "key rate", 2),),
        models=(
            ModelUse("translation", "opus-mt-fr-en", "a1b2c3d4e5f6", "ctranslate2 int8, beam 4"),
            ModelUse("summary", "qwen2.5-coder-1.5b-instruct", "0123456789ab", "llama.cpp Q4_K_M"),
        ),
        version="0.1.0",
    )


texts = st.one_of(st.text(max_size=20), st.lists(piece, max_size=8).map("".join))


@st.composite
def blocks_of(draw: st.DrawFn) -> Block:
    kind = draw(st.sampled_from(list(K)))
    text = "" if kind is K.RULE else draw(formulas if kind is K.MATH else texts)
    spans = () if kind in VERBATIM_BLOCKS else tuple(draw(st.lists(spans_over(text), max_size=3)))
    text = f"ab{text}" if any(span.kind is S.IMAGE for span in spans) else text
    number = None
    if kind is K.LIST_ITEM:
        number = draw(st.none() | st.integers(0, 12))
    if kind is K.TABLE_CELL:
        number = draw(st.integers(0, 3))
    level = draw(st.integers(*LEVELS.get(kind, (0, 0))))
    target = {K.IMAGE: "https://x.example/i.png", K.FOOTNOTE: draw(labels)}.get(kind, "")
    within = () if kind in (K.LEAD, K.FOOTNOTE) else tuple(draw(holders))
    if kind is K.QUOTE and within:
        within = (*within, K.QUOTE)
    return Block(kind, text, spans, level, number, target, within)


HOSTILE = (
    "<script>document.title='pwned';fetch('http://127.0.0.1:9/x')</script>"
    "<img src=x onerror=\"document.title='pwned'\"> \x1b[31mred\x1b[0m \x9b2J \u202egnp.exe\u202c "
    "{{ 7 * 7 }} {% raw %} </style></title><svg onload=alert(1)> &lt;b&gt; ' \" ` \x00\x07\ufffe"
)
LIVE = "javascript:document.title='pwned'"


def flagged_brief() -> Brief:
    """A figure that changed in ¶2, a name that is lost in ¶2, a report in ¶3, a source's flag."""
    french = (
        paragraph("La ville compte 12 écoles."),
        paragraph("Elle a versé 384 millions d’euros à l’Office des écoles, dont 12 en 2012."),
        paragraph("Le maire aurait démissionné."),
    )
    english = (
        paragraph("The city has 12 schools."),
        paragraph("It paid 834 million euros to the office, of which 12 in 2012."),
        paragraph("The mayor has reportedly resigned."),
    )
    return brief_of(
        *english,
        title="The city pays",
        document=Document(french, title="La ville paie", date="2026-02-03", byline="A. Roy"),
        summary=Summary(None, (SummarySentence("It paid 834 million euros.", (2,)),), ()),
        models=(ModelUse("translation", "mt", "abc", "int8"),),
        findings=(
            Finding(FindingKind.NUMBER, "« 384 » became “834”", 1, ("384",), ("834",)),
            Finding(FindingKind.NAME, "« Office » is missing", 1, ("l'Office des écoles",)),
            Finding(
                FindingKind.UNCONFIRMED, "resigned", 2, ("aurait démissionné",), ("reportedly",)
            ),
            Finding(FindingKind.SOURCE, "the article stops at a wall"),
        ),
    )


def hostile_brief() -> Brief:
    """Script, addresses that run code and characters that steer, wherever a brief has text."""
    spans = (Span(0, 8, SpanKind.LINK, LIVE), Span(9, 20, SpanKind.LINK, "data:text/html,x"))
    blocks = (
        Block(BlockKind.LEAD, HOSTILE, spans),
        *(Block(kind, HOSTILE, target=LIVE) for kind in BlockKind if kind is not BlockKind.RULE),
        Block(BlockKind.IMAGE, "", target="data:image/svg+xml,<svg onload=alert(1)>"),
        Block(BlockKind.PARAGRAPH, f"{'x' * 400} https://a.example/{'y' * 300}"),
    )
    sentence = SummarySentence(HOSTILE, (1,))
    return Brief(
        document=Document(
            blocks, HOSTILE, HOSTILE, HOSTILE, HOSTILE, LIVE, HOSTILE, (HOSTILE,), True
        ),
        language="fr",
        translation=Translation(HOSTILE, tuple(replace(b, text=f"E {b.text}") for b in blocks)),
        summary=Summary(HOSTILE, (sentence,), (sentence,)),
        findings=(Finding(FindingKind.SOURCE, HOSTILE, 0, (HOSTILE,), (HOSTILE,)),),
        num_figures=1,
        num_names=1,
        terms=(TermUse(HOSTILE, HOSTILE, 1),),
        models=(ModelUse(HOSTILE, HOSTILE, HOSTILE, HOSTILE),),
        version="0.0",
    )


findings = st.builds(
    Finding,
    st.sampled_from(FindingKind),
    texts,
    st.none() | st.integers(0, 3),
    st.lists(texts, max_size=2).map(tuple),
    st.lists(texts, max_size=2).map(tuple),
)
names = st.sampled_from(["translation", "opus-mt", 'a<b>&"c'])  # no article's words
sentences = st.builds(SummarySentence, texts, st.lists(st.integers(1, 5), max_size=2).map(tuple))


@st.composite
def any_brief(draw: st.DrawFn) -> Brief:
    """A brief of any text, with or without a translation and a summary."""
    blocks = tuple(draw(st.lists(blocks_of(), max_size=5)))
    english = tuple(replace(b, text=draw(texts), spans=()) for b in blocks)
    title, byline, date, site, url = (draw(st.none() | texts) for _ in range(5))
    told = st.lists(sentences, max_size=2).map(tuple)
    return Brief(
        document=Document(
            blocks, title, byline, date, site, url, draw(texts), (draw(texts),), draw(st.booleans())
        ),
        language=draw(st.sampled_from(["fr", "oc", "en"])),
        translation=draw(st.none() | st.builds(Translation, st.none() | texts, st.just(english))),
        summary=draw(st.none() | st.builds(Summary, st.none() | texts, told, told)),
        findings=tuple(draw(st.lists(findings, max_size=3))),
        num_figures=draw(st.integers(0, 9)),
        num_names=draw(st.integers(0, 9)),
        terms=tuple(
            draw(st.lists(st.builds(TermUse, texts, texts, st.integers(1, 3)), max_size=1))
        ),
        models=tuple(draw(st.lists(st.builds(ModelUse, names, names, names, names), max_size=2))),
        version="0.0",
    )
