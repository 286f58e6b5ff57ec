"""How briefs are to be written: format, layout, house style, and what does not go together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsbrief.errors import UsageError
from newsbrief.formats import Format, suffix, write

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from newsbrief.formats import Layout
    from newsbrief.formats.house import House
    from newsbrief.results import Brief

__all__ = ["Writing"]


@dataclass(frozen=True)
class Writing:
    """How each brief is written; it can be sent to other processes.

    `layout` None is the format's default. Raises UsageError for what does not go together.
    """

    format: Format = Format.MARKDOWN
    layout: Layout | None = None
    show_removed: bool = False
    house: House | None = None

    def __post_init__(self) -> None:
        beside = {"layout": self.layout is not None, "show_removed": self.show_removed}
        others = [name for name, is_set in beside.items() if is_set]
        if self.house is not None and self.format is not Format.MARKDOWN:
            others.insert(0, "format")
        if self.house is not None and others:
            raise UsageError(
                "a template says all of how a brief is written; "
                "drop --template or the other option",
                settings=("template", others[0]),
            )
        if self.format is Format.JSON and others:
            raise UsageError(
                "JSON holds both languages and what was removed; drop the other option",
                settings=("format", others[0]),
            )

    @property
    def suffix(self) -> str:
        """How the name of a brief's file ends: ".brief.md"."""
        return suffix(self.format, self.house.name if self.house else None)

    def check(self, planned: Sequence[Path | None]) -> None:
        """Find out before any work whether `planned` files (None: standard output) can be written.

        Raises UsageError for a Word document that would go to the screen, or several pages or
        documents in one stream; TemplateError; MissingExtra.
        """
        is_single = self.house is None and self.format in (Format.HTML, Format.DOCX)
        if self.format is Format.DOCX and None in planned:
            raise UsageError("a Word document goes to a file; name one with -o")
        if is_single and None in planned and len(planned) > 1:
            raise UsageError(
                f"{len(planned)} pages do not fit into one stream; name a folder with -o"
            )
        if self.house is not None:
            from newsbrief.formats.house import check_house

            check_house(self.house)
        if self.format is Format.DOCX:
            from newsbrief.system import require

            require("docx", "docx", "Word documents")

    def __call__(self, brief: Brief, *, one_line: bool = False) -> bytes:
        """Return `brief` as a file's content; `one_line` is for JSON alone."""
        return write(
            brief,
            self.format,
            layout=self.layout,
            show_removed=self.show_removed,
            house=self.house,
            one_line=one_line,
        )
