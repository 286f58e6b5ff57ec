"""What a sentence leaves out of its passage, adds to it and moves."""

from __future__ import annotations

from newsbrief.summary.changes import changes, words_of


def differences(passage: list[str], claim: str) -> list[tuple[str, str]]:
    return [
        (" ".join(w.text for w in change.removed), " ".join(w.text for w in change.added))
        for change in changes(words_of(passage), words_of([claim]))
    ]


def test_a_copy_has_no_changes() -> None:
    text = "The mill closed on Tuesday, after 30 years."
    assert differences([text], text) == []


def test_removed_and_added_words_are_paired() -> None:
    assert differences(["The old mill closed."], "The new mill closed.") == [("old", "new")]


def test_forms_of_a_word_and_ways_to_write_a_number_are_no_changes() -> None:
    assert differences(["It closes two mills and stopped."], "It closed 2 mill and stops.") == []


def test_a_sentence_that_is_not_used_is_no_change() -> None:
    assert differences(["Roy left Lyon.", "The mill closed."], "The mill closed.") == []


def test_a_phrase_between_marks_may_move() -> None:
    assert differences(["In Lyon, mills closed."], "Mills closed in Lyon.") == []


def test_what_stands_between_no_marks_may_not_move() -> None:
    assert differences(["Roy sued Brun."], "Brun sued Roy.") != []


def test_a_contracted_negation_is_a_negation() -> None:
    assert differences(["The mill doesn't pay."], "The mill does not pay.") == []
    assert differences(["The mill cannot pay."], "The mill can pay.") == [("not", "")]
