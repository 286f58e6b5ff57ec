"""Texts come back from their segments with nothing dropped."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from newsbrief.translation.segments import clauses, join_clauses, reassemble, segment

TEXTS = ["Un titre", "Première phrase. Seconde phrase ! Troisième ?", "", "Ligne une.\nLigne deux."]


def test_translations_return_to_their_texts_in_order() -> None:
    parts = segment(TEXTS)
    assert reassemble(parts, [p.text for p in parts], len(TEXTS)) == TEXTS


@given(st.lists(st.text(alphabet="aé.!? \n«»A1,", max_size=60), max_size=5))
def test_nothing_but_white_space_is_lost(texts: list[str]) -> None:
    parts = segment(texts)
    back = reassemble(parts, [p.text for p in parts], len(texts))
    assert ["".join(text.split()) for text in back] == ["".join(text.split()) for text in texts]


def test_a_sentence_over_the_budget_is_cut_and_rejoined_as_one() -> None:
    sentence = "Le groupe investit, mais les syndicats protestent ; la direction attend."
    parts = clauses(sentence, lambda text: len(text.split()) <= 6)
    assert "".join("".join(parts).split()) == "".join(sentence.split())
    assert all(len(part.split()) <= 6 for part in parts)


def test_capitals_and_full_stops_added_at_the_joints_are_undone() -> None:
    english = join_clauses(
        ["Le groupe investit,", "mais les syndicats protestent ;", "Paris attend."],
        ["The group is investing,", "But unions are protesting.", "Paris is waiting."],
    )
    assert english == "The group is investing, but unions are protesting Paris is waiting."


def test_a_name_at_a_joint_keeps_its_capital() -> None:
    assert join_clauses(["a,", "b"], ["One,", "Airbus said"]) == "One, Airbus said"
