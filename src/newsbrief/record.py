"""A Brief as data: what the Markdown says, for programs, as one JSON object."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from newsbrief.document import paragraph_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsbrief.checks import Finding
    from newsbrief.document import Block
    from newsbrief.pipeline import Brief, SummarySentence

__all__ = ["fields", "to_json"]


def to_json(brief: Brief, *, one_line: bool = False) -> str:
    """Return `brief` as JSON, indented or in one line, with a line end."""
    indent = None if one_line else 2
    return json.dumps(fields(brief), ensure_ascii=False, indent=indent) + "\n"


def fields(brief: Brief) -> dict[str, Any]:
    """Return `brief` as JSON's types.

    `paragraph` is the number that the Markdown gives after ¶, null for what has none. `translation`
    has one item for each block of the article, in order; its `english` is null where no translation
    was asked for.
    """
    document, translation, summary = brief.document, brief.translation, brief.summary
    return {
        "newsbrief": brief.version,
        "headline": summary.headline if summary else None,
        "title": {"source": document.title, "english": translation.title if translation else None},
        "byline": document.byline,
        "date": document.date,
        "source": {"site": document.site, "url": document.url, "origin": document.origin},
        "language": brief.language,
        "summary": _sentences(summary.sentences if summary else ()),
        "key_points": _sentences(summary.key_points if summary else ()),
        "translation": _blocks(brief),
        "checked": {"figures": brief.num_figures, "names": brief.num_names},
        "glossary": [asdict(use) for use in brief.terms],
        "flagged": len(brief.flags),
        "findings": _findings(brief),
        "models": [asdict(use) for use in brief.models],
        "removed": list(document.removed),
        "paywalled": document.paywalled,
    }


def _sentences(sentences: Iterable[SummarySentence]) -> list[dict[str, Any]]:
    return [{"text": s.text, "paragraphs": list(s.paragraphs)} for s in sentences]


def _blocks(brief: Brief) -> list[dict[str, Any]]:
    source = brief.document.blocks
    numbers = paragraph_numbers(source)
    translated = brief.translation.blocks if brief.translation else ()
    english: list[Block | None] = list(translated) or [None] * len(source)
    return [
        {
            "paragraph": numbers.get(index),
            "kind": own.kind.value,
            "source": own.text,
            "english": other.text if other else None,
        }
        for index, (own, other) in enumerate(zip(source, english, strict=True))
    ]


def _findings(brief: Brief) -> list[dict[str, Any]]:
    numbers = paragraph_numbers(brief.document.blocks)
    return [_finding(finding, numbers) for finding in brief.findings]


def _finding(finding: Finding, numbers: dict[int, int]) -> dict[str, Any]:
    block = finding.block
    return {
        "kind": finding.kind.value,
        "flagged": finding.is_flag,
        "paragraph": None if block is None else numbers.get(block),
        "message": finding.message,
    }
