"""Quotations of several sentences keep their extent."""

from __future__ import annotations

import pytest

from newsbrief.translation.typography import balance

CASES = [
    (
        ["« Il y a cinq ans, je dormais, plaisante-t-il.", "Maintenant, je refuse du monde. »"],
        ['"Five years ago I slept," he jokes.', 'Now I turn people away."'],
        ['"Five years ago I slept," he jokes.', '"Now I turn people away."'],
    ),
    (
        ["« Je ne pars pas.", "Je reste », a-t-il dit."],
        ['"I am not leaving.', 'I am staying," he said.'],
        ['"I am not leaving.', 'I am staying," he said.'],
    ),
    (
        ["« Je pars, dit-elle.", "Demain. »", "Elle rit."],
        ['"I am leaving," she said.', "Tomorrow.", "She laughs."],
        ['"I am leaving," she said.', '"Tomorrow."', "She laughs."],
    ),
    (["« Oui.", "Non. »"], ['"Yes.', "No."], ['"Yes.', 'No."']),
    (["Un « mot » ici.", "Fin."], ['A "word" here.', "End."], ['A "word" here.', "End."]),
    (["« Un.", "Deux."], ['"One.', "Two."], ['"One.', "Two."]),
    (["Rien."], ['No "thing.'], ['No "thing.']),
]


@pytest.mark.parametrize(("sources", "translations", "expected"), CASES)
def test_quotation_marks_are_balanced(
    sources: list[str], translations: list[str], expected: list[str]
) -> None:
    assert balance(sources, translations) == expected
