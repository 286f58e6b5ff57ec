"""The layouts of a brief: how the French stands to the English."""

from __future__ import annotations

from enum import Enum

__all__ = ["Layout"]


class Layout(str, Enum):
    """How the French stands to the English in the translation."""

    ENGLISH = "english"  # the English alone
    INTERLEAVED = "interleaved"  # the French below each block
    SIDE_BY_SIDE = "side-by-side"  # two columns, block by block
