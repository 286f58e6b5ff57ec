"""Weights and archives from a hostile mirror: no code runs, nothing is written outside the cache."""

from __future__ import annotations

import ast
import io
import json
import pickle
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import tiny
from fake_index import sha256
from newsbrief.engines import models
from newsbrief.engines.models.entries import IndexRecipe, WeightFile, ZipMember
from newsbrief.engines.models.index import unzip_members
from newsbrief.engines.models.source import SourceError
from newsbrief.engines.prompts import Prompt
from newsbrief.engines.protocols import Question
from newsbrief.errors import ModelError, NewsbriefError
from repository import ROOT
from tiny_hub import COMMIT, TinyHub

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCES = ROOT / "src"


class Malicious:
    """Unpickled, it writes a file: any other command would do."""

    def __init__(self, marker: Path):
        self.marker = marker

    def __reduce__(self) -> tuple[Callable[..., object], tuple[object, ...]]:
        return Path.write_text, (self.marker, "executed")


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize("kind", ["chat", "marian", "nllb"])
def test_a_pickle_that_runs_code_is_refused_and_not_run(
    kind: str, zipped: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from newsbrief.engines.backends import LoadedEngines

    monkeypatch.setenv("NEWSBRIEF_HOME", str(tmp_path / "home"))
    folder, marker = getattr(tiny, kind)(tmp_path / "own"), tmp_path / "executed"
    (folder / "model.safetensors").unlink()
    (folder / "pytorch_model.bin").write_bytes(_torch_file(Malicious(marker), zipped=zipped))
    engines = LoadedEngines(translation=str(folder), summary=str(folder), device="cpu")
    with pytest.raises(ModelError) as caught:
        engines.chat() if kind == "chat" else engines.translator()
    assert not marker.exists()
    assert "\n" not in str(caught.value)


def _torch_file(value: object, *, zipped: bool) -> bytes:
    """What torch.save writes, now or years ago, with a pickle of our own in it."""
    if not zipped:
        return pickle.dumps(value)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("archive/data.pkl", pickle.dumps(value, protocol=2))
        archive.writestr("archive/version", "3\n")
        archive.writestr("archive/byteorder", "little")
    return file.getvalue()


def test_code_beside_weights_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from newsbrief.engines.backends.hf import HFChat

    folder, marker = tiny.chat(tmp_path / "own"), tmp_path / "executed"
    code = f"import pathlib\npathlib.Path({str(marker)!r}).write_text('executed')\n"
    for name in ("modeling_own", "tokenization_own", "configuration_own"):
        (folder / f"{name}.py").write_text(f"{code}class Own:\n    pass\n")
    config = json.loads((folder / "config.json").read_text())
    config["model_type"] = "own"
    config["auto_map"] = {
        "AutoConfig": "configuration_own.Own",
        "AutoModelForCausalLM": "modeling_own.Own",
    }
    (folder / "config.json").write_text(json.dumps(config))
    monkeypatch.setattr("builtins.input", lambda *_: "y")  # nobody is asked, either
    with pytest.raises(ModelError):
        HFChat(folder, role="summary", name="own", revision="local-1", device="cpu")
    assert not marker.exists()


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ cycler.__init__.__globals__.os.system('true') }}",
        "{% for m in messages %}{{ m.content.__init__.__globals__ }}{% endfor %}",
        "{% for i in range(10 ** 9) %}a{% endfor %}",
    ],
)
def test_a_chat_template_reaches_nothing_but_the_messages(tmp_path: Path, template: str) -> None:
    from newsbrief.engines.backends.hf import HFChat

    folder = tiny.chat(tmp_path / "own")
    for name in folder.glob("chat_template*"):
        name.unlink()
    config = json.loads((folder / "tokenizer_config.json").read_text())
    config["chat_template"] = template
    (folder / "tokenizer_config.json").write_text(json.dumps(config))
    chat = HFChat(folder, role="summary", name="own", revision="local-1", device="cpu")
    with pytest.raises(NewsbriefError) as caught:
        chat.complete(Question(Prompt("", "le groupe"), max_tokens=3))
    assert "\n" not in str(caught.value)


