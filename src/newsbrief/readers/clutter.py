"""What is a web page's clutter and not the article: found by lines, removed in the open.

First each line is judged alone (`LINE_RULES`), then runs of lines by their neighbours
(`ZONE_RULES`). A line is taken out only when a rule names it; everything else is the article.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from newsbrief.document import BlockKind
from newsbrief.readers.labels import is_section_name, is_weak_label
from newsbrief.readers.lines import Line
from newsbrief.readers.page_rules import PAGE_RULES
from newsbrief.readers.press_rules import (
    PRESS_RULES,
    is_author_box_start,
    is_comment,
    is_comment_start,
    is_letter_heading,
    is_related_start,
    is_wall,
    is_wall_label,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from newsbrief.document import Block

__all__ = ["CleanBlocks", "Cleaning", "Removal", "clean_blocks", "clean_lines"]

# A stub's opening rarely passes 150 words; a subscriber's copy of the whole article still shows
# the label "Article réservé aux abonnés" above its 400 to 1,500 words.
_STUB_WORDS = 150
_BOX_LINES = 5


@dataclass(frozen=True)
class Removal:
    """A removed line: its index in what was given, its text, the rule's name and its reason."""

    index: int
    text: str
    rule: str
    reason: str


@dataclass(frozen=True)
class Cleaning:
    """The removals in the order of the lines, and whether the text stops at a paywall."""

    removals: tuple[Removal, ...]
    paywalled: bool = False

    @property
    def indexes(self) -> frozenset[int]:
        """The indexes of the removed lines."""
        return frozenset(removal.index for removal in self.removals)


@dataclass(frozen=True)
class CleanBlocks:
    """The blocks that belong to the article, the texts that do not, and the paywall's verdict."""

    blocks: tuple[Block, ...]
    removed: tuple[str, ...]
    paywalled: bool = False


@dataclass
class _Page:
    """The lines that hold text, what rules have said of them so far, and where the prose lies."""

    lines: list[Line]
    marks: dict[int, tuple[str, str]] = field(default_factory=dict)

    def mark(self, index: int, rule: str, reason: str) -> None:
        self.marks.setdefault(index, (rule, reason))

    def prose(self) -> list[int]:
        """The indexes of paragraphs that no rule has marked."""
        return [i for i, line in enumerate(self.lines) if line.prose and i not in self.marks]

    def short(self, index: int) -> bool:
        """Whether a line looks like a button, a label or a menu entry."""
        line = self.lines[index]
        return line.words <= 4 and not line.stops


def clean_lines(lines: Sequence[Line]) -> Cleaning:
    """Judge a page's lines (without blank ones); a `gap` stands where blank lines stood."""
    page = _Page(list(lines))
    for index, line in enumerate(page.lines):
        for rule in LINE_RULES:
            if rule.matches(line):
                page.mark(index, rule.name, rule.reason)
                break
    for zone_rule in ZONE_RULES:
        zone_rule(page)
    removals = tuple(
        Removal(index, page.lines[index].text, *page.marks[index]) for index in sorted(page.marks)
    )
    return Cleaning(removals, _is_paywalled(page))


def clean_blocks(blocks: Sequence[Block]) -> CleanBlocks:
    """Take the clutter out of blocks, e.g. after HTML extraction.

    Code, images, rules and table cells are never judged. `removed` lists texts in order.
    """
    judged = [(i, block) for i, block in enumerate(blocks) if block.kind in _JUDGED]
    kinds = [None, *(block.kind for _, block in judged)]
    lines = [Line(b.text, b.kind is not kinds[n]) for n, (_, b) in enumerate(judged)]
    cleaning = clean_lines(lines)
    gone = {judged[index][0] for index in cleaning.indexes}
    kept = tuple(block for i, block in enumerate(blocks) if i not in gone)
    return CleanBlocks(kept, tuple(r.text for r in cleaning.removals), cleaning.paywalled)


_JUDGED = frozenset(
    {
        BlockKind.HEADING,
        BlockKind.LEAD,
        BlockKind.PARAGRAPH,
        BlockKind.QUOTE,
        BlockKind.LIST_ITEM,
    }
)


def _is_paywalled(page: _Page) -> bool:
    """A wall's own words settle it; its label only where little text stands before or at all."""
    walls = [i for i, line in enumerate(page.lines) if page.marks.get(i, ("",))[0] == _WALL]
    if any(is_wall(page.lines[i]) for i in walls):
        return True
    prose = page.prose()
    words = sum(page.lines[i].words for i in prose)
    last = prose[-1] if prose else -1
    labels = [i for i in walls if is_wall_label(page.lines[i])]
    return bool(labels) and (words < _STUB_WORDS or labels[-1] > last)


_WALL = "subscription wall"


def _mark_menus(page: _Page) -> None:
    """Runs of three or more short lines, half of them section names: a menu or a footer."""
    for run in _runs(page, lambda i: page.short(i)):
        named = [i for i in run if i in page.marks or is_section_name(page.lines[i])]
        if len(run) < 3 or len(named) * 2 < len(run) or len(named) < 2:
            continue
        # What stands before the first and after the last section name may be title or text.
        for index in range(named[0], named[-1] + 1):
            page.mark(index, "menu", "a menu entry")


