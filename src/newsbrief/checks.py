"""Findings: what was verified in a brief and what a reader must look at."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

__all__ = ["Finding", "FindingKind"]


class FindingKind(str, Enum):
    """What a finding is about."""

    NUMBER = "number"  # a figure lost, changed or added
    LANGUAGE = "language"  # the article is not French, or in part
    LENGTH = "length"  # a hypothesis far too short or too long
    LOOP = "loop"  # a repetition loop
    UNTRANSLATED = "untranslated"  # the French was kept
    MARKUP = "markup"  # a link or emphasis that could not be placed
    SUMMARY = "summary"  # a summary sentence dropped or not supported
    SOURCE = "source"  # about the article itself: a paywall stub, removed clutter


@dataclass(frozen=True)
class Finding:
    """One thing a reader must know: what, where, and the words concerned.

    `block` is the index of the block in the document (None: the whole article or the summary).
    """

    kind: FindingKind
    message: str
    block: int | None = None
