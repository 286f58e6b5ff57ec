"""The article that a page carries in its data where it shows less of it, or nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from newsbrief.document import BlockKind
from newsbrief.readers.html_blocks import parse_fragment, read_placed
from newsbrief.readers.html_content import Content, letters
from newsbrief.readers.html_metadata import people, stamp
from newsbrief.readers.html_state import StateArticle, page_state

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from newsbrief.readers.html_metadata import Metadata

__all__ = ["Carried", "find_carried"]

# A body repeats what is shown, give or take captions and boxes; a teaser holds a fifth of it.
_MORE = 1.5
_MIN_WORDS = 60
# So many words whose first paragraph is not in the data are another article than theirs.
_MIN_SHOWN, _PROSE_WORDS = 40, 15
_MAX_SHOWN = 2_000  # paragraphs; each is looked for in all of the data


@dataclass(frozen=True)
class Carried:
    """An article in a page's data, and what is known of it."""

    article: StateArticle
    metadata: Metadata

    @property
    def is_whole(self) -> bool:
        """Tell whether the data do not break off, as those of some subscribers' articles do."""
        text = parse_fragment(self.article.body).text_content().rstrip("] ")
        return not text.endswith(("…", "..."))

    def says_more(self, content: Content) -> bool:
        """Tell whether the data hold much more of the article than the page shows."""
        texts = [p.block.text for p in content.kept]
        if len(texts) > _MAX_SHOWN:
            return False
        said = letters(parse_fragment(self.article.body).text_content())
        common = sum(len(text.split()) for text in texts if letters(text) in said)
        shown = sum(len(text.split()) for text in texts)
        prose = next((text for text in texts if _is_prose(text)), "")
        alike = bool(common) and letters(prose) in said
        return (alike or shown < _MIN_SHOWN) and self.article.words > _MORE * (common or shown)

    def content(self, content: Content) -> Content:
        """Return the data's article as the content, under the pictures that the page shows."""
        lead = self.article.lead or ""
        chapo = f"<p class='chapo'>{lead}</p>" if lead else ""
        read = read_placed(parse_fragment(chapo + self.article.body), self.metadata.url)
        pictures = [p for p in content.kept if p.block.kind is BlockKind.IMAGE]
        others = [p for p in content.kept if p.block.kind is not BlockKind.IMAGE]
        return Content((*pictures, *read), (*others, *content.left))


def _is_prose(text: str) -> bool:
    return len(text.split()) >= _PROSE_WORDS and text.rstrip("» ").endswith((".", "!", "?", "…"))


def find_carried(tree: HtmlElement, metadata: Metadata) -> Carried | None:
    """Return the longest article in the page's data: JSON-LD's, or that of a script's state."""
    found = [a for a in (_linked_data(metadata.body), page_state(tree)) if a is not None]
    article = max(found, key=lambda a: a.words, default=None)
    if article is None or article.words < _MIN_WORDS:
        return None
    byline, date = metadata.byline or people(article.author), stamp(article.date)
    more = bool(date and metadata.date and date.startswith(metadata.date))
    titles = metadata.titles or tuple(filter(None, (article.title,)))
    date = date if more or not metadata.date else metadata.date
    return Carried(article, replace(metadata, titles=titles, byline=byline, date=date))


def _linked_data(body: str) -> StateArticle | None:
    if not body.strip():
        return None
    lines = filter(str.strip, body.split("\n"))
    marked = body if "</p>" in body else "".join(f"<p>{escape(line)}</p>" for line in lines)
    return StateArticle(marked, len(body.split()))
