"""Lines of an article's text → blocks: headings, paragraphs, list items, quotations, rules."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from newsbrief.document import Block, BlockKind, Span, SpanKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from newsbrief.readers.pasted.lines import Line

__all__ = ["build_blocks"]

# Section headings of the French press have 1 to 12 words and at most 110 characters.
_MAX_HEADING_WORDS, _MAX_HEADING_CHARS = 14, 110
_MAX_QUESTION_WORDS = 70
_MIN_QUESTIONS = 3  # an ordinary article may have two questions among its headings
_HEADING_LEVEL = 2
_RULE = re.compile(r"(?:[*_=~•·—–-]\s*){3,}|⁂|[*•◆■]")
_DOT = re.compile(r"[•‣▪●◦○■►·*]\s*(?=\S)")
_DASH = re.compile(r"[-–—]\s+(?=\S)")
_NUMBER = re.compile(r"(\d{1,2})[.)°]\s+(?=\S)")
_OPENING = re.compile(r"[\"“«\[(\s]*[A-ZÀ-ÝŒÆ0-9]")

# Signs of speech: a question, an inserted "dit-il", or the persons of a conversation.
_SPEECH = re.compile(
    r"[?!]\s*$|\b(?:je|j['’]|tu|vous|moi|toi|oui|non|dit-(?:il|elle)|répond(?:-il|-elle)?|"
    r"lance(?:-t-)?|bonjour|monsieur|madame)\b",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"([A-ZÀ-Ý][^.!?:]{0,40}?)\s?:\s")


@dataclass(frozen=True)
class _Context:
    """The lines of the text, and what is known of all of them together."""

    lines: Sequence[Line]
    items: frozenset[int]  # the indexes of list items
    interview: bool


def build_blocks(lines: Sequence[Line], leads: frozenset[int], *, interview: bool) -> list[Block]:
    """Return a block for each line, in order; `leads` are the indexes of the standfirst's lines.

    `interview`: the byline says that it is one ("Propos recueillis par"). An interview's questions
    become paragraphs in bold; three questions among the headings make an interview as well.
    """
    items = _find_items(lines)
    interview = interview or _has_questions(lines, items) or _has_speakers(lines)
    context = _Context(lines, items, interview)
    return [
        Block(BlockKind.LEAD, line.text) if index in leads else _block(context, index)
        for index, line in enumerate(lines)
    ]


def _block(context: _Context, index: int) -> Block:
    line = context.lines[index]
    if _RULE.fullmatch(line.text):
        return Block(BlockKind.RULE, "")
    if line.quote:
        return Block(BlockKind.QUOTE, line.text, level=line.quote)
    if index in context.items:
        return _item(line)
    if context.interview and _is_question(context.lines, index):
        return Block(BlockKind.PARAGRAPH, line.text, (Span(0, len(line.text), SpanKind.STRONG),))
    if _is_heading(context, index):
        return Block(BlockKind.HEADING, line.text, level=_HEADING_LEVEL)
    return Block(BlockKind.PARAGRAPH, line.text)


def _item(line: Line) -> Block:
    number = _NUMBER.match(line.text)
    mark = number or _DOT.match(line.text) or _DASH.match(line.text)
    text = line.text[mark.end() :] if mark else line.text
    return Block(BlockKind.LIST_ITEM, text, number=int(number[1]) if number else None)


def _find_items(lines: Sequence[Line]) -> frozenset[int]:
    items = {i for i, line in enumerate(lines) if _DOT.match(line.text) and not line.quote}
    items.update(_dashed_items(lines), _numbered_items(lines))
    return frozenset(i for i in items if not _RULE.fullmatch(lines[i].text))


def _dashed_items(lines: Sequence[Line]) -> list[int]:
    """Return the indexes of runs of lines with a dash that are a list and no dialogue.

    A single line with a dash is an item only after a colon: otherwise it is somebody speaking.
    """
    items: list[int] = []
    for run in _runs([bool(_DASH.match(line.text)) for line in lines]):
        introduced = run[0] > 0 and lines[run[0] - 1].text.endswith(":")
        spoken = sum(bool(_SPEECH.search(lines[i].text)) for i in run)
        long_dash = lines[run[0]].text.startswith("—")
        listed = introduced or (len(run) > 1 and not long_dash)
        if listed and spoken * 2 <= len(run):
            items += run
    return items


def _numbered_items(lines: Sequence[Line]) -> list[int]:
    """Return the indexes of runs numbered 1, 2, 3...; a single number is a heading's."""
    items: list[int] = []
    for run in _runs([bool(_NUMBER.match(line.text)) for line in lines]):
        matches = [_NUMBER.match(lines[i].text) for i in run]
        numbers = [int(match[1]) for match in matches if match]
        if len(run) > 1 and numbers == list(range(numbers[0], numbers[0] + len(run))):
            items += run
    return items


def _runs(flags: list[bool]) -> list[list[int]]:
    """Return the indexes of each run of flags that are set."""
    runs: list[list[int]] = []
    for index, flag in enumerate(flags):
        if flag and index and flags[index - 1]:
            runs[-1].append(index)
        elif flag:
            runs.append([index])
    return runs


def _is_question(lines: Sequence[Line], index: int) -> bool:
    """Whether a line is a question with an answer after it."""
    line = lines[index]
    is_question = line.text.rstrip(' »”"').endswith("?") and line.words <= _MAX_QUESTION_WORDS
    answered = index + 1 < len(lines) and not lines[index + 1].text.endswith("?")
    return is_question and answered and not line.text.startswith(("«", "“", "-", "–", "—"))


def _has_questions(lines: Sequence[Line], items: frozenset[int]) -> bool:
    questions = [i for i in range(len(lines)) if i not in items and _is_question(lines, i)]
    headings = sum(_looks_like_heading(lines, i) for i in range(len(lines)) if i not in items)
    return len(questions) >= _MIN_QUESTIONS and len(questions) * 2 > headings


def _has_speakers(lines: Sequence[Line]) -> bool:
    """Whether one name asks two of the questions: "Le Courrier : Pourquoi ce chantier ?"."""
    speakers = [_SPEAKER.match(lines[i].text) for i in range(len(lines)) if _is_question(lines, i)]
    names = [match[1] for match in speakers if match]
    return len(names) > len(set(names))


def _is_heading(context: _Context, index: int) -> bool:
    """Whether a short line without a full stop heads a paragraph, with at most one line between."""
    if not _looks_like_heading(context.lines, index):
        return False
    following = index + 1
    if following < len(context.lines) and _looks_like_heading(context.lines, following):
        following += 1
    if following >= len(context.lines):
        return False
    after = context.lines[following]
    return following in context.items or after.prose or (after.stops and after.words >= 4)


def _looks_like_heading(lines: Sequence[Line], index: int) -> bool:
    line = lines[index]
    short = line.words <= _MAX_HEADING_WORDS and len(line.text) <= _MAX_HEADING_CHARS
    closed = line.text.endswith((".", "…", ",", ";", ":"))
    return short and line.words > 0 and not closed and bool(_OPENING.match(line.text))
