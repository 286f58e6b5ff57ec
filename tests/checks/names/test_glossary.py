"""A user's glossary: what its file may hold, and the forms and plurals of its terms."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from newsbrief.checks.names import load_glossary
from newsbrief.checks.names.forms import inflections
from newsbrief.checks.names.glossary import english_plural
from newsbrief.errors import GlossaryError


def _read(folder: Path, text: str, name: str = "terms.tsv") -> list[tuple[str, str]]:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return [(entry.forms[0], entry.english) for entry in load_glossary(path)]


@pytest.mark.parametrize(
    ("line", "term", "english"),
    [
        ("taux directeur\tkey rate # of the ECB", "taux directeur", "key rate"),
        ("taux directeur = key rate\t# of the ECB", "taux directeur", "key rate"),
        ("fioul = # as it is", "fioul", ""),
        ("A = B\tboth", "A = B", "both"),
        ("fioul\t# as it is", "fioul", ""),
        ("langage C#\tC# language", "langage C#", "C# language"),
        ("tube #1\tnumber one", "tube #1", "number one"),
    ],
)
def test_a_comment_follows_white_space(tmp_path: Path, line: str, term: str, english: str) -> None:
    assert _read(tmp_path, f"# terms\n  # more\n{line}\n") == [(term, english)]


def test_a_name_and_a_common_noun_are_two_terms(tmp_path: Path) -> None:
    entries = _read(tmp_path, "Orange\tkeep\norange\tsatsuma\n")
    assert entries == [("Orange", ""), ("orange", "satsuma")]


def test_the_last_line_of_a_term_counts(tmp_path: Path) -> None:
    assert _read(tmp_path, "fioul\toil\nfioul\tfuel oil\n") == [("fioul", "fuel oil")]


@pytest.mark.parametrize(
    "text",
    ["x = " + "{a = " * 2000 + "1" + "}" * 2000, "[" + ".".join("a" * 2000) + "]\nb = 'c'"],
)
def test_tables_nested_too_deep_are_one_error(tmp_path: Path, text: str) -> None:
    with pytest.raises(GlossaryError):
        _read(tmp_path, text, "deep.toml")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs an endless file")
def test_an_endless_file_is_not_read_to_its_end() -> None:
    with pytest.raises(GlossaryError, match="over 5 MB"):
        load_glossary(Path("/dev/zero"))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_glossary_may_come_through_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=("fioul\tfuel oil\n",))
    writer.start()
    entries = load_glossary(pipe)
    writer.join()
    assert [entry.english for entry in entries] == ["fuel oil"]


@pytest.mark.parametrize(
    ("noun", "plural"),
    [
        ("policy rate", "policy rates"),
        ("benefits", "benefits"),
        ("social benefits", "social benefits"),
        ("stars", "stars"),
        ("taxes", "taxes"),
        ("women", "women"),
        ("children", "children"),
        ("tax", "taxes"),
        ("boss", "bosses"),
        ("virus", "viruses"),
        ("analysis", "analyses"),
        ("greenhouse gas", "greenhouse gases"),
        ("Airbus A320", "Airbus A320"),
        ("plan (draft)", "plan (draft)"),
        ("", ""),
    ],
)
def test_the_english_plural_is_made_once(noun: str, plural: str) -> None:
    assert english_plural(noun) == plural


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("salarié", "salariées"),
        ("européen", "européenne"),
        ("industriel", "industrielle"),
        ("gardien", "gardiennes"),
        ("administratif", "administratives"),
        ("frileux", "frileuse"),
        ("journal", "journaux"),
        ("port", "ports"),
    ],
)
def test_a_word_stands_in_its_plural_and_feminine(word: str, other: str) -> None:
    assert other in inflections(word)


@pytest.mark.parametrize(
    ("word", "other"),
    [("port", "porte"), ("droit", "droites"), ("appel", "appelle"), ("bord", "borde")],
)
def test_another_word_with_an_e_is_no_inflection(word: str, other: str) -> None:
    assert other not in inflections(word)
