"""What a fetch may do, and what it brings."""

from __future__ import annotations

from dataclasses import dataclass

from newsbrief import __version__
from newsbrief.article import MAX_BYTES

__all__ = ["FetchPolicy", "Fetched"]


@dataclass(frozen=True)
class FetchPolicy:
    """The limits of a fetch.

    `timeout_s` bounds one address with its robots.txt and redirects, `max_bytes` what came, packed
    and unpacked. `delay_s` is waited between two pages of one host.
    """

    timeout_s: float = 30.0
    max_bytes: int = MAX_BYTES
    max_redirects: int = 10
    allow_private: bool = False
    respect_robots: bool = True
    delay_s: float = 1.0
    user_agent: str = f"newsbrief/{__version__}"


@dataclass(frozen=True)
class Fetched:
    """What an address held: `url` is where redirects led, `content_type` lower case or ""."""

    data: bytes
    url: str
    content_type: str = ""
    charset: str | None = None
