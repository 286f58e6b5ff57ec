"""What a batch reads: files, folders, lists, records; one at a time, and a bad one costs itself."""

from __future__ import annotations

import gzip
import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from newsbrief.article import ArticleKind
from newsbrief.batch.inputs import Inputs
from newsbrief.batch.records import Columns, read_lines
from newsbrief.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Le conseil municipal de Brévanne a voté mardi un budget de 12 millions d'euros."


def lines(path: Path, *records: object) -> Path:
    path.write_text("\n".join(json.dumps(r) for r in records), encoding="utf-8")
    return path


def origins(inputs: Inputs) -> list[str]:
    return [item.source.origin for item in inputs.items()]


def test_folders_inside_a_folder_count_and_hidden_ones_and_briefs_do_not(tmp_path: Path) -> None:
    for name in ("b/c.html", "a.txt", ".git/x.txt", "a.brief.md", "b/z.jpg", "b/.d.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    inputs = Inputs((str(tmp_path),))
    assert origins(inputs) == [str(tmp_path / "a.txt"), str(tmp_path / "b/c.html")]
    assert inputs.count() == 2


def test_the_output_is_no_input_though_it_lies_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    out = lines(tmp_path / "out.jsonl", {"text": TEXT})
    assert origins(Inputs((str(tmp_path),), output=out)) == [str(tmp_path / "a.txt")]


def test_a_pattern_and_a_list_name_articles(tmp_path: Path) -> None:
    (tmp_path / "in/deep").mkdir(parents=True)
    for name in ("in/a.txt", "in/deep/b.txt"):
        (tmp_path / name).write_text(TEXT, encoding="utf-8")
    names = tmp_path / "names.list"
    names.write_text(f"{tmp_path}/in/a.txt\n\n{tmp_path}/in/**/b.txt\n", encoding="utf-8")
    inputs = Inputs((), (names,))
    assert origins(inputs) == [f"{tmp_path}/in/a.txt", f"{tmp_path}/in/deep/b.txt"]


@pytest.mark.parametrize("name", ["", "nothing*.html", "empty"])
def test_a_name_that_stands_for_nothing_is_told_before_any_work(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty").mkdir()
    given = str(tmp_path / name) if name else name
    with pytest.raises(InputError):
        Inputs((given,)).count()


def test_a_record_has_its_id_and_what_is_told_of_it(tmp_path: Path) -> None:
    told = {"title": "Budget voté", "date": "2025-03-04", "byline": ["A. Roche", "L. Vey"]}
    path = lines(tmp_path / "x.jsonl", {"id": 17, "text": TEXT, "lang": "fr", **told})
    (item,) = Inputs((str(path),)).items()
    article = item.source.read()
    assert (item.key, item.source.stem, item.source.origin) == ("17", "17", f"{path}#1")
    assert (article.text, article.metadata.title, article.metadata.date) == (
        TEXT,
        *list(told.values())[:2],
    )
    assert article.metadata.byline == "A. Roche, L. Vey"


@pytest.mark.parametrize(
    ("record", "kind"),
    [
        ({"text": TEXT}, ArticleKind.TEXT),
        ({"markdown": TEXT}, ArticleKind.MARKDOWN),
        ({"html": f"<p>{TEXT}</p>"}, ArticleKind.FRAGMENT),
        ({"html": f"<!doctype html><html><body>{TEXT}"}, ArticleKind.HTML),
        ({"text": "", "html": f"<p>{TEXT}</p>"}, ArticleKind.FRAGMENT),
    ],
)
def test_the_field_says_what_markup_a_record_has(
    tmp_path: Path, record: dict[str, str], kind: ArticleKind
) -> None:
    (item,) = read_lines(lines(tmp_path / "x.jsonl", record), Columns())
    assert item.source.read().kind is kind


@pytest.mark.parametrize("bad", ["{not json", "[1, 2]", '"text"', "{}", '{"text": "  "}', "\xff"])
def test_a_bad_line_fails_alone_and_names_itself(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "x.jsonl"
    good = json.dumps({"text": TEXT})
    path.write_bytes(b"\n".join([good.encode(), bad.encode("latin-1"), b"", good.encode()]))
    first, second, third = read_lines(path, Columns())
    assert first.source.read().text == third.source.read().text == TEXT
    with pytest.raises(InputError, match=r"x\.jsonl#2"):
        second.source.read()
    assert third.key == f"{path}#4"


def test_a_compressed_file_is_read_and_one_cut_off_tells_where(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl.gz"
    packed = gzip.compress(
        b"\n".join(json.dumps({"text": TEXT, "n": n}).encode() for n in range(9))
    )
    path.write_bytes(packed)
    assert Inputs((str(path),)).count() == len(list(Inputs((str(path),)).items())) == 9
    path.write_bytes(packed[: len(packed) - 8])
    *_, last = read_lines(path, Columns())
    with pytest.raises(InputError, match="cannot be read on"):
        last.source.read()


def test_columns_of_other_names_can_be_chosen(tmp_path: Path) -> None:
    path = lines(tmp_path / "x.jsonl", {"nr": "a", "corps": TEXT, "text": "Autre chose."})
    (item,) = Inputs((str(path),), columns=Columns("corps", "nr")).items()
    assert (item.key, item.source.read().text) == ("a", TEXT)


def test_lines_are_read_one_at_a_time(tmp_path: Path) -> None:
    path = lines(tmp_path / "x.jsonl", *({"text": TEXT} for _ in range(5)))
    items = iter(Inputs((str(path),)).items())
    next(items)
    with path.open("a", encoding="utf-8") as file:
        file.write("\n" + json.dumps({"text": TEXT}) * 1)
    assert len(list(items)) == 5  # the one that was added while reading is met as well


def test_rows_of_a_table_are_articles(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow")
    parquet = pytest.importorskip("pyarrow.parquet")
    rows = [{"id": f"r{n}", "text": TEXT, "date": date(2025, 3, n + 1), "x": n} for n in range(3)]
    parquet.write_table(arrow.Table.from_pylist(rows), tmp_path / "t.parquet", row_group_size=2)
    inputs = Inputs((str(tmp_path / "t.parquet"),))
    items = list(inputs.items())
    assert inputs.count() == 3
    assert [item.key for item in items] == ["r0", "r1", "r2"]
    assert items[2].source.read().metadata.date == "2025-03-03"


def test_a_broken_table_fails_alone(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    path = tmp_path / "t.parquet"
    path.write_bytes(b"PAR1 and nothing else")
    inputs = Inputs((str(path),))
    (item,) = inputs.items()
    assert inputs.count() == 1
    with pytest.raises(InputError, match="cannot be read"):
        item.source.read()


def test_a_name_that_no_disk_takes_fails_when_read(tmp_path: Path) -> None:
    (item,) = Inputs(("x" * 5000,)).items()
    with pytest.raises(InputError):
        item.source.read()
