"""Where the words of findings stand in a brief, so that an editor sees them marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsbrief.markdown_escape import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from newsbrief.checks import Finding

__all__ = ["Mark", "source_marks", "target_marks"]

# Read alike, since the model's typography is not the article's: apostrophes, quotes, dashes.
_ALIKE = str.maketrans("’‘ʼ“”«»–—‑", '\'\'\'""""---')


@dataclass(frozen=True)
class Mark:
    """Finding `number` (from 1, in the brief's order) is about `text[start:end]` of a block."""

    start: int
    end: int
    number: int
    is_flag: bool


def source_marks(findings: Sequence[Finding], index: int | None, text: str) -> list[Mark]:
    """Return the marks in the clean French `text` of block `index` (None: the title), in order."""
    return _marks(text, [f.source_words if f.block == index else () for f in findings], findings)


def target_marks(findings: Sequence[Finding], index: int | None, text: str) -> list[Mark]:
    """Return the marks in the clean English `text` of block `index` (None: the title), in order."""
    return _marks(text, [f.target_words if f.block == index else () for f in findings], findings)


def _marks(text: str, words: Sequence[tuple[str, ...]], findings: Sequence[Finding]) -> list[Mark]:
    """Mark each finding's words once: the second finding about "12" gets the second "12"."""
    taken: set[tuple[int, int]] = set()
    found: list[Mark] = []
    for number, (own, finding) in enumerate(zip(words, findings, strict=True), start=1):
        for stretch in own:
            places = list(_places(text, clean_line(stretch)))
            if places:
                place = next((place for place in places if place not in taken), places[0])
                taken.add(place)
                found.append(Mark(*place, number, finding.is_flag))
    return sorted(found, key=lambda mark: (mark.start, -mark.end, mark.number))


def _places(text: str, words: str) -> Iterable[tuple[int, int]]:
    """Yield where `words` stand in `text` as whole words, whatever the typography."""
    plain, wanted = _plain(text), _plain(words)
    start = plain.find(wanted) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        if not (_joined(plain, start) or _joined(plain, end)):
            yield start, end
        start = plain.find(wanted, start + 1)


def _joined(text: str, border: int) -> bool:
    """Whether a word goes on over the border, or a figure over its decimal point."""
    before, after = text[max(border - 1, 0) : border], text[border : border + 1]
    return before.isalnum() and after.isalnum()


def _plain(text: str) -> str:
    """Return `text` in lower case with plain marks and spaces, character for character."""
    return "".join(
        " " if char.isspace() else low if len(low := char.lower()) == 1 else char
        for char in text.translate(_ALIKE)
    )
