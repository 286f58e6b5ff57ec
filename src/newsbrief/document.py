"""A Document: an article's title, byline, date and blocks, in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Block", "BlockKind", "Document", "Span", "SpanKind", "paragraph_numbers"]


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


class SpanKind(str, Enum):
    """Inline markup that a stretch of a block's text carries."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    LINK = "link"
    CODE = "code"


@dataclass(frozen=True)
class Span:
    """Inline markup over `text[start:end]` of a block, in characters; spans nest, never cross."""

    start: int
    end: int
    kind: SpanKind
    target: str = ""  # a link's address


@dataclass(frozen=True)
class Block:
    """One block of plain text, without any markup, and the spans that mark stretches of it.

    `level` is a heading's rank (1-6), the depth of a list item (0 for the outermost) or of a
    quotation (1 and up), or a table cell's column (from 0). `number` is an ordered list item's
    number (None: a bullet) or a table cell's row (from 0; row 0 is the header). `target` is an
    image's address or a code block's language.
    """

    kind: BlockKind
    text: str
    spans: tuple[Span, ...] = ()
    level: int = 0
    number: int | None = None
    target: str = ""


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


_NUMBERED = (BlockKind.LEAD, BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.LIST_ITEM)


def paragraph_numbers(blocks: Sequence[Block]) -> dict[int, int]:
    """Return the number that readers see (the 3 of ¶3, from 1) for each block's index.

    Leads, paragraphs, quotations and list items are counted; other blocks have no number.
    """
    numbered = [i for i, block in enumerate(blocks) if block.kind in _NUMBERED]
    return {index: number for number, index in enumerate(numbered, start=1)}
