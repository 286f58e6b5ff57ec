"""A share, as the evaluations print it."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Rate"]


@dataclass(frozen=True)
class Rate:
    """A share and what it is a share of."""

    name: str
    hits: int
    total: int

    def __str__(self) -> str:
        share = 100 * self.hits / self.total if self.total else 0.0
        return f"{self.name:<44} {self.hits:>5}/{self.total:<5} {share:6.2f} %"
