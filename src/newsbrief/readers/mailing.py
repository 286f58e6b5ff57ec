"""The HTML of feeds and mails as a Document: the article without its sender's trimmings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from newsbrief.document import BlockKind, Document
from newsbrief.errors import EmptyInput
from newsbrief.readers.clutter import clean_blocks
from newsbrief.readers.dates import DATE
from newsbrief.readers.html_blocks import read_elements
from newsbrief.readers.html_tree import parse_page
from newsbrief.readers.mailing_rules import trimmings
from newsbrief.readers.signature import take_signatures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from newsbrief.article import Article
    from newsbrief.document import Block

__all__ = ["read_mailing"]

# Mail programs ignore style sheets, so senders hide the preview line in every way at once.
_UNSEEN = re.compile(
    r"(?:^|;)\s*(?:max-height\s*:\s*0|opacity\s*:\s*0(?![.\d]*[1-9])|mso-hide\s*:\s*all)", re.I
)
_TINY = re.compile(r"(?:^|;)\s*font-size\s*:\s*(?:0(?![.\d]*[1-9])|1(?:px|pt)\b)[^;]*", re.I)
_SIZED = re.compile(r"(?:^|;)\s*font-size\s*:", re.I)
_PIXEL = re.compile(r"[0-2](?:px)?")
_SIGN = re.compile(r"[^\w]+")
_PROSE_WORDS = 25  # no title has as many
_PADDING = "\u034f\u2007\u200a\u00ad\u00a0 \u200c\u200b\ufeff"  # fills the preview line up


def read_mailing(article: Article) -> Document:
    """Return the blocks in order; what is hidden is left out, trimmings are in `removed`.

    Addresses are relative to the one that the container told. Raises EmptyInput.
    """
    tree = _tree(article)
    _drop_unseen(tree)
    blocks = [b for b in read_elements(tree, article.told.url) if _holds(b)]
    told = {_bare(text) for text in (article.told.title, article.told.site) if text}
    gone = {*trimmings([block.text for block in blocks]), *_repeated(blocks, told)}
    removed = tuple(b.text for i, b in enumerate(blocks) if i in gone and b.text)
    cleaned = clean_blocks([block for i, block in enumerate(blocks) if i not in gone])
    kept, signed = take_signatures(cleaned.blocks)
    return Document(
        blocks=kept,
        byline=signed.byline,
        date=signed.date,
        origin=article.origin,
        removed=removed + cleaned.removed,
        paywalled=cleaned.paywalled,
    )


def _tree(article: Article) -> HtmlElement:
    from lxml import etree

    try:
        return parse_page(article.text)
    except etree.ParserError as exc:
        raise EmptyInput(f"{article.origin!r} holds no text; give an article") from exc


def _drop_unseen(tree: HtmlElement) -> None:
    """Take out hidden lines and the pictures of a pixel that tell the sender who reads."""
    for element in [e for e in tree.iter() if isinstance(e.tag, str)]:
        _show_columns(element)
    unseen = [e for e in tree.iter() if isinstance(e.tag, str) and _is_unseen(e)]
    for element in unseen:
        if element.getparent() is not None:
            element.drop_tree()


def _show_columns(element: HtmlElement) -> None:
    """Columns stand in cells of no size, for no gap between them; what is in them has a size."""
    style = element.get("style", "")
    if _TINY.search(style) and any(_has_size(inner) for inner in element.iterdescendants()):
        element.set("style", _TINY.sub("", style))


def _has_size(element: HtmlElement) -> bool:
    style = element.get("style", "")
    return bool(_SIZED.search(style)) and not _TINY.search(style)


def _is_unseen(element: HtmlElement) -> bool:
    if element.tag == "img":
        sizes = (element.get("width", ""), element.get("height", ""))
        return any(_PIXEL.fullmatch(size.strip()) for size in sizes)
    style = element.get("style", "")
    return bool(_UNSEEN.search(style) or _TINY.search(style))


def _repeated(blocks: Sequence[Block], told: set[str]) -> list[int]:
    """The blocks above the prose that only repeat what the container told: logo, title, date."""
    prose = (i for i, block in enumerate(blocks) if len(block.text.split()) >= _PROSE_WORDS)
    texts = [block.text for block in blocks[: next(prose, 0)]]
    return [i for i, t in enumerate(texts) if _bare(t) in told or DATE.fullmatch(t.strip())]


def _bare(text: str) -> str:
    return " ".join(_SIGN.sub(" ", text).casefold().split())


def _holds(block: Block) -> bool:
    return bool(block.text.strip(_PADDING)) or block.kind in (BlockKind.RULE, BlockKind.IMAGE)
