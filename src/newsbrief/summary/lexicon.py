"""English word lists and phrase patterns of the summary's checks, kept in `lexicon.toml`."""

from __future__ import annotations

from functools import lru_cache

from newsbrief.text.tables import toml_table

__all__ = ["any_of", "entries", "lexicon"]


@lru_cache(maxsize=1)
def lexicon() -> dict[str, dict[str, str | list[str]]]:
    """Return section → name → words in one string, or a list of patterns."""
    return toml_table(__package__, "lexicon.toml")


def entries(section: str, name: str) -> tuple[str, ...]:
    """Return the words or patterns of one list, in the file's order."""
    listed = lexicon()[section][name]
    return tuple(listed.split() if isinstance(listed, str) else listed)


def any_of(section: str, name: str) -> str:
    """Return one regular expression that matches each entry of a list."""
    return f"(?:{'|'.join(entries(section, name))})"
