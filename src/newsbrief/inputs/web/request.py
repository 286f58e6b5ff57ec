"""One HTTP request and its response, whose body is unpacked and read up to a limit."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from http.client import HTTPException, IncompleteRead
from typing import TYPE_CHECKING

from newsbrief.errors import InputError
from newsbrief.inputs.web.connection import connected
from newsbrief.inputs.web.failures import failed, timed_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import Message
    from http.client import HTTPResponse

    from newsbrief.inputs.web.address import Address, Lookup
    from newsbrief.inputs.web.connection import Deadline
    from newsbrief.inputs.web.page import FetchPolicy

__all__ = ["Response", "request"]

_CHUNK_BYTES = 1 << 16
_GZIP = zlib.MAX_WBITS | 16
_ACCEPT = "text/html,application/xhtml+xml,text/*;q=0.9,*/*;q=0.5"
_UNREADABLE = ("image/", "video/", "audio/", "font/")
_REDIRECTS = (301, 302, 303, 307, 308)


def _read_body(response: HTTPResponse, url: str, max_bytes: int, *, cut: bool = False) -> bytes:
    """Read and unpack a body of at most `max_bytes`; `cut` drops the rest of a longer one.

    Raises InputError for a longer body and for an encoding that was not requested, and
    http.client's IncompleteRead for a body that ended too early.
    """
    encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
    if encoding in ("", "identity"):
        pieces = _received(response)
    elif encoding in ("gzip", "x-gzip"):
        pieces = _unpacked(_received(response))
    else:
        raise InputError(
            f"{url!r} comes packed as {encoding!r}; save the page from your browser instead"
        )
    data = bytearray()
    for piece in pieces:
        data += piece
        if len(data) > max_bytes:
            if cut:
                return bytes(data[:max_bytes])
            raise InputError(f"{url!r} is over {max_bytes:,} bytes; give one article at a time")
    return bytes(data)


def _received(response: HTTPResponse) -> Iterator[bytes]:
    while chunk := response.read(_CHUNK_BYTES):
        yield chunk
    if response.length:  # read(n) does not report a connection that ended too early
        raise IncompleteRead(b"", response.length)


def _unpacked(packed: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack gzip in pieces of limited size: data may unpack to a thousand times their length."""
    unpacker, ended = zlib.decompressobj(_GZIP), True
    for chunk in packed:
        piece = b""
        while chunk or len(piece) == _CHUNK_BYTES:  # a full piece: there may be more inside
            piece = unpacker.decompress(chunk, _CHUNK_BYTES)
            yield piece
            chunk, ended = unpacker.unconsumed_tail, unpacker.eof
            if ended:  # another member may follow
                chunk, unpacker = unpacker.unused_data.lstrip(b"\0"), zlib.decompressobj(_GZIP)
                piece = b""
    if not ended:
        raise IncompleteRead(b"")


@dataclass(frozen=True)
class Response:
    """A response; `data` is empty unless the status is a success."""

    status: int
    headers: Message
    data: bytes

    @property
    def location(self) -> str | None:
        """Where a redirect leads, as the server wrote it."""
        return self.headers.get("Location") if self.status in _REDIRECTS else None


def request(
    address: Address,
    policy: FetchPolicy,
    lookup: Lookup,
    deadline: Deadline,
    *,
    max_bytes: int | None = None,
) -> Response:
    """Request one address. With `max_bytes` the rest of a longer body is dropped, not refused.

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
            response = _read(connection.getresponse(), address.url, policy.max_bytes, max_bytes)
    except (OSError, HTTPException, ValueError, zlib.error) as exc:
        if deadline.passed or isinstance(exc, TimeoutError):
            raise timed_out(address.url, policy.timeout_s) from exc
        raise failed(address, exc) from exc
    if deadline.passed:  # a connection that was cut off may look complete
        raise timed_out(address.url, policy.timeout_s)
    return response


def _read(response: HTTPResponse, url: str, limit: int, cut: int | None) -> Response:
    succeeded = 200 <= response.status < 300
    kind = response.headers.get_content_type()
    if succeeded and kind.startswith(_UNREADABLE):
        raise InputError(f"{url!r} is no article ({kind}); give the page that it belongs to")
    data = _read_body(response, url, cut or limit, cut=bool(cut)) if succeeded else b""
    return Response(response.status, response.headers, data)
