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
        ("Il faut composer le 17.", "Il faut composer le numéro 17."),
        ("Appelez le 15 ou le 112.", "Appelez le numéro 15 ou le numéro 112."),
        ("Un voisin a appelé le 18.", "Un voisin a appelé le numéro 18."),
        ("Les appels sont dirigés vers le 15.", "Les appels sont dirigés vers le numéro 15."),
        ("La réunion est reportée vers le 15 mars.", "La réunion est reportée vers le 15 mars."),
        ("Ils ont appelé le 18 à manifester.", "Ils ont appelé le 18 à manifester."),
        ("Le procès s'ouvre le 15.", "Le procès s'ouvre le 15."),
        ("Me voilà.", "Me voilà."),
        ("L'article est joint au dossier.", "L'article est joint au dossier."),
    ],
)
def test_a_misleading_term_is_said_plainly(french: str, plain: str) -> None:
    assert plain_terms(french) == plain
