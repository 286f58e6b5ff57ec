"""Briefs for the tests of formats: a hostile one, a flagged one, and any by hypothesis."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from newsbrief.document import Block, BlockKind, Document, Span, SpanKind
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
from test_markdown import blocks_of, brief_of, paragraph, texts

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
