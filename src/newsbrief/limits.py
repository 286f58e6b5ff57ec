"""Bounds that a child process sets for itself before it takes up hostile input."""

from __future__ import annotations

from contextlib import suppress

__all__ = ["limit_memory"]


def limit_memory(num_bytes: int) -> None:
    """Let this process have `num_bytes` of memory at most; a lower limit that it has stands."""
    with suppress(ImportError, ValueError, OSError):  # not on Windows
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (num_bytes, num_bytes))
