"""The head of a page's article: its title, lead and byline, separated from the text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from newsbrief.document import Block, BlockKind, Span, SpanKind
from newsbrief.readers.html.content import letters, names_of
from newsbrief.readers.pasted.bylines import HEAD_BLOCKS, merge_signatures, read_signature
from newsbrief.readers.pasted.metadata import Signature, is_name, parse_signature
from newsbrief.text.dates import find_dates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from newsbrief.readers.html.blocks import Placed
    from newsbrief.readers.html.metadata import PageMetadata

__all__ = ["arrange", "find_title", "first_line", "with_headings"]

_LEAD = re.compile(
    r"(?:^|[-_\s])(?:chapo|chapeau|lead|lede|standfirst|dek|intro|introduction|excerpt|accroche"
    r"|summary|subtitle|sub-?heading|sous-?titre)(?:$|[-_\s])",
    re.IGNORECASE,
)
_SIGNATURE = re.compile(
    r"(?:^|[-_\s])(?:by|byline|authors?|auteurs?|signature|sign|meta|infos?|credits?|dates?"
    r"|published|publication|posted-on)(?:$|[-_\s])",
    re.IGNORECASE,
)
_SIGNATURE_WORDS = 30
_SIGNED_BLOCKS = 3  # in a shorter article a name at the end may be all of its text
_CROSSHEAD_WORDS = 12
_LEAD_WORDS = 8  # a shorter description is a slogan or a repeated title
_TITLE_SHARE = 0.5  # <title> often holds the site's name too


def first_line(placed: Placed) -> str:
    """Return the first line of a block."""
    return placed.block.text.split("\n", 1)[0]


def find_title(placed: Sequence[Placed], titles: Sequence[str]) -> int | None:
    """Return the index of the block that shows the title.

    It is a block with the same words as one of the metadata's titles, preferably a heading of rank
    1; else the first heading of rank 1 on the page, which may have other words.
    """
    tops = [i for i, p in enumerate(placed) if _rank(p) == 1]
    for title in titles:
        same = [i for i, p in enumerate(placed) if _same_title(first_line(p), title)]
        best = [i for i in same if i in tops] or [i for i in same if _rank(placed[i])] or same
        if best:
            return best[0]
    return tops[0] if tops else None


def _rank(placed: Placed) -> int:
    return placed.block.level if placed.block.kind is BlockKind.HEADING else 0


def _same_title(line: str, title: str) -> bool:
    shown, known = letters(line), letters(title)
    shorter, longer = sorted((shown, known), key=len)
    return bool(shorter) and shorter in longer and len(shorter) >= _TITLE_SHARE * len(longer)


@dataclass(frozen=True)
class Arranged:
    """The article's blocks, and what the signatures among them said."""

    blocks: tuple[Block, ...]
    signed: Signature


def arrange(kept: Sequence[Placed], title: str | None, metadata: PageMetadata) -> Arranged:
    """Return the article's blocks without title and byline, with its lead marked and only once."""
    placed = [p for p in (_without_title(p, title) for p in kept) if p is not None]
    signed = [p for p in placed[:HEAD_BLOCKS] if _is_signature(p, metadata.byline)]
    rest = [p for p in placed if p not in signed]
    first = next((p for p in rest[:HEAD_BLOCKS] if _is_lead(p, metadata.description)), None)
    lead = letters(first.block.text) if first else None
    blocks = (
        _as_lead(p.block) if p is first else p.block
        for p in rest
        if p is first or letters(p.block.text) != lead
    )
    signatures = [s for p in signed for line in _lines(p) if (s := _signature(line)) is not None]
    return _signed_below(Arranged(tuple(blocks), merge_signatures(signatures)), metadata.byline)


def _signature(line: str) -> Signature | None:
    signature = parse_signature(line)
    return Signature(byline=line) if signature is None and is_name(line) else signature


def _signed_below(arranged: Arranged, byline: str | None) -> Arranged:
    """Take a name alone in the last paragraph for the byline, if there is no other."""
    blocks, signed = arranged.blocks, arranged.signed
    last = blocks[-1] if blocks else None
    if byline or signed.byline or last is None or last.kind is not BlockKind.PARAGRAPH:
        return arranged
    if len(blocks) < _SIGNED_BLOCKS or not is_name(last.text):
        return arranged
    return Arranged(blocks[:-1], replace(signed, byline=last.text))


def _lines(placed: Placed) -> list[str]:
    return placed.block.text.split("\n")


def _without_title(placed: Placed, title: str | None) -> Placed | None:
    """Return the block without a first line that is the title, None if it has no other line."""
    if not title or letters(first_line(placed)) != letters(title):
        return placed
    line, _, rest = placed.block.text.partition("\n")
    if not rest:
        return None
    spans = tuple(
        replace(span, start=max(span.start - len(line) - 1, 0), end=span.end - len(line) - 1)
        for span in placed.block.spans
        if span.end > len(line) + 1
    )
    return replace(placed, block=replace(placed.block, text=rest, spans=spans))


def _is_signature(placed: Placed, byline: str | None) -> bool:
    """Whether a block only says who wrote the article and when, by its text or element's name."""
    text = placed.block.text
    if placed.block.kind is not BlockKind.PARAGRAPH or len(text.split()) > _SIGNATURE_WORDS:
        return False
    if read_signature(text) is not None:
        return True
    named = any(_SIGNATURE.search(names_of(element)) for element in _near(placed))
    if byline is None and named and is_name(text):
        return True
    author = letters((byline or "").split(",")[0])
    if author and letters(text).startswith(author):
        return True
    return named and (bool(find_dates(text)) or (bool(author) and author in letters(text)))


def _is_lead(placed: Placed, description: str | None) -> bool:
    """Whether a block is the lead, by its element's name or as the page's description."""
    block = placed.block
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
        return False
    if any(_LEAD.search(names_of(element)) for element in _near(placed)):
        return True
    text, described = letters(block.text), letters(description or "")
    return len(block.text.split()) >= _LEAD_WORDS and described.startswith(text)


def _near(placed: Placed) -> tuple[HtmlElement, ...]:
    return (placed.element, *list(placed.element.iterancestors())[:1])


def with_headings(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with strong lines that stand above plain paragraphs as headings.

    Many sites write their crossheads as <p><strong>; an interview's questions, which end in a
    question mark, stay paragraphs.
    """
    following = [*blocks[1:], None][: len(blocks)]
    return tuple(
        Block(BlockKind.HEADING, b.text, _unstressed(b), level=2)
        if _is_strong_line(b) and after is not None and _is_plain_paragraph(after)
        else b
        for b, after in zip(blocks, following, strict=True)
    )


def _is_strong_line(block: Block) -> bool:
    short = len(block.text.split()) <= _CROSSHEAD_WORDS and block.text[-1:] not in ".?!…:»"
    return block.kind is BlockKind.PARAGRAPH and short and _unstressed(block) != block.spans


def _is_plain_paragraph(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and _unstressed(block) == block.spans


def _unstressed(block: Block) -> tuple[Span, ...]:
    """Return the spans less one that makes the whole block strong."""
    whole = Span(0, len(block.text), SpanKind.STRONG)
    return tuple(span for span in block.spans if span != whole)


def _as_lead(block: Block) -> Block:
    return Block(BlockKind.LEAD, block.text, _unstressed(block))
