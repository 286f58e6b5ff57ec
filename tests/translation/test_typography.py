"""The source looks as the model was trained; the English looks as an editor expects."""

from __future__ import annotations

import pytest

from newsbrief.text.casing import Casing
from newsbrief.translation.typography import (
    balance,
    bare_figures,
    english_figures_copied,
    english_typography,
    source_punctuation,
)


def test_punctuation_is_brought_to_the_shape_of_the_training_text() -> None:
    assert source_punctuation("L’État – 3\u202f500\u00a0€…  “oui”") == 'L\'État - 3 500 €... "oui"'


def test_guillemets_are_left_to_the_model() -> None:
    assert source_punctuation("« Non »") == "« Non »"


@pytest.mark.parametrize(
    ("english", "expected"),
    [
        ("« Hello »", '"Hello"'),
        ("It rose by 5 % : why ?", "It rose by 5%: why?"),
        ("“Yes”, he said", '"Yes", he said'),
        ("A - B", "A - B"),
        ("He said: 3 !", "He said: 3!"),
        ('" Ten years ago', '"Ten years ago'),
        ("$2,000 billion, or 1,750 billion euros", "$2 trillion, or 1.75 trillion euros"),
        ("from 640 € to 715 €", "from €640 to €715"),
        ("a loss of -1.2 M€", "a loss of -€1.2 million"),
        ("4.30 €/m3 or $5, 10 US$", "€4.30/m3 or $5, US$10"),
        ("It received 4.3 M of passengers.", "It received 4.3 million passengers."),
        ("EUR 1.4 billion, € 7.4 million", "€1.4 billion, €7.4 million"),
    ],
)
def test_french_typography_does_not_reach_the_english(english: str, expected: str) -> None:
    assert english_typography(english) == expected


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("—", "—"),
        ("4 h 15", "4:15"),
        ("11h28", "11:28"),
        ("79 €", "€79"),
        ("-120 M€", "-€120 million"),
        ("850 k€", "€850,000"),
        ("1\u202f234,5 M€", "€1,234.5 million"),
        ("1,5 Md€", "€1.5 billion"),
        ("12,5 % (+3)", "12.5% (+3)"),
        ("155 kg", "155 kg"),
        ("2019-2022", "2019-2022"),
    ],
)
def test_figures_alone_are_written_in_english_without_the_model(french: str, english: str) -> None:
    assert bare_figures(french) == english


@pytest.mark.parametrize("text", ["12 euros", "Oui", "le 3 mai", "Un", "n° 5 bis", "De 10 à 25 €."])
def test_words_are_left_to_the_model(text: str) -> None:
    assert bare_figures(text) is None


BODY = [
    "Le groupe Crédit Agricole discute avec la SNCF.",
    "Selon Crédit Agricole, la banque attend. La SNCF aussi.",
]


def test_a_title_in_capitals_takes_the_casing_of_the_body() -> None:
    restored = Casing(BODY).restore("LE CRÉDIT AGRICOLE ET LA SNCF SIGNENT")
    assert restored == "Le Crédit Agricole et la SNCF signent"


@pytest.mark.parametrize("text", ["SNCF", "L'OTAN et l'UE", "Le groupe LVMH recule", "ONU UE"])
def test_acronyms_and_mixed_case_are_left_alone(text: str) -> None:
    assert Casing(BODY).restore(text) == text


def test_a_figure_copied_with_its_french_space_gets_a_comma() -> None:
    source = "La capacité passe à 45\u202f000 tonnes, contre 1 200 000 en 2024, à 5,80 euros."
    english = "Capacity rises to 45 000 tonnes, against 1 200 000 in 2024 100 times, at 5,80 euros."
    expected = (
        "Capacity rises to 45,000 tonnes, against 1,200,000 in 2024 100 times, at 5.80 euros."
    )
    assert english_figures_copied(source, english) == expected


def test_a_headline_in_title_case_is_calmed_but_keeps_its_names() -> None:
    casing = Casing(["The Northlake Materials group buys a rival for cash."])
    assert (
        casing.calm("Northlake Materials Acquires A Rival")
        == "Northlake Materials acquires a rival"
    )
    assert (
        casing.calm("A rival of Northlake Materials falls")
        == "A rival of Northlake Materials falls"
    )


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
