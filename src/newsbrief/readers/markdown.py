"""A Markdown article as a Document: blocks inside lists, quotations and notes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from newsbrief.document import Block, BlockKind, Document, Span, SpanKind, with_content
from newsbrief.markdown.front_matter import read_front_matter
from newsbrief.markdown.parser import alternative, parser, read_inline
from newsbrief.readers.pasted.bylines import take_signatures
from newsbrief.text.dates import find_dates
from newsbrief.text.links import clean_target
from newsbrief.text.spans import clean_label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markdown_it.token import Token

    from newsbrief.article import Article

__all__ = ["read_blocks", "read_markdown"]

_BOX = re.compile(r"\[([ xX])\][ \t]+")
_HEADING_ID = re.compile(r"[ \t]*(?<!\\)\{#([\w.:-]+)\}$")
_ALIGN = re.compile(r"text-align:(left|center|right)")


def read_markdown(article: Article) -> Document:
    """Return the title, the metadata of the front matter and the blocks of a Markdown article.

    The title is the front matter's, or else the first heading of rank 1. HTML is stripped to its
    text, a hard line break becomes a newline, and footnotes stand after the text.
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
    """Return a date as ISO 8601 where it can be read, else as it was written."""
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
    if not blocks or blocks[0].kind is not BlockKind.PARAGRAPH or blocks[0].within:
        return blocks
    first = blocks[0]
    others = tuple(span for span in first.spans if not _covers(span, first))
    if len(others) == len(first.spans):
        return blocks
    return (replace(first, kind=BlockKind.LEAD, spans=others), *blocks[1:])


def _covers(span: Span, block: Block) -> bool:
    return span.kind is SpanKind.STRONG and (span.start, span.end) == (0, len(block.text))


def read_blocks(source: str) -> tuple[Block, ...]:
    """Return the blocks of Markdown `source`, in order, and then its footnotes."""
    walk = _Walk()
    for token in parser().parse(source):
        walk.take(token)
    return tuple(with_content([*walk.blocks, *walk.notes]))


@dataclass
class _Walk:
    """The state of a walk through the parser's tokens, and the blocks so far."""

    blocks: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    numbers: list[int | None] = field(default_factory=list)  # the next item's, for each open list
    within: list[BlockKind] = field(default_factory=list)
    around: list[BlockKind] = field(default_factory=list)  # `within`, outside the open footnote
    noting: bool = False
    heading: int = 0
    row: int = -1
    column: int = -1
    align: str = ""
    in_cell: bool = False
    begun: Block | None = None  # the list item or footnote that waits for its first paragraph

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
            self._add(Block(BlockKind.CODE, token.content.removesuffix("\n"), target=language))
        elif name == "math_block":
            lines = filter(None, map(str.strip, token.content.split("\n")))  # indented in lists
            self._add(Block(BlockKind.MATH, "\n".join(lines)))
        elif name == "hr":
            self._add(Block(BlockKind.RULE, ""))
        elif name == "html_block":
            for block in _html_blocks(token.content):
                self._add(block)

    def _add(self, block: Block) -> None:
        """Add a block, after the open list item or footnote if that has no paragraph yet."""
        if (begun := self._begin()) is not None:
            self._add(begun)
        open_items = tuple(self.within)
        if block.kind in (BlockKind.LIST_ITEM, BlockKind.FOOTNOTE):
            open_items = open_items[:-1]
        if replace(block, within=()).containers != open_items:
            block = replace(block, within=open_items)
        (self.notes if self.noting else self.blocks).append(block)

    def _begin(self) -> Block | None:
        begun, self.begun = self.begun, None
        return begun

    def _open(self, name: str, token: Token) -> None:
        if name == "heading_open":
            self.heading = int(token.tag[1])
        elif name == "blockquote_open":
            self._hold(BlockKind.QUOTE)
        elif name == "bullet_list_open":
            self.numbers.append(None)
        elif name == "ordered_list_open":
            self.numbers.append(int(token.attrs.get("start", 1)))
        elif name == "list_item_open":
            self._open_item()
        elif name == "footnote_reference_open":
            self._open_note(clean_label(token.meta["label"]))
        elif name == "table_open":
            self.row = -1
        elif name == "tr_open":
            self.row, self.column = self.row + 1, -1
        elif name in ("th_open", "td_open"):
            aligned = _ALIGN.search(str(token.attrs.get("style", "")))
            self.column, self.in_cell = self.column + 1, True
            self.align = aligned[1] if aligned else ""

    def _hold(self, kind: BlockKind) -> None:
        if (begun := self._begin()) is not None:
            self._add(begun)
        self.within.append(kind)

    def _open_item(self) -> None:
        number = self.numbers[-1]
        self._hold(BlockKind.LIST_ITEM)
        level = self.within.count(BlockKind.LIST_ITEM) - 1
        self.begun = Block(BlockKind.LIST_ITEM, "", level=level, number=number)
        if number is not None:
            self.numbers[-1] = number + 1

    def _open_note(self, label: str) -> None:
        if (begun := self._begin()) is not None:
            self._add(begun)
        self.around, self.within, self.noting = self.within, [BlockKind.FOOTNOTE], True
        self.begun = Block(BlockKind.FOOTNOTE, "", target=label)

    def _close(self, name: str) -> None:
        if name == "heading_close":
            self.heading = 0
        elif name == "blockquote_close":
            self.within.pop()
        elif name in ("bullet_list_close", "ordered_list_close"):
            self.numbers.pop()
        elif name == "list_item_close":
            self.begun = None
            self.within.pop()
        elif name == "footnote_reference_close":
            self.begun = None
            self.within, self.noting = self.around, False
        elif name in ("th_close", "td_close"):
            self.in_cell = False

    def _inline(self, token: Token) -> None:
        children = token.children or []
        alone = not (self.in_cell or self.heading or self.begun)
        if alone and (image := _image(children)) is not None:
            self._add(image)
            return
        text, spans = read_inline(children)
        block = replace(self._frame(), text=text, spans=spans)
        if block.kind is BlockKind.LIST_ITEM:
            block = _with_box(block, token.content)
        if block.kind is BlockKind.HEADING:
            block = _with_id(block, token.content)
        self._add(block)

    def _frame(self) -> Block:
        """Return the block that text at this place belongs to, still empty."""
        if self.in_cell:
            return Block(
                BlockKind.TABLE_CELL, "", level=self.column, number=self.row, align=self.align
            )
        if self.heading:
            return Block(BlockKind.HEADING, "", level=self.heading)
        if (begun := self._begin()) is not None:
            return begun
        if self.within and self.within[-1] is BlockKind.QUOTE:
            return Block(BlockKind.QUOTE, "", level=self.within.count(BlockKind.QUOTE))
        return Block(BlockKind.PARAGRAPH, "")


