"""Which blocks of a web page are the article, and the hours of a live blog's entries.

trafilatura finds the right place on every kind of page that we tried, but drops leads, captions and
headings there (docs/extractors.md). So its text only marks blocks as known to be the article's. The
article is then read from the page itself, from the smallest element that holds all known blocks.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from newsbrief.document import Block, BlockKind, SpanKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from newsbrief.readers.html.blocks import Placed

__all__ = ["Content", "find_content", "letters", "names_of", "with_hours"]

_HOUR = re.compile(r"\d{1,2}\s?[h:]\s?\d{2}")
_MIN_ENTRIES = 3  # one or two hours alone on a line belong to a programme, or to the page
_CLUTTER = re.compile(
    r"""(?:^|[-_\s])(?:
    nav|navbar|navigation|menu|breadcrumbs?|fil-?d-?ariane|skip|toolbar|outils|pagination
    |share|sharing|shares|sharedaddy|partage|social|socials|follow
    |related|relatedposts|similar|recommend\w*|reco|recos|suggestions?|read-?also|lire-?aussi
    |a-?lire|see-?also|most-?read|plus-?lus|populaires?|popular|trending|more-from
    |newsletter|subscribe|signup|cookies?|consent|gdpr|rgpd|banner|modal|popup
    |ad|ads|advert\w*|publicites?|sponsor\w*|outbrain|taboola|dfp|promo
    |comments?|commentaires?|comm|reactions?|respond|reply
    |sidebar|widgets?|footer|author-?(?:box|bio|card)|tags?|keywords|mots-?cles|player
    )(?:$|[-_\s])""",
    re.VERBOSE | re.IGNORECASE,
)
_CLUTTER_TAGS = frozenset({"nav", "footer"})
_LINKED_SHARE = 0.6  # of a block's characters: menus and teasers lie above 0.9, prose below 0.3
_BUTTON_SHARE, _BUTTON_WORDS = 0.9, 12  # "Je m'abonne", "Lire la suite": all link, and short
_CARD_WORDS = 60  # an <article> inside the article with fewer is a teaser for another one
_CARD_LINKED = 0.4  # of a card's words; the entry of a live blog has at most two short links
_LABEL_WORDS = 6
_LOCATING_LETTERS = 25  # shorter texts ("Non.") occur anywhere


@dataclass(frozen=True)
class Content:
    """The blocks of the article and, in order, the other blocks of the page."""

    kept: tuple[Placed, ...]
    left: tuple[Placed, ...]


def find_content(
    placed: Sequence[Placed], extracted: str, heading: int | None, url: str | None = None
) -> Content:
    """Separate the article's blocks from the rest of the page, whose address is `url`.

    `extracted` is what the extractor took for the article; `heading` is the index of its title.
    """
    article = letters(extracted)
    keys = [letters(p.block.text) for p in placed]
    host = urlsplit(url or "").netloc
    page = _Page(placed, [bool(key) and key in article for key in keys], host)
    root = page.root(heading)
    keep = [i >= (heading or 0) and page.belongs(i, root) for i in range(len(placed))]
    keep = [kept and not page.heads_nothing(i, keep) for i, kept in enumerate(keep)]
    return Content(
        tuple(p for p, kept in zip(placed, keep, strict=True) if kept),
        tuple(p for p, kept in zip(placed, keep, strict=True) if not kept),
    )


def letters(text: str) -> str:
    """Return only the letters and digits of `text`, in lower case, for comparing texts."""
    return "".join(filter(str.isalnum, text.casefold()))


def names_of(element: HtmlElement) -> str:
    """Return the names that a site gives an element: its class, its id and a custom tag."""
    tag = element.tag if "-" in element.tag else ""
    return f"{element.get('class', '')} {element.get('id', '')} {tag}"


class _Page:
    """A page's blocks, which of them are known as the article's, and the elements around each."""

    def __init__(self, placed: Sequence[Placed], known: Sequence[bool], host: str) -> None:
        self.placed = placed
        self.host = host
        self.known = known
        self.paths = [[*reversed(list(p.element.iterancestors())), p.element] for p in placed]
        self.total = sum(len(p.block.text) for p, k in zip(placed, known, strict=True) if k)
        self.known_chars: Counter[HtmlElement] = Counter()
        self.clutter: dict[HtmlElement, bool] = {}
        for p, path, is_known in zip(placed, self.paths, known, strict=True):
            if is_known:
                self.known_chars.update(dict.fromkeys(path, len(p.block.text)))

    def root(self, heading: int | None) -> HtmlElement | None:
        """Return the smallest element that holds the heading and all known blocks."""
        paths = [
            path
            for p, path, is_known in zip(self.placed, self.paths, self.known, strict=True)
            if is_known and len(letters(p.block.text)) >= _LOCATING_LETTERS
        ]
        if heading is not None:
            paths.append(self.paths[heading][:-1])
        root = None
        for level in zip(*paths, strict=False):
            if any(element is not level[0] for element in level):
                break
            root = level[0]
        return root

    def belongs(self, index: int, root: HtmlElement | None) -> bool:
        """Whether a block is part of the article."""
        path = self.paths[index]
        if root is not None:
            if root not in path:
                return False
            path = path[path.index(root) + 1 :]
        if any(self._is_clutter(element) for element in path):
            return False
        block = self.placed[index].block
        button = len(block.text.split()) <= _BUTTON_WORDS and _linked(block) > _BUTTON_SHARE
        if self.known[index]:
            return not button or self._is_source(block)
        return _linked(block) < _LINKED_SHARE

    def _is_source(self, block: Block) -> bool:
        """Whether a list item is a link to another site, as in an article's list of sources."""
        hosts = {urlsplit(s.target).netloc for s in block.spans if s.kind is SpanKind.LINK}
        elsewhere = bool(self.host) and not hosts & {"", self.host}
        return block.kind is BlockKind.LIST_ITEM and elsewhere

    def _is_clutter(self, element: HtmlElement) -> bool:
        """Whether an element is a menu, a share bar or a teaser; computed once for each."""
        if element not in self.clutter:
            self.clutter[element] = self._looks_like_clutter(element)
        return self.clutter[element]

    def _looks_like_clutter(self, element: HtmlElement) -> bool:
        """Whether an element is clutter by its name, and has less than a third of the article."""
        if 3 * self.known_chars[element] > self.total:
            return False
        if element.tag in _CLUTTER_TAGS or _CLUTTER.search(names_of(element)):
            return True
        return element.tag == "article" and _is_card(element)

    def heads_nothing(self, index: int, keep: Sequence[bool]) -> bool:
        """Whether a heading or label that is not known stands above what was left out."""
        block = self.placed[index].block
        label = len(block.text.split()) <= _LABEL_WORDS and block.text[-1:] not in ".?!…»"
        if self.known[index] or not (block.kind is BlockKind.HEADING or label):
            return False
        if _HOUR.fullmatch(block.text):  # of a live blog's entry, with a share button below
            return False
        if block.kind not in (BlockKind.HEADING, BlockKind.PARAGRAPH):
            return False
        return index + 1 == len(keep) or not keep[index + 1]


