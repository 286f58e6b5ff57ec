"""Links and emphasis find their words again in the English."""

from __future__ import annotations

from newsbrief.document import Block, BlockKind, Span, SpanKind
from newsbrief.translation.markup import phrases, project


def block(text: str, marked: str, kind: SpanKind = SpanKind.LINK) -> Block:
    start = text.index(marked)
    span = Span(start, start + len(marked), kind, "https://a.example/" * (kind is SpanKind.LINK))
    return Block(BlockKind.PARAGRAPH, text, (span,))


def marked_text(result: Block) -> list[str]:
    return [result.text[s.start : s.end] for s in result.spans]


def test_a_name_keeps_its_link() -> None:
    source = block("Hier, Airbus a gagné.", "Airbus")
    result = project(source, "Yesterday, Airbus won.", {"Airbus": "Airbus"})
    assert marked_text(result) == ["Airbus"]


def test_a_translated_phrase_is_found_by_its_translation() -> None:
    source = block("Le rapport annuel est sorti.", "rapport annuel", SpanKind.STRONG)
    result = project(source, "The annual report is out.", {"rapport annuel": "annual report"})
    assert marked_text(result) == ["annual report"]


def test_a_phrase_said_in_other_words_is_found_by_those_it_shares() -> None:
    source = block("Selon les chiffres publiés mardi, oui.", "les chiffres publiés mardi")
    english = "According to the figures released on Tuesday, yes."
    result = project(
        source, english, {"les chiffres publiés mardi": "The figures published on Tuesday"}
    )
    assert marked_text(result) == ["the figures released on Tuesday"]


def test_a_link_over_the_whole_text_stays_over_the_whole_text() -> None:
    source = block("Un lien", "Un lien")
    assert phrases([source]) == []
    assert marked_text(project(source, "A link", {})) == ["A link"]


def test_a_link_that_cannot_be_placed_follows_the_text() -> None:
    source = block("Voir ici le reste.", "ici")
    result = project(source, "The rest of it.", {"ici": "here"})
    assert result.text == "The rest of it. (here)"
    assert marked_text(result) == ["here"]


def test_an_emphasis_that_cannot_be_placed_is_let_go() -> None:
    source = block("Voir ici le reste.", "ici", SpanKind.EMPHASIS)
    result = project(source, "The rest of it.", {"ici": "here"})
    assert (result.text, result.spans) == ("The rest of it.", ())


def test_of_two_places_the_one_nearer_to_the_source_is_taken() -> None:
    text = "Orange a parlé, puis Orange a signé."
    span = Span(text.rindex("Orange"), text.rindex("Orange") + 6, SpanKind.LINK, "x")
    result = project(
        Block(BlockKind.PARAGRAPH, text, (span,)),
        "Orange spoke, then Orange signed.",
        {"Orange": "Orange"},
    )
    assert result.spans[0].start == 19


def test_a_phrase_does_not_reach_into_the_next_sentence() -> None:
    source = block("Soit 26 % de plus en deux ans. Le taux monte.", "26 % de plus en deux ans")
    english = "An increase of 26% in two years. The rate is rising."
    result = project(source, english, {"26 % de plus en deux ans": "26% more in two years"})
    assert marked_text(result) == ["26% in two years"]
