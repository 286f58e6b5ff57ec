"""An OpenAI-compatible server on loopback, as kind or as broken as a test wants it."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Any

from loopback import LoopbackServer, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Answer = tuple[int, dict[str, str], bytes]
SSE = {"Content-Type": "text/event-stream"}
JSON = {"Content-Type": "application/json"}


def streamed(*texts: str, finish: str | None = "stop", done: bool = True) -> Answer:
    """Status 200 and one event for each text."""
    events: list[dict[str, Any]] = [{"choices": [{"delta": {"content": text}}]} for text in texts]
    if finish:
        events.append({"choices": [{"delta": {}, "finish_reason": finish}]})
    body = ": ping\n\n" + "".join(f"data: {json.dumps(event)}\n\n" for event in events)
    return 200, SSE, (body + ("data: [DONE]\n\n" if done else "")).encode()


def error(status: int, message: str, **headers: str) -> Answer:
    """An error as these servers word it."""
    return status, {**JSON, **headers}, json.dumps({"error": {"message": message}}).encode()


@dataclass
class FakeLLM:
    """What the server lists and answers, and what it was sent.

    `answers` are given one after the other, the last again and again; a callable is told the
    request's fields.
    """

    models: list[dict[str, Any]] = field(
        default_factory=lambda: [{"id": "tiny", "owned_by": "fake"}]
    )
    answers: list[Answer | Callable[[dict[str, Any]], Answer]] = field(default_factory=list)
    listing: Answer | None = None  # in place of the list of models
    cut: bool = False  # whether the connection closes before the promised length
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    def list_models(self) -> Answer:
        body = json.dumps({"object": "list", "data": self.models}).encode()
        return self.listing or (200, JSON, body)

    def chat(self, fields: dict[str, Any]) -> Answer:
        self.requests.append(fields)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return answer(fields) if callable(answer) else answer


@contextmanager
def serving(fake: FakeLLM) -> Iterator[FakeLLM]:
    """Serve `fake` on loopback, at `fake.url`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            fake.headers.append(dict(self.headers))
            listed = self.path.endswith("/models")
            self._send(fake.list_models() if listed else error(404, "File Not Found"))

        def do_POST(self) -> None:
            fake.headers.append(dict(self.headers))
            length = int(self.headers["Content-Length"])
            self._send(fake.chat(json.loads(self.rfile.read(length))))

        def _send(self, answer: Answer) -> None:
            status, headers, body = answer
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body) + 100 * fake.cut))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = LoopbackServer(Handler)
    fake.url = f"http://127.0.0.1:{server.server_port}/v1"
    with running(server):
        yield fake
