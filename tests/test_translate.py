"""Every block comes back in its place; what goes wrong is tried again, then flagged."""

from __future__ import annotations

from conftest import FakeTranslator
from newsbrief.checks import FindingKind
from newsbrief.document import Block, BlockKind, Document, Span, SpanKind
from newsbrief.translate import translate


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
