"""What a site's robots.txt allows (RFC 9309); it is fetched once per run for each site.

We use Protego and not the standard library's robotparser, which applies the first rule that
matches, where RFC 9309 applies the longest, and knows no wildcards before Python 3.14.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsbrief.errors import InputError
from newsbrief.inputs.web.address import parse_address, redirected

if TYPE_CHECKING:
    from collections.abc import Callable

    from protego import Protego

    from newsbrief.inputs.web.address import Address
    from newsbrief.inputs.web.request import Response

__all__ = ["Robots"]

_MAX_BYTES = 500 * 1024  # RFC 9309: at least this much must be read
_MAX_REDIRECTS = 5  # RFC 9309: at least this many should be followed
_MAX_DELAY_S = 10.0  # a site may ask for hours


@dataclass(frozen=True)
class _Rules:
    """A site's rules; `failed` is the HTTP status if the site failed to send them."""

    parsed: Protego
    failed: int | None = None


@dataclass
class Robots:
    """The rules of the sites so far, by origin.

    `request` fetches an address, up to a number of bytes: see `request.request`.
    """

    user_agent: str
    known: dict[str, _Rules] = field(default_factory=dict)

    def check(self, address: Address, request: Callable[[Address, int], Response]) -> None:
        """Raise InputError unless the site lets this program read the address."""
        rules = self._rules(address, request)
        if rules.failed is not None:
            raise InputError(
                f"{address.origin}/robots.txt cannot be had (HTTP {rules.failed}), so the site may "
                "not want programs; try again later, or add --ignore-robots if it is your own"
            )
        if not rules.parsed.can_fetch(address.url, self.user_agent):
            raise InputError(
                f"{address.url!r} is closed to programs by the site's robots.txt; "
                "save the page from your browser, or add --ignore-robots if the site is your own"
            )

    def delay_s(self, address: Address) -> float:
        """Return the pause between two pages that the site wants, at most ten seconds."""
        rules = self.known.get(address.origin)
        wanted = rules.parsed.crawl_delay(self.user_agent) if rules else None
        return min(wanted or 0.0, _MAX_DELAY_S)

    def _rules(self, address: Address, request: Callable[[Address, int], Response]) -> _Rules:
        if address.origin not in self.known:
            self.known[address.origin] = _fetch(address.origin, request)
        return self.known[address.origin]


def _fetch(origin: str, request: Callable[[Address, int], Response]) -> _Rules:
    """Return a site's rules; without a robots.txt, or with endless redirects, they allow all."""
    address = parse_address(f"{origin}/robots.txt")
    for _ in range(_MAX_REDIRECTS + 1):
        response = request(address, _MAX_BYTES)
        if response.location is None:
            failed = response.status if response.status >= 500 else None
            return _rules(response.data.decode("utf-8", "replace"), failed)
        address = redirected(address, response.location)
    return _rules("")


def _rules(text: str, failed: int | None = None) -> _Rules:
    from protego import Protego

    return _Rules(Protego.parse(text), failed)
