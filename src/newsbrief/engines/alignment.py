"""Which words of the English came from which words of the French, by the translator's attention."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Alignment", "piece_spans"]


WORD_MARK = "▁"  # SentencePiece's sign for the space before a word


MIN_MASS = 0.4  # of a target piece's attention: below it the piece belongs to other words


MIN_ANCHOR = 0.3  # below it nothing of the target came from the words asked for


MAX_GAP = 1  # pieces inside a run that look elsewhere: "Voice of *the* North"


@dataclass(frozen=True)
class Alignment:
    """Where the pieces of a source and a target stand, and how they attend to each other.

    Spans are in characters. `attention` is (target pieces, source pieces), each row summing to 1
    with the end mark that it leaves out; it is empty where the model cannot tell.
    """

    source: tuple[tuple[int, int], ...] = ()
    target: tuple[tuple[int, int], ...] = ()
    attention: tuple[tuple[float, ...], ...] = ()

    def counterpart(self, start: int, end: int, *, light: int = 0) -> tuple[int, int] | None:
        """Return the target's span that `source[start:end]` became, or None.

        The run of pieces around the one that attends most to the source's span. Its first `light`
        characters, a name's own article, count half: verbs attend to articles as well.
        """
        masses = [self._mass(row, start, end, light) for row in self.attention]
        anchor = max(range(len(masses)), key=masses.__getitem__, default=None)
        if anchor is None or masses[anchor] < MIN_ANCHOR:
            return None
        first = anchor - _reach(masses[:anchor][::-1])
        last = anchor + _reach(masses[anchor + 1 :])
        return self.target[first][0], self.target[last][1]

    def _mass(self, row: Sequence[float], start: int, end: int, light: int) -> float:
        return sum(
            weight * (0.5 if piece[0] < start + light else 1.0)
            for piece, weight in zip(self.source, row, strict=False)
            if piece[1] > start and piece[0] < end
        )


def _reach(masses: Sequence[float]) -> int:
    """How many of `masses`, from the first on, belong to the run."""
    reached = gap = 0
    for index, mass in enumerate(masses, start=1):
        gap = 0 if mass >= MIN_MASS else gap + 1
        if gap > MAX_GAP:
            break
        reached = reached if gap else index
    return reached


def piece_spans(text: str, pieces: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Return where each SentencePiece piece stands in `text`, in characters, without its space.

    A piece that the tokenizer's own normalisation changed is taken to be as long as it is written.
    """
    spans = []
    position = 0
    for piece in pieces:
        bare = piece.replace(WORD_MARK, "")
        while position < len(text) and text[position].isspace():
            position += 1
        end = min(len(text), position + len(bare))
        spans.append((position, end))
        position = end
    return tuple(spans)
