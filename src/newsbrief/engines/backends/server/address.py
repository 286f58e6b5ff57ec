"""The address of a server, as the user gives it."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from newsbrief.errors import UsageError
from newsbrief.settings import DEFAULT_LLM_TIMEOUT_S

__all__ = ["Address", "Server", "parse_address"]


ROOT = "/v1"  # where these servers answer; what a user who names the host alone means


@dataclass(frozen=True)
class Server:
    """A server to ask. `model` is its own name of a model, or None for the first that it lists."""

    url: str
    model: str | None = None
    key: str | None = field(default=None, repr=False)
    timeout_s: float = DEFAULT_LLM_TIMEOUT_S  # how long it may be silent


@dataclass(frozen=True)
class Address:
    """Where requests go: `base` as in "http://127.0.0.1:8080/v1", without a slash at its end."""

    base: str
    host: str  # with the port, as messages and briefs name it: "127.0.0.1:8080"
    is_loopback: bool
    is_encrypted: bool


def parse_address(url: str) -> Address:
    """Read what --llm-url was given. Raises UsageError.

    A key has no place in it: command lines are seen by everybody on the machine, and kept.
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
    named = f"[{host}]" if ":" in host else host
    place = named if port is None else f"{named}:{port}"
    path = parts.path.rstrip("/") or ROOT
    return Address(
        f"{parts.scheme}://{place}{path}", place, _is_loopback(host), parts.scheme == "https"
    )


def _is_loopback(host: str) -> bool:
    """Whether `host` is this machine by its very name; no resolver is asked."""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
