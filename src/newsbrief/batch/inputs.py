"""Names on the command line → the articles of a batch, one at a time."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from newsbrief.batch.records import (
    LINES,
    TABLES,
    BatchItem,
    Columns,
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
    """The articles behind names: counted first, then read one at a time.

    A name is anything that `expand` accepts, or a file of records. `lists` are files with one name
    in each line. A folder includes the folders inside it. The batch's `output` is never an input.
    """

    names: tuple[str, ...]
    lists: tuple[Path, ...] = ()
    columns: Columns = field(default_factory=Columns)
    output: Path | None = None
    settings: InputSettings = field(default_factory=InputSettings)

    def items(self) -> Iterator[BatchItem]:
        """Yield each article. Raises InputError for a name without any."""
        for path in self._paths():
            yield from self._items_of(path)

    def count(self) -> int:
        """Return the number of items; a feed counts as one. Raises InputError."""
        return sum(map(_count, self._paths()))

    def _paths(self) -> Iterator[str]:
        for name in self._all_names():
            if self._is_output(Path(name)):
                continue
            is_empty = True
            for path in self._within(name):
                is_empty = False
                if not self._is_output(Path(path)):
                    yield path
            if is_empty:
                raise InputError(f"{name!r} holds no article; check the path")

    def _all_names(self) -> Iterator[str]:
        yield from self.names
        yield from self._listed

    @cached_property
    def _listed(self) -> tuple[str, ...]:
        """The names in the lists, read only once: a list may be a pipe. Raises InputError."""
        lines = (line for path in self.lists for line in _lines(path))
        return tuple(filter(None, map(str.strip, lines)))

    def _within(self, name: str) -> Iterator[str]:
        """The name itself, or the files in a folder or matched by a pattern."""
        if not name:  # from an unset variable; as a path it is the current folder
            raise InputError("an input has an empty name; give a file, a folder or a pattern")
        if is_folder(Path(name)):
            yield from self._walked(Path(name))
        elif is_pattern(name):
            yield from map(str, matching(name))
        else:
            yield name  # reading it will report what is wrong

    def _walked(self, folder: Path) -> Iterator[str]:
        """The articles and files of records below a folder, folder by folder, sorted by name."""

        def failed(exc: OSError) -> None:
            raise unreadable(exc.filename or folder, exc) from exc

        for here, inner, files in os.walk(folder, onerror=failed):
            inner[:] = sorted(
                n for n in inner if not n.startswith(".") and not self._is_output(Path(here, n))
            )
            yield from (str(Path(here, name)) for name in sorted(files) if _is_input(name))

    def _is_output(self, path: Path) -> bool:
        """Whether it is the output, a part of it, its journal or its report.

        Read as records, these would fail, or replace the briefs that they hold.
        """
        if self.output is None or is_address(str(path)):
            return False
        out = str(self.output.resolve())
        try:
            real = str(path.resolve())
        except (OSError, ValueError, RuntimeError):  # reading it will report what is wrong
            return False
        if not (
            _is_lines(out) or _is_table(out)
        ):  # in a folder, briefs are recognised by their names
            return real == out
        return real == out or real.startswith((f"{out}{os.sep}", f"{out}.newsbrief", f"{out}.rep"))

    def _items_of(self, name: str) -> Iterable[BatchItem]:
        if _is_lines(name):
            return read_lines(Path(name), self.columns)
        if _is_table(name):
            return read_table(Path(name), self.columns)
        return (BatchItem(_key(name, source), source) for source in expand([name], self.settings))


def _lines(path: Path) -> list[str]:
    data = read_bytes(path, MAX_LIST_BYTES)
    try:
        return data[:MAX_LIST_BYTES].decode("utf-8-sig").splitlines()
    except UnicodeDecodeError as exc:
        raise InputError(f"the list '{path}' is not UTF-8; save it as UTF-8") from exc


def _key(name: str, source: Source) -> str:
    """A name that stays the same in later runs; an entry's guid is unique only in its feed."""
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
