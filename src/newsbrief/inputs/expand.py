"""What is named on the command line → the articles that it stands for."""

from __future__ import annotations

import glob
import re
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from newsbrief.article import STANDARD_INPUT, SUFFIXES, read_article, unreadable
from newsbrief.errors import InputError
from newsbrief.inputs.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsbrief.article import Article


__all__ = ["InputSettings", "exists", "expand", "is_article", "is_brief", "is_folder"]

_BRIEF = re.compile(r"\.brief\.[^.]+$", re.IGNORECASE)  # a name that no article has


@dataclass(frozen=True)
class InputSettings:
    """How inputs are looked for."""

    recursive: bool = False  # folders inside a folder too


def expand(names: Iterable[str], settings: InputSettings | None = None) -> Iterator[Source]:
    """The articles that `names` stand for, in order and once each, as far as can be told unread.

    A name is a file, a folder, a pattern ("press/*.html") or "-" for standard input. A folder's own
    articles are its files with an article's suffix, by name, without hidden ones and without briefs
    (`x.brief.md`). What cannot be opened, such as a folder without an article, is a source whose
    reading fails: it costs no other. Raises InputError for an empty name.
    """
    settings = settings or InputSettings()
    seen: set[str] = set()
    for name in names:
        for source in _named(name, settings):
            if source.origin not in seen:
                seen.add(source.origin)
                yield source


def _named(name: str, settings: InputSettings) -> Iterator[Source]:
    if not name:  # an unset variable; as a path it would be the current folder
        raise InputError("an article has an empty name; give a file, a folder or -")
    if name == "-":
        yield Source(STANDARD_INPUT, "standard-input", partial(read_article, "-"))
        return
    path = Path(name)
    try:
        if is_folder(path):
            yield from map(_file, _articles_in(path, settings))
        elif glob.has_magic(name) and not exists(path):
            yield from map(_file, _matching(name) or [path])
        else:
            yield _file(path)
    except InputError as exc:
        yield _failing(name, exc)


def _file(path: Path) -> Source:
    return Source(str(path), path.stem, partial(read_article, path))


def _failing(origin: str, error: InputError) -> Source:
    def fail() -> Article:
        raise error

    return Source(origin, Path(origin).stem, fail)


def _matching(pattern: str) -> list[Path]:
    found = map(Path, sorted(glob.iglob(pattern, recursive=True)))  # noqa: PTH207 - absolute ones
    return [p for p in found if not is_folder(p) and not is_brief(p)]


def _articles_in(folder: Path, settings: InputSettings) -> list[Path]:
    try:
        listed = folder.rglob("*") if settings.recursive else folder.iterdir()
        found = sorted(path for path in listed if is_article(path.relative_to(folder)))
    except OSError as exc:
        raise unreadable(folder, exc) from exc
    articles = [path for path in found if not is_folder(path)]
    if not articles:
        suffixes = ", ".join(SUFFIXES)
        raise InputError(f"folder {str(folder)!r} holds no article ({suffixes}); check the path")
    return articles


def is_article(path: Path) -> bool:
    """Tell an article by its name below the folder that was named."""
    hidden = any(part.startswith(".") for part in path.parts)
    name = path.name.lower()
    return not hidden and Path(name).suffix in SUFFIXES and not is_brief(path)


def is_brief(path: Path) -> bool:
    """Tell what newsbrief wrote itself by its name."""
    return _BRIEF.search(path.name) is not None


def is_folder(path: Path) -> bool:
    """Tell a folder; False for a name that no system takes."""
    try:
        return path.is_dir()
    except (OSError, ValueError):  # reading it will say what is wrong
        return False


def exists(path: Path) -> bool:
    """Tell what is there; False for a name that no system takes."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
