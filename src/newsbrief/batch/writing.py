"""What a batch writes of an article: a file's content as the main command's, or a record."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsbrief.writing import Writing

if TYPE_CHECKING:
    from newsbrief.pipeline import Brief

__all__ = ["AsFile", "AsRecord"]


@dataclass(frozen=True)
class AsFile:
    """A file of each brief. It can be sent to other processes."""

    writing: Writing = field(default_factory=Writing)

    @property
    def suffix(self) -> str:
        """How a file's name ends."""
        return self.writing.suffix

    def __call__(self, key: str, brief: Brief) -> bytes:
        """Return what the main command writes."""
        return self.writing(brief)


@dataclass(frozen=True)
class AsRecord:
    """One JSON object in one line, with the article's key as its id."""

    suffix: str = ""  # a line has no name

    def __call__(self, key: str, brief: Brief) -> bytes:
        """Return the record with a line end."""
        from newsbrief.record import dumped, fields

        return (dumped({"id": key, **fields(brief)}) + "\n").encode()
