"""Reads and writes YAML front matter: the fields at the head of an article or a brief."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import yaml

from newsbrief.article import STANDARD_INPUT
from newsbrief.text.printable import clean_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsbrief.results import Brief

__all__ = ["read_front_matter", "write_front_matter"]

_MAX_CHARS = 20_000  # the longest front matter of a press site has some 3,000
_FENCED = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def read_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the fields at the head of `text` as strings, names in lower case, and the rest.

    What only looks like front matter (a rule, YAML that is broken or not a mapping) stays text.
    """
    match = _FENCED.match(text)
    if match is None or len(match.group(1)) > _MAX_CHARS:
        return {}, text
    try:
        fields = yaml.load(match.group(1), _Plain)
    except (yaml.YAMLError, ValueError, RecursionError):  # ValueError: a date such as 2025-02-31
        return {}, text
    if not isinstance(fields, dict):
        return {}, text
    return {str(name).lower(): _plain(value) for name, value in fields.items()}, text[match.end() :]


class _Plain(yaml.SafeLoader):
    """Without aliases: nine lines of them stand for a billion words."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """See yaml.composer.Composer."""
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("an alias")
        return super().compose_node(parent, index)


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(_plain(item) for item in value)
    if isinstance(value, dict):
        return _plain(value.get("name", list(value.values())))
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return clean_line(str(value))


def write_front_matter(brief: Brief, title: str) -> str:
    """Return the fenced YAML that heads a brief; fields without a value are left out."""
    fields = {name: value for name, value in _fields(brief, title).items() if value is not None}
    dumped = yaml.safe_dump(fields, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{dumped}---\n"


def _fields(brief: Brief, title: str) -> Mapping[str, object]:
    document = brief.document
    translated = clean_line((brief.translation.title if brief.translation else None) or "")
    return {
        "headline": title if title not in ("", translated) else None,
        "title": translated or None,
        f"title_{brief.language}": clean_line(document.title or "") or None,
        "byline": clean_line(document.byline or "") or None,
        "date": clean_line(document.date or "") or None,
        "source": _source(brief),
        "language": brief.language,
        "models": [
            {"role": use.role, "name": use.name, "revision": use.revision, "runtime": use.runtime}
            for use in brief.models
        ],
        "newsbrief": brief.version,
        "checked": {"figures": brief.num_figures, "names": brief.num_names},
        "findings": _counts(brief) or "none",
    }


def _counts(brief: Brief) -> dict[str, int]:
    """How many findings must be looked at, then how many there are of each kind."""
    kinds = dict(sorted(Counter(finding.kind.value for finding in brief.findings).items()))
    return {"flagged": len(brief.flags), **kinds} if kinds else {}


def _source(brief: Brief) -> dict[str, str] | None:
    document = brief.document
    origin = "" if document.url or document.origin == STANDARD_INPUT else document.origin
    named = {"site": document.site, "url": document.url, "file": origin}
    return {name: clean_line(value) for name, value in named.items() if value} or None
