"""Edits of the English of one sentence, made together so that their positions stay valid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Edit", "apply_edits"]


@dataclass(frozen=True)
class Edit:
    """`text` replaces `english[start:end]`; positions are those of the text before any edit."""

    start: int
    end: int
    text: str


def apply_edits(english: str, edits: Iterable[Edit]) -> str:
    """Return `english` with the edits made; of two that overlap, only the first of `edits`."""
    kept: list[Edit] = []
    for edit in edits:
        if all(edit.end <= before.start or before.end <= edit.start for before in kept):
            kept.append(edit)
    for edit in sorted(kept, key=lambda e: e.start, reverse=True):
        english = english[: edit.start] + edit.text + english[edit.end :]
    return english
