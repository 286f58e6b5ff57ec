"""Every block comes back in its place; what goes wrong is tried again, then flagged."""

from __future__ import annotations

from fakes import FakeTranslator
from newsbrief.checks.names import Entry, Kind, Names
from newsbrief.document import Block, BlockKind, Document, Span, SpanKind
from newsbrief.results import Finding, FindingKind
from translations import translate


def document(*texts: str, title: str | None = None) -> Document:
    return Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts), title=title)


def test_blocks_keep_their_number_order_and_kind() -> None:
    source = Document(
        (
            Block(BlockKind.HEADING, "Un titre", level=2),
            Block(BlockKind.PARAGRAPH, "Première phrase. Seconde phrase."),
            Block(BlockKind.RULE, ""),
            Block(BlockKind.LIST_ITEM, "Un point", level=1, number=3),
        ),
        title="Le titre",
    )
    translation, findings = translate(source, FakeTranslator())
    assert translation.title == "EN: Le titre"
    assert [(b.kind, b.level, b.number) for b in translation.blocks] == [
        (b.kind, b.level, b.number) for b in source.blocks
    ]
    assert translation.blocks[1].text == "EN: Première phrase. EN: Seconde phrase."
    assert findings == []


def test_code_and_letterless_text_never_reach_the_model() -> None:
    source = Document(
        (Block(BlockKind.CODE, "du code en français"), Block(BlockKind.PARAGRAPH, "— 12 % —"))
    )
    translator = FakeTranslator()
    translation, _ = translate(source, translator)
    assert translator.seen == []
    assert translation.blocks[0].text == "du code en français"


def test_a_lost_figure_is_found_in_the_n_best() -> None:
    text = "Le groupe a vendu 12 usines en France l'an dernier."
    good = "The group sold 12 plants in France last year."
    translator = FakeTranslator({text: ["The group sold plants in France last year.", good]})
    translation, findings = translate(document(text), translator)
    assert translation.blocks[0].text == good
    assert findings == []


def test_a_figure_that_no_hypothesis_keeps_is_flagged_where_it_stands() -> None:
    text = "Le groupe a vendu 12 usines."
    translator = FakeTranslator(always="The group sold plants.")
    _, findings = translate(document("Une autre phrase est ici.", text), translator)
    assert [(f.kind, f.block) for f in findings] == [(FindingKind.NUMBER, 1)]
    assert "12" in findings[0].message


def test_a_loop_that_cannot_be_broken_leaves_the_french_and_says_so() -> None:
    text = "Le menu affiché à l'entrée change chaque semaine."
    loop = "The menu the menu the menu the menu the menu."
    translator = FakeTranslator(always=loop)
    translation, findings = translate(document(text), translator)
    assert translation.blocks[0].text == text
    assert [f.kind for f in findings] == [FindingKind.UNTRANSLATED]
    assert text in findings[0].message


def test_a_sentence_over_the_budget_is_translated_in_parts() -> None:
    text = "Le groupe investit beaucoup cette année, mais les syndicats protestent encore."
    translator = FakeTranslator(max_source_tokens=7)
    translate(document(text), translator)
    assert len(translator.seen) > 1
    assert all(len(part.split()) <= 7 for part in translator.seen)


def test_a_title_in_capitals_is_calmed_before_the_model_sees_it() -> None:
    translator = FakeTranslator()
    translate(
        document("La banque Orange reste en vente.", title="LA BANQUE ORANGE EN VENTE"), translator
    )
    assert "La banque Orange en vente" in translator.seen


def test_links_are_carried_over() -> None:
    text = "Le groupe Airbus recrute."
    block = Block(BlockKind.PARAGRAPH, text, (Span(10, 16, SpanKind.LINK, "https://a.example/"),))
    translation, _ = translate(
        Document((block,)), FakeTranslator({text: ["The Airbus group is hiring."]})
    )
    (span,) = translation.blocks[0].spans
    assert translation.blocks[0].text[span.start : span.end] == "Airbus"


def test_progress_ends_at_the_number_of_segments() -> None:
    seen: list[tuple[int, int]] = []
    translate(
        document("Une phrase.", "Deux."), FakeTranslator(), on_progress=lambda *p: seen.append(p)
    )
    assert seen[-1] == (2, 2)


