"""A brief as one JSON object for programs, and the JSON Schema of that object.

The schema is `brief.schema.json` beside this module; a test compares the two.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from importlib import resources
from typing import TYPE_CHECKING, Any

from newsbrief.document import paragraph_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable

    from newsbrief.document import Block
    from newsbrief.results import Brief, Finding, SummarySentence

__all__ = ["SCHEMA", "brief_schema", "dumped", "fields", "to_json"]

SCHEMA = 1  # of the record: raised when a field goes or changes its meaning, not when one is added


def to_json(brief: Brief, *, one_line: bool = False) -> str:
    """Return `brief` as JSON, indented or in one line, with a line end.

    `paragraph` is the number that the Markdown gives after ¶, null for what has none. `translation`
    has one item for each block of the article, in order; its `english` is null without a
    translation.
    """
    return dumped(fields(brief), indent=None if one_line else 2) + "\n"


def dumped(value: object, *, indent: int | None = None) -> str:
    """Return JSON whose characters that steer a terminal or turn text around are escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    return _UNSEEN.sub(lambda char: f"\\u{ord(char[0]):04x}", text)


# DEL and C1 controls, line separators, bidirectional controls, halves of surrogate pairs.
_UNSEEN = re.compile(r"[\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def fields(brief: Brief) -> dict[str, Any]:
    """Return `brief` as plain data: what `to_json` writes, and what a house style gets."""
    document, translation, summary = brief.document, brief.translation, brief.summary
    return {
        "newsbrief": brief.version,
        "schema": SCHEMA,
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
            "kind": block.kind.value,
            "level": block.level,
            "number": block.number,
            "target": block.target or None,
            "source": block.text,
            "english": other.text if other else None,
        }
        for index, (block, other) in enumerate(zip(source, english, strict=True))
    ]


def _findings(brief: Brief) -> list[dict[str, Any]]:
    numbers = paragraph_numbers(brief.document.blocks)
    return [_finding(finding, numbers) for finding in brief.findings]


def _finding(finding: Finding, numbers: dict[int, int]) -> dict[str, Any]:
    block = finding.block
    return {
        "kind": finding.kind.value,
        "flagged": finding.is_flag,
        "block": block,
        "paragraph": None if block is None else numbers.get(block),
        "message": finding.message,
        "source_words": list(finding.source_words),
        "target_words": list(finding.target_words),
    }


def brief_schema() -> dict[str, Any]:
    """Return the schema (draft 2020-12) of what `newsbrief --format json` writes."""
    text = (resources.files("newsbrief.formats") / "brief.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
