"""Fetches pages: each address and each redirect checked, one page of a host at a time."""

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
from newsbrief.inputs.web.request import ask
from newsbrief.inputs.web.robots import Robots

if TYPE_CHECKING:
    from collections.abc import Callable

    from newsbrief.inputs.web.address import Address, Lookup
    from newsbrief.inputs.web.request import Answer

__all__ = ["Fetcher"]


@dataclass
class _Host:
    """One host's turn, and when a page of it was last asked for."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    asked_at: float | None = None


class Fetcher:
    """Fetches for one run: remembers each site's robots.txt, and when it was last asked.

    Threads may share it. `lookup` and `sleep` stand for the system's.
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
        """Fetch what stands at an address, redirects followed.

        Raises InputError for an address that cannot or must not be asked, an answer that is no
        page, and what takes longer or is larger than the policy allows.
        """
        address = parse_address(url)
        host = self._hosts[address.host]
        with host.lock:
            self._wait(host, address)
            try:
                return self._follow(address)
            finally:
                host.asked_at = time.monotonic()

    def _wait(self, host: _Host, address: Address) -> None:
        if host.asked_at is not None:
            pause = max(self.policy.delay_s, self._robots.delay_s(address))
            self._sleep(max(0.0, host.asked_at + pause - time.monotonic()))

    def _follow(self, address: Address) -> Fetched:
        given, deadline = address, Deadline.after(self.policy.timeout_s)
        for _ in range(self.policy.max_redirects + 1):
            if self.policy.respect_robots:
                self._robots.check(address, lambda a, size: self._ask(a, deadline, size))
            answer = self._ask(address, deadline)
            if answer.location is None:
                return _fetched(address, answer)
            address = redirected(address, answer.location)
        raise InputError(
            f"{given.url!r} redirects more than {self.policy.max_redirects} times; "
            "open it in your browser and give the address that it ends at"
        )

    def _ask(self, address: Address, deadline: Deadline, max_bytes: int | None = None) -> Answer:
        return ask(address, self.policy, self._lookup, deadline, max_bytes=max_bytes)


def _fetched(address: Address, answer: Answer) -> Fetched:
    if not 200 <= answer.status < 300:
        raise refused_status(address.url, answer.status)
    told = answer.headers
    return Fetched(
        data=answer.data,
        url=address.url,
        content_type=told.get_content_type() if told.get("Content-Type") else "",
        charset=told.get_content_charset(),
    )
