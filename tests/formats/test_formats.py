"""One brief, written as what was asked for: the same bytes each time, and no live text in any."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

import click
import pytest
from hypothesis import given, settings

from briefs import any_brief, flagged_brief, full_brief, hostile_brief
from newsbrief import system as extras
from newsbrief.cli.options import writing_of, writing_options
from newsbrief.errors import MissingExtra, UsageError
from newsbrief.formats import Format, Layout, suffix, write
from newsbrief.formats.house import read_house
from newsbrief.formats.runs import source_marks, target_marks
from newsbrief.formats.writing import Writing
from newsbrief.system import install_command
from newsbrief.text.dates import written

if TYPE_CHECKING:
    from pathlib import Path

    from newsbrief.results import Brief

LAYOUTS = [None, *Layout]
ALL = [(format, layout) for format in Format for layout in LAYOUTS]


@pytest.mark.parametrize(("format", "layout"), ALL)
@pytest.mark.parametrize("brief", [full_brief(), flagged_brief(), hostile_brief()])
def test_the_same_brief_gives_the_same_bytes(
    brief: Brief, format: Format, layout: Layout | None
) -> None:
    first = write(brief, format, layout=layout, show_removed=True)
    assert first == write(brief, format, layout=layout, show_removed=True)


@settings(max_examples=60, deadline=None)
@given(any_brief())
def test_any_brief_can_be_written_in_every_format_and_layout(brief: Brief) -> None:
    for format, layout in ALL:
        content = write(brief, format, layout=layout, show_removed=True)
        if format is Format.DOCX:
            assert zipfile.ZipFile(BytesIO(content)).testzip() is None
        else:
            text = content.decode()
            assert "\x1b" not in text
            assert "\x9b" not in text
            assert "\u202e" not in text


def test_each_format_has_a_suffix_that_no_article_has() -> None:
    assert [suffix(format) for format in Format] == [
        ".brief.md",
        ".brief.json",
        ".brief.html",
        ".brief.docx",
    ]


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("wire", ".brief.txt"),
        ("newsletter", ".brief.html"),
        ("styles/house.html.j2", ".brief.html"),
        ("house.md.jinja", ".brief.md"),
        ("house.html", ".brief.html"),
        ("house.j2", ".brief.txt"),
    ],
)
def test_a_house_style_names_its_own_suffix(template: str, expected: str) -> None:
    assert suffix(Format.MARKDOWN, template) == expected


def written_as(*arguments: str) -> Writing:
    """What a command with the options of writing makes of its arguments."""

    @click.command("write")
    @writing_options
    def command(**values: Any) -> None:
        """Write."""

    with command.make_context("write", list(arguments)) as context:
        return writing_of(context.params)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], Writing()),
        (["--json"], Writing(Format.JSON)),
        (["--json", "--format", "json"], Writing(Format.JSON)),
        (["--bilingual"], Writing(layout=Layout.INTERLEAVED)),
        (["--format", "html", "--layout", "english"], Writing(Format.HTML, Layout.ENGLISH)),
        (["--format", "docx", "--bilingual"], Writing(Format.DOCX, Layout.INTERLEAVED)),
        (["--template", "wire"], Writing(house=read_house("wire"))),
        # Of two that say the same thing otherwise the last one counts, as for any option.
        (["--json", "--format", "html"], Writing(Format.HTML)),
        (["--bilingual", "--layout", "english"], Writing(layout=Layout.ENGLISH)),
        (["--json", "--no-json"], Writing()),
        (["--bilingual", "--no-bilingual"], Writing(layout=Layout.ENGLISH)),
    ],
)
def test_short_options_stand_for_the_long_ones(arguments: list[str], expected: Writing) -> None:
    assert written_as(*arguments) == expected


@pytest.mark.parametrize(
    "arguments",
    [
        ["--json", "--bilingual"],
        ["--format", "json", "--show-removed"],
        ["--template", "wire", "--format", "html"],
        ["--template", "wire", "--layout", "english"],
        ["--template", "wire", "--json"],
    ],
)
def test_options_that_contradict_each_other_are_refused(arguments: list[str]) -> None:
    with pytest.raises(UsageError, match="drop"):
        written_as(*arguments)


def test_a_word_document_never_goes_to_the_screen(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="name one with -o"):
        Writing(Format.DOCX).check([None])
    Writing(Format.DOCX).check([tmp_path / "a.docx"])


def test_several_pages_do_not_run_into_one_stream() -> None:
    Writing(Format.HTML).check([None])
    with pytest.raises(UsageError, match="2 pages"):
        Writing(Format.HTML).check([None, None])


def test_a_missing_library_is_told_before_any_work(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(extras, "import_module", missing)
    with pytest.raises(MissingExtra, match=re.escape(install_command("docx"))):
        Writing(Format.DOCX).check([tmp_path / "a.docx"])


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2025-10-14T11:28", "14 October 2025, 11:28"),
        ("2025-10-14", "14 October 2025"),
        ("2025-02-31", "2025-02-31"),
        ("mardi", "mardi"),
        (None, ""),
    ],
)
def test_dates_are_written_out_where_they_can_be_told(date: str | None, expected: str) -> None:
    assert written(date) == expected


def test_the_words_of_a_finding_are_found_whatever_the_typography() -> None:
    brief = flagged_brief()
    french, english = brief.document.blocks[1].text, brief.translation.blocks[1].text  # type: ignore[union-attr]
    own = source_marks(brief.findings, 1, french)
    assert [french[m.start : m.end] for m in own] == ["384", "l’Office des écoles"]
    assert [
        (english[m.start : m.end], m.number) for m in target_marks(brief.findings, 1, english)
    ] == [("834", 1)]


def test_two_findings_about_one_figure_mark_it_twice_and_never_within_another() -> None:
    from newsbrief.results import Finding, FindingKind

    text = "12 in 2012, then 12"
    twice = [Finding(FindingKind.NUMBER, "x", 0, (), ("12",))] * 2
    assert [(m.start, m.number) for m in target_marks(twice, 0, text)] == [(0, 1), (17, 2)]
