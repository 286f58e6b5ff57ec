"""A web page's clutter: the lines that are not the article, each named by a rule.

First each line is judged alone (`LINE_RULES`), then by the lines around it
(`neighbours.ZONE_RULES`), then by its place around the article's core. A line is removed only when
a rule marks it; everything else is the article.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsbrief.document import BlockKind
from newsbrief.readers.pasted.core import find_core, mark_insets, mark_repeats, mark_tail
from newsbrief.readers.pasted.lines import Line
from newsbrief.readers.pasted.neighbours import ZONE_RULES, Page
from newsbrief.readers.pasted.page_rules import PAGE_RULES
from newsbrief.readers.pasted.press_rules import PRESS_RULES, WALL, is_wall, is_wall_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from newsbrief.document import Block
    from newsbrief.readers.pasted.rules import Rule

__all__ = ["LINE_RULES", "clean_blocks", "clean_page", "is_walled"]

LINE_RULES = (*PAGE_RULES, *PRESS_RULES)

# The preview of a subscribers' article rarely has more than 150 words. A subscriber's copy of the
# whole article still shows the label "Article réservé aux abonnés" above its 400 to 1,500 words.
_PREVIEW_WORDS = 150
_SET_OFF = (BlockKind.LIST_ITEM, BlockKind.QUOTE)  # short lines that are no labels of the page
_JUDGED = frozenset(
    {
        BlockKind.HEADING,
        BlockKind.LEAD,
        BlockKind.PARAGRAPH,
        BlockKind.QUOTE,
        BlockKind.LIST_ITEM,
    }
)


@dataclass(frozen=True)
class Cleaning:
    """Which lines of a page are clutter, and what else the rules say of the page.

    `marks` has the index of each removed line, in order, and the name of the rule that removed it.
    `paywalled`: the text stops at a paywall. `core`: from the article's first paragraph to its
    last.
    """

    marks: Mapping[int, str]
    paywalled: bool
    core: range


@dataclass(frozen=True)
class CleanBlocks:
    """The blocks of the article, the texts of the other blocks, and whether a paywall cut it."""

    blocks: tuple[Block, ...]
    removed: tuple[str, ...]
    paywalled: bool = False


def clean_page(lines: Sequence[Line], *, from_known: bool = False) -> Cleaning:
    """Judge the lines of a whole page (without blank ones) by all rules.

    `from_known`: the lines come from inside an article's element; see `core.mark_tail`. Labels
    between its paragraphs stay.
    """
    page = Page(list(lines))
    _mark_by_rules(page)
    paywalled = _is_paywalled(page)
    mark_repeats(page)
    core = find_core(page)
    if not from_known:
        mark_insets(page, core)
    mark_tail(page, core, from_known=from_known)
    return Cleaning(dict(sorted(page.marks.items())), paywalled, core)


def _mark_by_rules(page: Page) -> None:
    for index, line in enumerate(page.lines):
        rule = _rule_of(line)
        if rule is not None:
            page.mark(index, rule.name)
    for zone_rule in ZONE_RULES:
        zone_rule(page)


def _rule_of(line: Line) -> Rule | None:
    """Return the rule that a line matches; a line with line breaks must match in each part."""
    if "\n" not in line.text:
        return next((rule for rule in LINE_RULES if rule.matches(line)), None)
    rules = [_rule_of(Line(part)) for part in line.text.split("\n")]
    return rules[0] if all(rules) else None


def _is_paywalled(page: Page) -> bool:
    """Whether a paywall cuts the text: a wall's message is proof, its label only a sign.

    The label counts where little text stands on the page, or none after the label.
    """
    walls = [i for i, line in enumerate(page.lines) if page.marks.get(i) == WALL]
    if any(is_wall(page.lines[i]) for i in walls):
        return True
    prose = page.prose()
    words = sum(page.lines[i].words for i in prose)
    last = prose[-1] if prose else -1
    labels = [i for i in walls if is_wall_label(page.lines[i])]
    return bool(labels) and (words < _PREVIEW_WORDS or labels[-1] > last)


def clean_blocks(blocks: Sequence[Block]) -> CleanBlocks:
    """Take the clutter out of blocks, as after HTML extraction; `removed` is in their order.

    Code, images, rules and table cells are never judged.
    """
    judged = [(i, block) for i, block in enumerate(blocks) if block.kind in _JUDGED]
    kinds = [None, *(block.kind for _, block in judged)]
    lines = [
        Line(b.text, b.kind is not kinds[n], quote=int(b.kind in _SET_OFF))
        for n, (_, b) in enumerate(judged)
    ]
    cleaning = clean_page(lines, from_known=True)
    removed = {judged[index][0] for index in cleaning.marks}
    kept = tuple(block for i, block in enumerate(blocks) if i not in removed)
    texts = tuple(lines[index].text for index in cleaning.marks)
    return CleanBlocks(kept, texts, cleaning.paywalled)


def is_walled(blocks: Sequence[Block], left: Sequence[str]) -> bool:
    """Whether a page shows only a preview, with a wall among the texts `left` outside it."""
    words = sum(Line(b.text).words for b in blocks if b.kind in _JUDGED)
    return words < _PREVIEW_WORDS and any(is_wall(Line(text)) for text in left)
