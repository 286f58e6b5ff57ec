"""The proxy that the user's environment names for an address."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies, proxy_bypass

from newsbrief.errors import InputError
from newsbrief.inputs.web.address import is_loopback

if TYPE_CHECKING:
    from newsbrief.inputs.web.address import Address

__all__ = ["Proxy", "proxy_for"]


@dataclass(frozen=True)
class Proxy:
    """Where a proxy listens; `headers` hold its password, if it has one."""

    host: str
    port: int
    headers: dict[str, str]


def proxy_for(address: Address) -> Proxy | None:
    """The proxy of HTTPS_PROXY, HTTP_PROXY, ALL_PROXY or the system's settings, but for NO_PROXY.

    Raises InputError for one that is not an HTTP proxy.
    """
    if is_loopback(address.host) or proxy_bypass(address.host):
        return None
    named = getproxies()
    url = named.get(address.scheme) or named.get("all")
    return _read(url) if url else None


def _read(url: str) -> Proxy:
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if parts.scheme != "http" or not parts.hostname:
        raise InputError(  # its password must not be shown
            "the proxy of this environment is no http:// address; set HTTPS_PROXY to one"
        )
    return Proxy(parts.hostname, port or 80, _authorization(parts.username, parts.password))


def _authorization(user: str | None, password: str | None) -> dict[str, str]:
    if user is None:
        return {}
    pair = f"{unquote(user)}:{unquote(password or '')}".encode()
    return {"Proxy-Authorization": "Basic " + base64.b64encode(pair).decode("ascii")}
