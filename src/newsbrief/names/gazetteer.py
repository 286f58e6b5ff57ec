"""The names that newsbrief knows by itself: gazetteer.tsv, one entry a line."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from newsbrief.names.entry import Entry, Kind
from newsbrief.names.rare import without_accents

__all__ = ["gazetteer"]


@lru_cache(maxsize=1)
def gazetteer() -> tuple[Entry, ...]:
    """Return the shipped entries; the file's columns are kind, French, English, accepted, flags."""
    text = (files("newsbrief.names") / "gazetteer.tsv").read_text(encoding="utf-8")
    return tuple(map(_entry, text.splitlines()[1:]))


def _entry(line: str) -> Entry:
    kind, french, english, accepted, flags = line.split("\t")
    forms = tuple(french.split("|"))
    # "Credit Agricole" is what papers without accents write; an accent that was there survives.
    bare = {without_accents(form) for form in (english, *forms)} - {english, *forms}
    return Entry(
        forms=forms,
        english=english,
        accepted=tuple(form for form in accepted.split("|") if form and form not in bare),
        kind=Kind(kind),
        ambiguous=flags == "ambiguous",
    )
