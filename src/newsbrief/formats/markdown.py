"""A brief as Markdown: the English alone, interleaved, or in two columns."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from newsbrief.document import (
    Block,
    BlockKind,
    Span,
    SpanKind,
    group_blocks,
    has_content,
    heading_shift,
    paragraph_numbers,
)
from newsbrief.formats import Layout
from newsbrief.formats import phrases as statements
from newsbrief.formats.bilingual import Passage, passages
from newsbrief.markdown.blocks import write_blocks, write_group
from newsbrief.markdown.front_matter import write_front_matter
from newsbrief.markdown.inline import write_inline
from newsbrief.text.links import clean_target
from newsbrief.text.printable import clean_block, clean_line

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from newsbrief.results import Brief, Finding, ModelUse, SummarySentence, TermUse

__all__ = ["render", "write_side_by_side"]

_HEAD = "| ¶ | English | Français |\n| ---: | --- | --- |"
_BREAK = "<br>"  # the one line break that a cell can hold


def write_side_by_side(brief: Brief) -> str:
    """Return a table "¶ | English | Français" of all passages of `brief`.

    A cell of a pipe table is one line of inline Markdown. So headings and leads are bold, the
    items of a list and the lines of code are parted by <br>, and the rows of a table inside are
    lines too. A thematic break has no row. It is a GFM table, and reads back as one.
    """
    rows = [_row(passage) for passage in passages(brief) if passage.kind is not BlockKind.RULE]
    return "\n".join((_HEAD, *rows)) if rows else ""


def _row(passage: Passage) -> str:
    numbers = [pair.number for pair in passage.pairs if pair.number is not None]
    marks = "" if not numbers else f"{numbers[0]}"
    marks += f"–{numbers[-1]}" if len(numbers) > 1 else ""
    cells = (marks, _cell(passage.english), _cell(passage.french))
    return "| " + " | ".join(cells) + " |"


def _cell(blocks: Sequence[Block]) -> str:
    """Return blocks of one kind as the content of a cell, its pipes escaped."""
    if not blocks:
        return ""
    write = _WRITERS.get(blocks[0].kind)
    lines = write(blocks) if write else [_inline(block) for block in blocks]
    return _BREAK.join(lines).replace("|", "\\|")


def _inline(block: Block, *extra: Span) -> str:
    """Return a block's text and spans in one line, its hard breaks as <br>."""
    written = write_inline(block.text, (*block.spans, *extra), line=True)
    return written.replace("\\\n", _BREAK)


def _strong(blocks: Sequence[Block]) -> list[str]:
    return [_inline(block, Span(0, len(block.text), SpanKind.STRONG)) for block in blocks]


def _quote(blocks: Sequence[Block]) -> list[str]:
    return [f"> {line}" for block in blocks for line in _inline(block).split(_BREAK)]


def _list(blocks: Sequence[Block]) -> list[str]:
    return [f"{_indent(block.level)}{_marker(block)} {_inline(block)}" for block in blocks]


def _indent(level: int) -> str:
    return "&emsp;" * max(level, 0)


def _marker(block: Block) -> str:
    return "•" if block.number is None else f"{block.number}."


def _table(blocks: Sequence[Block]) -> list[str]:
    rows = groupby(blocks, key=lambda cell: cell.number)
    return [" · ".join(_inline(cell) for cell in cells) for _, cells in rows]


def _code(blocks: Sequence[Block]) -> list[str]:
    lines = blocks[0].text.split("\n")
    return [_code_line(line) if line.strip() else "" for line in lines]


def _code_line(line: str) -> str:
    """Return a line as a code span; its indentation stands before it, where it is not folded."""
    text = line.strip()
    indent = "&nbsp;" * len(line[: len(line) - len(line.lstrip())].expandtabs(4))
    return indent + write_inline(text, (Span(0, len(text), SpanKind.CODE),), line=True)


def _image(blocks: Sequence[Block]) -> list[str]:
    """Return the caption, linked to the picture: a picture would burst its column."""
    block = blocks[0]
    target = clean_target(block.target)
    named = block if block.text else Block(block.kind, re.sub(r"^.*/(?=.)", "", target))
    return [_inline(named, Span(0, len(named.text), SpanKind.LINK, target))]


_WRITERS: dict[BlockKind, Callable[[Sequence[Block]], list[str]]] = {
    BlockKind.HEADING: _strong,
    BlockKind.LEAD: _strong,
    BlockKind.QUOTE: _quote,
    BlockKind.LIST_ITEM: _list,
    BlockKind.TABLE_CELL: _table,
    BlockKind.CODE: _code,
    BlockKind.IMAGE: _image,
}

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
    """Return the title as a heading where the brief's headline differs, and the rank below it."""
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
