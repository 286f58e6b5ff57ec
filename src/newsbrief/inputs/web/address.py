"""A web address: its parts, and whether the machines that it leads to may be contacted."""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from newsbrief.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    Lookup = Callable[..., list[Any]]
    IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

__all__ = ["Address", "is_loopback", "is_public", "parse_address", "public_ips", "redirected"]

_PORTS = {"http": 80, "https": 443}
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\xa0]")
_PATH_SIGNS = "/%:@!$&'()*+,;=~-._[]"  # "%": characters that are quoted already stay so
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are IPv4
_IPV4_COMPATIBLE = ipaddress.IPv6Network("::/96")

# Older Pythons count some of these as global: 192.0.0.0/24 and the NAT64 prefix of local use.
_NEVER = (
    ipaddress.ip_network("192.0.0.0/24"),
    ipaddress.ip_network("64:ff9b:1::/48"),
    ipaddress.ip_network("fec0::/10"),
)


@dataclass(frozen=True)
class Address:
    """An http or https address; `host` is ASCII without brackets, `target` path and query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def origin(self) -> str:
        """Scheme, host and port, as in "https://example.org"."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    @property
    def url(self) -> str:
        """The whole address, without a fragment."""
        return self.origin + self.target


def parse_address(url: str) -> Address:
    """Read an address. Raises InputError for one that cannot or must not be fetched."""
    url = url.strip()
    if _UNSAFE.search(url):
        raise InputError(f"{url!r} holds spaces or control characters; check the address")
    try:
        parts = urlsplit(url)
        scheme, port = parts.scheme, parts.port
        host = _ascii_host(parts)
    except ValueError as exc:  # UnicodeError is one
        raise InputError(f"{url!r} is no web address ({exc}); check it") from exc
    if scheme not in _PORTS:
        raise InputError(f"{url!r} is no http or https address; save the article as a file")
    if "@" in parts.netloc:
        raise InputError(f"the address of {host!r} holds a user name or password; leave it out")
    if not host or port == 0:
        raise InputError(f"{url!r} names no host; check the address")
    target = quote(parts.path or "/", safe=_PATH_SIGNS)
    query = quote(parts.query, safe=_PATH_SIGNS + "?")
    return Address(scheme, host, port or _PORTS[scheme], target + (f"?{query}" if query else ""))


def _ascii_host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    return host if host.isascii() else host.encode("idna").decode("ascii")


def redirected(address: Address, location: str) -> Address:
    """Return where a redirect leads. Raises InputError, also for one from https to http."""
    # http.client reads headers as Latin-1, but unquoted addresses are in UTF-8.
    location = location.encode("latin-1", "replace").decode("utf-8", "replace").strip()
    try:
        target = urljoin(address.url, location)
    except ValueError as exc:
        raise InputError(f"{address.url!r} redirects to no web address; check it") from exc
    new = parse_address(target)
    if (address.scheme, new.scheme) == ("https", "http"):
        raise InputError(
            f"{address.url!r} leads to {new.url!r}, which is not encrypted; "
            "give that address itself if you trust the way to it"
        )
    return new


def public_ips(address: Address, lookup: Lookup, *, allow_private: bool) -> list[str]:
    """Look up the IP addresses of the host, once: the connection is made to one of these.

    Raises InputError unless all of them are public, or `allow_private`, and OSError for a host
    that cannot be found.
    """
    entries = lookup(address.host, address.port, type=socket.SOCK_STREAM)
    ips = list(dict.fromkeys(str(entry[4][0]) for entry in entries))
    refused = [ip for ip in ips if not (allow_private or is_public(ip))]
    if refused:
        raise InputError(
            f"{address.origin} is on this machine or a private network ({refused[0]}); "
            "add --allow-private if you mean it"
        )
    return ips


def is_public(ip: str) -> bool:
    """Whether an address belongs to the public internet, also if it is written inside another."""
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return False
    inner = _wrapped(address)
    if inner is not None:
        return is_public(str(inner))
    return address.is_global and not (
        address.is_multicast
        or address.is_reserved
        or address.is_unspecified
        or any(address in network for network in _NEVER if network.version == address.version)
    )


def _wrapped(address: IPAddress) -> IPAddress | None:
    """Return the IPv4 address inside an IPv6 one: mapped, 6to4, Teredo, NAT64, compatible."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour
    if address.teredo:
        return address.teredo[1]
    if address in _NAT64 or (address in _IPV4_COMPATIBLE and int(address) > 1):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def is_loopback(host: str) -> bool:
    """Whether a host is this machine, by its name or address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
