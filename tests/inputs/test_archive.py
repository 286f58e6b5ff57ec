from __future__ import annotations

import zipfile
from contextlib import suppress
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsbrief.errors import EmptyInput, InputError, NewsbriefError, NotText
from newsbrief.inputs import archive as archive_module
from newsbrief.inputs.archive import open_archive, parse_xml
from office_files import zipped

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("limit", "value", "parts"),
    [
        ("_MAX_ENTRIES", 3, {f"{n}.txt": "a" for n in range(4)}),
        ("_MAX_TOTAL_BYTES", 10, {"a.txt": "a" * 6, "b.txt": "b" * 6}),
        ("_MAX_RATIO", 200, {"a.txt": "a" * 1_100_000}),
    ],
)
def test_bomb_is_refused_before_anything_is_unpacked(
    monkeypatch: pytest.MonkeyPatch, limit: str, value: int, parts: dict[str, str]
) -> None:
    monkeypatch.setattr(archive_module, limit, value)
    monkeypatch.setattr(zipfile.ZipFile, "read", None)
    with pytest.raises(InputError, match=r"unpacks to far more than an article \(\d+ parts"):
        open_archive(zipped(parts), "a.epub", "an EPUB")


def test_large_part_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_module, "_MAX_PART_BYTES", 1_000_000)
    archive = open_archive(zipped({"a.xml": Random(0).randbytes(1_000_001)}), "a.epub", "an EPUB")
    with pytest.raises(InputError, match=r"a part of over 1 MB \('a.xml'\); split it"):
        archive.read("a.xml")


def test_sizes_that_lie_give_no_more_bytes_than_they_told() -> None:
    data = bytearray(zipped({"a.txt": "a" * 5_000}))
    directory = data.rfind(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (9).to_bytes(4, "little")
    with pytest.raises(NotText, match="damaged"):
        open_archive(bytes(data), "a.epub", "an EPUB").read("a.txt")


@pytest.mark.parametrize(
    ("data", "error", "words"),
    [
        (b"", EmptyInput, "'a.docx' is an empty file"),
        (zipped({"a.xml": "a" * 500})[:40], NotText, "'a.docx' is cut off or damaged"),
        (b"Bonjour", NotText, "'a.docx' is not a Word document"),
    ],
    ids=["empty", "cut off", "text"],  # a zip holds the time: another id in each process
)
def test_what_is_no_archive_says_why(data: bytes, error: type[InputError], words: str) -> None:
    with pytest.raises(error, match=words):
        open_archive(data, "a.docx", "a Word document")


def test_encrypted_part_says_so() -> None:
    data = bytearray(zipped({"a.txt": "a"}))
    data[data.rfind(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(InputError, match="encrypted; save it without a password"):
        open_archive(bytes(data), "a.docx", "a Word document").read("a.txt")


def test_no_path_of_an_archive_is_ever_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    archive = open_archive(zipped({"../../evil.txt": "a", "/evil.txt": "b"}), "a.epub", "an EPUB")
    assert [archive.read(name) for name in archive.names()] == [b"a", b"b"]
    assert list(tmp_path.parent.rglob("evil.txt")) == []


ENTITIES = '<!DOCTYPE a [<!ENTITY b "cc"><!ENTITY d "&b;&b;">]><a>&d;</a>'
EXTERNAL = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (ENTITIES, "declares entities"),
        (EXTERNAL, "declares entities"),
        ("<a>", "broken XML"),
        ("", "broken XML"),
        ("<a>" * 5_000 + "</a>" * 5_000, "broken XML"),
    ],
)
def test_hostile_xml_is_refused_in_one_line(source: str, words: str) -> None:
    with pytest.raises(NotText, match=words) as caught:
        parse_xml(source.encode(), "'a.epub'")
    assert "\n" not in str(caught.value)


@given(st.binary(max_size=300))
def test_any_bytes_are_an_archive_or_an_error_of_ours(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04"):
        with suppress(NewsbriefError):
            archive = open_archive(start + data, "a.epub", "an EPUB")
            assert all(archive.read(name) is not None for name in archive.names())
