"""The number ledger: the figures of French and English texts, compared and repaired."""

from newsbrief.checks.figures.compare import compare, unsupported
from newsbrief.checks.figures.english import english_figures
from newsbrief.checks.figures.figure import Figure, Mismatch
from newsbrief.checks.figures.french import french_figures
from newsbrief.checks.figures.repair import figures_repaired
from newsbrief.checks.figures.texts import EnglishText, FrenchText
from newsbrief.checks.figures.trends import contradiction

__all__ = [
    "EnglishText",
    "Figure",
    "FrenchText",
    "Mismatch",
    "compare",
    "contradiction",
    "english_figures",
    "figures_repaired",
    "french_figures",
    "unsupported",
]
