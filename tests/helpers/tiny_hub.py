"""A tiny model hub on loopback: one repository, org/tiny."""

from __future__ import annotations

import hashlib
import json
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any

import pytest

from fake_index import sha256
from loopback import LoopbackServer, running
from newsbrief.engines.models import entries

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


COMMIT = "cd" * 20


CONFIG = json.dumps({"architectures": ["M2M100ForConditionalGeneration"]}).encode()


REPO = {
    "config.json": CONFIG,
    "tokenizer.json": b"{}",
    "model.safetensors": b"safe" * 500,
    "pytorch_model.bin": b"pickle",
    "modeling_custom.py": b"raise SystemExit",
    "onnx/model.onnx": b"no",
    "tiny.Q8_0.gguf": b"GGUF" * 100,
}


class TinyHub(LoopbackServer):
    """One repository, org/tiny; counts requests and can be told to lie."""

    def __init__(self) -> None:
        super().__init__(_Handler)
        self.files = dict(REPO)
        self.listed = dict(REPO)
        self.requests: list[str] = []


class _Handler(BaseHTTPRequestHandler):
    server: TinyHub
    protocol_version = "HTTP/1.1"

    def do_HEAD(self) -> None:
        self._answer(body=False)

    def do_GET(self) -> None:
        self._answer(body=True)

    def log_message(self, *_: object) -> None:
        pass

    def _answer(self, body: bool) -> None:
        path = self.path.split("?")[0]
        self.server.requests.append(f"{self.command} {path}")
        if path.startswith("/api/models/org/tiny"):
            self._send(200, json.dumps(self._info()).encode(), {}, body)
        elif path.startswith(f"/org/tiny/resolve/{COMMIT}/"):
            data = self.server.files[path.split(COMMIT + "/")[1]]
            headers = {"X-Repo-Commit": COMMIT, "ETag": f'"{sha256(data)}"'}
            self._send(200, data, headers, body)
        else:
            self._send(404, b"", {"X-Error-Code": "RepoNotFound"}, body)

    def _info(self) -> dict[str, Any]:
        siblings = [_sibling(name, data) for name, data in self.server.listed.items()]
        return {"id": "org/tiny", "sha": COMMIT, "siblings": siblings, "tags": []}

    def _send(self, status: int, data: bytes, headers: dict[str, str], body: bool) -> None:
        self.send_response(status)
        for key, value in {"Content-Length": str(len(data)), **headers}.items():
            self.send_header(key, value)
        self.end_headers()
        if body:
            self.wfile.write(data)


def _sibling(name: str, data: bytes) -> dict[str, Any]:
    blob = hashlib.sha1(b"blob %d\0" % len(data) + data).hexdigest()
    row: dict[str, Any] = {"rfilename": name, "size": len(data), "blobId": blob}
    if not name.endswith((".json", ".py")):
        row["lfs"] = {"size": len(data), "sha256": sha256(data), "pointerSize": 100}
    return row


@pytest.fixture
def tiny_hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TinyHub]:
    server = TinyHub()
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("NEWSBRIEF_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    monkeypatch.delenv("NEWSBRIEF_MODELS_DIR", raising=False)
    with running(server):
        yield server
    entries.catalogue.cache_clear()
