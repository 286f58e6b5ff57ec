"""A PDF's pages as runs of text with their places; the file is read in a child process.

PDF files are hostile input to a native library: the child process limits their time and memory, and
a crash ends only the child.
"""

from __future__ import annotations

import json
import subprocess
from dataclasses import dataclass
from typing import Any

from newsbrief.errors import EmptyInput, InputError, NotText
from newsbrief.system import CHILD_OPTIONS, module_command, require

__all__ = ["BULLET", "MAX_CHARS", "MAX_PAGES", "TIMEOUT_S", "Page", "Pdf", "Run", "open_pdf"]

MAX_PAGES = 300  # a daily has 24 to 64; a book is no article
MAX_CHARS = 1_000_000  # 300 pages of a magazine
TIMEOUT_S = 60.0  # such a file takes a third of it on a slow core
_HEAD_BYTES = 1024  # where readers look for "%PDF-"
BULLET = "•"
_AGAIN = "open it in a viewer and print it to a new PDF"
_REFUSALS: dict[str, tuple[type[InputError], str]] = {
    "encrypted": (
        InputError,
        "is an encrypted PDF; open it with its password and print it to a new PDF",
    ),
    "broken": (NotText, f"is a broken PDF; {_AGAIN}"),
    "empty": (EmptyInput, "is a PDF without pages; give an article"),
    "pages": (InputError, f"has over {MAX_PAGES} pages; print the article's own to a new PDF"),
    "chars": (
        InputError,
        f"holds over {MAX_CHARS // 10**6} million characters; "
        "print the article's own pages to a new PDF",
    ),
}


@dataclass(frozen=True)
class Run:
    """A part of a line without a wide gap; places and sizes in points, from the bottom left.

    `base` is the height of its baseline.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool


@dataclass(frozen=True)
class Page:
    """The runs of a page, in the order of the file; `pictured`: it has pictures."""

    runs: tuple[Run, ...]
    pictured: bool = False


@dataclass(frozen=True)
class Pdf:
    """A PDF's pages, and the title and author in its properties ("" for none)."""

    pages: tuple[Page, ...]
    title: str = ""
    author: str = ""


def open_pdf(data: bytes, origin: str) -> Pdf:
    """Read a PDF in a child process; `origin` names it in messages.

    Raises MissingExtra; NotText for a file that is broken or no PDF; InputError for one that is
    encrypted or too large.
    """
    require("pypdfium2", "pdf", "PDF files")
    shown = repr(origin)
    if not data:
        raise EmptyInput(f"{shown} is an empty file; get it again")
    if b"%PDF-" not in data[:_HEAD_BYTES]:
        raise NotText(f"{shown} is no PDF, whatever its name says; check the file")
    command = module_command("newsbrief.inputs.pdf.child")
    try:
        done = subprocess.run(
            command,
            input=data,
            capture_output=True,
            check=False,
            timeout=TIMEOUT_S,
            **CHILD_OPTIONS,
        )
    except subprocess.TimeoutExpired as exc:
        raise InputError(
            f"{shown} took over {TIMEOUT_S:.0f} s to read; print the article alone to a new PDF"
        ) from exc
    if done.returncode != 0:  # a crash, or no memory left
        raise _refusal("broken", shown)
    return _pdf(json.loads(done.stdout), shown)


def _pdf(result: dict[str, Any], shown: str) -> Pdf:
    if "refused" in result:
        raise _refusal(result["refused"], shown)
    pages = (Page(tuple(Run(*r) for r in p["runs"]), p["pictured"]) for p in result["pages"])
    return Pdf(tuple(pages), result["title"], result["author"])


def _refusal(reason: str, shown: str) -> InputError:
    error, message = _REFUSALS[reason]
    return error(f"{shown} {message}")
