"""Fills a house style in; the child process that does so for a style of somebody's own.

A sandbox keeps a template from files and code, but not from time and memory: a macro that calls
itself twice, or "%999999999d". The child reads JSON on standard input, the arguments of `fill`, and
writes JSON on standard output: the text, or "refused" with a message.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from newsbrief import statements
from newsbrief.errors import TemplateError
from newsbrief.formats.dates import written
from newsbrief.limits import limit_memory
from newsbrief.markdown_escape import clean_line
from newsbrief.markdown_inline import write_inline
from newsbrief.schema import brief_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Template

__all__ = ["fill"]

MAX_CHARACTERS = 20_000_000  # of what it writes; a brief of 5 MB of article has 15 million
_MAX_MEMORY_BYTES = 2 << 30  # such a brief and its record take a tenth of it


def fill(template: str, source: str, values: Mapping[str, Any] | None, *, escape: bool) -> str:
    """Return what the style makes of a record's `values`; without them it is only looked at.

    `template` names it in messages, `source` is its text; `escape` says that it writes HTML or
    XML. Raises TemplateError, with the template's line.
    """
    from newsbrief.formats.sandbox import sandbox

    try:
        style = sandbox(escape=escape, filters=_FILTERS).from_string(source)
        if values is None:
            _check_names(style, template, source)
            return ""
        return _filled(style, template, values)
    except MemoryError as exc:
        raise TemplateError(
            f"template {template!r} takes too much memory; make it simpler"
        ) from exc
    except TemplateError:
        raise
    except Exception as exc:
        raise _failed(template, exc) from exc


def _filled(style: Template, template: str, values: Mapping[str, Any]) -> str:
    pieces: list[str] = []
    left = MAX_CHARACTERS
    for piece in style.generate(values):
        left -= len(piece)
        if left < 0:
            raise TemplateError(f"template {template!r} writes no end; check its loops")
        pieces.append(piece)
    return "".join(pieces).rstrip("\n") + "\n"


def _check_names(style: Template, template: str, source: str) -> None:
    from jinja2 import meta, nodes

    tree = style.environment.parse(source)
    known = brief_schema()["properties"].keys() | style.environment.globals.keys()
    unknown = meta.find_undeclared_variables(tree) - known
    for name in tree.find_all(nodes.Name):
        if name.name in unknown:
            raise TemplateError(
                f"template {template}:{name.lineno}: no brief has a field {name.name!r}; "
                "its fields are those of --format json"
            )


def _failed(template: str, exc: Exception) -> TemplateError:
    line = getattr(exc, "lineno", None) or _line_of(exc)
    place = f"{template}:{line}" if line else template
    return TemplateError(f"template {place}: {clean_line(str(exc))}; correct the template")


def _line_of(exc: Exception) -> int | None:
    """The template's line where it failed: Jinja2 writes the template into the traceback."""
    found, frame = None, exc.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == "<template>":
            found = frame.tb_lineno
        frame = frame.tb_next
    return found


def _md(value: object) -> str:
    """Return a text as one line of Markdown that shows the same text, in a table's cell too."""
    return write_inline(clean_line(_text(value))).replace("|", "\\|")


def _date(value: object, pattern: str = "") -> str:
    return written(_text(value), pattern)


def _marks(value: Any) -> str:
    """Return the marks of a sentence's paragraphs, "¶2, ¶3"; takes the sentence or its numbers."""
    return statements.marks(value["paragraphs"] if isinstance(value, dict) else value)


def _text(value: object) -> str:
    return "" if value is None else str(value)


_FILTERS: Mapping[str, Any] = {"md": _md, "date": _date, "marks": _marks}


def _answer(asked: dict[str, Any]) -> dict[str, str]:
    try:
        return {"text": fill(**asked)}
    except TemplateError as exc:
        return {"refused": str(exc)}


if __name__ == "__main__":
    limit_memory(_MAX_MEMORY_BYTES)
    json.dump(_answer(json.load(sys.stdin.buffer)), sys.stdout)
