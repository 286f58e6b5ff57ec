"""A connection to one of a host's checked addresses or through the user's proxy, with a deadline.

We give http.client a socket that we opened. urllib3 and httpx do not let us have the socket: with
them we could neither connect to the IP address that was checked, nor cut off a server that sends a
byte now and then.
"""

from __future__ import annotations

import base64
import contextlib
import os
import socket
import ssl
import threading
import time
from dataclasses import dataclass
from functools import lru_cache
from http.client import HTTPConnection
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from newsbrief.errors import InputError
from newsbrief.inputs.web.address import is_loopback, public_ips

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsbrief.inputs.web.address import Address, Lookup

__all__ = ["Deadline", "connected", "open_socket", "tls_context"]


@dataclass(frozen=True)
class Deadline:
    """The time by which a fetch must end: `ends` in seconds of the monotonic clock."""

    ends: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """Return the deadline that is `seconds` from now."""
        return cls(time.monotonic() + seconds)

    @property
    def left_s(self) -> float:
        """The seconds left, at least a millisecond: with 0 a socket would not wait at all."""
        return max(self.ends - time.monotonic(), 0.001)

    @property
    def passed(self) -> bool:
        """Whether the time is over."""
        return time.monotonic() >= self.ends

    @contextlib.contextmanager
    def cutting(self, connection: socket.socket) -> Iterator[None]:
        """Shut the connection down when the time is over.

        The timeout of a socket begins again with each byte. The duplicate stays valid when TLS
        takes over the socket.
        """
        handle = connection.dup()
        timer = threading.Timer(self.left_s, _shut, [handle])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            timer.join()
            handle.close()


def _shut(handle: socket.socket) -> None:
    with contextlib.suppress(OSError):  # the server was faster
        handle.shutdown(socket.SHUT_RDWR)


@dataclass(frozen=True)
class _Proxy:
    """The address of a proxy; `headers` has the password, if there is one."""

    host: str
    port: int
    headers: dict[str, str]


def _proxy_for(address: Address) -> _Proxy | None:
    """Return the proxy for an address, or None: as in urllib, by HTTPS_PROXY, NO_PROXY and so on.

    Raises InputError for a proxy that is not an HTTP proxy.
    """
    if is_loopback(address.host) or proxy_bypass(address.host):
        return None
    proxies = getproxies()
    url = proxies.get(address.scheme) or proxies.get("all")
    return _read(url) if url else None


def _read(url: str) -> _Proxy:
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme != "http" or not parts.hostname:
        raise InputError(  # its password must not be shown
            "the proxy of this environment is no http:// address; set HTTPS_PROXY to one"
        )
    return _Proxy(parts.hostname, port or 80, _authorization(parts.username, parts.password))


def _authorization(user: str | None, password: str | None) -> dict[str, str]:
    if user is None:
        return {}
    pair = f"{unquote(user)}:{unquote(password or '')}".encode()
    return {"Proxy-Authorization": "Basic " + base64.b64encode(pair).decode("ascii")}


@contextlib.contextmanager
def connected(
    address: Address, lookup: Lookup, deadline: Deadline, *, allow_private: bool
) -> Iterator[tuple[HTTPConnection, str, dict[str, str]]]:
    """Yield an open connection, the target of the request, and the headers that a proxy needs.

    Raises InputError for a private address, and OSError if the connection fails.
    """
    proxy = _proxy_for(address)
    ips = _ips(address, lookup, proxy, allow_private)
    opened = (
        open_socket([proxy.host], proxy.port, deadline)
        if proxy
        else open_socket(ips, address.port, deadline)
    )
    relayed = proxy.headers if proxy and address.scheme == "http" else None
    with contextlib.ExitStack() as stack:
        stack.callback(opened.close)
        stack.enter_context(deadline.cutting(opened))
        if proxy and relayed is None:
            _tunnel(opened, address, proxy)
        link = _secured(opened, address.host) if address.scheme == "https" else opened
        stack.callback(link.close)
        connection = HTTPConnection(address.host, address.port)
        connection.sock = link
        yield connection, address.target if relayed is None else address.url, relayed or {}


def _ips(address: Address, lookup: Lookup, proxy: _Proxy | None, allow_private: bool) -> list[str]:
    """Return the host's addresses; none if only the proxy can look it up, as in many companies."""
    try:
        return public_ips(address, lookup, allow_private=allow_private)
    except (OSError, UnicodeError):
        if proxy is None:
            raise
        return []


def open_socket(hosts: list[str], port: int, deadline: Deadline) -> socket.socket:
    """Connect to the first host that answers, each with an equal share of the time left."""
    failure: OSError = OSError("no address")
    for number, host in enumerate(hosts):
        try:
            opened = socket.create_connection(
                (host, port), timeout=deadline.left_s / (len(hosts) - number)
            )
        except OSError as exc:
            failure = exc
        else:
            opened.settimeout(deadline.left_s)
            return opened
    raise failure


def _tunnel(link: socket.socket, address: Address, proxy: _Proxy) -> None:
    """Ask the proxy to connect to the host."""
    connection = HTTPConnection(proxy.host, proxy.port)
    connection.sock = link
    authority = address.origin.removeprefix("https://")
    authority = authority if authority.rpartition(":")[2].isdecimal() else f"{authority}:443"
    connection.request("CONNECT", authority, headers={"Host": authority, **proxy.headers})
    with link.makefile("rb", buffering=0) as answer:
        status = answer.readline(1000).split(b" ", 2)
        while answer.readline(10_000).strip():
            pass
    if len(status) < 2 or not status[1].startswith(b"2"):
        reason = b" ".join(status[1:]).strip().decode("ascii", "replace")
        raise OSError(f"the proxy {proxy.host} refuses: {reason}")


def _secured(link: socket.socket, host: str) -> socket.socket:
    return tls_context().wrap_socket(link, server_hostname=host)


@lru_cache(maxsize=1)
def tls_context() -> ssl.SSLContext:
    """Return a context with the system's certificates, or those of SSL_CERT_FILE, SSL_CERT_DIR."""
    if os.environ.get("SSL_CERT_FILE") or os.environ.get("SSL_CERT_DIR"):
        return ssl.create_default_context()
    import truststore  # OpenSSL alone finds no certificates on macOS and on some Linux builds

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
