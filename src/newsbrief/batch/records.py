"""Articles as records: lines of a file (JSON Lines) or rows of a table (Parquet)."""

from __future__ import annotations

import datetime
import gzip
import json
import zlib
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import IO, TYPE_CHECKING, Any, cast

from newsbrief.article import Article, ArticleKind, Metadata, Source
from newsbrief.errors import EmptyInput, InputError
from newsbrief.inputs.reading import MAX_BYTES, read_article
from newsbrief.system import require

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

__all__ = [
    "LINES",
    "METADATA_FIELDS",
    "TABLES",
    "TEXTS",
    "Columns",
    "Item",
    "count_lines",
    "count_rows",
    "failing",
    "item_of",
    "read_lines",
    "read_table",
    "require_arrow",
    "require_parquet",
]


LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")


TEXTS = ("text", "markdown", "html")  # the first that is there and not empty is the article


METADATA_FIELDS = tuple(asdict(Metadata()))


# What a line may have beside its article: JSON writes a byte as six characters at the worst.
MAX_LINE = 6 * MAX_BYTES


_BROKEN = (OSError, EOFError, zlib.error)


@dataclass(frozen=True)
class Columns:
    """Which fields hold the article and its id; without a text's name the `TEXTS` are tried."""

    text: str | None = None
    id: str = "id"

    @property
    def texts(self) -> tuple[str, ...]:
        """The fields that may hold the article, in the order in which they are looked at."""
        return (self.text,) if self.text else TEXTS


@dataclass(frozen=True)
class Item:
    """One article still to be read, and its key: the record's own id, or its origin."""

    key: str
    source: Source

    def __post_init__(self) -> None:
        """Make the names such that a journal can hold them: a file's may be no UTF-8."""
        own = self.source
        named = replace(own, origin=_storable(own.origin), stem=_storable(own.stem))
        object.__setattr__(self, "source", named)
        object.__setattr__(self, "key", _storable(self.key))


def _storable(name: str) -> str:
    return name.encode("utf-8", "surrogatepass").decode("utf-8", "backslashreplace")


def read_lines(path: Path, columns: Columns) -> Iterator[Item]:
    """Yield an item for each line that is not blank; what is wrong with one is told when read.

    A file that cannot be read, or read on, gives one item that tells so.
    """
    number = 0
    try:
        with _opened(path) as file:
            while line := file.readline(MAX_LINE + 1):
                number += 1
                if len(line) > MAX_LINE:
                    _skip_line(file)
                if line.strip():
                    yield _line_item(path, number, line, columns)
    except _BROKEN as exc:
        yield failing(
            path,
            f"{path}#{number + 1}",
            f"'{path}' cannot be read on from line {number + 1} ({exc}); repair or replace it",
        )


def count_lines(path: Path) -> int:
    """How many lines are not blank, as far as the file can be read."""
    count = 0
    try:
        with _opened(path) as file:
            while line := file.readline(MAX_LINE + 1):
                count += bool(line.strip())
                if len(line) > MAX_LINE:
                    _skip_line(file)
    except _BROKEN:
        count += 1
    return count


def _opened(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path)) if path.suffix.lower() == ".gz" else path.open("rb")


def _skip_line(file: IO[bytes]) -> None:
    while (rest := file.readline(MAX_LINE)) and not rest.endswith(b"\n"):
        pass


def _line_item(path: Path, number: int, line: bytes, columns: Columns) -> Item:
    origin = f"{path}#{number}"
    if len(line) > MAX_LINE:
        return failing(
            path, origin, f"{origin!r} is over {MAX_LINE // 10**6} MB; is it one record a line?"
        )
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as exc:
        return failing(path, origin, f"{origin!r} is no JSON ({exc}); write one record a line")
    if not isinstance(record, dict):
        return failing(path, origin, f"{origin!r} is no JSON object; write one record a line")
    return item_of(record, path, number, columns)


def failing(path: Path, origin: str, reason: str) -> Item:
    """An item that raises InputError with `reason` when it is read."""

    def read() -> Article:
        raise InputError(reason)

    return Item(origin, Source(origin, path.stem, read))


def item_of(record: Mapping[str, Any], path: Path, number: int, columns: Columns) -> Item:
    """Turn the record `number` of a file into an item; fields that are not known are ignored."""
    origin = f"{path}#{number}"
    own = _text(record.get(columns.id))
    stem = own or f"{path.name.partition('.')[0]}-{number}"
    return Item(own or origin, Source(origin, stem, partial(_article, record, origin, columns)))


def _article(record: Mapping[str, Any], origin: str, columns: Columns) -> Article:
    """Raises EmptyInput for a record without an article, and what `read_article` raises."""
    for name in columns.texts:
        text = record.get(name)
        if isinstance(text, str) and text.strip():
            article = read_article(text.encode("utf-8", "replace"), origin=origin)
            metadata = Metadata(**{p: _text(record.get(p)) or None for p in METADATA_FIELDS})
            return replace(article, kind=_kind(name, article.kind), metadata=metadata)
    wanted = " or ".join(repr(name) for name in columns.texts)
    raise EmptyInput(f"{origin!r} has no text in {wanted}; name its field with --text-column")


def _kind(name: str, seen: ArticleKind) -> ArticleKind:
    """What the field's name says; in HTML, the content tells a whole page from an article alone."""
    if name == "html" and seen is not ArticleKind.HTML:
        return ArticleKind.FRAGMENT
    return ArticleKind.MARKDOWN if name == "markdown" else seen


def _text(value: object) -> str:
    """A field as text: a number written out, a date in ISO 8601, several names in a row."""
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, map(_text, value)))
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return str(value).strip() if isinstance(value, (str, int, float)) else ""


TABLES = (".parquet",)


ROWS = 64  # decoded at a time; a row group may have a million


def require_arrow() -> Any:
    """Import pyarrow. Raises MissingExtra."""
    return require("pyarrow", "parquet", "Parquet files")


def require_parquet() -> Any:
    """Import pyarrow.parquet. Raises MissingExtra."""
    return require("pyarrow.parquet", "parquet", "Parquet files")


def read_table(path: Path, columns: Columns) -> Iterator[Item]:
    """Yield an item for each row; a file that cannot be read gives one that tells so.

    Raises MissingExtra.
    """
    parquet, number = require_parquet(), 0
    try:
        with parquet.ParquetFile(path) as file:
            wanted = [*columns.texts, columns.id, *METADATA_FIELDS]
            names = [name for name in file.schema_arrow.names if name in wanted]
            for batch in file.iter_batches(batch_size=ROWS, columns=names):
                for record in batch.to_pylist():
                    number += 1
                    yield item_of(record, path, number, columns)
    except (OSError, ValueError) as exc:  # pyarrow's own errors are children of these
        reason = f"'{path}' cannot be read on from row {number + 1} ({exc}); repair or replace it"
        yield failing(path, f"{path}#{number + 1}", reason)


def count_rows(path: Path) -> int:
    """How many rows a file says it has; 1 for one that cannot be read. Raises MissingExtra."""
    parquet = require_parquet()
    try:
        return int(parquet.read_metadata(path).num_rows)
    except (OSError, ValueError):
        return 1
