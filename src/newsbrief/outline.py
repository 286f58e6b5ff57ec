"""Document → what of it is translated, cut into segments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsbrief.document import VERBATIM_BLOCKS
from newsbrief.projection import phrases
from newsbrief.segments import Segment, segment

if TYPE_CHECKING:
    from newsbrief.document import Document

__all__ = ["Outline"]


@dataclass(frozen=True)
class Outline:
    """What of a document is translated: its title and blocks, then the words of their spans."""

    translatable: tuple[int, ...]  # indices of blocks
    texts: tuple[str, ...]  # the title, and those blocks
    marked: tuple[str, ...]
    segments: tuple[Segment, ...]

    @classmethod
    def of(cls, document: Document) -> Outline:
        """Segment a document's text; code and rules stay as they are."""
        blocks = document.blocks
        translatable = [i for i, b in enumerate(blocks) if b.kind not in VERBATIM_BLOCKS and b.text]
        texts = [document.title or "", *(blocks[i].text for i in translatable)]
        marked = phrases([blocks[i] for i in translatable])
        segments = segment([*texts, *marked])
        return cls(tuple(translatable), tuple(texts), tuple(marked), tuple(segments))

    @property
    def sentences(self) -> list[str]:
        """The text of each segment."""
        return [part.text for part in self.segments]
