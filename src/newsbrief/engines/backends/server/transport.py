"""Requests to one server: no redirects, bounded retries, limits of time and size.

They are made with urllib of the standard library. HTTP/2, pools of connections and typed answers,
which httpx or openai's client would add, do not help with one request at a time, and with any of
them redirects and proxies would need the same care.
"""

from __future__ import annotations

import http.client
import json
import time
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from newsbrief.engines.backends.server.failures import (
    Refused,
    Transient,
    error_of_exception,
    error_of_status,
)
from newsbrief.errors import ModelError, UsageError
from newsbrief.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from newsbrief.engines.backends.server.address import Address

__all__ = ["Transport"]

PAUSES_S = (0.5, 1.0, 2.0, 4.0)  # between five attempts; a longer failure is not momentary
MAX_PAUSE_S = 30.0  # the longest wait that a server's Retry-After can ask for
PROBE_S = 10.0  # a running server lists its models at once, however busy they are

# An answer of 630 tokens comes in as many events of 300 bytes, or somewhat more with ids in them.
MAX_ANSWER_BYTES = 8_000_000
MAX_ANSWER_TIMEOUTS = 10  # the longest time for a whole answer, as a multiple of the timeout
T = TypeVar("T")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A redirect would send the article and the key to an address that the user did not name."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        """Follow no redirect: its status becomes an HTTPError."""


class Transport:
    """Sends requests to one address. Thread-safe: each request opens a new connection."""

    def __init__(
        self,
        address: Address,
        *,
        key: str | None,
        timeout_s: float,
        sleep: Callable[[float], None] = time.sleep,
    ):
        """`timeout_s` is the longest silence allowed. Raises UsageError for a malformed key."""
        self.address = address
        self._timeout_s = timeout_s
        self._sleep = sleep
        self._headers = {
            "Content-Type": "application/json",
            "User-Agent": f"newsbrief/{__version__}",
            **({"Authorization": f"Bearer {_checked(key)}"} if key else {}),
        }
        # A server on this machine needs no proxy, and most proxies could not reach it.
        proxies = [urllib.request.ProxyHandler({})] if address.is_loopback else []
        self._opener = urllib.request.build_opener(_NoRedirect, *proxies)

    def get(self, path: str) -> bytes:
        """Return the body at `path`. Raises ModelError and its children."""

        def once() -> bytes:
            with self._opened(path, None, "", min(PROBE_S, self._timeout_s)) as response:
                return b"".join(self._chunks(response))

        try:
            return self.retrying(once)
        except Refused as exc:
            raise exc.error from exc

    @contextmanager
    def post(
        self, path: str, fields: Mapping[str, object], model: str
    ) -> Iterator[tuple[str, Iterator[bytes]]]:
        """Yield (content type, chunks of the body as they arrive). Tries once: see `retrying`.

        Raises ModelError and its children, Transient and Refused; so do the chunks.
        """
        body = json.dumps(fields).encode()
        with self._opened(path, body, model, self._timeout_s) as response:
            yield response.headers.get_content_type(), self._chunks(response)

    def retrying(self, attempt: Callable[[], T]) -> T:
        """Return what `attempt` returns, retried after a Transient; raise the last one's error."""
        for pause_s in PAUSES_S:
            try:
                return attempt()
            except Transient as exc:
                self._sleep(min(MAX_PAUSE_S, max(pause_s, exc.after_s or 0)))
        try:
            return attempt()
        except Transient as exc:
            raise exc.error from exc

    @contextmanager
    def _opened(
        self, path: str, body: bytes | None, model: str, timeout_s: float
    ) -> Iterator[http.client.HTTPResponse]:
        request = urllib.request.Request(self.address.base + path, body, self._headers)
        try:
            response = self._opener.open(request, timeout=timeout_s)
        except urllib.error.HTTPError as exc:
            with exc:
                raise error_of_status(exc, self.address, model) from exc
        except (OSError, http.client.HTTPException) as exc:
            raise error_of_exception(exc, self.address, timeout_s, is_probe=body is None) from exc
        with response:
            yield response

    def _chunks(self, response: http.client.HTTPResponse) -> Iterator[bytes]:
        host, size = self.address.host, 0
        deadline = time.monotonic() + MAX_ANSWER_TIMEOUTS * self._timeout_s
        while chunk := self._next(response):
            size += len(chunk)
            if size > MAX_ANSWER_BYTES:
                raise ModelError(f"the model server at {host} writes without end; stopped reading")
            if time.monotonic() > deadline:
                raise ModelError(
                    f"the model server at {host} took more than {MAX_ANSWER_TIMEOUTS} times "
                    f"--llm-timeout ({self._timeout_s:g} s) for one answer; raise it"
                )
            yield chunk

    def _next(self, response: http.client.HTTPResponse) -> bytes:
        try:
            return response.read1(65536)
        except TimeoutError as exc:
            raise ModelError(
                f"the model server at {self.address.host} fell silent for {self._timeout_s:g} s "
                "in the middle of its answer; raise --llm-timeout, or look into its log"
            ) from exc
        except (OSError, http.client.HTTPException) as exc:
            raise Transient(
                ModelError(
                    f"the model server at {self.address.host} broke its answer off; "
                    "look into its log"
                )
            ) from exc


def _checked(key: str) -> str:
    if not (key.isascii() and key.isprintable() and " " not in key):
        raise UsageError("NEWSBRIEF_LLM_KEY holds a space or a character that no key has")
    return key
