"""What a name on the command line stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fakes import named
from newsbrief.article import STANDARD_INPUT
from newsbrief.errors import InputError, NotText
from newsbrief.inputs.expand import InputSettings, expand

if TYPE_CHECKING:
    from pathlib import Path


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")


def test_folder_stands_for_its_articles_without_briefs_and_hidden_files(tmp_path: Path) -> None:
    put(tmp_path, "b.txt", "a.html", "C.MD", "b.brief.md", "a.BRIEF.md", ".cache.txt", "n.png")
    (tmp_path / "inner.txt").mkdir()
    names = [source.stem for source in expand([str(tmp_path)])]
    assert names == ["C", "a", "b"]


def test_folders_within_are_left_alone(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "day/b.txt", ".git/c.txt")
    assert [s.stem for s in expand([str(tmp_path)])] == ["a"]


def test_inputs_keep_their_order_and_stand_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("newsbrief.inputs.expand.read_bytes", lambda *_: b"Un article.")
    put(tmp_path, "a.txt", "b.txt")
    b, brief = str(tmp_path / "b.txt"), str(tmp_path / "x.brief.md")
    origins = [s.origin for s in expand([b, "-", str(tmp_path), brief])]
    assert origins == [b, STANDARD_INPUT, str(tmp_path / "a.txt"), brief]


def test_folder_without_an_article_is_an_input_error(tmp_path: Path) -> None:
    (source,) = named(str(tmp_path))
    with pytest.raises(InputError, match=r"holds no article \(\.txt, \.html"):
        source.read()


def test_pattern_that_the_shell_left_alone_is_expanded(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "b.html", "b.brief.md", "deep/er/c.txt")
    assert [s.stem for s in named(f"{tmp_path}/*")] == ["a", "b"]
    assert [s.stem for s in named(f"{tmp_path}/**/*.txt")] == ["a", "c"]


def test_file_whose_name_looks_like_a_pattern_is_that_file(tmp_path: Path) -> None:
    put(tmp_path, "lu[1].txt")
    assert [s.stem for s in named(f"{tmp_path}/lu[1].txt")] == ["lu[1]"]


def test_pattern_that_matches_nothing_is_a_file_that_is_not_there(tmp_path: Path) -> None:
    (source,) = named(f"{tmp_path}/*.txt")
    with pytest.raises(InputError, match="no such file"):
        source.read()


def test_address_of_another_scheme_is_told_as_one() -> None:
    (source,) = named("ftp://ouestmatin.example/a.txt")
    with pytest.raises(InputError, match="is no http or https address"):
        source.read()


def test_empty_name_is_an_input_error() -> None:
    with pytest.raises(InputError, match="empty name"):
        named("")


FEED = b"""<rss version="2.0"><channel><title>Le Quai</title>
<item><title>Un pont ferme</title><guid>1</guid><description>Le pont ferme.</description></item>
<item><title>Un port ouvre</title><guid>2</guid><description>Le port ouvre.</description></item>
</channel></rss>"""
MAIL = b"From: Le Quai <lettre@quai.example>\nTo: a@b.example\nSubject: La lettre\n\nLe pont ferme."


@pytest.mark.parametrize(
    ("name", "data", "titles"),
    [
        ("feed.xml", FEED, ["Un pont ferme", "Un port ouvre"]),
        ("feed.rss", FEED, ["Un pont ferme", "Un port ouvre"]),
        ("noname", FEED, ["Un pont ferme", "Un port ouvre"]),
        ("lettre.eml", MAIL, ["La lettre"]),
        ("noname", MAIL, ["La lettre"]),
        ("noname", b"Le pont ferme.", [None]),
        ("feed.txt", FEED, [None]),  # a name that says what it is, is believed
    ],
)
def test_file_is_opened_by_its_name_or_else_by_its_contents(
    tmp_path: Path, name: str, data: bytes, titles: list[str | None]
) -> None:
    (tmp_path / name).write_bytes(data)
    settings = InputSettings(follow=False)
    sources = expand([str(tmp_path / name)], settings)
    assert [source.read().metadata.title for source in sources] == titles


def test_standard_input_may_be_a_feed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("newsbrief.inputs.expand.read_bytes", lambda *_: FEED)
    assert len(list(expand(["-"]))) == 2


def test_pdf_named_as_text_is_told_as_a_pdf(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"%PDF-1.7 ...")
    (source,) = named(str(tmp_path / "a.txt"))
    with pytest.raises(NotText, match="is a PDF"):
        source.read()


def test_broken_book_costs_no_other_article(tmp_path: Path) -> None:
    (tmp_path / "a.epub").write_bytes(b"no zip")
    put(tmp_path, "b.txt")
    first, second = named(str(tmp_path))
    with pytest.raises(InputError, match=r"a\.epub"):
        first.read()
    assert second.read().text == "x"
