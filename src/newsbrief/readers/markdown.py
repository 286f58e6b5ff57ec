"""A Markdown article as a Document."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from newsbrief.document import Block, BlockKind, Document, Span, SpanKind
from newsbrief.front_matter import read_front_matter
from newsbrief.links import clean_target
from newsbrief.markdown_inline import parser, read_inline
from newsbrief.readers.dates import find_dates
from newsbrief.readers.signature import take_signatures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown_it.token import Token

    from newsbrief.article import Article

__all__ = ["read_blocks", "read_markdown"]


def read_markdown(article: Article) -> Document:
    """Return the title, the metadata of the front matter and the blocks of a Markdown article.

    The first heading of rank 1 is the title; the front matter's stands when it has none. HTML is
    stripped to its text, footnotes stay as paragraphs, a hard line break is a newline.
    """
    fields, body = read_front_matter(article.text)
    blocks = read_blocks(body)
    title, blocks = _take_title(_first(fields, "title", "titre"), blocks)
    blocks, signed = take_signatures(blocks)
    return Document(
        blocks=_with_lead(blocks) if title else blocks,
        title=title,
        byline=_first(fields, "byline", "author", "authors", "auteur", "auteurs") or signed.byline,
        date=_date(_first(fields, "date", "published")) or signed.date,
        site=_first(fields, "site", "source", "publication"),
        url=clean_target(_first(fields, "url", "link", "lien") or "") or None,
        origin=article.origin,
    )


def _first(fields: Mapping[str, str], *names: str) -> str | None:
    return next((fields[name] for name in names if fields.get(name)), None)


def _date(written: str | None) -> str | None:
    """Return a date as ISO 8601 where it can be told, else as it was written."""
    return next((date.iso for date in find_dates(written or "")), written)


def _take_title(
    title: str | None, blocks: tuple[Block, ...]
) -> tuple[str | None, tuple[Block, ...]]:
    """Return the title and the blocks without it."""
    heads = (i for i, b in enumerate(blocks) if b.kind is BlockKind.HEADING and b.level == 1)
    first = next(heads, None)
    if first is None or (title and blocks[first].text.casefold() != title.casefold()):
        return title, blocks
    return title or blocks[first].text, blocks[:first] + blocks[first + 1 :]


def _with_lead(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks with a first paragraph that is strong from end to end as the lead."""
    if not blocks or blocks[0].kind is not BlockKind.PARAGRAPH:
        return blocks
    first = blocks[0]
    others = tuple(span for span in first.spans if not _covers(span, first))
    if len(others) == len(first.spans):
        return blocks
    return (replace(first, kind=BlockKind.LEAD, spans=others), *blocks[1:])


def _covers(span: Span, block: Block) -> bool:
    return span.kind is SpanKind.STRONG and (span.start, span.end) == (0, len(block.text))


def read_blocks(source: str) -> tuple[Block, ...]:
    """Return the blocks of Markdown `source`, in order."""
    walk = _Walk()
    for token in parser().parse(source):
        walk.take(token)
    return tuple(block for block in walk.blocks if block.text or block.kind in _TEXTLESS)


_TEXTLESS = (BlockKind.RULE, BlockKind.IMAGE)


@dataclass
class _Walk:
    """Where the walk through the parser's tokens stands, and the blocks so far."""

    blocks: list[Block] = field(default_factory=list)
    numbers: list[int | None] = field(default_factory=list)  # the next one, for each open list
    quotes: int = 0
    heading: int = 0
    row: int = -1
    column: int = -1
    in_cell: bool = False
    item: Block | None = None  # the list item whose first paragraph is to come

    def take(self, token: Token) -> None:
        """Take the next token."""
        name = token.type
        if name.endswith("_open"):
            self._open(name, token)
        elif name.endswith("_close"):
            self._close(name)
        elif name == "inline":
            self._inline(token)
        elif name in ("fence", "code_block"):
            language = token.info.split(maxsplit=1)[0] if token.info.strip() else ""
            code = token.content.removesuffix("\n")
            self.blocks.append(Block(BlockKind.CODE, code, target=language))
        elif name == "hr":
            self.blocks.append(Block(BlockKind.RULE, ""))
        elif name == "html_block":
            self.blocks += _html_blocks(token.content)

    def _open(self, name: str, token: Token) -> None:
        if name == "heading_open":
            self.heading = int(token.tag[1])
        elif name == "blockquote_open":
            self.quotes += 1
        elif name == "bullet_list_open":
            self.numbers.append(None)
        elif name == "ordered_list_open":
            self.numbers.append(int(token.attrs.get("start", 1)))
        elif name == "list_item_open":
            self._open_item()
        elif name == "table_open":
            self.row = -1
        elif name == "tr_open":
            self.row, self.column = self.row + 1, -1
        elif name in ("th_open", "td_open"):
            self.column, self.in_cell = self.column + 1, True

    def _open_item(self) -> None:
        number = self.numbers[-1]
        level = len(self.numbers) - 1
        self.item = Block(BlockKind.LIST_ITEM, "", level=level, number=number)
        if number is not None:
            self.numbers[-1] = number + 1

    def _close(self, name: str) -> None:
        if name == "heading_close":
            self.heading = 0
        elif name == "blockquote_close":
            self.quotes -= 1
        elif name in ("bullet_list_close", "ordered_list_close"):
            self.numbers.pop()
        elif name == "list_item_close":
            self.item = None
        elif name in ("th_close", "td_close"):
            self.in_cell = False

    def _inline(self, token: Token) -> None:
        children = token.children or []
        if (image := _image(children)) is not None and not self.in_cell:
            self.blocks.append(image)
            return
        text, spans = read_inline(children)
        self.blocks.append(replace(self._frame(), text=text, spans=spans))

    def _frame(self) -> Block:
        """Return the kind of block that text has here, still empty."""
        if self.in_cell:
            return Block(BlockKind.TABLE_CELL, "", level=self.column, number=self.row)
        if self.heading:
            return Block(BlockKind.HEADING, "", level=self.heading)
        if self.item is not None:
            item, self.item = self.item, None
            return item
        if self.quotes:
            return Block(BlockKind.QUOTE, "", level=self.quotes)
        return Block(BlockKind.PARAGRAPH, "")


def _image(children: list[Token]) -> Block | None:
    """Return a paragraph that is an image, alone or above its caption, as an image."""
    if not children or children[0].type != "image":
        return None
    target = clean_target(str(children[0].attrs.get("src", "")))
    if len(children) == 1:
        return Block(BlockKind.IMAGE, children[0].content, target=target)
    if children[1].type not in ("softbreak", "hardbreak"):
        return None
    caption, spans = read_inline(children[2:])
    spans = tuple(s for s in spans if s != Span(0, len(caption), SpanKind.EMPHASIS))
    return Block(BlockKind.IMAGE, caption.replace("\n", " "), spans, target=target)


def _html_blocks(source: str) -> list[Block]:
    from newsbrief.readers.html_blocks import parse_fragment, read_elements

    return read_elements(parse_fragment(source))
