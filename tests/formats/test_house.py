"""House styles: the record's fields through a template that can do no harm."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings

from briefs import any_brief, brief_of, flagged_brief, full_brief, hostile_brief
from newsbrief.document import Block, BlockKind
from newsbrief.errors import TemplateError
from newsbrief.formats import house as styles
from newsbrief.formats import house_child, write
from newsbrief.formats.house import STYLES, check_house, read_house
from newsbrief.readers.markdown import read_blocks

if TYPE_CHECKING:
    from pathlib import Path

    from newsbrief.results import Brief


def styled(tmp_path: Path, source: str, name: str = "house.txt.j2") -> str:
    path = tmp_path / name
    path.write_text(source, encoding="utf-8")
    house = read_house(str(path))
    check_house(house)
    return write(full_brief(), house=house).decode()


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("brief", [full_brief(), flagged_brief(), hostile_brief()])
def test_a_shipped_style_writes_any_brief_the_same_way_twice(style: str, brief: Brief) -> None:
    house = read_house(style)
    check_house(house)
    first = write(brief, house=house)
    assert first == write(brief, house=house)
    assert b"\x1b" not in first
    assert b"<script" not in first.replace(b"\\<", b"") or style == "wire"


@settings(max_examples=40, deadline=None)
@given(any_brief())
def test_no_brief_breaks_a_shipped_style(brief: Brief) -> None:
    for style in STYLES:
        write(brief, house=read_house(style)).decode()


def test_a_style_is_given_the_fields_of_the_record(tmp_path: Path) -> None:
    source = "{{ title.english }}, {{ date|date('d MMM y') }}{% for s in summary %} {{ s|marks }}{% endfor %}"
    assert styled(tmp_path, source) == "The Lormay bridge opens at last, 24 Feb 2025 ¶1 ¶2\n"


def test_a_style_for_html_escapes_and_one_for_text_does_not(tmp_path: Path) -> None:
    source = '{{ "<b>" }}'
    assert styled(tmp_path, source, "a.html.j2") == "&lt;b&gt;\n"
    assert styled(tmp_path, source, "a.txt.j2") == "<b>\n"


def test_a_wire_has_tables_as_rows_numbers_of_lists_footnotes_and_whole_addresses() -> None:
    word = "presse@verriere-du-pays-de-la-plaine-et-des-collines-du-nord.example"
    blocks = [
        Block(BlockKind.LIST_ITEM, "first", number=1),
        Block(BlockKind.LIST_ITEM, "second", number=2, level=1),
        Block(BlockKind.TABLE_CELL, "Year", number=0),
        Block(BlockKind.TABLE_CELL, "Staff", number=0, level=1),
        Block(BlockKind.TABLE_CELL, "2024", number=1),
        Block(BlockKind.TABLE_CELL, "340", number=1, level=1),
        Block(BlockKind.FOOTNOTE, "As signed.", target="1"),
        Block(BlockKind.PARAGRAPH, f"Contact of the press: {word}"),
    ]
    wire = write(brief_of(*blocks), house=read_house("wire")).decode()
    assert "1. first\n  2. second\n\nYear | Staff\n2024 | 340\n\nNOTE 1: As signed.\n\n" in wire
    assert f"\n{word}\n" in wire


def test_a_notes_sections_are_numbered_without_a_gap() -> None:
    note = write(flagged_brief(), house=read_house("note")).decode()
    assert "## 1. Summary" in note
    assert "## 2. Reliability" in note


def test_text_is_escaped_for_markdown_on_demand(tmp_path: Path) -> None:
    source = '# {{ "*a* | b\n# c" | md }}'
    (block,) = read_blocks(styled(tmp_path, source, "a.md.j2"))
    assert block.text == "*a* | b # c"


def test_addresses_that_run_code_are_not_given() -> None:
    page = write(hostile_brief(), house=read_house("newsletter")).decode()
    assert "javascript:" not in page.replace("&#39;", "")
    assert "href" not in page


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("a\n{{ nope }}", r"house.txt.j2:2: no brief has a field 'nope'"),
        ("\n\n{% for x in %}", r"house.txt.j2:3: Expected an expression"),
        ("{{ title.german }}", r"house.txt.j2:1: .*no attribute 'german'"),
        ("{{ title|nope }}", r"house.txt.j2:1: No filter named 'nope'"),
        ('{% include "/etc/passwd" %}', r"house.txt.j2:1: no loader"),
        ('{{ "".__class__.__mro__ }}', r"unsafe"),
        ("{{ summary.append(1) }}", r"unsafe|not safely callable"),
        ('{{ "a" * 100000000 }}', r"would make too much"),
        ("{{ 9 ** 9 ** 9 }}", r"would make too much"),
        ("{{ 1 / 0 }}", r"division by zero"),
        (
            "{% for a in range(9999) %}{% for b in range(9999) %}{% endfor %}{% endfor %}",
            r"100,000 steps",
        ),
    ],
)
def test_a_style_that_fails_is_told_with_its_line(tmp_path: Path, source: str, told: str) -> None:
    with pytest.raises(TemplateError, match=told) as error:
        styled(tmp_path, source)
    assert "\n" not in str(error.value)
    assert error.value.exit_code == 18


def test_a_style_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(TemplateError, match="newsletter, note, wire"):
        read_house("nosuch")


def test_a_file_that_is_no_text_is_no_style(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.j2"
    path.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(TemplateError, match="not UTF-8"):
        read_house(str(path))


@pytest.mark.parametrize(
    "source",
    [
        "{{ '%999999999d'|format(1) }}",
        "{{ '%999999999d' % 1 }}",
        "{{ '{:>999999999}'.format(1) }}",
        "{{ 'a'.ljust(999999999) }}",
        "{{ 'a'|center(999999999) }}",
        "{{ 'a'|indent(999999999, true) }}",
        "{{ ('a' * 1000000).replace('a', 'b' * 1000000) }}",
        "{{ [1]|batch(999999999, 'x')|list|length }}",
        "{% set ns = namespace(x='ab') %}"
        "{% for i in range(40) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}",
    ],
)
def test_a_style_that_would_fill_the_memory_is_told(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Jinja2 works out what is constant while it compiles, so that this is done apart as well."""
    monkeypatch.setattr(styles, "_COMMAND", _with_memory(300 << 20))
    with pytest.raises(TemplateError, match="memory") as error:
        styled(tmp_path, source)
    assert "\n" not in str(error.value)


