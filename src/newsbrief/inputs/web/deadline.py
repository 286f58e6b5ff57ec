"""A moment by which a fetch must be over, kept even where a server sends a byte now and then."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Deadline"]


@dataclass(frozen=True)
class Deadline:
    """A moment of the monotonic clock, in seconds."""

    ends: float

    @classmethod
    def after(cls, seconds: float) -> Deadline:
        """The deadline that many seconds from now."""
        return cls(time.monotonic() + seconds)

    @property
    def left_s(self) -> float:
        """What is left, at least a millisecond: 0 would mean to a socket that it never waits."""
        return max(self.ends - time.monotonic(), 0.001)

    @property
    def passed(self) -> bool:
        """Whether it is over."""
        return time.monotonic() >= self.ends

    @contextlib.contextmanager
    def cutting(self, connection: socket.socket) -> Iterator[None]:
        """Shut the connection down when the time is over.

        A socket's own timeout begins anew with each byte. The duplicate stays valid when TLS takes
        the socket over.
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
