"""An Edit: other words for a stretch of the English, found on the text as the model wrote it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Edit", "apply_edits"]


@dataclass(frozen=True)
class Edit:
    """`text` is to stand in the place of `english[start:end]`."""

    start: int
    end: int
    text: str


def apply_edits(english: str, edits: Iterable[Edit]) -> str:
    """Return `english` with all edits; of two that overlap the one given first is made."""
    kept: list[Edit] = []
    for edit in edits:
        if all(edit.end <= other.start or other.end <= edit.start for other in kept):
            kept.append(edit)
    for edit in sorted(kept, key=lambda e: e.start, reverse=True):
        english = english[: edit.start] + edit.text + english[edit.end :]
    return english
