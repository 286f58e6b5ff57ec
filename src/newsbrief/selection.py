"""Which paragraphs of a long article the summariser reads, when it cannot read all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsbrief.wording import content_stems, inverse_frequencies

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["select"]

OPENING = 3  # a news story says what happened in its title, lead and first paragraphs


def select(
    paragraphs: Sequence[str], budget_tokens: int, count_tokens: Callable[[str], int]
) -> list[int]:
    """Return the indices, in order, of the paragraphs that fit into `budget_tokens` together.

    The opening comes first, then the paragraphs closest to what the whole article is about; one
    paragraph that alone is over the budget is passed over.
    """
    costs = [count_tokens(paragraph) for paragraph in paragraphs]
    if sum(costs) <= budget_tokens:
        return list(range(len(paragraphs)))
    centrality = _centrality(paragraphs)
    opening = list(range(min(OPENING, len(paragraphs))))
    rest = sorted(range(len(opening), len(paragraphs)), key=lambda i: -centrality[i])
    chosen: list[int] = []
    for index in [*opening, *rest]:
        if costs[index] <= budget_tokens:
            chosen.append(index)
            budget_tokens -= costs[index]
    return sorted(chosen)


def _centrality(paragraphs: Sequence[str]) -> list[float]:
    """The mean weight of a paragraph's stems that other paragraphs share."""
    weights = inverse_frequencies(paragraphs)
    rarest = max(weights.values(), default=0.0)
    stems = [set(content_stems(paragraph)) for paragraph in paragraphs]
    return [
        sum(rarest - weights[s] for s in own) / max(8, len(own))  # 8: a fragment proves nothing
        for own in stems
    ]
