"""Writes a brief as one HTML page: no script, no request, and no active content."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from newsbrief.formats import Layout
from newsbrief.formats import phrases as statements
from newsbrief.formats.bilingual import passages
from newsbrief.formats.rows import footnotes, pair_id, rows, with_ids
from newsbrief.formats.runs import address, runs, runs_by_link, source_marks
from newsbrief.text.dates import moment, written
from newsbrief.text.printable import clean_line

if TYPE_CHECKING:
    from jinja2 import Template

    from newsbrief.results import Brief

__all__ = ["write_html"]

_TOP_RANK = 3  # the article's headings stand below the page's section "Translation"

_LAYOUTS = {
    Layout.ENGLISH: "English only",
    Layout.SIDE_BY_SIDE: "Side by side",
    Layout.INTERLEAVED: "Interleaved",
}


def write_html(brief: Brief, *, layout: Layout = Layout.SIDE_BY_SIDE) -> str:
    """Return `brief` as a page that opens in `layout`; its reader may choose another.

    The page has no script and loads nothing: its policy allows its own style sheet alone. Pictures
    of the article are captions with a link.
    """
    style = _resource("page.css")
    return _page().render(
        style=style,
        style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        layout=layout.value,
        layouts={key.value: name for key, name in _LAYOUTS.items()},
        **_head(brief),
        **_body(brief),
    )


@cache
def _page() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_resource("page.html.j2"))


def _resource(name: str) -> str:
    return (resources.files("newsbrief.formats") / name).read_text(encoding="utf-8")


def _head(brief: Brief) -> dict[str, Any]:
    """What the page says of the article before any of its text."""
    document = brief.document
    french = clean_line(document.title or "")
    return {
        "title": statements.title(brief),
        "translated_title": statements.translated_title(brief),
        "french_title": runs_by_link(runs(french, (), source_marks(brief.findings, None, french))),
        "language": brief.language,
        "byline": clean_line(document.byline or ""),
        "datetime": date.isoformat() if (date := moment(document.date)) else "",
        "date": clean_line(written(document.date)),
        "site": clean_line(document.site or ""),
        "address": address(document.url or ""),
        "origin": clean_line(document.origin),
        "version": brief.version,
    }


def _body(brief: Brief) -> dict[str, Any]:
    """What the brief tells, and what was checked of it."""
    summary = brief.summary
    return {
        "summary": with_ids(summary.sentences, "s") if summary else [],
        "points": with_ids(summary.key_points, "k") if summary else [],
        "translated": bool(brief.translation and brief.translation.blocks),
        "rows": (listed := rows(brief, top=_TOP_RANK)),
        "notes": footnotes(listed),
        "checked": bool(brief.models or brief.findings),
        "findings": _findings(brief),
        "num_flags": len(brief.flags),
        "verified": statements.verified(brief),
        "glossary": statements.glossary(brief.terms),
        "models": [
            (
                clean_line(use.role),
                clean_line(use.name),
                clean_line(f"{use.revision}; {use.runtime}"),
            )
            for use in brief.models
        ],
        "removed": [line for text in brief.document.removed if (line := clean_line(text))],
    }


def _findings(brief: Brief) -> list[dict[str, Any]]:
    """Each finding with its number and place; those that somebody must look into come first."""
    places = {
        pair.index: (pair_id(pair), f"¶{pair.number}" if pair.number else "there")
        for passage in passages(brief)
        for pair in passage.pairs
    }
    listed = [
        {
            "number": number,
            "label": statements.label(finding),
            "message": clean_line(finding.message),
            "is_flag": finding.is_flag,
            "place": None if finding.block is None else places.get(finding.block),
        }
        for number, finding in enumerate(brief.findings, start=1)
    ]
    return sorted(listed, key=lambda finding: not finding["is_flag"])
