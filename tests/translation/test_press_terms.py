"""Terms that mislead the model are said in plain French before it sees them."""

from __future__ import annotations

import re

import pytest

from newsbrief.text.tables import word_rows
from newsbrief.translation.press_terms import plain_terms, spokeswomen


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
        ("Il aurait payé, ce que la mairie dément.", "Il aurait payé, ce que la mairie nie."),
        ("Me voilà.", "Me voilà."),
        ("L'article est joint au dossier.", "L'article est joint au dossier."),
        (
            "Placée en redressement judiciaire, elle ferme.",
            "Placée sous administration judiciaire, elle ferme.",
        ),
        ("Le redressement judiciaire dure.", "L'administration judiciaire dure."),
        ("Le plan social vise 120 postes.", "Le plan de licenciements vise 120 postes."),
        ("Un nouveau plan social est signé.", "Un nouveau plan de licenciements est signé."),
        ("Sur le plan social, rien ne change.", "Sur le plan social, rien ne change."),
        ("Le sort du repreneur inquiète.", "Le sort de l'acheteur inquiète."),
        ("Deux repreneurs se sont manifestés.", "Deux acheteurs se sont manifestés."),
        ("Elle a déposé le bilan.", "Elle a fait faillite."),
        ("Ils ont débrayé.", "Ils ont cessé le travail."),
        ("Un débrayage de deux heures a eu lieu.", "Un arrêt de travail de deux heures a eu lieu."),
        ("La pédale de débrayage est usée.", "La pédale de débrayage est usée."),
        ("Les intérimaires partent.", "Les travailleurs temporaires partent."),
        ("Le directeur intérimaire est là.", "Le directeur intérimaire est là."),
        ("Le patronat refuse.", "Les employeurs refuse."),
        ("Le minimum vieillesse augmente.", "Le minimum retraite augmente."),
        ("La Sécu paie.", "La Sécurité sociale paie."),
        ("Les bailleurs sociaux alertent.", "Les bailleurs de logements sociaux alertent."),
        ("La grogne monte.", "La colère monte."),
        ("Le chien grogne.", "Le chien grogne."),
        ("Les livreurs font grève.", "Les coursiers font grève."),
        ("Les livreurs de fioul font grève.", "Les livreurs de fioul font grève."),
        ("Livreurs : la grève s'étend", "Coursiers : la grève s'étend"),
        ("Le maire a été mis en examen.", "Le maire a été placé sous investigation formelle."),
        ("Elle est mise en examen.", "Elle est mise en examen."),
        ("Les gardes à vue continuent.", "Les placements en garde à vue continuent."),
        ("Elle a obtenu un non-lieu.", "Elle a obtenu l'abandon des poursuites."),
        ("Elle a saisi les prud'hommes.", "Elle a saisi le tribunal du travail."),
        ("Le tribunal lui a donné raison.", "Le tribunal a tranché en sa faveur."),
        ("Le tribunal a débouté les riverains.", "Le tribunal a rejeté la demande des riverains."),
        ("Il a été écroué.", "Il a été incarcéré."),
        ("Il a été jugé en comparution immédiate.", "Il a été jugé selon une procédure accélérée."),
        ("Le préfet prend un arrêté", "Le préfet prend un décret"),
        ("Un homme a été arrêté.", "Un homme a été arrêté."),
        ("Les collectivités peinent à suivre.", "Les collectivités locales peinent à suivre."),
        ("Les collectivités religieuses prient.", "Les collectivités religieuses prient."),
        ("Les élus refusent le projet", "Les représentants élus refusent le projet"),
        ("Ils ont été élus hier.", "Ils ont été élus hier."),
        ("La permanence du député est fermée.", "La bureau du député est fermée."),
        ("Une enveloppe de 750 000 euros est prévue.", "Un budget de 750 000 euros est prévue."),
        ("Le montant de l'enveloppe globale baisse.", "Le montant du budget globale baisse."),
        ("Il a ouvert l'enveloppe.", "Il a ouvert l'enveloppe."),
        ("Le rapport épingle la mairie.", "Le rapport critique la mairie."),
        ("Il tire son épingle du jeu.", "Il tire son épingle du jeu."),
        ("Un riverain a appelé.", "Un habitant a appelé."),
        ("Les CRS sont là.", "Les policiers antiémeutes sont là."),
        ("Le bilan s'alourdit.", "Le nombre de victimes augmente."),
        ("Le sinistre a détruit la toiture.", "L'incendie a détruit la toiture."),
        ("Le sinistre personnage a fui.", "Le sinistre personnage a fui."),
        ("Le chauffeur du poids lourd a fui.", "Le chauffeur du camion a fui."),
        ("C'est un poids lourd du secteur.", "C'est un poids lourd du secteur."),
        ("Il manquerait 300 lits.", "Il y aurait un manque de 300 lits."),
        ("Les 80 pompiers et 23 engins partent.", "Les 80 pompiers et 23 véhicules partent."),
        ("Trois blessés sont en urgence absolue.", "Trois blessés sont dans un état critique."),
        (
            "La fermeture de la maternité inquiète.",
            "La fermeture du service de maternité inquiète.",
        ),
        ("La maternité rend heureux.", "La maternité rend heureux."),
    ],
)
def test_a_misleading_term_is_said_plainly(french: str, plain: str) -> None:
    assert plain_terms(french) == plain


@pytest.mark.parametrize(
    ("french", "english", "right"),
    [
        ("Une porte-parole a refusé.", "A spokesman refused.", "A spokeswoman refused."),
        ("La porte-parole du parti a parlé.", "Spokesman spoke.", "Spokeswoman spoke."),
        ("Le porte-parole a refusé.", "A spokesman refused.", "A spokesman refused."),
        (
            "La porte-parole et le porte-parole ont parlé.",
            "The spokesman and the spokesman spoke.",
            "The spokesman and the spokesman spoke.",
        ),
    ],
)
def test_a_woman_who_speaks_for_others_is_a_spokeswoman(
    french: str, english: str, right: str
) -> None:
    assert spokeswomen(french, english) == right


def test_each_term_of_the_table_has_an_article_a_pattern_and_plain_french() -> None:
    rows = word_rows("newsbrief.translation", "press_terms.tsv")
    assert len(rows) > 60
    assert {len(row) for row in rows} == {3}
    assert {article for article, _, _ in rows} == {"-", "vowel", "feminine", "masculine"}
    assert len({french for _, french, _ in rows}) == len(rows)
    for _, french, plain in rows:
        assert plain == plain.strip() != ""
        assert "\u2019" not in french  # the text comes with straight apostrophes
        re.compile(french)
