"""A brief's blocks in both languages, aligned; every bilingual layout is made from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsbrief.document import Block, BlockKind, group_blocks, has_content, paragraph_numbers
from newsbrief.text.printable import clean_block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.results import Brief

__all__ = ["Pair", "Passage", "passages"]


@dataclass(frozen=True)
class Pair:
    """One block of the article and its English, cleaned for print.

    `index` is the block's place in the document, `number` what readers see after ¶ (None: none).
    `english` is None without a translation.
    """

    index: int
    number: int | None
    french: Block
    english: Block | None

    @property
    def shown(self) -> Block:
        """The English, or the French where there is none."""
        return self.english or self.french

    @property
    def differs(self) -> bool:
        """Whether both are worth showing: code is the same in either language."""
        return self.english is not None and self.english.text != self.french.text


@dataclass(frozen=True)
class Passage:
    """Blocks that are written together: a whole list, a whole table, or one other block."""

    pairs: tuple[Pair, ...]

    @property
    def kind(self) -> BlockKind:
        """The kind that all of its blocks have."""
        return self.pairs[0].french.kind

    @property
    def french(self) -> list[Block]:
        """The article's blocks."""
        return [pair.french for pair in self.pairs]

    @property
    def english(self) -> list[Block]:
        """Their English; none without a translation."""
        return [pair.english for pair in self.pairs if pair.english is not None]


def passages(brief: Brief) -> list[Passage]:
    """Return the passages of `brief` in reading order; blocks without content are left out."""
    pairs = [pair for pair in _pairs(brief) if has_content(pair.french) or has_content(pair.shown)]
    groups = group_blocks([pair.french for pair in pairs])
    return [Passage(tuple(pairs[group.start : group.stop])) for group in groups]


def _pairs(brief: Brief) -> list[Pair]:
    source = brief.document.blocks
    numbers = paragraph_numbers(source)
    translated: Sequence[Block | None] = brief.translation.blocks if brief.translation else ()
    english = translated or [None] * len(source)
    return [
        Pair(i, numbers.get(i), clean_block(french), clean_block(target) if target else None)
        for i, (french, target) in enumerate(zip(source, english, strict=True))
    ]
