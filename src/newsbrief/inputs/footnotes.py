"""Footnotes of office files and books, in the form that the readers of HTML recognise.

A mark is `<sup><a href="#note-1">1</a></sup>`, its note `<p id="note-1">` after the article.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml.etree import _Element

__all__ = ["drop", "set_notes_apart"]

_HOLDERS = ("li", "aside", "p", "div", "dd", "tr")
_ARROW = re.compile(r"[\s↑↩^\ufe0e]*")


def set_notes_apart(root: _Element, links: Iterable[_Element]) -> None:
    """Turn each link to a note into a mark, and move the notes to the end of `root`, numbered.

    A mark whose note is not in `root` is removed: its number means nothing without the note.
    """
    places = {element.get("id"): element for element in root.iter("*") if element.get("id")}
    labels: dict[_Element, str] = {}
    for link in links:
        note = _holder(root, places.get(link.get("href", "").rpartition("#")[2]))
        if note is not None and link not in note.iter("a"):
            label = labels.setdefault(note, str(len(labels) + 1))
            _mark(link, label)
        else:
            drop(link)
    for note, label in labels.items():
        _append(root, note, label)


def drop(element: _Element) -> None:
    """Remove an element but not the text after it."""
    before, parent, tail = element.getprevious(), element.getparent(), element.tail
    if parent is None:
        return
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    element.tail = None
    parent.remove(element)


def _holder(root: _Element, target: _Element | None) -> _Element | None:
    """Return the block around the anchor of a note."""
    while target is not None and target is not root and target.tag not in _HOLDERS:
        target = target.getparent()
    return None if target is root else target


def _mark(link: _Element, label: str) -> None:
    tail = link.tail
    link.clear()
    link.text, link.tail = label, tail
    link.set("href", f"#note-{label}")
    if link.getparent().tag != "sup":
        raised = link.makeelement("sup")
        link.addprevious(raised)
        raised.append(link)
        raised.tail, link.tail = tail, None


def _append(root: _Element, note: _Element, label: str) -> None:
    """Move a note to the end, without the arrow that links back."""
    for link in list(note.iter("a")):
        if _ARROW.fullmatch("".join(link.itertext())):
            drop(link)
    drop(note)
    note.tag = "div" if note.tag in ("li", "dd", "tr") else note.tag
    note.set("id", f"note-{label}")
    root.append(note)
