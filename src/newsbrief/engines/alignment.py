"""Word alignment: which English words translate which French ones, by the model's attention."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Alignment", "piece_spans"]

WORD_MARK = "▁"  # SentencePiece's sign for the space before a word
MIN_MASS = 0.4  # a target piece with less attention on the source span translates other words
MIN_ANCHOR = 0.3  # if the most attentive piece has less, nothing in the target translates the span
MAX_GAP = 1  # pieces inside a run that translate other words: "Voice of *the* North"


@dataclass(frozen=True)
class Alignment:
    """The spans of the pieces of a source and a target, and the attention between them.

    Spans are in characters. `attention` has the shape (target pieces, source pieces). A row and the
    weight of the end mark, which is left out, sum to 1. Everything is empty for a model that gives
    no alignment.
    """

    source: tuple[tuple[int, int], ...] = ()
    target: tuple[tuple[int, int], ...] = ()
    attention: tuple[tuple[float, ...], ...] = ()

    def counterpart(self, start: int, end: int, *, light: int = 0) -> tuple[int, int] | None:
        """Return the span of the target that translates `source[start:end]`, or None.

        It is the run of pieces around the one that attends most to the source's span. The first
        `light` characters of that span, which are a name's article, count half, because verbs
        attend to articles as well.
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
    """Return how many of `masses`, from the first on, belong to the run."""
    reached = gap = 0
    for index, mass in enumerate(masses, start=1):
        gap = 0 if mass >= MIN_MASS else gap + 1
        if gap > MAX_GAP:
            break
        reached = reached if gap else index
    return reached


def piece_spans(text: str, pieces: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Return the span of each SentencePiece piece in `text`, in characters, without its space.

    A piece that the tokenizer normalised is assumed to be as long in the text as it is itself.
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
