"""The address of a Ray cluster."""

from __future__ import annotations

import re

__all__ = ["LOCAL", "is_address"]

LOCAL = "local"  # this machine, in a cluster that is started and ended with the run
_PLACE = re.compile(r"(?:\[[0-9A-Fa-f:.]+\]|\w[\w.-]*):\d+")


def is_address(text: str) -> bool:
    """Tell a cluster's address from an input or an option: auto, host:6379, ray://host:10001."""
    return text in ("auto", LOCAL) or text.startswith("ray://") or bool(_PLACE.fullmatch(text))
