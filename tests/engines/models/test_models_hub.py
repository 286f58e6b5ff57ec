"""The hub source, against a tiny hub on loopback."""

from __future__ import annotations

import re
import socket
from typing import TYPE_CHECKING

import pytest

from fake_index import FakeIndex, Notes
from newsbrief.engines import models
from newsbrief.engines.models import cache, entries, hub
from newsbrief.errors import ModelUnavailable, WeightsCorrupt
from tiny_hub import COMMIT, REPO, TinyHub, tiny_hub

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["tiny_hub"]  # the fixture


def test_a_repository_gives_safetensors_tokenizer_and_configuration_only(
    tiny_hub: TinyHub,
) -> None:
    model = models.ensure("org/tiny")
    assert {path.name for path in model.path.iterdir()} == {
        "config.json",
        "model.safetensors",
        "tokenizer.json",
    }
    assert (model.revision, model.format, model.entry) == (COMMIT, "seq2seq", None)


def test_a_second_use_asks_the_hub_nothing(tiny_hub: TinyHub) -> None:
    first = models.ensure("org/tiny")
    tiny_hub.requests.clear()
    assert models.ensure("org/tiny") == first
    assert models.ensure(f"org/tiny@{COMMIT}") == first
    assert tiny_hub.requests == []


def test_one_gguf_file_of_a_repository_is_a_model(tiny_hub: TinyHub) -> None:
    model = models.ensure("org/tiny:tiny.Q8_0.gguf")
    assert model.format == "gguf"
    assert model.path.read_bytes() == REPO["tiny.Q8_0.gguf"]


def test_a_repository_of_ggufs_alone_is_answered_with_a_name_to_use(tiny_hub: TinyHub) -> None:
    tiny_hub.listed = {"tiny.Q8_0.gguf": b"GGUF"}
    with pytest.raises(ModelUnavailable, match=r"name one: org/tiny:tiny\.Q8_0\.gguf"):
        models.ensure("org/tiny")


def test_a_repository_that_does_not_exist_is_said_to_be_missing(tiny_hub: TinyHub) -> None:
    with pytest.raises(ModelUnavailable, match="it has no repository org/none"):
        models.ensure("org/none")


@pytest.mark.parametrize("name", ["model.safetensors", "config.json"])
def test_bytes_that_differ_from_the_hubs_own_hash_are_refused(name: str, tiny_hub: TinyHub) -> None:
    data = tiny_hub.files[name]
    tiny_hub.files[name] = b"X" + data[1:]
    with pytest.raises(WeightsCorrupt, match=name):
        models.ensure("org/tiny")
    assert not list(cache.home().rglob("*.partial"))


def test_an_interrupted_fetch_keeps_the_files_it_has(tiny_hub: TinyHub) -> None:
    kept = tiny_hub.files.pop("tokenizer.json")  # the handler fails half-way
    with pytest.raises(ModelUnavailable):
        models.ensure("org/tiny")
    tiny_hub.files["tokenizer.json"] = kept
    tiny_hub.requests.clear()
    assert models.ensure("org/tiny")
    assert not any("model.safetensors" in request for request in tiny_hub.requests)


def test_an_entry_without_a_pinned_commit_records_the_commit_it_got(
    tiny_hub: TinyHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(entries, "_shipped", lambda: _table("main", "false", ""))
    entries.catalogue.cache_clear()
    model = models.ensure("tiny")
    assert model.revision == COMMIT
    tiny_hub.requests.clear()
    assert models.ensure("tiny") == model
    assert tiny_hub.requests == []


def test_a_hash_of_the_catalogue_wins_over_the_hubs(
    tiny_hub: TinyHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = f'{{ name = "model.safetensors", bytes = 2000, sha256 = "{"0" * 64}" }}'
    monkeypatch.setattr(entries, "_shipped", lambda: _table(COMMIT, "false", row))
    entries.catalogue.cache_clear()
    with pytest.raises(WeightsCorrupt, match="instead of 000000000000"):
        models.ensure("tiny")


def _table(revision: str, complete: str, files: str) -> str:
    return (
        '[models.tiny]\ntask = "translate"\nformat = "seq2seq"\nupstream = "org/tiny"\n'
        f'revision = "{revision}"\ncomplete = {complete}\nlicense = "MIT"\nattribution = ""\n'
        f'languages = []\nsummary = ""\nfiles = [{files}]\n'
    )


def test_the_hubs_own_cache_is_used_before_the_hub(
    tiny_hub: TinyHub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from huggingface_hub import constants

    fake = FakeIndex(tmp_path / "links", monkeypatch)
    fake.add_gguf("tiny-chat")
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hub"))
    snapshot = tmp_path / "hub" / "models--tiny--tiny-chat" / "snapshots" / ("ab" * 20)
    snapshot.mkdir(parents=True)
    (snapshot / "tiny.gguf").write_bytes(fake.files["tiny.gguf"])
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    assert models.ensure("tiny-chat").path.read_bytes() == fake.files["tiny.gguf"]
    assert tiny_hub.requests == []


def test_a_hub_that_refuses_connections_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    assert "cannot be reached" in str(hub.unreachable())  # not "did not answer within 4 s"


def test_a_hub_that_never_answers_costs_no_more_than_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{mute.getsockname()[1]}")
        assert re.search(r"did not answer within|timed out", str(hub.unreachable(timeout_s=0.3)))


def test_the_hub_is_given_seconds_and_not_minutes_to_answer() -> None:
    assert hub.PROBE_S <= 5


def test_offline_mode_of_the_hubs_client_is_honoured(
    tiny_hub: TinyHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    notes = Notes()
    with pytest.raises(ModelUnavailable, match="HF_HUB_OFFLINE is set"):
        models.ensure("org/tiny", progress=notes)
    assert tiny_hub.requests == []