def _with_box(item: Block, source: str) -> Block:
    """Return the item of a task list without the box in its text, and with its state."""
    match = _BOX.match(source)
    if match is None or not item.text.startswith(match[0].rstrip()):
        return item
    return replace(_without(item, 0, match.end()), checked=match[1] != " ")


def _with_id(heading: Block, source: str) -> Block:
    """Return a heading with the id that is written after its text."""
    match = _HEADING_ID.search(source)
    if match is None or not heading.text.endswith(match[0]):
        return heading
    start = len(heading.text) - len(match[0])
    return replace(_without(heading, start, len(heading.text)), target=match[1])


def _without(block: Block, start: int, end: int) -> Block:
    """Return the block without `text[start:end]`, its spans moved along with their words."""
    text = block.text[:start] + block.text[end:]
    moved = (
        replace(span, start=_moved(span.start, start, end), end=_moved(span.end, start, end))
        for span in block.spans
    )
    return replace(block, text=text, spans=tuple(moved))


def _moved(place: int, start: int, end: int) -> int:
    return place - max(0, min(place, end) - start)


def _image(children: list[Token]) -> Block | None:
    """Return a paragraph of one image (alone, linked or above its caption) as an image block."""
    image, link, rest = _leading_image(children)
    if image is None:
        return None
    target = clean_target(str(image.attrs.get("src", "")))
    text = _described(image)
    spans: tuple[Span, ...] = ()
    if rest:
        if rest[0].type not in ("softbreak", "hardbreak"):
            return None
        caption, spans = read_inline(rest[1:])
        text = caption.replace("\n", " ")
        spans = tuple(s for s in spans if s != Span(0, len(text), SpanKind.EMPHASIS))
    if link:
        spans = (Span(0, len(text), SpanKind.LINK, link), *spans)
    return Block(BlockKind.IMAGE, text, spans, target=target)


def _leading_image(children: list[Token]) -> tuple[Token | None, str, list[Token]]:
    """Return the image that a paragraph begins with, what it links to, and what follows."""
    kinds = [child.type for child in children[:3]]
    if kinds[:1] == ["image"]:
        return children[0], "", children[1:]
    if kinds == ["link_open", "image", "link_close"]:
        return children[1], clean_target(str(children[0].attrs.get("href", ""))), children[3:]
    return None, "", []


def _described(image: Token) -> str:
    """Return an image's alternative text, and its title where that differs."""
    alt, title = alternative(image), " ".join(str(image.attrs.get("title", "")).split())
    if not alt or not title or title.startswith(alt):
        return title or alt
    return f"{alt}{'' if alt[-1] in '.?!…' else '.'} {title}"


def _html_blocks(source: str) -> list[Block]:
    from newsbrief.readers.html.blocks import parse_fragment, read_elements

    return read_elements(parse_fragment(source))
