"""Footnotes of a web page: the calls in its text and the notes below it, paired."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from newsbrief.document import Block, BlockKind, Span, SpanKind
from newsbrief.text.spans import clean_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lxml.html import HtmlElement

__all__ = ["as_note", "call_of", "paired"]

_CALL = re.compile(r"\s*[\[(]?(\d{1,3}|\*{1,3}|[a-z])[\])]?\s*")
_CALL_NAMES = re.compile(r"foot-?note|\bfn|note-?(?:ref|call)|appel", re.IGNORECASE)
_NUMBER = re.compile(r"[\[(]?(?:\d{1,3}|\*{1,3})[\])]?[.)]?\s+")
_BACK = re.compile(r"\s*(?:↩\ufe0e?|↑|\^|\[retour\])\s*$", re.IGNORECASE)
_LEVELS = 3  # a note's paragraph stands in its item, a list's item or a box


def call_of(element: HtmlElement) -> tuple[str, str] | None:
    """Return the id of the note that an element calls, and the call's label: ("n1", "1").

    A call is a raised number, letter or star that links to a place on the same page.
    """
    match = _CALL.fullmatch(element.text_content())
    if match is None:
        return None
    links = [element] if element.tag == "a" else list(element.iter("a"))
    target = links[0].get("href", "") if len(links) == 1 else ""
    raised = element.tag == "sup" or element.find(".//sup") is not None
    named = _CALL_NAMES.search(f"{element.get('class', '')} {element.get('role', '')} {target}")
    if not target.startswith("#") or not (raised or named):
        return None
    return target[1:], clean_label(match[1]) or f"note-{len(match[1])}"


def as_note(block: Block, element: HtmlElement, calls: Mapping[str, str]) -> Block:
    """Return a block that an earlier call links to as a footnote, without its number and arrow."""
    around = [element, *list(element.iterancestors())[:_LEVELS]]
    called = (calls[name] for e in around if (name := e.get("id", "")) in calls)
    label = next(called, None)
    if label is None or block.kind not in (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM):
        return block
    start = match.end() if (match := _NUMBER.match(block.text)) else 0
    end = match.start() if (match := _BACK.search(block.text)) else len(block.text)
    spans = (
        replace(s, start=max(s.start - start, 0), end=min(s.end, end) - start)
        for s in block.spans
        if s.start < end and s.end > start
    )
    return Block(BlockKind.FOOTNOTE, block.text[start:end], tuple(spans), target=label)


def paired(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks and then their notes.

    A call without a note is left out; a note without a call becomes a paragraph.
    """
    notes = {b.target for b in blocks if b.kind is BlockKind.FOOTNOTE}
    body = [_calling(b, notes) for b in blocks if b.kind is not BlockKind.FOOTNOTE]
    called = {s.target for b in body for s in b.spans if s.kind is SpanKind.FOOTNOTE}
    below = [b for b in blocks if b.kind is BlockKind.FOOTNOTE]
    below = [b if b.target in called else _uncalled(b) for b in below]
    return (*body, *below)


def _calling(block: Block, notes: set[str]) -> Block:
    def stands(span: Span) -> bool:
        return span.kind is not SpanKind.FOOTNOTE or span.target in notes

    return replace(block, spans=tuple(span for span in block.spans if stands(span)))


def _uncalled(block: Block) -> Block:
    return replace(block, kind=BlockKind.PARAGRAPH, target="")
