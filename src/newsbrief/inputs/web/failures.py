"""Turns failed fetches into errors of one line, with what to do next."""

from __future__ import annotations

import socket
import ssl
import zlib
from http.client import HTTPException, IncompleteRead
from typing import TYPE_CHECKING

from newsbrief.errors import InputError

if TYPE_CHECKING:
    from newsbrief.inputs.web.address import Address

__all__ = ["failed", "refused_status", "timed_out"]

_SAVE = "open it in your browser, save the page as HTML and give that file"
_STATUSES = {
    401: f"asks for a login; {_SAVE}",
    402: f"is for subscribers; {_SAVE}",
    403: f"refuses programs or asks for a login; {_SAVE}",
    404: "does not exist; check the address",
    410: "was taken down; check the address",
    429: "had too many requests from here; try again later",
    451: f"is withheld for legal reasons in this country; {_SAVE}",
}
_NOT_FOUND = {getattr(socket, name, None) for name in ("EAI_NONAME", "EAI_NODATA")}


def refused_status(url: str, status: int) -> InputError:
    """Return the error for a response that is not the page."""
    reason = _STATUSES.get(status)
    if reason is None and status >= 500:
        reason = "cannot be had, the site itself failed; try again later"
    return InputError(f"{url!r} {reason or f'cannot be had; {_SAVE}'} (HTTP {status})")


def timed_out(url: str, timeout_s: float) -> InputError:
    """Return the error for a page that took too long."""
    return InputError(
        f"{url!r} was not there after {timeout_s:g} seconds; try again, or raise --timeout"
    )


def failed(address: Address, exc: Exception) -> InputError:
    """Return the error for the exception of a connection."""
    host, url = address.host, address.url
    if isinstance(exc, UnicodeError) or (
        isinstance(exc, socket.gaierror) and exc.errno in _NOT_FOUND
    ):
        return InputError(f"no host is called {host!r}; check the address and the network")
    if isinstance(exc, socket.gaierror):
        return InputError(f"cannot look up {host!r} ({exc.strerror}); check the network")
    if isinstance(exc, ssl.SSLCertVerificationError):
        return InputError(
            f"the certificate of {host!r} is not trusted ({exc.verify_message}); "
            "set SSL_CERT_FILE if your company has a certificate of its own"
        )
    if isinstance(exc, ConnectionRefusedError):
        return InputError(f"{address.origin} takes no connections; check the address")
    if isinstance(exc, IncompleteRead):
        return InputError(f"{url!r} ended before its time; try again")
    if isinstance(exc, zlib.error):
        return InputError(f"{url!r} cannot be unpacked ({exc}); save the page from your browser")
    if isinstance(exc, HTTPException | ValueError):
        return InputError(f"{address.origin} does not answer as a web server; check the address")
    reason = exc.strerror if isinstance(exc, OSError) and exc.strerror else str(exc)
    return InputError(f"cannot fetch {url!r} ({reason or type(exc).__name__}); check the network")