def _with_memory(num_bytes: int) -> list[str]:
    script = (
        "import runpy, newsbrief.system as limits; own = limits.limit_memory; "
        f"limits.limit_memory = lambda _: own({num_bytes}); "
        f"runpy.run_module({house_child.__name__!r}, run_name='__main__')"
    )
    return [sys.executable, "-c", script]


@pytest.mark.parametrize(
    "source",
    [
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
        "{% for a in 'a' * 1000000 %}{% for b in 'a' * 1000000 %}{% endfor %}{% endfor %}",
        "".join(
            f"{{% for x{i} in findings * 99 + models * 99 + translation * 99 %}}" for i in range(5)
        )
        + "{% endfor %}" * 5,
    ],
)
def test_a_style_without_end_is_stopped(
    source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(styles, "TIMEOUT_S", 3.0)
    with pytest.raises(TemplateError, match="over 3 s; check its loops and macros"):
        styled(tmp_path, source)


@pytest.mark.parametrize("source", ["{% import 'a' as b %}", "{% extends 'a' %}"])
def test_a_style_takes_in_no_other_file(source: str, tmp_path: Path) -> None:
    (tmp_path / "a").write_text("secret")
    with pytest.raises(TemplateError, match="no loader"):
        styled(tmp_path, source)


def test_a_macro_that_calls_itself_for_ever_is_told(tmp_path: Path) -> None:
    with pytest.raises(TemplateError, match="recursion"):
        styled(tmp_path, "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}")


def test_a_style_that_writes_without_end_is_told(tmp_path: Path) -> None:
    source = "{% for i in range(9999) %}{{ 'a' * 9999 }}{% endfor %}"
    with pytest.raises(TemplateError, match="writes no end"):
        styled(tmp_path, source)
