"""A connection to one of a host's checked addresses, or through the user's proxy.

http.client on a socket of our own, rather than urllib3 or httpx: those keep the socket to
themselves, so that neither the IP address that was checked could be held to nor a server be cut
off that sends a byte now and then.
"""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
from functools import lru_cache
from http.client import HTTPConnection
from typing import TYPE_CHECKING

from newsbrief.inputs.web.address import public_ips
from newsbrief.inputs.web.proxies import proxy_for

if TYPE_CHECKING:
    from collections.abc import Iterator

    from newsbrief.inputs.web.address import Address, Lookup
    from newsbrief.inputs.web.deadline import Deadline
    from newsbrief.inputs.web.proxies import Proxy

__all__ = ["connected"]


@contextlib.contextmanager
def connected(
    address: Address, lookup: Lookup, deadline: Deadline, *, allow_private: bool
) -> Iterator[tuple[HTTPConnection, str, dict[str, str]]]:
    """Yield an open connection, the request's target, and headers that a proxy needs.

    Raises InputError for a private address, and OSError for whatever fails below.
    """
    proxy = proxy_for(address)
    ips = _ips(address, lookup, proxy, allow_private)
    opened = (
        _tcp([proxy.host], proxy.port, deadline) if proxy else _tcp(ips, address.port, deadline)
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


def _ips(address: Address, lookup: Lookup, proxy: Proxy | None, allow_private: bool) -> list[str]:
    """The host's addresses; none where only the proxy can find them, as in many companies."""
    try:
        return public_ips(address, lookup, allow_private=allow_private)
    except (OSError, UnicodeError):
        if proxy is None:
            raise
        return []


def _tcp(hosts: list[str], port: int, deadline: Deadline) -> socket.socket:
    """Connect to the first that answers, each with its share of the time."""
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


def _tunnel(link: socket.socket, address: Address, proxy: Proxy) -> None:
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
        told = b" ".join(status[1:]).strip().decode("ascii", "replace")
        raise OSError(f"the proxy {proxy.host} refuses: {told}")


def _secured(link: socket.socket, host: str) -> socket.socket:
    return _trusting().wrap_socket(link, server_hostname=host)


@lru_cache(maxsize=1)
def _trusting() -> ssl.SSLContext:
    """Trust what the system trusts, or SSL_CERT_FILE and SSL_CERT_DIR where they are set."""
    if os.environ.get("SSL_CERT_FILE") or os.environ.get("SSL_CERT_DIR"):
        return ssl.create_default_context()
    import truststore  # OpenSSL alone finds no certificates on macOS and on some Linux builds

    return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
