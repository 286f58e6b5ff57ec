"""A Document: an article's title, byline, date and blocks, and the tree that the blocks form."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "MARKS",
    "VERBATIM_BLOCKS",
    "VERBATIM_SPANS",
    "Block",
    "BlockKind",
    "Document",
    "Nested",
    "Span",
    "SpanKind",
    "group_blocks",
    "groups",
    "has_content",
    "heading_shift",
    "nested",
    "paragraph_numbers",
    "with_content",
]


class BlockKind(str, Enum):
    """What a block is; the Markdown writer writes each kind differently."""

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

    @property
    def texts(self) -> list[str]:
        """The text of the title ("" if there is none) and of each block, in order."""
        return [self.title or "", *(block.text for block in self.blocks)]

    @property
    def num_words(self) -> int:
        """How many words these texts hold."""
        return sum(len(text.split()) for text in self.texts)


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


_CONTAINERS = (BlockKind.LIST_ITEM, BlockKind.FOOTNOTE)
_Path = tuple[BlockKind, ...]


@dataclass(frozen=True)
class Nested:
    """A block and the containers that are open around it, outermost first."""

    block: Block
    path: _Path

    def inside(self, depth: int) -> BlockKind | None:
        """Return the container at `depth` (from 0), None where the block itself stands there."""
        return self.path[depth] if depth < len(self.path) else None


def has_content(block: Block) -> bool:
    """Tell whether a block has anything to show."""
    if block.kind is BlockKind.RULE or block.text.strip():
        return True
    marked = any(span.kind in MARKS and span.target for span in block.spans)
    return marked or (block.kind is BlockKind.IMAGE and bool(block.target))


def with_content(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks that show something, and the empty containers around such blocks.

    Removing an empty container moves its contents out, which may leave another one empty: so this
    is repeated until nothing changes, at most once for each level of nesting.
    """
    kept = _with_content_once(blocks)
    while len(kept) < len(blocks):
        blocks, kept = kept, _with_content_once(kept)
    return kept


def _with_content_once(blocks: Sequence[Block]) -> list[Block]:
    kept: list[Nested] = []
    for part in reversed(nested(blocks)):
        if has_content(part.block) or (kept and _contains(part, kept[-1])):
            kept.append(part)
    return [part.block for part in reversed(kept)]


def _contains(part: Nested, after: Nested) -> bool:
    """Tell whether a block without text contains the next one.

    A plain paragraph does not count: it would be read as the block's text.
    """
    within = (*part.path, part.block.kind)
    if part.block.kind not in _CONTAINERS or after.path[: len(within)] != within:
        return False
    plain = after.block.kind in (BlockKind.PARAGRAPH, BlockKind.LEAD, BlockKind.IMAGE)
    return after.path != within or not plain


def nested(blocks: Iterable[Block]) -> list[Nested]:
    """Return the blocks with the containers that are open around them.

    A block that names a list item or a footnote that is not open moves out of it.
    """
    parts: list[Nested] = []
    opened: _Path = ()
    for block in blocks:
        path = (
            () if block.kind is BlockKind.FOOTNOTE else _open_containers(block.containers, opened)
        )
        parts.append(Nested(block, path))
        opened = (*path, block.kind) if block.kind in _CONTAINERS else path
    return parts


def _open_containers(wanted: _Path, opened: _Path) -> _Path:
    path: _Path = ()
    for kind in wanted:
        if kind is BlockKind.QUOTE or opened[: len(path) + 1] == (*path, kind):
            path += (kind,)
    return path


def groups(parts: Sequence[Nested], depth: int = 0) -> list[range]:
    """Return the runs of `parts`, all inside the same container at `depth`, that belong together.

    A run is a whole list, quotation, footnote or table, or any other block.
    """
    runs: list[range] = []
    for index, part in enumerate(parts):
        if index and _continues(parts[runs[-1].start], parts[index - 1], part, depth):
            runs[-1] = range(runs[-1].start, index + 1)
        else:
            runs.append(range(index, index + 1))
    return runs


def _continues(first: Nested, previous: Nested, part: Nested, depth: int) -> bool:
    """Tell whether `part` continues the run that `first` begins."""
    around = part.inside(depth)
    if first.inside(depth) is not None:
        return around is first.inside(depth)
    kind = first.block.kind
    if kind in _CONTAINERS:
        listed = kind is BlockKind.LIST_ITEM and around is None and part.block.kind is kind
        return around is kind or listed
    if kind is not BlockKind.TABLE_CELL or around is not None or part.block.kind is not kind:
        return False
    before, after = previous.block, part.block
    return (before.number or 0, before.level) < (after.number or 0, after.level)


def group_blocks(blocks: Sequence[Block]) -> list[range]:
    """Return the runs of `blocks` that are shown together: a list, a table, a note, or one block.

    The paragraphs of a quotation are shown one by one where it holds nothing else.
    """
    runs: list[range] = []
    for group in groups(nested(blocks)):
        quoted = all(blocks[index].kind is BlockKind.QUOTE for index in group)
        runs += [range(index, index + 1) for index in group] if quoted else [group]
    return runs


def heading_shift(blocks: Iterable[Block], top: int) -> int:
    """Return what to add to each heading's rank so that the highest one gets `top`."""
    ranks = [max(block.level, 1) for block in blocks if block.kind is BlockKind.HEADING]
    return top - min(ranks, default=top)
