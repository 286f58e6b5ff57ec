"""Terms that mislead the model are said in plain French before it sees them."""

from __future__ import annotations

import pytest

from newsbrief.press_terms import plain_terms


@pytest.mark.parametrize(
    ("french", "plain"),
    [
        ("Son avocate, Me Sarah Roy, dément.", "Son avocate, Sarah Roy, dément les faits."),
        ("Elle dément toute implication.", "Elle dément toute implication."),
        ("Il a été relaxé, elles aussi relaxées.", "Il a été acquitté, elles aussi acquittées."),
        ("Le smic horaire augmente.", "Le salaire minimum horaire augmente."),
        ("Hier, son pronostic vital n'était plus engagé.", "Hier, sa vie n'était plus en danger."),
        ("Blessé, son pronostic vital est engagé.", "Blessé, sa vie est en danger."),
        ("Elle n'a pas pu être jointe.", "Elle n'a pas pu être contactée."),
        ("Me voilà.", "Me voilà."),
        ("L'article est joint au dossier.", "L'article est joint au dossier."),
    ],
)
def test_a_misleading_term_is_said_plainly(french: str, plain: str) -> None:
    assert plain_terms(french) == plain
