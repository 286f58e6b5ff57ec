"""The shipped catalogue: complete, honest, and free of host names."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from newsbrief.engines.models import ModelEntry, catalogue, default, find
from newsbrief.engines.models import entries as module
from newsbrief.engines.models.entries import LocalModel, Request, needed_files, resolve
from newsbrief.errors import ModelError, UnknownModel

if TYPE_CHECKING:
    from pathlib import Path

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


@pytest.mark.parametrize(
    ("typed", "name", "revision", "gguf"),
    [
        ("opus-mt-fr-en", "opus-mt-fr-en", "c4aed37b318c763fd177aa449b44e3b783cc6c02", None),
        (
            "Helsinki-NLP/opus-mt-fr-en",
            "opus-mt-fr-en",
            "c4aed37b318c763fd177aa449b44e3b783cc6c02",
            None,
        ),
        ("google/madlad400-3b-mt", "google--madlad400-3b-mt", "main", None),
        ("org/model@v1.0", "org--model", "v1.0", None),
        ("org/model:q4.gguf", "org--model--q4.gguf", "main", "q4.gguf"),
        ("org/model@abc:sub/q4.gguf", "org--model--sub--q4.gguf", "abc", "sub/q4.gguf"),
    ],
)
def test_names_of_the_catalogue_and_of_the_hub(
    typed: str, name: str, revision: str, gguf: str | None
) -> None:
    request = resolve(typed)
    assert isinstance(request, Request)
    assert (request.name, request.revision, request.gguf) == (name, revision, gguf)


@pytest.mark.parametrize("typed", ["", "nothing", "./missing", "/missing/x", "a/b/c", "x/y.gguf"])
def test_anything_else_is_unknown(typed: str) -> None:
    with pytest.raises(UnknownModel, match="newsbrief models list"):
        resolve(typed)


@pytest.mark.parametrize(
    ("config", "form"),
    [
        ({"architectures": ["MarianMTModel"], "is_encoder_decoder": True}, "marian"),
        ({"model_type": "marian"}, "marian"),
        ({"architectures": ["M2M100ForConditionalGeneration"]}, "seq2seq"),
        ({"architectures": ["MBartModel"], "is_encoder_decoder": True}, "seq2seq"),
        ({"architectures": ["Qwen3ForCausalLM"]}, "causal"),
    ],
)
def test_a_local_folder_is_used_where_it_lies(
    config: dict[str, Any], form: str, tmp_path: Path
) -> None:
    (tmp_path / "config.json").write_text(json.dumps(config))
    model = resolve(str(tmp_path))
    assert isinstance(model, LocalModel)
    assert (model.path, model.format) == (tmp_path, form)


def test_a_local_gguf_file_is_used_where_it_lies_and_a_change_shows_in_its_revision(
    tmp_path: Path,
) -> None:
    path = tmp_path / "own.gguf"
    path.write_bytes(b"GGUF")
    first = resolve(str(path))
    path.write_bytes(b"GGUF2")
    second = resolve(str(path))
    assert isinstance(first, LocalModel)
    assert isinstance(second, LocalModel)
    assert first.format == "gguf"
    assert first.revision != second.revision


@pytest.mark.parametrize("config", [None, "not json", "[]"])
def test_a_folder_without_a_readable_config_is_not_a_model(
    config: str | None, tmp_path: Path
) -> None:
    if config is not None:
        (tmp_path / "config.json").write_text(config)
    with pytest.raises(ModelError, match=r"no readable config\.json"):
        resolve(str(tmp_path))


@pytest.mark.parametrize(
    ("names", "chosen"),
    [
        (["pytorch_model.bin", "model.safetensors", "a.json"], ["a.json", "model.safetensors"]),
        (["pytorch_model.bin", "tf_model.h5", "vocab.txt"], ["pytorch_model.bin", "vocab.txt"]),
        (
            ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors",
             "model.safetensors.index.json", "pytorch_model.bin.index.json"],
            ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors",
             "model.safetensors.index.json"],
        ),
        (["modeling.py", "onnx/model.safetensors", "config.json"], []),
    ],
)  # fmt: skip
def test_safetensors_come_before_pickles_and_code_never_comes(
    names: list[str], chosen: list[str]
) -> None:
    assert needed_files(names) == chosen
