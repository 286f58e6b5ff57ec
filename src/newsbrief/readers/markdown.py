"""A Markdown article as a Document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsbrief.document import BlockKind, Document, SpanKind
from newsbrief.front_matter import read_front_matter
from newsbrief.links import clean_target
from newsbrief.readers.dates import find_dates
from newsbrief.readers.markdown_blocks import read_blocks
from newsbrief.readers.signature import take_signatures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsbrief.article import Article
    from newsbrief.document import Block, Span

__all__ = ["read_markdown"]


def read_markdown(article: Article) -> Document:
    """Return the title, the metadata of the front matter and the blocks of a Markdown article.

    The first heading of rank 1 is the title; the front matter's stands when it has none. HTML is
    stripped to its text, a hard line break is a newline, footnotes stand after the text.
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
    if not blocks or blocks[0].kind is not BlockKind.PARAGRAPH or blocks[0].within:
        return blocks
    first = blocks[0]
    others = tuple(span for span in first.spans if not _covers(span, first))
    if len(others) == len(first.spans):
        return blocks
    return (replace(first, kind=BlockKind.LEAD, spans=others), *blocks[1:])


def _covers(span: Span, block: Block) -> bool:
    return span.kind is SpanKind.STRONG and (span.start, span.end) == (0, len(block.text))