def _mark_section_names(page: _Page) -> None:
    """A section's name alone above the first paragraph or under the last ("Économie")."""
    prose = page.prose()
    for index in _outside(page, prose) if prose else ():
        if is_section_name(page.lines[index]):
            page.mark(index, "section", "a section's name")


def _mark_weak_labels(page: _Page) -> None:
    """A button's or a network's name alone, beside other clutter or outside the text.

    "Facebook" between two paragraphs may be their heading; within two lines of "Copier le lien",
    or above the first paragraph, it is a button.
    """
    prose = page.prose()
    outside = set(_outside(page, prose)) if prose else set()
    weak = {i for i, line in enumerate(page.lines) if is_weak_label(line)}
    for index in sorted(weak):
        around = {index - 2, index - 1, index + 1, index + 2}
        if index in outside or around & (weak | page.marks.keys()):
            page.mark(index, "button", "a button or a label of the page")


def _outside(page: _Page, prose: list[int]) -> list[int]:
    """The indexes above the first paragraph and under the last."""
    return [*range(prose[0]), *range(prose[-1] + 1, len(page.lines))]


def _mark_related_titles(page: _Page) -> None:
    """The titles listed under "Lire aussi" or "Les plus lus", up to the next paragraph."""
    for index, line in enumerate(page.lines):
        if not is_related_start(line):
            continue
        titles = _titles_after(page, index)
        ends_page = not any(i > index for i in page.prose())
        if not titles and not (index in page.marks or ends_page):
            continue
        page.mark(index, "related", "a list of other articles")
        for title in titles:
            page.mark(title, "related", "another article's title")


def _titles_after(page: _Page, trigger: int) -> list[int]:
    """The lines under a trigger that are titles: no sentence, in one group without blank lines.

    A short line right above a paragraph is that paragraph's heading, not another title. After
    the article's last paragraph all that follows is the list, blank lines or not.
    """
    ends_page = not any(i > trigger for i in page.prose())
    titles: list[int] = []
    for index in range(trigger + 1, len(page.lines)):
        line = page.lines[index]
        new_group = line.gap and index > trigger + 1
        if line.prose or (new_group and not ends_page):
            break
        titles.append(index)
    followed = bool(titles) and titles[-1] + 1 < len(page.lines)
    if followed and not page.lines[titles[-1] + 1].gap and _may_be_heading(page, titles):
        titles.pop()
    return titles


def _may_be_heading(page: _Page, titles: list[int]) -> bool:
    return len(titles) > 1 and page.lines[titles[-1]].words <= 5


def _mark_comments(page: _Page) -> None:
    """Readers' comments and the form under them, from their heading to the page's end.

    Only where the heading stands under the article's first paragraphs and the form or a "Répondre"
    follows; a comment counter beside the byline starts nothing.
    """
    prose = page.prose()
    for index, line in enumerate(page.lines):
        below = bool(prose) and prose[0] < index
        if not (below and is_comment_start(line)):
            continue
        later = range(index + 1, len(page.lines))
        if any(is_comment(page.lines[i]) for i in later):
            for i in range(index, len(page.lines)):
                page.mark(i, "comments", "a reader's comment or the comment form")
            return


def _mark_author_box(page: _Page) -> None:
    """The life of the author under "À propos de l'auteur", where no more article follows."""
    for index, line in enumerate(page.lines):
        if not is_author_box_start(line):
            continue
        later = [i for i in page.prose() if i > index]
        if len(later) <= 1:
            for i in range(index + 1, (later[0] if later else index) + 1):
                page.mark(i, "author box", "the author's life")


def _mark_footer(page: _Page) -> None:
    """Short lines that clutter encloses under the last paragraph: tags, names, buttons."""
    prose = page.prose()
    start = prose[-1] + 1 if prose else len(page.lines)
    marked = [i for i in page.marks if i >= start]
    if len(marked) < 2:
        return
    for index in range(min(marked), max(marked)):
        if page.short(index):
            page.mark(index, "footer", "a label among the page's clutter")


def _mark_letter_box(page: _Page) -> None:
    """What stands between "Newsletter" and "S'inscrire": the letter's name and its promise."""
    marked = [i for i in sorted(page.marks) if page.marks[i][0] == "newsletter"]
    for begin, end in pairwise(marked):
        if end - begin <= _BOX_LINES and is_letter_heading(page.lines[begin]):
            for index in range(begin + 1, end):
                page.mark(index, "newsletter", "a newsletter box")


def _runs(page: _Page, belongs: Callable[[int], bool]) -> Iterator[list[int]]:
    run: list[int] = []
    for index in range(len(page.lines)):
        if belongs(index):
            run.append(index)
        elif run:
            yield run
            run = []
    if run:
        yield run


LINE_RULES = (*PAGE_RULES, *PRESS_RULES)
ZONE_RULES: tuple[Callable[[_Page], None], ...] = (
    _mark_letter_box,
    _mark_menus,
    _mark_section_names,
    _mark_weak_labels,
    _mark_comments,
    _mark_related_titles,
    _mark_author_box,
    _mark_footer,
)
