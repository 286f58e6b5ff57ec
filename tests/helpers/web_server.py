"""A web server on loopback that behaves as badly as a test asks."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING

from loopback import LoopbackServer, running

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator

    Route = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers by the site's routes; an unknown path is a 404."""

    site: Site

    def do_GET(self) -> None:
        self.site.seen.append((self.path, dict(self.headers)))
        route = self.site.routes.get(self.path, status(404))
        route(self)

    def do_CONNECT(self) -> None:
        self.do_GET()

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def reply(self, code: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@dataclass
class Site:
    """A running server: its routes can be changed, the requests it got are in `seen`."""

    routes: dict[str, Route] = field(default_factory=dict)
    seen: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    port: int = 0
    closing: threading.Event = field(default_factory=threading.Event)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.seen]

    def relay(self, handler: Handler) -> None:
        """Answer a CONNECT as a proxy does: bytes pass from one end to the other."""
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nVia: test\r\n\r\n")
        with socket.create_connection(("127.0.0.1", self.port)) as there:
            ends = {there: handler.connection, handler.connection: there}
            while True:
                for end in select.select(list(ends), [], [])[0]:
                    data = end.recv(65536)
                    if not data:
                        return
                    ends[end].sendall(data)


def page(body: bytes, kind: str = "text/html; charset=utf-8", **headers: str) -> Route:
    all_headers = {"Content-Type": kind, "Content-Length": str(len(body)), **headers}
    return lambda handler: handler.reply(200, all_headers, body)


def status(code: int, **headers: str) -> Route:
    return lambda handler: handler.reply(code, headers, b"")


def redirect(location: str, code: int = 302) -> Route:
    return status(code, Location=location)


def raw(answer: bytes) -> Route:
    """The bytes alone, whatever they are."""
    return lambda handler: void(handler.wfile.write(answer))


def drip(handler: Handler) -> None:
    """A byte now and then, for as long as somebody listens."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
    while not handler.site.closing.wait(0.02):
        handler.wfile.write(b"x")
        handler.wfile.flush()


def drip_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.site.closing.wait(0.02):
        handler.wfile.write(b"x")
        handler.wfile.flush()


def endless(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while not handler.site.closing.is_set():
        handler.wfile.write(b"<p>encore</p>" * 5000)


def silent(handler: Handler) -> None:
    handler.site.closing.wait()


def void(_: object) -> None:
    """Drop a value."""


@contextlib.contextmanager
def serving(
    routes: dict[str, Route] | None = None, context: ssl.SSLContext | None = None
) -> Iterator[Site]:
    site = Site(dict(routes or {}))
    server = LoopbackServer(type("SiteHandler", (Handler,), {"site": site, "timeout": 10}))
    if context:
        server.socket = context.wrap_socket(server.socket, server_side=True)
    site.port = server.server_address[1]
    with running(server):
        try:
            yield site
        finally:
            site.closing.set()
