"""A Brief as Markdown: front matter, summary, key points, translation and checks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from newsbrief import statements
from newsbrief.document import Block, BlockKind, Span, SpanKind, paragraph_numbers
from newsbrief.front_matter import write_front_matter
from newsbrief.layout import Layout
from newsbrief.markdown_blocks import (
    clean_block,
    group_blocks,
    heading_shift,
    write_blocks,
    write_group,
)
from newsbrief.markdown_escape import clean_line
from newsbrief.markdown_inline import write_inline
from newsbrief.markdown_side_by_side import write_side_by_side
from newsbrief.nesting import has_content

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from newsbrief.checks import Finding
    from newsbrief.names import TermUse
    from newsbrief.pipeline import Brief, ModelUse, SummarySentence

__all__ = ["render"]

_TOP_RANK = 3  # the translation's headings stand below "## Translation"


def render(brief: Brief, *, layout: Layout = Layout.ENGLISH, show_removed: bool = False) -> str:
    """Return `brief` as CommonMark (with tables) behind YAML front matter.

    Sections of what the brief lacks are left out. Interleaved, the French is quoted below each
    block of the translation; side by side, both stand in a table with a row for each block. Where
    there is no translation both give the French alone. `show_removed` lists the lines of the page
    that were not taken for the article. Lines end in "\\n" alone, and the text in one of them.
    """
    title = statements.title(brief)
    sections = [f"# {write_inline(title, line=True)}"] if title else []
    sections += _summary(brief)
    sections += _article(brief, layout)
    sections += _checks(brief)
    sections += _removed(brief.document.removed) if show_removed else ()
    body = "\n\n".join(sections)
    return write_front_matter(brief, title) + (f"\n{body}\n" if body else "")


def _summary(brief: Brief) -> Iterator[str]:
    if brief.summary is None:
        return
    if sentences := _marked(brief.summary.sentences):
        yield f"## Summary\n\n{' '.join(sentences)}"
    if points := _marked(brief.summary.key_points):
        yield "## Key points\n\n" + "\n".join(f"- {point}" for point in points)


def _marked(sentences: Iterable[SummarySentence]) -> list[str]:
    """Return each sentence as Markdown, followed by the marks of its paragraphs: "(¶2, ¶3)"."""
    cleaned = ((clean_line(s.text), s.paragraphs) for s in sentences)
    return [
        write_inline(text) + (f" ({statements.marks(numbers)})" if numbers else "")
        for text, numbers in cleaned
        if text
    ]


def _article(brief: Brief, layout: Layout) -> Iterator[str]:
    source = brief.document.blocks
    if brief.translation is not None and brief.translation.blocks:
        head, top = _translated_title(brief)
        yield from _section("## Translation", head, _laid_out(brief, layout, top))
    elif layout is not Layout.ENGLISH:
        yield from _section("## Source text", "", write_blocks(source, top=_TOP_RANK))


def _laid_out(brief: Brief, layout: Layout, top: int) -> str:
    english = brief.translation.blocks if brief.translation else ()
    if layout is Layout.SIDE_BY_SIDE:
        return write_side_by_side(brief)
    if layout is Layout.INTERLEAVED:
        return _interleaved(english, brief.document.blocks, top)
    return write_blocks(english, top=top)


def _section(heading: str, *parts: str) -> Iterator[str]:
    if any(parts):
        yield "\n\n".join((heading, *filter(None, parts)))


def _translated_title(brief: Brief) -> tuple[str, int]:
    """Return the title's own heading where the brief's headline differs, and the rank below it."""
    translated = statements.translated_title(brief)
    if not translated:
        return "", _TOP_RANK
    return f"{'#' * _TOP_RANK} {write_inline(translated, line=True)}", _TOP_RANK + 1


def _interleaved(english: Sequence[Block], french: Sequence[Block], top: int) -> str:
    """Return each English block, or whole list or table, with its French quoted below it."""
    pairs = [(clean_block(e), clean_block(f)) for e, f in zip(english, french, strict=True)]
    pairs = [pair for pair in pairs if has_content(pair[0]) or has_content(pair[1])]
    shift = heading_shift((e for e, _ in pairs), top)
    written: list[str] = []
    for group in group_blocks([e for e, _ in pairs]):
        members = pairs[group.start : group.stop]
        translated = [e for e, _ in members if has_content(e)]
        differs = any(f.text != e.text for e, f in members)
        source = [f for _, f in members if differs and has_content(f)]
        written += [write_group(translated, shift)] if translated else []
        written += [_quoted(source)] if source else []
    return "\n\n".join(written)


_LABEL = "FR"
_WHOLE = (BlockKind.LIST_ITEM, BlockKind.TABLE_CELL, BlockKind.CODE)


def _quoted(source: Sequence[Block]) -> str:
    """Return the French as a quotation that says so: a list or table as such, all else as text."""
    first = source[0]
    if first.kind in _WHOLE or len(source) > 1:
        lines = [f"**{_LABEL}**", "", *write_group(source).split("\n")]
    else:
        lines = _labelled(first).split("\n")
    return "\n".join(f"> {line}".rstrip() for line in lines)


def _labelled(block: Block) -> str:
    label = f"{_LABEL} "
    shift = len(label)
    moved = (replace(s, start=s.start + shift, end=s.end + shift) for s in block.spans)
    return write_inline(label + block.text, (Span(0, len(_LABEL), SpanKind.STRONG), *moved))


def _checks(brief: Brief) -> Iterator[str]:
    numbers = paragraph_numbers(brief.document.blocks)
    if not (brief.models or brief.findings):  # nothing was done, so nothing was checked
        return
    listed = [f"**Verified**: {statements.verified(brief)}", *_terms(brief.terms)]
    listed += [_finding(finding, numbers) for finding in brief.findings]
    lines = "\n".join(f"- {line}" for line in listed)
    yield "\n\n".join(filter(None, ("## Checks", lines, _models(brief.models))))


def _terms(terms: Iterable[TermUse]) -> Iterator[str]:
    if uses := statements.glossary(terms):
        yield f"**Glossary**: {write_inline(uses)}"


def _removed(lines: Sequence[str]) -> Iterator[str]:
    if listed := [write_inline(text) for line in lines if (text := clean_line(line))]:
        yield "## Left out of the page\n\n" + "\n".join(f"- {line}" for line in listed)


def _finding(finding: Finding, numbers: dict[int, int]) -> str:
    number = None if finding.block is None else numbers.get(finding.block)
    place = "" if number is None else f" (¶{number})"
    message = write_inline(clean_line(finding.message))
    return f"**{statements.label(finding)}**{place}: {message}"


def _models(uses: Iterable[ModelUse]) -> str:
    named = statements.models(uses)
    return write_inline(f"Models: {named}.") if named else ""
