"""The tables of phrases and names: each row has the form that the rules rely on."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from newsbrief.readers.pasted import rules
from newsbrief.readers.pasted.lines import fold
from newsbrief.readers.pasted.outlets import names
from newsbrief.readers.pasted.rules import phrases
from newsbrief.text.tables import word_rows

PHRASES = word_rows("newsbrief.readers.pasted", "phrases.tsv")
NAMES = word_rows("newsbrief.readers.pasted", "names.tsv")
LISTS = {row[0] for row in PHRASES if row[1] != "set"}
SOURCE = "\n".join(path.read_text("utf-8") for path in Path(rules.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("row", PHRASES, ids=lambda row: row[-1])
def test_a_phrase_names_its_list_its_place_and_a_pattern(row: list[str]) -> None:
    name, where, pattern = row
    assert name == name.strip().lower() != ""
    assert where in ("whole", "start", "raw", "set")
    assert re.compile(pattern)
    if where != "raw":
        literal = re.sub(r"\\.", "", pattern)
        assert fold(literal) == literal.strip()


def test_no_row_occurs_twice() -> None:
    for rows in (PHRASES, NAMES):
        assert not [row for row, count in Counter(map(tuple, rows)).items() if count > 1]


@pytest.mark.parametrize("name", sorted(LISTS))
def test_each_list_of_phrases_is_read_by_a_rule(name: str) -> None:
    assert f'phrases("{name}")' in SOURCE
    assert callable(phrases(name))


@pytest.mark.parametrize("kind", sorted({row[0] for row in NAMES}))
def test_each_kind_of_names_is_read_and_its_names_are_whole(kind: str) -> None:
    assert f'names("{kind}")' in SOURCE
    assert all(name == name.strip() != "" for name in names(kind))
    assert not [name for name, count in Counter(names(kind)).items() if count > 1]