def _is_card(element: HtmlElement) -> bool:
    """Whether an element is a teaser, mostly a link, and no short entry of a live blog."""
    words = len(element.text_content().split())
    linked = sum(len(link.text_content().split()) for link in element.iter("a"))
    return words < _CARD_WORDS and linked >= _CARD_LINKED * words


def _linked(block: Block) -> float:
    """Return the share of a block's characters that are links."""
    linked = sum(s.end - s.start for s in block.spans if s.kind is SpanKind.LINK)
    return linked / max(len(block.text), 1)


def with_hours(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks with each entry's hour before its heading ("20h58 – La route rouverte").

    An hour above a paragraph becomes a heading, as it would otherwise be removed as a label.
    """
    hours = {i for i, b in enumerate(blocks[:-1]) if _is_hour(b) and not _is_hour(blocks[i + 1])}
    if len(hours) < _MIN_ENTRIES:
        return tuple(blocks)
    return tuple(
        _dated(block, blocks[index - 1] if index - 1 in hours else None)
        for index, block in enumerate(blocks)
        if not (index in hours and blocks[index + 1].kind is BlockKind.HEADING)
    )


def _is_hour(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH and bool(_HOUR.fullmatch(block.text))


def _dated(block: Block, hour: Block | None) -> Block:
    if _is_hour(block):
        return replace(block, kind=BlockKind.HEADING, level=3)
    if hour is None or block.kind is not BlockKind.HEADING:
        return block
    before = f"{hour.text} – "
    spans = (replace(s, start=s.start + len(before), end=s.end + len(before)) for s in block.spans)
    return replace(block, text=before + block.text, spans=tuple(spans))