def test_no_source_of_newsbrief_trusts_remote_code_or_unpickles() -> None:
    named: set[str] = set()
    for path in SOURCES.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "trust_remote_code=True" not in text.replace('": ', "=")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Attribute):
                named.add(node.attr)
            elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                named.add(f"{node.func.id}()")
    assert not named & {"extractall", "unpack_archive", "unsafe_load", "eval()", "exec()"}


@pytest.mark.parametrize(
    "name",
    [
        "../evil.safetensors",
        "../../../../evil.safetensors",
        "a/../../../evil.safetensors",
        "/evil.safetensors",
        "C:\\evil.safetensors",
        "..\\..\\evil.safetensors",
        "tokenizer/../../../evil.json",
    ],
)
def test_a_hub_cannot_name_a_file_outside_the_cache(
    name: str, tiny_hub: TinyHub, tmp_path: Path
) -> None:
    tiny_hub.files[name] = tiny_hub.listed[name] = b"{}"
    models.ensure(f"org/tiny@{COMMIT}")
    assert not [path for path in tmp_path.parent.rglob("*") if "evil" in path.name]


def test_a_connection_that_breaks_in_mid_file_is_told_and_leaves_no_model(
    tiny_hub: TinyHub,
) -> None:
    whole = tiny_hub.files["model.safetensors"]
    tiny_hub.files["model.safetensors"] = whole[:700]  # the listing still says 2,000 bytes
    with pytest.raises(ModelError):
        models.ensure(f"org/tiny@{COMMIT}")
    assert models.cached(f"org/tiny@{COMMIT}") is None
    tiny_hub.files["model.safetensors"] = whole
    path = models.ensure(f"org/tiny@{COMMIT}").path
    assert (path / "model.safetensors").read_bytes() == whole


@pytest.mark.parametrize("name", ["../evil", "/evil", "C:\\evil", "..\\evil", "a/../../evil"])
def test_an_archives_own_names_are_never_used(name: str, tmp_path: Path) -> None:
    data, packed = b"weights" * 100, io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
        compressed = archive.infolist()[0].compress_size
    stretch, folder = tmp_path / "stretch", tmp_path / "inner" / "folder"
    stretch.write_bytes(packed.getvalue())
    folder.mkdir(parents=True)
    recipe = IndexRecipe(wheels=(), members=(ZipMember("model.bin", 0, compressed),))
    unzip_members(stretch, recipe, folder)
    assert {p.name for p in tmp_path.rglob("*") if p.is_file()} == {"stretch", "model.bin"}
    assert (folder / "model.bin").read_bytes() == data


def _broken() -> bytes:
    """A local header, and then no deflate stream."""
    return b"PK\x03\x04".ljust(30, b"\0") + b"\xff" * 60


def test_a_stretch_that_is_no_archive_is_corrupt(tmp_path: Path) -> None:
    stretch = tmp_path / "stretch"
    recipe = IndexRecipe(wheels=(), members=(ZipMember("model.bin", 0, 10),))
    for content in (b"", b"PK\x03\x04", b"not a zip archive" * 9, _broken()):
        stretch.write_bytes(content)
        with pytest.raises(SourceError):
            unzip_members(stretch, recipe, tmp_path)


def test_a_swapped_file_of_the_same_size_is_found_by_its_hash(tmp_path: Path) -> None:
    from newsbrief.engines.models.source import verified
    from newsbrief.errors import WeightsCorrupt

    (tmp_path / "model.bin").write_bytes(b"evil")
    with pytest.raises((WeightsCorrupt, SourceError)):
        verified(tmp_path, WeightFile("model.bin", 4, sha256(b"good")))
