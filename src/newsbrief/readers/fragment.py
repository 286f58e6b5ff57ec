"""The HTML of an article without a page around it as a Document: office files and books."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsbrief.document import BlockKind, Document
from newsbrief.readers.html.blocks import read_elements
from newsbrief.readers.html.notes import paired
from newsbrief.readers.pasted.bylines import take_signatures
from newsbrief.readers.pasted.labels import is_section_name
from newsbrief.readers.pasted.lines import Line
from newsbrief.text.html_tree import parse_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.article import Article
    from newsbrief.document import Block

__all__ = ["read_fragment"]


def read_fragment(article: Article) -> Document:
    """Return all blocks of the HTML in order; a first heading of rank 1 is the title.

    Lines below it that say only who wrote the article and when become byline and date. The name of
    a section above it is left out.
    """
    root = parse_page(f"<div>{article.text}</div>")
    blocks = [b for b in read_elements(root) if _is_filled(b)]
    section = _section_above(blocks)
    blocks = blocks[len(section) :]
    title = None
    if blocks and blocks[0].kind is BlockKind.HEADING and blocks[0].level == 1:
        title = blocks.pop(0).text
    kept, signed = take_signatures(paired(blocks))
    return Document(
        kept,
        title=title,
        byline=signed.byline,
        date=signed.date,
        origin=article.origin,
        removed=section,
    )


def _section_above(blocks: Sequence[Block]) -> tuple[str, ...]:
    """Return the name of a section that a magazine sets above a title, such as "Société"."""
    kinds = [block.kind for block in blocks[:2]]
    titled = kinds == [BlockKind.PARAGRAPH, BlockKind.HEADING] and blocks[1].level == 1
    return (blocks[0].text,) if titled and is_section_name(Line(blocks[0].text)) else ()


def _is_filled(block: Block) -> bool:
    return bool(block.text.strip()) or block.kind in (BlockKind.RULE, BlockKind.IMAGE)
