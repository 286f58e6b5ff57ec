"""One request, without redirects: an address → its answer."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from http.client import HTTPException
from typing import TYPE_CHECKING

from newsbrief.errors import InputError
from newsbrief.inputs.web.body import read_body
from newsbrief.inputs.web.connection import connected
from newsbrief.inputs.web.failures import failed, timed_out

if TYPE_CHECKING:
    from email.message import Message
    from http.client import HTTPResponse

    from newsbrief.inputs.web.address import Address, Lookup
    from newsbrief.inputs.web.deadline import Deadline
    from newsbrief.inputs.web.policy import FetchPolicy

__all__ = ["Answer", "ask"]

_ACCEPT = "text/html,application/xhtml+xml,text/*;q=0.9,*/*;q=0.5"
_UNREADABLE = ("image/", "video/", "audio/", "font/")
_REDIRECTS = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Answer:
    """A response; `data` is empty unless its status is a success."""

    status: int
    headers: Message
    data: bytes

    @property
    def location(self) -> str | None:
        """Where a redirect leads, as the server wrote it."""
        return self.headers.get("Location") if self.status in _REDIRECTS else None


def ask(
    address: Address,
    policy: FetchPolicy,
    lookup: Lookup,
    deadline: Deadline,
    *,
    max_bytes: int | None = None,
) -> Answer:
    """Ask for one address. With `max_bytes` what is beyond is dropped, not refused.

    Raises InputError.
    """
    try:
        with connected(address, lookup, deadline, allow_private=policy.allow_private) as (
            connection,
            target,
            headers,
        ):
            headers = {"User-Agent": policy.user_agent, "Accept": _ACCEPT, **headers}
            headers |= {"Accept-Encoding": "gzip", "Connection": "close"}
            connection.request("GET", target, headers=headers)
            answer = _read(connection.getresponse(), address.url, policy.max_bytes, max_bytes)
    except (OSError, HTTPException, ValueError, zlib.error) as exc:
        if deadline.passed or isinstance(exc, TimeoutError):
            raise timed_out(address.url, policy.timeout_s) from exc
        raise failed(address, exc) from exc
    if deadline.passed:  # a connection that was cut may look like one that ended
        raise timed_out(address.url, policy.timeout_s)
    return answer


def _read(response: HTTPResponse, url: str, limit: int, cut: int | None) -> Answer:
    succeeded = 200 <= response.status < 300
    kind = response.headers.get_content_type()
    if succeeded and kind.startswith(_UNREADABLE):
        raise InputError(f"{url!r} is no article ({kind}); give the page that it belongs to")
    data = read_body(response, url, cut or limit, cut=bool(cut)) if succeeded else b""
    return Answer(response.status, response.headers, data)
