"""Tables of words that lie beside the code as tab-separated files."""

from __future__ import annotations

from importlib.resources import files

__all__ = ["table_rows"]


def table_rows(package: str, name: str) -> list[list[str]]:
    """Return the rows of the file `name` of `package`, without empty lines and comments (#)."""
    text = (files(package) / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and line[0] != "#"]
