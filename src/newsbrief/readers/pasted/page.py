"""Plain text as people paste it from a news site → Document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsbrief.document import Document
from newsbrief.readers.pasted.body import build_blocks
from newsbrief.readers.pasted.clutter import clean_page
from newsbrief.readers.pasted.header import arrange
from newsbrief.readers.pasted.lines import unwrap
from newsbrief.readers.pasted.sheet import Head, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.article import Article
    from newsbrief.document import Block
    from newsbrief.readers.pasted.lines import Line

__all__ = ["read_text"]


def read_text(article: Article) -> Document:
    """Read pasted or plain text; each line becomes title, metadata, block or `removed`."""
    lines = unwrap(article.text)
    cleaning = clean_page(lines)
    head = arrange(lines, cleaning.marks, cleaning.core)
    removed = [i for i, place in enumerate(head.places) if place is Place.REMOVED]
    return Document(
        blocks=tuple(_blocks(lines, head)),
        title=head.title,
        byline=head.byline,
        date=head.date,
        site=head.site,
        url=head.url,
        origin=article.origin,
        removed=tuple(lines[i].text for i in removed),
        paywalled=cleaning.paywalled,
    )


def _blocks(lines: Sequence[Line], head: Head) -> list[Block]:
    kept = [i for i, place in enumerate(head.places) if place in (Place.LEAD, Place.BODY)]
    leads = frozenset(n for n, i in enumerate(kept) if head.places[i] is Place.LEAD)
    return build_blocks([lines[i] for i in kept], leads, interview=head.interview)