RUMOUR = "Le ministre aurait démissionné mardi soir."
INDICATIVE = "Le ministre a prétendument démissionné mardi soir."


def kinds(findings: list[Finding]) -> list[FindingKind]:
    return [finding.kind for finding in findings]


def test_what_is_unconfirmed_is_given_to_the_model_as_a_report_and_listed() -> None:
    translator = FakeTranslator({INDICATIVE: ["The minister allegedly resigned on Tuesday night."]})
    translation, findings = translate(document(RUMOUR), translator)
    english = "The minister reportedly resigned on Tuesday night."
    assert translation.blocks[0].text == english
    assert [(f.kind, f.message, f.is_flag) for f in findings] == [
        (FindingKind.UNCONFIRMED, english, False)
    ]


def test_a_hedge_that_the_model_loses_is_made_from_its_would() -> None:
    translator = FakeTranslator(
        {
            INDICATIVE: ["The minister resigned on Tuesday night."],
            RUMOUR: ["The minister would have resigned on Tuesday night."],
        }
    )
    translation, findings = translate(document(RUMOUR), translator)
    assert translation.blocks[0].text == (
        "The minister is reported to have resigned on Tuesday night."
    )
    assert kinds(findings) == [FindingKind.UNCONFIRMED]


def test_a_hedge_that_no_hypothesis_has_is_flagged() -> None:
    translator = FakeTranslator(always="The minister resigned on Tuesday night.")
    _, findings = translate(document(RUMOUR), translator)
    assert kinds(findings) == [FindingKind.HEDGE]
    assert findings[0].is_flag


def test_a_true_conditional_reaches_the_model_as_it_is() -> None:
    text = "Si l'accord échouait, le ministre démissionnerait."
    translator = FakeTranslator(always="If the deal failed, the minister would resign.")
    _, findings = translate(document(text), translator)
    assert translator.seen == [text]
    assert findings == []


def test_a_source_that_the_english_leaves_out_is_flagged() -> None:
    text = "Selon la police, douze personnes sont blessées."
    _, findings = translate(document(text), FakeTranslator(always="Twelve people are injured."))
    assert kinds(findings) == [FindingKind.HEDGE]


OUTLET = Names([Entry(("La Voix du Nord",), kind=Kind.OUTLET)])


def test_a_name_that_was_translated_is_put_back_where_it_stood() -> None:
    text = "Interrogé par La Voix du Nord, le maire a démenti."
    translator = FakeTranslator(
        {text: ["Asked by Voice of the North, the mayor denied."]},
        links={text: {"Voice": "Voix", "of": "du", "North": "Nord"}},
    )
    translation, findings = translate(document(text), translator, OUTLET)
    assert translation.blocks[0].text == "Asked by La Voix du Nord, the mayor denied."
    assert findings == []


def test_a_name_that_cannot_be_placed_is_flagged_where_it_stands() -> None:
    text = "Interrogé par La Voix du Nord, le maire a démenti."
    translator = FakeTranslator(always="When asked, the mayor denied it.")
    _, findings = translate(document("Une phrase.", text), translator, OUTLET)
    assert (FindingKind.NAME, 1) in [(f.kind, f.block) for f in findings]


def test_a_figure_that_came_out_in_french_is_mended() -> None:
    text = "La séance a été levée à 11h28."
    translator = FakeTranslator(always="The meeting adjourned at 11h28.")
    translation, findings = translate(document(text), translator)
    assert translation.blocks[0].text == "The meeting adjourned at 11:28 a.m."
    assert findings == []


def test_the_french_and_between_two_names_does_not_stay() -> None:
    names = Names([Entry((name,), kind=Kind.OUTLET) for name in ("Ouest-France", "France Inter")])
    text = "Une note révélée par Ouest-France et France Inter."
    translator = FakeTranslator(always="A note revealed by Ouest-France et France Inter.")
    translation, findings = translate(document(text), translator, names)
    assert translation.blocks[0].text == "A note revealed by Ouest-France and France Inter."
    assert findings == []
