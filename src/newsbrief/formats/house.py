"""House styles: a brief written by a Jinja2 template, in a sandbox."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from newsbrief.document import Block, BlockKind
from newsbrief.errors import TemplateError
from newsbrief.formats.house_child import fill
from newsbrief.formats.record import fields
from newsbrief.formats.runs import address
from newsbrief.system import CHILD_OPTIONS, module_command
from newsbrief.text.printable import clean_block

if TYPE_CHECKING:
    from collections.abc import Mapping

    from newsbrief.results import Brief

__all__ = ["STYLES", "House", "check_house", "inner_suffix", "read_house", "write_house"]

STYLES = {"newsletter": ".html", "note": ".md", "wire": ".txt"}  # shipped, by name
_MAX_BYTES = 1 << 20  # of a template; a house style has some kilobytes
_ESCAPED = (".html", ".htm", ".xhtml", ".xml")

# What a user's style may take: 30 s, and 30 s for each million characters of the record.
# The shipped newsletter takes a fiftieth.
TIMEOUT_S, TIMEOUT_S_PER_CHARACTER = 30.0, 30e-6

_COMMAND = module_command("newsbrief.formats.house_child")


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

    The template gets the fields of the JSON record by name, without control characters and
    with addresses only of http, https and mailto. A style for HTML or XML escapes all values.
    A user's template is filled in by a child process, with a limit of time and memory.
    Raises TemplateError, with the template's line.
    """
    return _fill(house, _printable(fields(brief)))


def check_house(house: House) -> None:
    """Compile a style and look at the names it uses, before any work is done for it.

    Raises TemplateError.
    """
    _fill(house, None)


def read_house(template: str) -> House:
    """Read a shipped style by its name, or a file. Raises TemplateError."""
    return House(template, _source(template))


def _fill(house: House, values: Mapping[str, Any] | None) -> str:
    escape = inner_suffix(house.name) in _ESCAPED
    if house.name in STYLES:
        return fill(house.name, house.source, values, escape=escape)
    request = {
        "template": house.name,
        "source": house.source,
        "values": values,
        "escape": escape,
    }
    return _fill_apart(house.name, json.dumps(request))


def _fill_apart(template: str, request: str) -> str:
    """See house_child; even to compile a template can take all memory."""
    limit = TIMEOUT_S + TIMEOUT_S_PER_CHARACTER * len(request)
    try:
        done = subprocess.run(
            _COMMAND,
            input=request.encode(),
            capture_output=True,
            check=False,
            timeout=limit,
            **CHILD_OPTIONS,
        )
    except subprocess.TimeoutExpired as exc:
        raise TemplateError(
            f"template {template!r} takes over {limit:.0f} s; check its loops and macros"
        ) from exc
    if done.returncode != 0:  # no memory left, or a crash
        raise TemplateError(f"template {template!r} takes too much memory; make it simpler")
    response = json.loads(done.stdout)
    if "refused" in response:
        raise TemplateError(response["refused"])
    return str(response["text"])


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
