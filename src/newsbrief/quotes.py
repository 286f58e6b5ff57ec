"""Quotation marks across sentences: a French quotation keeps its extent in English.

Sentences are translated one by one, so a quotation of several sentences loses marks at their
borders: after « …, dit-il. the model closes the quotation, and nothing opens it again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["balance"]

_OPENING, _CLOSING = "«“", "»”"


def balance(sources: Sequence[str], translations: Sequence[str]) -> list[str]:
    """Return the translations of one text's sentences with every quotation opened and closed.

    `translations` use straight quotes. A text whose source has no paired marks, or quotations that
    do not close, is returned as it is.
    """
    text = "".join(sources)
    opened, closed = (sum(text.count(mark) for mark in marks) for marks in (_OPENING, _CLOSING))
    if opened == 0 or opened != closed:
        return list(translations)
    balanced: list[str] = []
    inside_source = inside = False
    for source, translation in zip(sources, translations, strict=True):
        if inside_source and not inside and not translation.startswith('"'):
            translation = f'"{translation}'
        elif inside and not inside_source and not translation.startswith('"'):
            balanced[-1] += '"'
            inside = False
        inside_source = _inside_after(source, inside_source)
        inside ^= translation.count('"') % 2 == 1
        balanced.append(translation)
    if inside:
        balanced[-1] += '"'
    return balanced


def _inside_after(source: str, inside: bool) -> bool:
    """Whether a quotation is still open after `source`; the last mark decides."""
    last = max(source.rfind(mark) for mark in _OPENING + _CLOSING)
    return inside if last < 0 else source[last] in _OPENING
