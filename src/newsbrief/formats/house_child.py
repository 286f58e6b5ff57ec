"""Fills in a house style, in Jinja2's sandbox; as a child process for a user's template.

The sandbox keeps a template from files and code, but not from time and memory: a macro that calls
itself twice, or "%999999999d". So a user's template is filled in by a child process, which reads
the arguments of `fill` as JSON on standard input and writes JSON on standard output: the text, or
"refused" with a message.
"""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from newsbrief.errors import TemplateError
from newsbrief.formats import phrases as statements
from newsbrief.formats.record import brief_schema
from newsbrief.markdown.inline import write_inline
from newsbrief.system import limit_memory
from newsbrief.text.dates import written
from newsbrief.text.printable import clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jinja2 import Environment, Template
    from jinja2.runtime import Context

__all__ = ["fill", "sandbox"]

MAX_CHARACTERS = 20_000_000  # of what it writes; a brief of 5 MB of article has 15 million
MAX_STEPS = 100_000  # of all loops over range() together
MAX_REPEATED = 1_000_000  # characters or items that one multiplication may make
_MAX_MEMORY_BYTES = 2 << 30  # such a brief and its record take a tenth of it


def fill(template: str, source: str, values: Mapping[str, Any] | None, *, escape: bool) -> str:
    """Return what the style makes of a record's `values`; without them it is only looked at.

    `template` names it in messages, `source` is its text; `escape` says that it writes HTML or
    XML. Raises TemplateError, with the template's line.
    """
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
    line, frame = None, exc.__traceback__
    while frame is not None:
        if frame.tb_frame.f_code.co_filename == "<template>":
            line = frame.tb_lineno
        frame = frame.tb_next
    return line


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


def _response(request: dict[str, Any]) -> dict[str, str]:
    try:
        return {"text": fill(**request)}
    except TemplateError as exc:
        return {"refused": str(exc)}


def sandbox(*, escape: bool, filters: Mapping[str, Any]) -> Environment:
    """Return an environment for templates that are not trusted.

    They reach no attribute that starts with an underscore, change nothing, open no file and import
    nothing; an unknown name is an error. Their loops over range(), nested ones too, have 100,000
    steps together, and no multiplication or power makes more than a million characters.
    """
    environment = _Sandbox(
        autoescape=escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(filters)
    environment.globals["range"] = _Range()
    return environment


class _Sandbox(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        sizes = [len(side) for side in (left, right) if hasattr(side, "__len__")]
        counts = [side for side in (left, right) if isinstance(side, int)]
        if operator == "**" or (sizes and counts and sizes[0] * counts[0] > MAX_REPEATED):
            raise SecurityError(f"'{operator}' would make too much")
        return super().call_binop(context, operator, left, right)


class _Range:
    """range() with a bound on all of its steps together: a loop in a loop calls it each time."""

    def __init__(self) -> None:
        self._left = MAX_STEPS

    def __call__(self, *bounds: int) -> Iterator[int]:
        steps = range(*bounds)
        self._left -= len(steps)
        if self._left < 0:
            raise SecurityError(f"range() is allowed {MAX_STEPS:,} steps in all")
        return iter(steps)


if __name__ == "__main__":
    limit_memory(_MAX_MEMORY_BYTES)
    json.dump(_response(json.load(sys.stdin.buffer)), sys.stdout)
