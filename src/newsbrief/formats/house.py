"""House styles: a brief through a Jinja2 template of one's own, in a sandbox."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsbrief import statements
from newsbrief.document import Block, BlockKind
from newsbrief.errors import TemplateError
from newsbrief.formats.dates import written
from newsbrief.formats.runs import address
from newsbrief.markdown_blocks import clean_block
from newsbrief.markdown_escape import clean_line
from newsbrief.markdown_inline import write_inline
from newsbrief.record import fields
from newsbrief.schema import brief_schema

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Template

    from newsbrief.pipeline import Brief

__all__ = ["STYLES", "House", "check_house", "inner_suffix", "read_house", "write_house"]

STYLES = {"newsletter": ".html", "note": ".md", "wire": ".txt"}  # shipped, by name
_MAX_BYTES = 1 << 20  # of a template; a house style has some kilobytes
MAX_CHARACTERS = 20_000_000  # of what it writes; a brief of 5 MB of article has 15 million
_ESCAPED = (".html", ".htm", ".xhtml", ".xml")


@dataclass(frozen=True)
class House:
    """A style as read: a shipped one's name or a file's, and its source.

    With the source in hand every brief of a run is written alike, on whichever machine and whatever
    becomes of the file; and a batch knows a style that was edited since for another.
    """

    name: str
    source: str


def inner_suffix(template: str) -> str:
    """Return how the files of a style end: ".html" for "house.html.j2"; ".txt" if it does not say.

    `template` is a shipped style's name or a file's.
    """
    if template in STYLES:
        return STYLES[template]
    name = Path(template).name
    return Path(re.sub(r"\.(?:j2|jinja2?)$", "", name)).suffix.lower() or ".txt"


def write_house(brief: Brief, house: House) -> str:
    """Return `brief` as a house style writes it, ending in a newline.

    The template is given the fields of the JSON record by name, without control characters and
    with addresses only of http, https and mailto. A style for HTML or XML escapes all it is given.
    Raises TemplateError, with the template's line.
    """
    from jinja2 import TemplateError as JinjaError

    style = _compiled(house)
    pieces: list[str] = []
    left = MAX_CHARACTERS
    try:
        for piece in style.generate(_printable(fields(brief))):
            left -= len(piece)
            if left < 0:
                raise TemplateError(f"template {house.name!r} writes no end; check its loops")
            pieces.append(piece)
    except (JinjaError, ArithmeticError, LookupError, TypeError, ValueError, RecursionError) as exc:
        raise _failed(house.name, exc) from exc
    return "".join(pieces).rstrip("\n") + "\n"


def check_house(house: House) -> None:
    """Compile a style and look at the names it uses, before any work is done for it.

    Raises TemplateError.
    """
    from jinja2 import meta, nodes

    tree = _compiled(house).environment.parse(house.source)
    known = brief_schema()["properties"].keys() | tree.environment.globals.keys()
    unknown = meta.find_undeclared_variables(tree) - known
    for name in tree.find_all(nodes.Name):
        if name.name in unknown:
            raise TemplateError(
                f"template {house.name}:{name.lineno}: no brief has a field {name.name!r}; "
                "its fields are those of --format json"
            )


def _compiled(house: House) -> Template:
    from jinja2 import TemplateError as JinjaError

    from newsbrief.formats.sandbox import sandbox

    environment = sandbox(escape=inner_suffix(house.name) in _ESCAPED, filters=_FILTERS)
    try:
        return environment.from_string(house.source)
    except (JinjaError, RecursionError) as exc:
        raise _failed(house.name, exc) from exc


def read_house(template: str) -> House:
    """Read a shipped style by its name, or a file. Raises TemplateError."""
    return House(template, _source(template))


def _source(template: str) -> str:
    if template in STYLES:
        shipped = resources.files("newsbrief.formats") / "styles"
        return (shipped / f"{template}{STYLES[template]}.j2").read_text(encoding="utf-8")
    try:
        with Path(template).open("rb") as file:
            content = file.read(_MAX_BYTES + 1)
        if len(content) > _MAX_BYTES:
            raise TemplateError(f"template {template!r} is larger than a megabyte; is it one?")
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise TemplateError(f"template {template!r} is not UTF-8; save it as UTF-8") from exc
    except (OSError, ValueError) as exc:
        reason = exc.strerror if isinstance(exc, OSError) and exc.strerror else str(exc)
        known = ", ".join(sorted(STYLES))
        raise TemplateError(
            f"no template {template!r} ({reason}); give a file, or a shipped style: {known}"
        ) from exc


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


def _printable(value: Any, name: str = "") -> Any:
    """Return a record with its texts printable, and without addresses that could be live."""
    if isinstance(value, dict):
        live = "target" if value.get("kind") == BlockKind.IMAGE.value else "url"
        return {k: _printable(item, "url" if k == live else k) for k, item in value.items()}
    if isinstance(value, list):
        return [_printable(item) for item in value]
    if not isinstance(value, str):
        return value
    if name == "url":
        return address(value) or None
    return clean_block(Block(BlockKind.CODE, value)).text  # keeps line ends and indentation


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
