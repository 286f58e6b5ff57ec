"""HTML elements as Blocks: structure, tables and inline markup, without hidden text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from newsbrief.document import Block, BlockKind, SpanKind
from newsbrief.readers.html.notes import as_note, call_of
from newsbrief.readers.html.style import hides
from newsbrief.readers.html.text import InlineText
from newsbrief.text.html_tree import parse_page
from newsbrief.text.links import clean_target
from newsbrief.text.normal import normalise
from newsbrief.text.spans import HTML_SPANS

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from newsbrief.document import Span

__all__ = ["Placed", "is_hidden", "parse_fragment", "read_elements", "read_placed"]

_CELL_CHARS = 600  # a longer cell is a column of the page, and no figure or label
_UNREAD = frozenset(
    """script style template noscript svg math canvas object embed iframe audio video head
    title button input select textarea option datalist dialog map area progress meter
    amp-ad amp-embed amp-sidebar amp-social-share amp-consent""".split()
)
_INLINE = {**HTML_SPANS, "a": SpanKind.LINK}
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_PHRASING = frozenset(
    """a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q ruby
    rb rp rt s samp small span strike strong sub sup time tt u var wbr o-link amp-link""".split()
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_BLANK_LINE = re.compile(r"\n\s*\n")
_WRAPPED_CHARS = 50  # hard-wrapped prose has longer lines; a timetable or a poem has shorter ones
_ALT_WORDS = 3  # a shorter alternative text is a name or a label, not a caption


def _table_rows(table: HtmlElement) -> list[list[HtmlElement]]:
    """Return the cells of each row that has any."""
    rows = (list(row.iterchildren("td", "th")) for row in table.iter("tr"))
    return [cells for cells in rows if cells]


def _is_data_table(table: HtmlElement) -> bool:
    """Whether a table has figures or labels and does not lay out the page."""
    rows = _table_rows(table)
    return (
        len(rows) > 1
        and max(map(len, rows)) > 1
        and table.find(".//table") is None
        and table.find(".//h1") is None
        and all(len(cell.text_content()) < _CELL_CHARS for cells in rows for cell in cells)
    )


def parse_fragment(source: str) -> HtmlElement:
    """Return a piece of HTML as one element, even if it is a whole page, or only comments."""
    body = parse_page(f"<html><body><div>{source}</div></body></html>").find("body")
    return body if body is not None else parse_page("<div></div>")


def is_hidden(element: HtmlElement) -> bool:
    """Whether a browser would show nothing of the element, by the element's attributes."""
    return bool(
        element.tag in _UNREAD
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or hides(element.get("style", ""))
    )


@dataclass(frozen=True)
class Placed:
    """A block and the element that it comes from."""

    block: Block
    element: HtmlElement


def read_elements(root: HtmlElement, base: str | None = None) -> list[Block]:
    """Return the blocks of `root`, in order: see `read_placed`."""
    return [placed.block for placed in read_placed(root, base)]


def read_placed(root: HtmlElement, base: str | None = None) -> list[Placed]:
    """Return the blocks of `root`, in order; relative addresses are resolved against `base`.

    Text outside any paragraph element becomes paragraphs: only hidden text is left out.
    """
    walk = _Walk(base, root)
    walk.children(root)
    walk.flush()
    return walk.blocks


