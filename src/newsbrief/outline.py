"""Document → what of it is translated, cut into segments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsbrief.document import VERBATIM_BLOCKS, VERBATIM_SPANS
from newsbrief.projection import covers, phrases
from newsbrief.segments import Segment, segment
from newsbrief.verbatim import Verbatim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.document import Block, Document
    from newsbrief.marks import Sentences

__all__ = ["Outline"]


def _has_words(block: Block) -> bool:
    if any(span.kind in VERBATIM_SPANS and covers(block, span) for span in block.spans):
        return False
    return bool(block.text or any(span.label for span in block.spans))


@dataclass(frozen=True)
class Outline:
    """What of a document is translated: its title and blocks, then the words of their spans."""

    translatable: tuple[int, ...]  # indices of blocks
    texts: tuple[str, ...]  # the title, and those blocks
    marked: tuple[str, ...]
    segments: tuple[Segment, ...]
    verbatim: Verbatim

    @classmethod
    def of(cls, document: Document) -> Outline:
        """Segment a document's text; code and rules stay as they are."""
        blocks = document.blocks
        translatable = [
            i for i, b in enumerate(blocks) if b.kind not in VERBATIM_BLOCKS and _has_words(b)
        ]
        texts = [document.title or "", *(blocks[i].text for i in translatable)]
        marked = phrases([blocks[i] for i in translatable])
        segments = segment([*texts, *marked])
        kept = Verbatim.of(blocks[i] for i in translatable)
        return cls(tuple(translatable), tuple(texts), tuple(marked), tuple(segments), kept)

    def borders(self, english: Sequence[str]) -> list[Sentences]:
        """Where the sentences of each of `texts` end, given their English, one for each segment."""
        borders: list[list[tuple[int, int]]] = [[] for _ in self.texts]
        for part, text in zip(self.segments, english, strict=True):
            if part.unit < len(self.texts):
                own = borders[part.unit]
                begun, written = own[-1] if own else (0, 0)
                end = self.texts[part.unit].index(part.text, begun) + len(part.text)
                own.append((end, written + len(text) + len(part.joiner)))
        return [tuple(own) for own in borders]

    @property
    def sentences(self) -> list[str]:
        """The text of each segment."""
        return [part.text for part in self.segments]
