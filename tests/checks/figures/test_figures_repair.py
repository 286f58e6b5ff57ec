"""Figures of a translation mended where the French leaves no doubt."""

from __future__ import annotations

import pytest

from newsbrief.checks.figures import EnglishText, FrenchText, figures_repaired

MENDED = [
    # the hour of the French, on a twelve-hour clock
    ("Le café ferme à 20 h.", "The café closes at 8:00.", "The café closes at 8 p.m."),
    ("Fermé à 20 h, ouvert à 8 h.", "Closed at 8:00, open at 8:00.", "Closed at 8 p.m., open at 8:00."),
    ("Le bus part à 14h30.", "The bus leaves at 14h30.", "The bus leaves at 2:30 p.m."),
    ("Mis à jour à 18 h 12", "Updated at 18.12", "Updated at 6:12 p.m."),
    ("Le vol de 22h29", "The flight of 2229 hours", "The flight of 10:29 p.m."),
    ("Rendez-vous à 19 heures.", "Meet at 7.", "Meet at 7 p.m."),
    # and lengths of time, which are no hour of the day
    ("Il a couru en 2h41.", "He ran in 2h41.", "He ran in 2 hours 41 minutes."),
    ("Il a eu 1h15 de retard.", "He was 1h15 late.", "He was 1 hour 15 minutes late."),
    # dates in digits, day first
    ("Né le 03/05/1965.", "Born on 03/05/1965.", "Born on 3 May 1965."),
    ("Publié le 12.03.2024 à Lyon", "Published the 12.03.2024 in Lyon", "Published 12 March 2024 in Lyon"),
    ("Le vote aura lieu le 3 mai.", "The vote will take place the 3 May.", "The vote will take place on 3 May."),
    ("Avant le 3 mai.", "Before the 3 May.", "Before 3 May."),
    # digits kept or grouped the French way
    ("Il gagne 1 801,80 euros.", "He earns 1 801.80 euros.", "He earns 1,801.80 euros."),
    ("L'indice perd 2,1 % à 37 155,50 points.", "The index lost 2.1% to 37 155.50 points.", "The index lost 2.1% to 37,155.50 points."),
    ("Appelez le 0\u202f800\u202f130\u202f000.", "Call 0 800 130,000.", "Call 0 800 130 000."),
    ("Il court en 9 s 98.", "He runs in 9'98.", "He runs in 9.98 s."),
    # what a word of the French says
    ("Selon 20 Minutes, il part.", "According to 20 minutes, he leaves.", "According to 20 Minutes, he leaves."),
    ("La croissance au T3 2024.", "Growth in T3 2024.", "Growth in Q3 2024."),
    ("plus ou moins 3 points", "more or less 3 points", "plus or minus 3 points"),
    ("deux mille milliards d'euros", "two thousand billion euros", "two trillion euros"),
    # where figures go
    ("Résultat : -120 M€.", "Result: €120 million.", "Result: -€120 million."),
    ("Il a grimpé de 23 % à 4,2 M€.", "It rose from 23% to €4.2 million.", "It rose by 23% to €4.2 million."),
    ("Le bonus passera de 4 000 à 3 000 euros.", "The bonus will increase from 4,000 to 3,000 euros.", "The bonus will fall from 4,000 to 3,000 euros."),
    ("Le nombre est passé de 31 400 à 26 900.", "The number has increased from 31,400 to 26,900.", "The number has fallen from 31,400 to 26,900."),
    ("Il est passé de 61,4 millions d'euros en 2022 à 43,8 millions l'an dernier.", "It rose from €61.4 million in 2022 to €43.8 million last year.", "It fell from €61.4 million in 2022 to €43.8 million last year."),
    ("L'effectif est passé de 410 à 380.", "Staff was increased from 410 to 380.", "Staff was reduced from 410 to 380."),
    ("Le prix passe de 9 à 7 euros.", "The price has slightly risen from 9 to 7 euros.", "The price has slightly fallen from 9 to 7 euros."),
    ("Le seuil passera de 40 à 30.", "An increase from 40 to 30 is planned.", "A fall from 40 to 30 is planned."),
    ("Le seuil passera de 40 à 30.", "The threshold is rising from 40 to 30.", "The threshold is falling from 40 to 30."),
    ("Les stocks ont fondu de 2,1 millions de barils, à 432,5 millions.", "Stocks fell from 2.1 million barrels to 432.5 million.", "Stocks fell by 2.1 million barrels to 432.5 million."),
    ("Il gagne deux fois moins que lui.", "He earns twice as much as him.", "He earns half as much as him."),
    # the one figure that changed
    ("Il a coûté 3 milliards d'euros.", "It cost 3 million euros.", "It cost €3 billion."),
    ("Il a perdu 12 millions d'euros en 2020.", "He lost $12 million in 2020.", "He lost €12 million in 2020."),
    ("Une hausse de 3,5 %.", "A rise of 35%.", "A rise of 3.5%."),
    ("Il est mort le 17 juin.", "He died on 18 June.", "He died on 17 June."),
]  # fmt: skip

SOUND = [
    ("Le café ferme à 20 h.", "The café closes at 8 p.m."),
    ("Le café ferme à 20 h.", "The café closes at 20:00."),
    ("Il a couru en 2h41 min.", "He ran in 2h41 min."),
    ("Il part à 2h41 et court en 1h15.", "He leaves at 2:41 and runs for an hour and 15 minutes."),
    ("Le taux passe de 9,5 % à 7,3 %.", "The rate fell from 9.5% to 7.3%."),
    ("Le taux est passé de 7,3 % à 9,5 %.", "The rate has increased from 7.3% to 9.5%."),
    ("La note passe de 3 à 5.", "The score increased from 3 to 5."),
    ("Il a perdu -3 % en mai.", "It fell by 3% in May."),
    ("Dans les 20 minutes, il part.", "Within 20 minutes, he leaves."),
    ("Composez le 04 70 12 45 89.", "Call 04 70 12 45 89."),
    ("On se voit mardi 19 à 18h.", "We meet on Tuesday 19 at 6 p.m."),
    ("On se voit mardi 19 à 18h.", "We meet on Tuesday 19 to 6 p.m."),
    ("La fusée Kestrel-2H a décollé.", "The Kestrel-2H rocket took off."),
    ("Le Rafale T2 décolle.", "The Rafale T2 takes off."),
    ("Il a 500 livres chez lui.", "He has 500 books at home."),
    ("Les attentats du 13 novembre 2015", "The 13 November 2015 attacks"),
]


def repaired(french: str, english: str) -> str:
    return figures_repaired(FrenchText(french), EnglishText(english)).text


@pytest.mark.parametrize(("french", "english", "mended"), MENDED)
def test_a_figure_the_french_leaves_no_doubt_about_is_mended(
    french: str, english: str, mended: str
) -> None:
    assert repaired(french, english) == mended


@pytest.mark.parametrize(("french", "english"), SOUND + [(row[0], row[2]) for row in MENDED])
def test_a_sound_translation_comes_back_as_it_is(french: str, english: str) -> None:
    assert repaired(french, english) == english


def test_two_changed_figures_of_one_unit_are_left_to_the_checks() -> None:
    english = "It rose by 12% and 14%."
    assert repaired("Il a gagné 2 % puis 4 %.", english) == english