@dataclass
class _Frame:
    """The block that the next text belongs to; a list item's second paragraph is `within` it."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    number: int | None = None
    within: tuple[BlockKind, ...] = ()


@dataclass
class _Walk:
    """A walk through the elements: the blocks so far, and the inline text not yet in one."""

    base: str | None
    here: HtmlElement  # the innermost element that is not inline markup
    blocks: list[Placed] = field(default_factory=list)
    frame: _Frame = field(default_factory=_Frame)
    lists: list[int | None] = field(default_factory=list)  # the next number of each open list
    text: InlineText = field(default_factory=InlineText)
    calls: dict[str, str] = field(default_factory=dict)  # footnotes: the note's id, its label

    def children(self, element: HtmlElement) -> None:
        """Read an element's text and children."""
        self.text.add(element.text)
        for child in element:
            if isinstance(child.tag, str) and not is_hidden(child):
                self.element(child)
            self.text.add(child.tail)

    def add(self, block: Block, element: HtmlElement) -> None:
        """Add a finished block."""
        self.blocks.append(Placed(as_note(block, element, self.calls), element))

    def element(self, element: HtmlElement) -> None:
        """Read one visible element."""
        tag = element.tag
        if tag == "br":
            self.text.break_line()
        elif tag in _PHRASING or _is_inline_component(element):
            self._inline(element)
        elif tag in _HEADINGS:
            self._framed(element, _Frame(BlockKind.HEADING, int(tag[1])))
        elif tag in ("img", "amp-img"):
            self._image(element)
        elif tag == "hr":
            self.flush()
            self.add(Block(BlockKind.RULE, ""), element)
        else:
            self._structure(element)

    def _structure(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in ("ul", "ol", "menu"):
            self._list(element)
        elif tag == "li":
            self._item(element)
        elif tag == "blockquote":
            depth = self.frame.level if self.frame.kind is BlockKind.QUOTE else 0
            self._framed(element, _Frame(BlockKind.QUOTE, depth + 1))
        elif tag == "pre":
            self._preformatted(element)
        elif tag == "table" and _is_data_table(element):
            self._table(element)
        elif tag == "figure":
            self._figure(element)
        else:
            self._framed(element, self.frame)

    def _framed(self, element: HtmlElement, frame: _Frame) -> None:
        self.flush()
        outer, self.frame, self.here = (self.frame, self.here), frame, element
        self.children(element)
        self.flush()
        self.frame, self.here = outer

    def _inline(self, element: HtmlElement) -> None:
        if element.tag in ("sup", "a") and (call := call_of(element)) is not None:
            self.calls.setdefault(*call)
            self.text.mark(SpanKind.FOOTNOTE, self.calls[call[0]])
            return
        if element.tag == "sup" and self.text.ends_in_digit:  # 10⁶, which is not 106
            self.text.add(element.text_content().translate(_RAISED))
            return
        kind = _INLINE.get(element.tag)
        if kind is None:
            self.children(element)
            return
        self.text.open(kind, clean_target(element.get("href", ""), self.base))
        self.children(element)
        self.text.close()

    def _preformatted(self, element: HtmlElement) -> None:
        """Read code as it is; without <code>, as paragraphs: old sites set whole articles so."""
        self.flush()
        text = normalise(element.text_content())
        if element.find(".//code") is not None:
            self.add(Block(BlockKind.CODE, text.strip("\n")), element)
            return
        for paragraph in filter(str.strip, _BLANK_LINE.split(text)):
            lines = [" ".join(line.split()) for line in paragraph.strip().split("\n")]
            joint = "\n" if max(map(len, lines)) < _WRAPPED_CHARS else " "
            self.add(Block(self.frame.kind, joint.join(lines), level=self.frame.level), element)

    def _list(self, element: HtmlElement) -> None:
        self.flush()
        start = element.get("start", "1")
        first = int(start) if start.isdecimal() else 1
        self.lists.append(first if element.tag == "ol" else None)
        self.children(element)
        self.flush()
        self.lists.pop()

    def _item(self, element: HtmlElement) -> None:
        number = self.lists[-1] if self.lists else None
        if number is not None:
            value = element.get("value", "")
            number = int(value) if value.isdecimal() else number
            self.lists[-1] = number + 1
        level = max(len(self.lists) - 1, 0)
        self._framed(element, _Frame(BlockKind.LIST_ITEM, level, number))

    def _table(self, element: HtmlElement) -> None:
        self.flush()
        for caption in element.iterchildren("caption"):
            self._framed(caption, self.frame)
        for row, cells in enumerate(_table_rows(element)):
            for column, cell in enumerate(cells):
                text, spans = _one_text(read_elements(cell, self.base))
                if text:
                    kind = BlockKind.TABLE_CELL
                    self.add(Block(kind, text, spans, level=column, number=row), cell)

    def _figure(self, element: HtmlElement) -> None:
        """Read a figure as an image with the caption as text, or as it is if it has no image."""
        self.flush()
        images = [i for i in element.iter("img", "amp-img") if not is_hidden(i)]
        captions = list(element.iter("figcaption"))
        text, spans = _one_text(read_elements(captions[0], self.base) if captions else [])
        if not images or text.split() != element.text_content().split():
            self._framed(element, self.frame)
        elif text:
            target = self._source(images[0])
            self.add(Block(BlockKind.IMAGE, text, spans, target=target), element)

    def _image(self, element: HtmlElement) -> None:
        alt = normalise(" ".join(element.get("alt", "").split()))
        if len(alt.split()) >= _ALT_WORDS and not self.text.opened:
            self.flush()
            self.add(Block(BlockKind.IMAGE, alt, target=self._source(element)), element)

    def _source(self, image: HtmlElement) -> str:
        for name in ("data-src", "data-lazy-src", "src"):
            if target := clean_target(image.get(name, ""), self.base):
                return target
        return ""

    def flush(self) -> None:
        """End the block that the text so far makes up."""
        frame = self.frame
        for text, spans in self.text.take():
            block = Block(frame.kind, text, spans, frame.level, frame.number, within=frame.within)
            self.add(block, self.here)
            if frame.kind is BlockKind.LIST_ITEM:
                frame.within = (BlockKind.LIST_ITEM,) * (frame.level + 1)
                frame.kind, frame.level, frame.number = BlockKind.PARAGRAPH, 0, None


def _is_inline_component(element: HtmlElement) -> bool:
    """Whether a custom element stands within a line of text, and holds no part of the page."""
    return "-" in element.tag and all(
        child.tag in _PHRASING for child in element.iterdescendants() if isinstance(child.tag, str)
    )


def _one_text(blocks: list[Block]) -> tuple[str, tuple[Span, ...]]:
    """Return a cell or caption as one text; spans are kept only if it is a single block."""
    blocks = [block for block in blocks if block.text]
    return " ".join(b.text for b in blocks), blocks[0].spans if len(blocks) == 1 else ()
