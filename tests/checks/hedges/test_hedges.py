"""The French press conditional: found, put in the indicative, hedged in English."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from fakes import FakeTranslator
from newsbrief.checks.hedges import (
    Reported,
    as_indicative,
    hedged,
    is_hedged,
    lost_attribution,
    post_edited,
    reported,
)
from newsbrief.checks.hedges.verb_forms import conditional_form
from newsbrief.document import Block, BlockKind, Document
from newsbrief.translation.translate import translate

LINES = (Path(__file__).parent / "conditional_fr.tsv").read_text(encoding="utf-8")
ROWS = [tuple(line.split("\t")) for line in LINES.splitlines()[1:]]


@pytest.mark.parametrize("french", [french for label, french in ROWS if label == "reported"])
def test_a_conditional_that_reports_is_found(french: str) -> None:
    assert reported(french)


@pytest.mark.parametrize("french", [french for label, french in ROWS if label == "supposed"])
def test_a_conditional_that_supposes_is_left_alone(french: str) -> None:
    assert reported(french) == ()


def test_a_report_tells_its_words_number_and_tense() -> None:
    french = "Deux des suspects auraient déjà été interrogés et le troisième serait en fuite."
    first, second = reported(french)
    assert french[first.start : first.end] == "auraient déjà été interrogés"
    assert (first.indicative, first.plural, first.compound) == ("ont", True, True)
    assert french[second.start : second.end] == "serait"
    assert (second.indicative, second.plural, second.compound) == ("est", False, False)


def test_only_the_verb_that_reports_is_found_beside_one_that_supposes() -> None:
    french = "Le trésorier aurait été payé en espèces, sur quoi le procureur devrait s'expliquer."
    assert [french[r.start : r.end] for r in reported(french)] == ["aurait été payé"]


@pytest.mark.parametrize(
    "word",
    """entrait montrait tirait préparait assurait offrait ouvrait livrait découvrait serrait
    restaurait éclairait trait portrait retrait considérait effondrait vibrait souffrait""".split(),
)
def test_an_imperfect_or_a_noun_is_no_conditional(word: str) -> None:
    assert conditional_form(word) is None


@pytest.mark.parametrize(
    ("word", "present"),
    [
        ("serait", "est"),
        ("auraient", "ont"),
        ("irait", "va"),
        ("feraient", "font"),
        ("viendrait", "vient"),
        ("détiendraient", "détiennent"),
        ("verrait", "voit"),
        ("recevraient", "reçoivent"),
        ("mettrait", "met"),
        ("prendraient", "prennent"),
        ("connaîtrait", "connaît"),
        ("produiraient", "produisent"),
        ("écrirait", "écrit"),
        ("diraient", "disent"),
        ("achèterait", "achète"),
        ("emploieraient", "emploient"),
        ("appellerait", "appelle"),
        ("enverrait", "envoie"),
        ("céderait", "cède"),
        ("révéleraient", "révèlent"),
        ("créerait", "crée"),
        ("vivraient", "vivent"),
        ("finirait", "finit"),
        ("fourniraient", "fournissent"),
        ("souffrirait", "souffre"),
        ("rejoindraient", "rejoignent"),
        ("romprait", "rompt"),
        ("acquerraient", "acquièrent"),
        ("vaudrait", "vaut"),
        ("interdirait", "interdit"),
        ("fuirait", "fuit"),
        ("servirait", "sert"),
    ],
)
def test_a_conditional_has_its_present(word: str, present: str) -> None:
    form = conditional_form(word)
    assert form is not None
    assert form.present == present


@pytest.mark.parametrize(
    ("french", "indicative"),
    [
        ("Le maire aurait démissionné.", "Le maire a prétendument démissionné."),
        ("Il se serait enfui.", "Il s'est prétendument enfui."),
        ("Ils se seraient enfuis.", "Ils se sont prétendument enfuis."),
        ("Il n'aurait pas agi seul.", "Il n'a prétendument pas agi seul."),
        ("Le suspect ne serait pas armé.", "Le suspect n'est prétendument pas armé."),
        ("Il s’agirait d’un proche.", "Il s’agit prétendument d’un proche."),
        ("« Partez », aurait-il crié.", "« Partez », a-t-il prétendument crié."),
        ("Le groupe envisagerait une vente.", "Le groupe envisage prétendument une vente."),
        ("Il se heurterait déjà au juge.", "Il se heurte prétendument déjà au juge."),
        ("Il n'hésiterait plus depuis mai.", "Il n'hésite prétendument plus depuis mai."),
        (
            "Il ne haïrait plus son rival depuis mai.",
            "Il ne hait prétendument plus son rival depuis mai.",
        ),
        ("Le pays se hisserait déjà en tête.", "Le pays se hisse prétendument déjà en tête."),
        ("Le juge l'aurait su dès 2019.", "Le juge l'aurait su dès 2019."),
        ("Le ministre quitterait son poste.", "Le ministre quittera prétendument son poste."),
        (
            "Selon nos sources, 90 postes seraient supprimés en mai.",
            "Selon nos sources, 90 postes seront prétendument supprimés en mai.",
        ),
    ],
)
def test_a_report_is_put_in_the_indicative(french: str, indicative: str) -> None:
    assert as_indicative(french, reported(french)) == indicative


@pytest.mark.parametrize(
    ("article_date", "verb"),
    [
        ("2025-11-03", "fermera"),
        ("2026-01", "fermera"),
        ("2026-12-31T23:30", "fermera"),
        ("2027-01-01", "ferme"),
    ],
)
def test_the_date_of_the_article_tells_whether_a_year_is_still_to_come(
    article_date: str, verb: str
) -> None:
    (report,) = reported("Selon nos sources, l'usine fermerait en 2026.", article_date)
    assert report.indicative == verb


@pytest.mark.parametrize("article_date", [None, "hier"])
@pytest.mark.parametrize(("years_from_now", "verb"), [(-1, "ferme"), (0, "fermera")])
def test_an_article_without_a_date_is_taken_to_be_of_this_year(
    article_date: str | None, years_from_now: int, verb: str
) -> None:
    year = date.today().year + years_from_now
    (report,) = reported(f"Selon nos sources, l'usine fermerait en {year}.", article_date)
    assert report.indicative == verb


def test_the_translation_reads_years_from_the_date_of_its_document() -> None:
    block = Block(BlockKind.PARAGRAPH, "Selon nos sources, l'usine fermerait en 2031.")
    translator = FakeTranslator()
    for year in (2030, 2032):
        translate(Document((block,), date=f"{year}-06-01"), translator)
    assert any("fermera prétendument en 2031" in text for text in translator.seen)
    assert any("ferme prétendument en 2031" in text for text in translator.seen)


@pytest.mark.parametrize(
    "english",
    [
        "The army does not {} use drones.",
        "The army doesn't {} use drones.",
        "The army will {} recruit 500 men.",
        "The army could also {} use drones.",
        "They did {} negotiate.",
        "The firm is said to {} prepare a sale.",
        "They might not {} seek a deal.",
        "They’ll {} seek a deal.",
    ],
)
def test_an_infinitive_stays_one_beside_the_hedge(english: str) -> None:
    assert hedged(english.format("allegedly"), 1) == english.format("reportedly")


@pytest.mark.parametrize(
    "hostile",
    ["il aurait " * 2000, "aurait été " * 2000],
)
def test_a_text_that_is_no_sentence_has_no_report(hostile: str) -> None:
    assert reported(hostile) == ()


def test_a_run_of_adverbs_ends_the_look_for_a_participle() -> None:
    (found,) = reported("Il aurait " + "également " * 60 + "fui.")
    assert found.end == len("Il aurait")


@pytest.mark.parametrize(
    ("english", "polished"),
    [
        ("The mayor allegedly resigned.", "The mayor reportedly resigned."),
        ("A former spy allegedly was poisoned.", "A former spy was reportedly poisoned."),
        ("The lab allegedly prepares a vaccine.", "The lab is reportedly preparing a vaccine."),
        ("The party allegedly has 30 members.", "The party reportedly has 30 members."),
        (
            "He allegedly fled to Spain and allegedly lives near Alicante.",
            "He reportedly fled to Spain and lives near Alicante.",
        ),
        (
            "According to Le Monde, the mayor allegedly fled.",
            "According to Le Monde, the mayor reportedly fled.",
        ),
        (
            "The mayor allegedly fled, according to Le Monde.",
            "The mayor reportedly fled, according to Le Monde.",
        ),
        (
            "According to Insee, prices fell, while the minister allegedly resigned.",
            "According to Insee, prices fell, while the minister reportedly resigned.",
        ),
    ],
)
def test_the_hedge_becomes_reportedly_once(english: str, polished: str) -> None:
    assert hedged(english, 2) == polished


def _found(*, plural: bool = False, count: int = 1) -> tuple[Reported, ...]:
    return (Reported(0, 6, 6, "a", plural, compound=True),) * count


@pytest.mark.parametrize(
    ("english", "count", "expected"),
    [
        ("The mayor reportedly resigned.", 1, True),
        ("The mayor is said to have resigned.", 1, True),
        ("According to Le Monde, the mayor resigned.", 1, True),
        ("He reportedly fled and lives in Spain.", 2, True),
        ("The mayor resigned.", 1, False),
        ("The mayor would have resigned.", 1, False),
        ("According to Le Monde, the mayor would have resigned.", 1, False),
    ],
)
def test_each_report_needs_a_hedge(english: str, count: int, expected: bool) -> None:
    assert is_hedged(english, _found(count=count)) is expected


@pytest.mark.parametrize(
    ("english", "plural", "edited"),
    [
        ("The mayor would have resigned.", False, "The mayor is reported to have resigned."),
        ("The twins would be in Rome.", True, "The twins are reported to be in Rome."),
        ("She wouldn't have seen it.", False, "She is reported not to have seen it."),
        ("The police would still look for him.", False, "The police are still reported to be looking for him."),
        ("There would be at least six injured.", False, "There are reported to be at least six injured."),
        ("The note, dated 3 April, would warn them.", False, "The note, dated 3 April, is reported to warn them."),
        ("The mayor reportedly resigned.", False, "The mayor reportedly resigned."),
        ("The mayor resigned.", False, None),
        ("The queen would have liked to stay.", False, None),
        ("He would go and she would stay.", False, None),
    ],
)  # fmt: skip
def test_would_is_edited_where_it_can(english: str, plural: bool, edited: str | None) -> None:
    assert post_edited(english, _found(plural=plural)) == edited


@pytest.mark.parametrize(
    "french",
    [
        "Le tarif varie selon la taille.",
        "Le tarif varie selon le nombre d'experts.",
        "La marée change selon l'heure.",
        "Chacun paie selon ses moyens.",
        "Le prix change selon que l'on vive à Nice ou à Lyon.",
        "Les aides varient selon les régions et selon l'âge.",
        "Les peines vont du simple au double selon la gravité des faits.",
        "Un film tourné d'après le roman de Zola.",
        "Un portrait peint d'après photo.",
        "Le pays d'après-guerre était pauvre.",
        "Le vote aura lieu selon la Constitution.",
        "Les quotas sont fixés selon le calendrier, la loi et l'usage.",
    ],
)
def test_a_measure_is_no_source(french: str) -> None:
    assert not lost_attribution(french, "Prices vary with size, from Zola's novel.")


@pytest.mark.parametrize(
    "french",
    [
        "Selon Mme Vasseur, la mairie a tort.",
        "Selon M. Vasseur, la mairie a tort.",
        "Selon l'Insee, les prix baissent.",
        "Les prix baissent, selon la Banque de France.",
        "Les prix baissent, selon une étude danoise.",
        "Les prix baissent, selon les premières estimations.",
        "Les prix baissent, d’après un récent sondage Ifop.",
        "Les prix baissent, selon la plupart des économistes.",
        "Les prix baissent, selon l'un des avocats du groupe.",
        "Les prix baissent, selon une dizaine de témoins.",
        "Selon lui, les prix baissent.",
        "À en croire le quotidien, les prix baissent.",
        "Selon ses proches, il a fui.",
        "Selon des sources concordantes, il a fui.",
        "Selon la police, il a fui.",
        "Selon plusieurs chercheuses, les prix baissent.",
        "Selon nos informations, il a fui.",
        "Selon le ministère de l'Intérieur, il a fui.",
    ],
)
def test_a_source_that_english_leaves_out_is_told(french: str) -> None:
    assert lost_attribution(french, "Prices fall.")


@pytest.mark.parametrize(
    "english",
    [
        "In Mrs Vasseur's opinion, prices fall.",
        "In the view of Mrs Vasseur, prices fall.",
        "In the minister’s own words, prices fall.",
        "According to Mrs Vasseur, prices fall.",
    ],
)
def test_english_may_name_the_source_in_other_words(english: str) -> None:
    assert not lost_attribution("Selon Mme Vasseur, les prix baissent.", english)
