"""Servers on loopback for a test: they run in a thread and print nothing when a client leaves."""

from __future__ import annotations

import sys
import threading
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

POLL_S = 0.01  # how soon `shutdown` is noticed


class LoopbackServer(ThreadingHTTPServer):
    """Listens on a free port of loopback; a connection that breaks is no error of the server."""

    daemon_threads = True

    def __init__(self, handler: type[Any]) -> None:
        super().__init__(("127.0.0.1", 0), handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Print a traceback, unless the client only left before it had read everything."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)


@contextmanager
def running(server: LoopbackServer) -> Iterator[None]:
    """Serve in a thread for as long as the context lasts."""
    threading.Thread(target=server.serve_forever, args=(POLL_S,), daemon=True).start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
