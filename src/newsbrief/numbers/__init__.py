"""The number ledger: the figures of French and English text, and what two texts do not share."""

from newsbrief.numbers.compare import compare
from newsbrief.numbers.english import english_figures
from newsbrief.numbers.figure import Figure, Mismatch
from newsbrief.numbers.french import french_figures
from newsbrief.numbers.repair import figures_repaired
from newsbrief.numbers.support import unsupported
from newsbrief.numbers.trends import contradiction

__all__ = [
    "Figure",
    "Mismatch",
    "compare",
    "contradiction",
    "english_figures",
    "figures_repaired",
    "french_figures",
    "unsupported",
]
