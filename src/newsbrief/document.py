"""A Document: an article's title, byline, date and blocks, in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "MARKS",
    "VERBATIM_BLOCKS",
    "VERBATIM_SPANS",
    "Block",
    "BlockKind",
    "Document",
    "Span",
    "SpanKind",
    "paragraph_numbers",
]


class BlockKind(str, Enum):
    """What a block is; the Markdown writer draws each kind in its own way."""

    HEADING = "heading"
    LEAD = "lead"  # the standfirst ("chapô") under the title
    PARAGRAPH = "paragraph"
    QUOTE = "quote"  # a paragraph set off as a quotation
    LIST_ITEM = "list_item"
    TABLE_CELL = "table_cell"
    CODE = "code"  # kept to the letter, never translated
    IMAGE = "image"  # text is the caption or alternative text, target the address
    RULE = "rule"  # a thematic break; no text
    FOOTNOTE = "footnote"  # a note's text, target its label; stands after the article's last block
    MATH = "math"  # a formula set off from the text, as TeX; kept to the letter


VERBATIM_BLOCKS = frozenset({BlockKind.CODE, BlockKind.MATH, BlockKind.RULE})


class SpanKind(str, Enum):
    """Inline markup that a stretch of a block's text carries."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    LINK = "link"
    CODE = "code"
    STRIKE = "strike"
    SUBSCRIPT = "subscript"
    SUPERSCRIPT = "superscript"
    MATH = "math"  # a formula within the text, as TeX
    FOOTNOTE = "footnote"  # a mark: start == end, target the label of a block FOOTNOTE
    IMAGE = "image"  # an image within the text: start == end, target its address


MARKS = frozenset({SpanKind.FOOTNOTE, SpanKind.IMAGE})
VERBATIM_SPANS = frozenset({SpanKind.CODE, SpanKind.MATH})


@dataclass(frozen=True)
class Span:
    """Inline markup over `text[start:end]` of a block, in characters; spans nest, never cross.

    The kinds in `MARKS` stand at a place of the text and cover none of it.
    """

    start: int
    end: int
    kind: SpanKind
    target: str = ""  # a link's or an image's address, a footnote's label
    label: str = ""  # an image's alternative text


@dataclass(frozen=True)
class Block:
    """One block of plain text, without any markup, and the spans that mark stretches of it.

    `level` is a heading's rank (1-6), the depth of a list item (0 for the outermost) or of a
    quotation (1 and up), or a table cell's column (from 0). `number` is an ordered list item's
    number (None: a bullet) or a table cell's row (from 0; row 0 is the header). `target` is an
    image's address, a code block's language, a footnote's label or a heading's id.

    `within` names the list items, quotations and footnotes that hold the block, outermost first:
    a list item's second paragraph is a PARAGRAPH within (LIST_ITEM,), and belongs to the item
    before it. It is empty where kind and level tell as much (see `containers`). `align` is a table
    cell's ("left", "center", "right"), `checked` a task's box; both mostly unset.
    """

    kind: BlockKind
    text: str
    spans: tuple[Span, ...] = ()
    level: int = 0
    number: int | None = None
    target: str = ""
    within: tuple[BlockKind, ...] = ()
    align: str = ""
    checked: bool | None = None

    @property
    def containers(self) -> tuple[BlockKind, ...]:
        """The list items, quotations and footnotes around the block, outermost first."""
        depth = {BlockKind.QUOTE: max(self.level, 1), BlockKind.LIST_ITEM: self.level}
        return self.within or (self.kind,) * depth.get(self.kind, 0)


@dataclass(frozen=True)
class Document:
    """An article as its reader understood it.

    `title` stands apart from `blocks` and is not repeated there. `date` is ISO 8601 where the
    reader could tell (2025-02-24 or 2025-02-24T11:28), else as the article has it. `removed` lists
    the lines that were taken for a web page's clutter, in order: nothing vanishes unseen.
    `paywalled` says that the text stops at a subscription wall.
    """

    blocks: tuple[Block, ...]
    title: str | None = None
    byline: str | None = None
    date: str | None = None
    site: str | None = None
    url: str | None = None
    origin: str = ""
    removed: tuple[str, ...] = field(default=())
    paywalled: bool = False


_NUMBERED = (
    BlockKind.LEAD,
    BlockKind.PARAGRAPH,
    BlockKind.QUOTE,
    BlockKind.LIST_ITEM,
    BlockKind.FOOTNOTE,
)


def paragraph_numbers(blocks: Sequence[Block]) -> dict[int, int]:
    """Return the number that readers see (the 3 of ¶3, from 1) for each block's index.

    Leads, paragraphs, quotations, list items and footnotes are counted, other blocks are not.
    """
    numbered = [i for i, block in enumerate(blocks) if block.kind in _NUMBERED]
    return {index: number for number, index in enumerate(numbered, start=1)}
