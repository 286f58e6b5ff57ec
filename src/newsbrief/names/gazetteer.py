"""The names that newsbrief knows by itself: gazetteer.tsv, one entry a line."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from newsbrief.names.entry import Entry, Kind

__all__ = ["gazetteer"]


@lru_cache(maxsize=1)
def gazetteer() -> tuple[Entry, ...]:
    """Return the shipped entries; the file's columns are kind, French, English, accepted, flags."""
    text = (files("newsbrief.names") / "gazetteer.tsv").read_text(encoding="utf-8")
    return tuple(map(_entry, text.splitlines()[1:]))


def _entry(line: str) -> Entry:
    kind, french, english, accepted, flags = line.split("\t")
    return Entry(
        forms=tuple(french.split("|")),
        english=english,
        accepted=tuple(filter(None, accepted.split("|"))),
        kind=Kind(kind),
        ambiguous=flags == "ambiguous",
    )
