"""The shipped catalogue: complete, honest, and free of host names."""

from __future__ import annotations

import re

import pytest

from newsbrief.engines.models import ModelEntry, catalogue, default, find
from newsbrief.engines.models import entries as module
from newsbrief.errors import UnknownModel

ALL = catalogue()
IDS = [entry.name for entry in ALL]


@pytest.mark.parametrize("entry", ALL, ids=IDS)
def test_every_entry_has_a_licence_an_attribution_and_a_known_task(entry: ModelEntry) -> None:
    assert entry.license
    assert entry.attribution
    assert entry.task in {"translate", "chat"}
    assert entry.format in {"marian", "seq2seq", "causal", "gguf"}


@pytest.mark.parametrize("entry", ALL, ids=IDS)
def test_every_revision_is_a_commit_or_says_that_it_is_not_pinned(entry: ModelEntry) -> None:
    assert re.fullmatch(r"[0-9a-f]{40}", entry.revision) or not entry.pinned


@pytest.mark.parametrize("entry", ALL, ids=IDS)
def test_every_hash_is_a_sha256_and_complete_entries_know_every_size(entry: ModelEntry) -> None:
    for file in entry.files:
        assert re.fullmatch(r"[0-9a-f]{64}", str(file.sha256))
        assert file.size_bytes or not entry.complete
    assert bool(entry.files) or not entry.complete


@pytest.mark.parametrize("entry", [entry for entry in ALL if entry.index], ids=lambda e: e.name)
def test_a_recipe_covers_every_file(entry: ModelEntry) -> None:
    assert entry.index is not None
    assert entry.complete
    members = [member.file for member in entry.index.members]
    assert members in ([], [file.name for file in entry.files])
    assert members or len(entry.files) == 1
    assert all(re.fullmatch(r"[0-9a-f]{64}", wheel.sha256) for wheel in entry.index.wheels)


@pytest.mark.parametrize("entry", [e for e in ALL if e.format == "gguf"], ids=lambda e: e.name)
def test_a_gguf_entry_is_one_file(entry: ModelEntry) -> None:
    assert [file.name.endswith(".gguf") for file in entry.files] == [True]


def test_the_defaults_can_be_had_from_a_package_index() -> None:
    assert default("translate").name == "opus-mt-fr-en"
    assert default("chat").name == "qwen2.5-coder-1.5b-instruct"
    assert all(entry.index for entry in ALL if entry.is_default)


def test_no_host_name_stands_in_the_catalogue() -> None:
    assert not re.search(r"://|\.(co|org|com|io)\b", module.catalogue_text())


def test_names_are_found_in_any_letter_case() -> None:
    assert find("NLLB-200-distilled-600M").license == "CC-BY-NC-4.0"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("opus-mt-fren", "opus-mt-fr-en"),
        ("nllb", "nllb-200-distilled-600m"),
        ("gemma-3", "gemma-3-1b-it"),
    ],
)
def test_an_unknown_name_brings_the_closest_ones(typed: str, meant: str) -> None:
    with pytest.raises(UnknownModel, match=meant):
        find(typed)
