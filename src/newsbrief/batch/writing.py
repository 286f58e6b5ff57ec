"""How a brief is written, chosen once for a run: Brief → bytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from newsbrief.pipeline import Brief

__all__ = ["RECORD", "Writing"]

RECORD = "record"  # one JSON object in one line, with the article's key as its id


@dataclass(frozen=True)
class Writing:
    """A format, and what Markdown shows beside the English. It can be sent to other processes."""

    format: str = "md"
    bilingual: bool = False
    show_removed: bool = False

    @property
    def suffix(self) -> str:
        """How a file's name ends."""
        return f".brief.{self.format}"

    def __call__(self, key: str, brief: Brief) -> bytes:
        """Return `brief` in this format: what the main command writes, or a record with an id."""
        from newsbrief.layout import Layout
        from newsbrief.markdown import render
        from newsbrief.record import dumped, fields, to_json

        if self.format == RECORD:
            return (dumped({"id": key, **fields(brief)}) + "\n").encode()
        if self.format == "json":
            return to_json(brief).encode()
        layout = Layout.INTERLEAVED if self.bilingual else Layout.ENGLISH
        return render(brief, layout=layout, show_removed=self.show_removed).encode()
