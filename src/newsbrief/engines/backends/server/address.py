"""The address of a model server: what the user wrote, validated and taken apart."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from newsbrief.errors import UsageError
from newsbrief.settings import DEFAULT_LLM_TIMEOUT_S

__all__ = ["Address", "Server", "parse_address"]

DEFAULT_PATH = "/v1"  # where these servers answer, for an address without a path


@dataclass(frozen=True)
class Server:
    """A server to ask. `model` is a name from its list of models; None: the first one."""

    url: str
    model: str | None = None
    key: str | None = field(default=None, repr=False)
    timeout_s: float = DEFAULT_LLM_TIMEOUT_S  # the longest silence


@dataclass(frozen=True)
class Address:
    """Where requests go; `base` is "http://127.0.0.1:8080/v1", without a slash at its end."""

    base: str
    host: str  # with the port, as in messages and briefs: "127.0.0.1:8080"
    is_loopback: bool
    is_encrypted: bool


def parse_address(url: str) -> Address:
    """Parse the value of --llm-url. Raises UsageError.

    It must not hold a key: everybody on the machine can see command lines, and shells keep them.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError as exc:
        raise UsageError(f"--llm-url '{url}' is no address ({exc})") from exc
    if parts.username is not None or parts.password is not None:
        raise UsageError("--llm-url holds a name or password; give the key in NEWSBRIEF_LLM_KEY")
    printable = all(char.isprintable() and not char.isspace() for char in url.strip())
    if parts.scheme not in ("http", "https") or not host or not printable:
        raise UsageError(f"--llm-url '{url}' is no address; give it as http://127.0.0.1:8080/v1")
    if parts.query or parts.fragment:
        raise UsageError(f"--llm-url '{url}' goes on after its path; leave out all from ? or #")
    bracketed = f"[{host}]" if ":" in host else host
    netloc = bracketed if port is None else f"{bracketed}:{port}"
    path = parts.path.rstrip("/") or DEFAULT_PATH
    return Address(
        f"{parts.scheme}://{netloc}{path}", netloc, _is_loopback(host), parts.scheme == "https"
    )


def _is_loopback(host: str) -> bool:
    """Whether `host` means this machine by its name alone, without asking a resolver."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
