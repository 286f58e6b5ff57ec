"""Which language a text is in: French passes, other languages are named."""

from __future__ import annotations

import pytest

from newsbrief.checks import language
from newsbrief.checks.language import (
    UNKNOWN,
    check_french,
    detect,
    language_name,
    looks_english,
)
from newsbrief.document import Block, BlockKind, Document
from newsbrief.errors import WrongLanguage
from newsbrief.results import FindingKind

FRENCH = (
    "Le conseil municipal a voté lundi soir, après six heures de débats, un budget en hausse de "
    "quatre pour cent, que l'opposition juge irréaliste au vu des recettes attendues."
)
OTHERS = {
    "Spanish": "El ayuntamiento aprobó el lunes por la noche, tras seis horas de debate, un "
    "presupuesto que crece un cuatro por ciento y que la oposición considera poco realista.",
    "Italian": "Il consiglio comunale ha approvato lunedì sera, dopo sei ore di dibattito, un "
    "bilancio in crescita del quattro per cento che l'opposizione giudica poco realistico.",
    "Catalan": "L'ajuntament va aprovar dilluns al vespre, després de sis hores de debat, un "
    "pressupost que creix un quatre per cent i que l'oposició considera poc realista.",
    "Portuguese": "A câmara municipal aprovou na segunda-feira à noite, após seis horas de debate, "
    "um orçamento que cresce quatro por cento e que a oposição considera irrealista.",
    "Occitan": "Lo conselh municipal votèt diluns de ser, aprèp sièis oras de debat, un budgèt que "
    "creis de quatre per cent e que l'oposicion jutja pauc realista per la comuna.",
    "Haitian Creole": "Konsèy minisipal la te vote lendi swa, apre sizè deba, yon bidjè ki monte "
    "kat pousan, men opozisyon an di li pa reyalis paske pa gen ase lajan nan kès la.",
    "English": "The town council voted on Monday night, after six hours of debate, for a budget "
    "that grows by four per cent and that the opposition calls unrealistic.",
    "German": "Der Stadtrat hat am Montagabend nach sechsstündiger Debatte einen Haushalt "
    "beschlossen, der um vier Prozent wächst und den die Opposition für unrealistisch hält.",
    "Russian": "Городской совет принял в понедельник вечером бюджет после шести часов споров.",
    "Chinese": "市议会周一晚间经过六小时辩论后通过了一项增长百分之四的预算案，反对派认为不切实际。",
}


def _document(*texts: str, title: str | None = None) -> Document:
    return Document(tuple(Block(BlockKind.PARAGRAPH, text) for text in texts), title=title)


def test_french_article_passes_without_findings() -> None:
    assert check_french(_document(FRENCH, FRENCH)) == ("fr", [])


@pytest.mark.parametrize(("name", "text"), OTHERS.items())
def test_other_language_is_named_with_the_way_out(name: str, text: str) -> None:
    with pytest.raises(WrongLanguage, match=f"seems to be {name}, not French; use --force"):
        check_french(_document(text))


def test_force_goes_on_and_says_so() -> None:
    language, findings = check_french(_document(OTHERS["Spanish"]), force=True)
    assert language == "es"
    assert findings[0].kind is FindingKind.LANGUAGE
    assert "Spanish" in findings[0].message


@pytest.mark.parametrize(
    "text",
    [
        "Budget : la ville respire",
        "Tournoi indoor de padel à Nice",
        "Marathon, Roland-Garros, Tour de France",
        "1 250 000 € (+ 4,2 %)",
        "12 345",
        "",
        "Stand-up, le best of",
    ],
)
def test_too_little_text_to_judge_is_never_refused(text: str) -> None:
    assert check_french(_document(text)) == ("fr", [])


def test_long_english_quotations_leave_an_article_french() -> None:
    quotation = f"« {OTHERS['English']} »"
    language, findings = check_french(_document(FRENCH, quotation, FRENCH, quotation))
    assert language == "fr"
    assert [finding.block for finding in findings] == [1, 3]


def test_article_with_a_third_of_french_is_french_and_flagged() -> None:
    language, findings = check_french(_document(FRENCH, OTHERS["English"], OTHERS["English"]))
    assert language == "fr"
    assert len(findings) == 2


def test_one_french_sentence_does_not_make_an_english_article_french() -> None:
    with pytest.raises(WrongLanguage, match="English"):
        check_french(_document(FRENCH, *[OTHERS["English"]] * 6))


def test_code_does_not_count_as_a_language() -> None:
    code = Block(BlockKind.CODE, "for item in the_list: print(item) # and then return it " * 20)
    document = Document((Block(BlockKind.PARAGRAPH, FRENCH), code))
    assert check_french(document) == ("fr", [])
    french_code = Block(BlockKind.CODE, FRENCH * 20)
    english = Block(BlockKind.PARAGRAPH, OTHERS["English"])
    with pytest.raises(WrongLanguage, match="English"):
        check_french(Document((english, french_code)))


def test_string_is_judged_as_a_document_is() -> None:
    assert check_french(FRENCH) == ("fr", [])
    with pytest.raises(WrongLanguage, match="German"):
        check_french(OTHERS["German"])


def test_letterless_text_has_no_language() -> None:
    assert detect("12 345 € – 4,2 %") == UNKNOWN
    assert language_name(UNKNOWN) == "an unknown language"


def test_code_without_an_english_name_is_shown_itself() -> None:
    assert language_name("zxx-q") == "the language 'zxx-q'"


@pytest.mark.parametrize(
    "text",
    [
        "The council will vote on the budget before the end of the year.",
        "We have not seen anything like this in my lifetime.",
        "It's a disaster for the people who live here, and they know it.",
        "Analysts at Crédit Agricole de Bretagne were not surprised by the figures.",
    ],
)
def test_an_english_sentence_is_recognised(text: str) -> None:
    assert looks_english(text)


@pytest.mark.parametrize(
    "text",
    [
        FRENCH,
        "Le film The Shape of Water et la série The Crown sont en tête.",
        "« We will not go back », a dit le ministre, « and this is the end. »",
        "The Voice",
        "Make America Great Again",
        "New York Times, Washington Post, The Guardian",
        "Chat, table, nation, accident, important, effort",
        "Parking, shopping, week-end : on parle anglais sans le savoir",
        "12 345",
        "",
        *(text for name, text in OTHERS.items() if name != "English"),
    ],
)
def test_anything_else_is_not_taken_for_english(text: str) -> None:
    assert not looks_english(text)


def test_plain_french_does_not_open_the_classifier(monkeypatch: pytest.MonkeyPatch) -> None:
    def not_wanted(text: str) -> None:
        raise AssertionError("the classifier was opened")

    monkeypatch.setattr(language, "detect", not_wanted)
    assert check_french(_document(FRENCH, FRENCH)) == ("fr", [])


@pytest.mark.parametrize("text", OTHERS.values(), ids=OTHERS)
def test_no_other_language_is_plainly_french(text: str) -> None:
    with pytest.raises(WrongLanguage):
        check_french(f"{text} {text}")
