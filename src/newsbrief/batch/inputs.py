"""What is named on the command line → the articles of a batch, one at a time."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from newsbrief.batch.records import (
    LINES,
    TABLES,
    Columns,
    Item,
    count_lines,
    count_rows,
    read_lines,
    read_table,
)
from newsbrief.errors import InputError
from newsbrief.inputs.expand import (
    InputSettings,
    expand,
    is_address,
    is_article,
    is_folder,
    is_pattern,
    matching,
)
from newsbrief.inputs.reading import read_bytes, unreadable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from newsbrief.article import Source

__all__ = ["Inputs"]


MAX_LIST_BYTES = 1 << 30  # ten million names


@dataclass(frozen=True)
class Inputs:
    """The articles that names stand for: counted first, then read, never all in memory.

    A name is what `expand` takes, a file of records, or a file of names (`lists`: one in each
    line). Of a folder, the folders inside it count too. `output` is left out wherever it is met.
    """

    names: tuple[str, ...]
    lists: tuple[Path, ...] = ()
    columns: Columns = field(default_factory=Columns)
    output: Path | None = None
    settings: InputSettings = field(default_factory=InputSettings)

    def items(self) -> Iterator[Item]:
        """Yield each article. Raises InputError for a name that stands for none."""
        for path in self._paths():
            yield from self._items_of(path)

    def count(self) -> int:
        """How many items there will be; a feed counts for one. Raises InputError."""
        return sum(map(_count, self._paths()))

    def _paths(self) -> Iterator[str]:
        for name in self._all_names():
            if self._is_output(Path(name)):
                continue
            found = False
            for path in self._within(name):
                found = True
                if not self._is_output(Path(path)):
                    yield path
            if not found:
                raise InputError(f"{name!r} holds no article; check the path")

    def _all_names(self) -> Iterator[str]:
        yield from self.names
        yield from self._listed

    @cached_property
    def _listed(self) -> tuple[str, ...]:
        """The names in the lists, read once: one may be a pipe. Raises InputError."""
        lines = (line for path in self.lists for line in _lines(path))
        return tuple(filter(None, map(str.strip, lines)))

    def _within(self, name: str) -> Iterator[str]:
        """A name itself, or the files that a folder or a pattern stands for."""
        if not name:  # an unset variable; as a path it would be the current folder
            raise InputError("an input has an empty name; give a file, a folder or a pattern")
        if is_folder(Path(name)):
            yield from self._walked(Path(name))
        elif is_pattern(name):
            yield from map(str, matching(name))
        else:
            yield name  # reading it will say what is wrong

    def _walked(self, folder: Path) -> Iterator[str]:
        """The articles and records below a folder, folder by folder, by name."""

        def failed(exc: OSError) -> None:
            raise unreadable(exc.filename or folder, exc) from exc

        for here, inner, files in os.walk(folder, onerror=failed):
            inner[:] = sorted(
                n for n in inner if not n.startswith(".") and not self._is_output(Path(here, n))
            )
            yield from (str(Path(here, name)) for name in sorted(files) if _is_input(name))

    def _is_output(self, path: Path) -> bool:
        """Tell the output itself, a table's parts, and the journal and report beside it: read as
        records they would fail, and take the place of the briefs that they are.
        """
        if self.output is None or is_address(str(path)):
            return False
        out = str(self.output.resolve())
        try:
            real = str(path.resolve())
        except (OSError, ValueError, RuntimeError):  # reading it will say what is wrong
            return False
        if not (_is_lines(out) or _is_table(out)):  # a folder, whose briefs are told by their names
            return real == out
        return real == out or real.startswith((f"{out}{os.sep}", f"{out}.newsbrief", f"{out}.rep"))

    def _items_of(self, name: str) -> Iterable[Item]:
        if _is_lines(name):
            return read_lines(Path(name), self.columns)
        if _is_table(name):
            return read_table(Path(name), self.columns)
        return (Item(_key(name, source), source) for source in expand([name], self.settings))


def _lines(path: Path) -> list[str]:
    data = read_bytes(path, MAX_LIST_BYTES)
    try:
        return data[:MAX_LIST_BYTES].decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as exc:
        raise InputError(f"the list '{path}' is not UTF-8; save it as UTF-8") from exc


def _key(name: str, source: Source) -> str:
    """What a source is known by tomorrow too: an entry's guid is its own feed's alone."""
    if not source.key or is_address(source.key):
        return source.key or source.origin
    return f"{name}#{source.key}"


def _count(name: str) -> int:
    if _is_lines(name):
        return count_lines(Path(name))
    return count_rows(Path(name)) if _is_table(name) else 1


def _is_input(name: str) -> bool:
    return is_article(Path(name)) or ((_is_lines(name) or _is_table(name)) and name[0] != ".")


def _is_lines(name: str) -> bool:
    return name.lower().endswith(LINES)


def _is_table(name: str) -> bool:
    return name.lower().endswith(TABLES)
