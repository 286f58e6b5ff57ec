"""A response's body, unpacked, read no further than the limit."""

from __future__ import annotations

import zlib
from http.client import IncompleteRead
from typing import TYPE_CHECKING

from newsbrief.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from http.client import HTTPResponse

__all__ = ["read_body"]

_CHUNK_BYTES = 1 << 16
_GZIP = zlib.MAX_WBITS | 16


def read_body(response: HTTPResponse, url: str, max_bytes: int, *, cut: bool = False) -> bytes:
    """Read and unpack a body of at most `max_bytes`; `cut` drops what is beyond.

    Raises InputError for a longer one and for an encoding that was not asked for, and
    http.client's IncompleteRead for one that ended too early.
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
    if response.length:  # read(n) is silent about a connection that ended before its time
        raise IncompleteRead(b"", response.length)


def _unpacked(packed: Iterator[bytes]) -> Iterator[bytes]:
    """Unpack gzip in pieces of bounded size: what comes may hold a thousand times its length."""
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
