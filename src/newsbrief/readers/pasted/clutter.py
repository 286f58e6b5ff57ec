"""What is a web page's clutter and not the article: found by lines, removed in the open.

First each line is judged alone (`LINE_RULES`), then runs of lines by their neighbours
(`zones.ZONE_RULES`). A line is taken out only when a rule names it; everything else is the article.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsbrief.document import BlockKind
from newsbrief.readers.pasted.core import find_core, mark_insets, mark_repeats, mark_tail
from newsbrief.readers.pasted.lines import Line
from newsbrief.readers.pasted.neighbours import ZONE_RULES, Page
from newsbrief.readers.pasted.page_rules import PAGE_RULES
from newsbrief.readers.pasted.press_rules import PRESS_RULES, is_wall, is_wall_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.document import Block
    from newsbrief.readers.pasted.rules import Rule

__all__ = [
    "LINE_RULES",
    "CleanBlocks",
    "Cleaning",
    "Removal",
    "clean_blocks",
    "clean_lines",
    "clean_page",
    "is_walled",
]


LINE_RULES = (*PAGE_RULES, *PRESS_RULES)


# A stub's opening rarely passes 150 words; a subscriber's copy of the whole article still shows
# the label "Article réservé aux abonnés" above its 400 to 1,500 words.
_STUB_WORDS = 150


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
    core: range = range(0)  # from the article's first paragraph to its last, if it was looked for

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


def clean_lines(lines: Sequence[Line]) -> Cleaning:
    """Judge lines (without blank ones) by rules; a `gap` stands where blank lines stood."""
    page = _judge(lines)
    return Cleaning(_removals(page), _is_paywalled(page))


def clean_page(lines: Sequence[Line], *, from_known: bool = False) -> Cleaning:
    """Judge a whole page's lines by rules and then by their place around the article's core.

    `from_known`: see `core.mark_tail`; and labels between paragraphs stay.
    """
    page = _judge(lines)
    paywalled = _is_paywalled(page)
    mark_repeats(page)
    core = find_core(page)
    if not from_known:
        mark_insets(page, core)
    mark_tail(page, core, from_known=from_known)
    return Cleaning(_removals(page), paywalled, core)


def _judge(lines: Sequence[Line]) -> Page:
    page = Page(list(lines))
    for index, line in enumerate(page.lines):
        rule = _rule_of(line)
        if rule is not None:
            page.mark(index, rule.name, rule.reason)
    for zone_rule in ZONE_RULES:
        zone_rule(page)
    return page


def _rule_of(line: Line) -> Rule | None:
    """The rule that names the line; one with line breaks must be clutter in each of its parts."""
    if "\n" not in line.text:
        return next((rule for rule in LINE_RULES if rule.matches(line)), None)
    rules = [_rule_of(Line(part)) for part in line.text.split("\n")]
    return rules[0] if all(rules) else None


def _removals(page: Page) -> tuple[Removal, ...]:
    return tuple(
        Removal(index, page.lines[index].text, *page.marks[index]) for index in sorted(page.marks)
    )


def clean_blocks(blocks: Sequence[Block]) -> CleanBlocks:
    """Take the clutter out of blocks, e.g. after HTML extraction, by rules and by its place.

    Code, images, rules and table cells are never judged. `removed` lists texts in order.
    """
    judged = [(i, block) for i, block in enumerate(blocks) if block.kind in _JUDGED]
    kinds = [None, *(block.kind for _, block in judged)]
    lines = [
        Line(b.text, b.kind is not kinds[n], quote=int(b.kind in _SET_OFF))
        for n, (_, b) in enumerate(judged)
    ]
    cleaning = clean_page(lines, from_known=True)
    gone = {judged[index][0] for index in cleaning.indexes}
    kept = tuple(block for i, block in enumerate(blocks) if i not in gone)
    return CleanBlocks(kept, tuple(r.text for r in cleaning.removals), cleaning.paywalled)


_SET_OFF = (BlockKind.LIST_ITEM, BlockKind.QUOTE)  # short, and none of a page's labels


_JUDGED = frozenset(
    {
        BlockKind.HEADING,
        BlockKind.LEAD,
        BlockKind.PARAGRAPH,
        BlockKind.QUOTE,
        BlockKind.LIST_ITEM,
    }
)


def _is_paywalled(page: Page) -> bool:
    """A wall's own words settle it; its label only where little text stands before or at all."""
    walls = [i for i, line in enumerate(page.lines) if page.marks.get(i, ("",))[0] == _WALL]
    if any(is_wall(page.lines[i]) for i in walls):
        return True
    prose = page.prose()
    words = sum(page.lines[i].words for i in prose)
    last = prose[-1] if prose else -1
    labels = [i for i in walls if is_wall_label(page.lines[i])]
    return bool(labels) and (words < _STUB_WORDS or labels[-1] > last)


def is_walled(blocks: Sequence[Block], left: Sequence[str]) -> bool:
    """Whether the little that a page shows stops at a wall that stands beside the article."""
    words = sum(Line(b.text).words for b in blocks if b.kind in _JUDGED)
    return words < _STUB_WORDS and any(is_wall(Line(text)) for text in left)


_WALL = "subscription wall"
