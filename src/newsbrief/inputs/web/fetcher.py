"""Fetches pages: checks each address and redirect, and fetches one page of a host at a time."""

from __future__ import annotations

import socket
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsbrief.errors import InputError
from newsbrief.inputs.web.address import parse_address, redirected
from newsbrief.inputs.web.connection import Deadline
from newsbrief.inputs.web.failures import refused_status
from newsbrief.inputs.web.page import Fetched, FetchPolicy
from newsbrief.inputs.web.request import request
from newsbrief.inputs.web.robots import Robots

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsbrief.inputs.web.address import Address, Lookup
    from newsbrief.inputs.web.request import Response

__all__ = ["Fetcher"]


@dataclass
class _Host:
    """A host's lock, and when a page of it was last requested."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    requested_at: float | None = None


class Fetcher:
    """Fetches the pages of one run; keeps each site's robots.txt and the time of the last request.

    Threads may share it. `lookup` and `sleep` replace those of the system in tests.
    """

    def __init__(
        self,
        policy: FetchPolicy | None = None,
        *,
        lookup: Lookup = socket.getaddrinfo,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.policy = policy or FetchPolicy()
        self._lookup, self._sleep = lookup, sleep
        self._robots = Robots(self.policy.user_agent)
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)

    def fetch(self, url: str) -> Fetched:
        """Fetch an address and follow redirects.

        Raises InputError for an address that cannot or must not be fetched, a response that is no
        page, and one that takes longer or is larger than the policy allows.
        """
        address = parse_address(url)
        host = self._hosts[address.host]
        with host.lock:
            self._wait(host, address)
            try:
                return self._follow(address)
            finally:
                host.requested_at = time.monotonic()

    def _wait(self, host: _Host, address: Address) -> None:
        if host.requested_at is not None:
            pause = max(self.policy.delay_s, self._robots.delay_s(address))
            self._sleep(max(0.0, host.requested_at + pause - time.monotonic()))

    def _follow(self, address: Address) -> Fetched:
        start, deadline = address, Deadline.after(self.policy.timeout_s)
        for _ in range(self.policy.max_redirects + 1):
            if self.policy.respect_robots:
                self._robots.check(address, lambda a, size: self._request(a, deadline, size))
            response = self._request(address, deadline)
            if response.location is None:
                return _fetched(address, response)
            address = redirected(address, response.location)
        raise InputError(
            f"{start.url!r} redirects more than {self.policy.max_redirects} times; "
            "open it in your browser and give the address that it ends at"
        )

    def _request(
        self, address: Address, deadline: Deadline, max_bytes: int | None = None
    ) -> Response:
        return request(address, self.policy, self._lookup, deadline, max_bytes=max_bytes)


def _fetched(address: Address, response: Response) -> Fetched:
    if not 200 <= response.status < 300:
        raise refused_status(address.url, response.status)
    headers = response.headers
    return Fetched(
        data=response.data,
        url=address.url,
        content_type=headers.get_content_type() if headers.get("Content-Type") else "",
        charset=headers.get_content_charset(),
    )
