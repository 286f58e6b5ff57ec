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
    "TABLES",
    "TEXTS",
    "BatchItem",
    "Columns",
    "count_lines",
    "count_rows",
    "read_lines",
    "read_table",
    "require_arrow",
    "require_parquet",
]

LINES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
TABLES = (".parquet",)
TEXTS = ("text", "markdown", "html")  # the first of these fields that is not empty is the article
METADATA_FIELDS = tuple(asdict(Metadata()))
MAX_LINE = 6 * MAX_BYTES  # JSON writes one byte as up to six characters ("\u0000")
ROWS = 64  # decoded at a time; a row group may have a million
_READ_ERRORS = (OSError, EOFError, zlib.error)


@dataclass(frozen=True)
class Columns:
    """The fields with the article and its id; without `text`, one of `TEXTS` is the article."""

    text: str | None = None
    id: str = "id"

    @property
    def texts(self) -> tuple[str, ...]:
        """The fields that may hold the article, in order of preference."""
        return (self.text,) if self.text else TEXTS


@dataclass(frozen=True)
class BatchItem:
    """One article that is not read yet, and its key: the record's id, or else its origin."""

    key: str
    source: Source

    def __post_init__(self) -> None:
        """Escape bytes of file names that are not UTF-8, which the journal cannot store."""
        origin, stem = _storable(self.source.origin), _storable(self.source.stem)
        object.__setattr__(self, "source", replace(self.source, origin=origin, stem=stem))
        object.__setattr__(self, "key", _storable(self.key))


def _storable(name: str) -> str:
    return name.encode("utf-8", "surrogatepass").decode("utf-8", "backslashreplace")


def read_lines(path: Path, columns: Columns) -> Iterator[BatchItem]:
    """Yield an item for each line that is not blank; reading a faulty one raises InputError.

    Where the file cannot be read any further, the last item raises InputError.
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
    except _READ_ERRORS as exc:
        yield _failing_item(
            path,
            f"{path}#{number + 1}",
            f"'{path}' cannot be read on from line {number + 1} ({exc}); repair or replace it",
        )


def count_lines(path: Path) -> int:
    """Return how many lines are not blank, as far as the file can be read."""
    count = 0
    try:
        with _opened(path) as file:
            while line := file.readline(MAX_LINE + 1):
                count += bool(line.strip())
                if len(line) > MAX_LINE:
                    _skip_line(file)
    except _READ_ERRORS:
        count += 1
    return count


def _opened(path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.open(path)) if path.suffix.lower() == ".gz" else path.open("rb")


def _skip_line(file: IO[bytes]) -> None:
    while (rest := file.readline(MAX_LINE)) and not rest.endswith(b"\n"):
        pass


def _line_item(path: Path, number: int, line: bytes, columns: Columns) -> BatchItem:
    origin = f"{path}#{number}"
    if len(line) > MAX_LINE:
        return _failing_item(
            path, origin, f"{origin!r} is over {MAX_LINE // 10**6} MB; is it one record a line?"
        )
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as exc:
        return _failing_item(
            path, origin, f"{origin!r} is no JSON ({exc}); write one record a line"
        )
    if not isinstance(record, dict):
        return _failing_item(path, origin, f"{origin!r} is no JSON object; write one record a line")
    return _item_of(record, path, number, columns)


def _failing_item(path: Path, origin: str, reason: str) -> BatchItem:
    """Return an item that raises InputError with `reason` when it is read."""

    def read() -> Article:
        raise InputError(reason)

    return BatchItem(origin, Source(origin, path.stem, read))


def _item_of(record: Mapping[str, Any], path: Path, number: int, columns: Columns) -> BatchItem:
    """Turn record `number` (from 1) of a file into an item; unknown fields are ignored."""
    origin = f"{path}#{number}"
    key = _text(record.get(columns.id))
    stem = key or f"{path.name.partition('.')[0]}-{number}"
    return BatchItem(
        key or origin, Source(origin, stem, partial(_article, record, origin, columns))
    )


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


def _kind(name: str, detected: ArticleKind) -> ArticleKind:
    """The kind by the field's name; HTML content is a whole page or a fragment."""
    if name == "html" and detected is not ArticleKind.HTML:
        return ArticleKind.FRAGMENT
    return ArticleKind.MARKDOWN if name == "markdown" else detected


def _text(value: object) -> str:
    """A field as text: a date in ISO 8601, several names separated by commas."""
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, map(_text, value)))
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return str(value).strip() if isinstance(value, (str, int, float)) else ""


def require_arrow() -> Any:
    """Import pyarrow. Raises MissingExtra."""
    return require("pyarrow", "parquet", "Parquet files")


def require_parquet() -> Any:
    """Import pyarrow.parquet. Raises MissingExtra."""
    return require("pyarrow.parquet", "parquet", "Parquet files")


def read_table(path: Path, columns: Columns) -> Iterator[BatchItem]:
    """Yield an item for each row; where the file cannot be read, one that raises InputError.

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
                    yield _item_of(record, path, number, columns)
    except (OSError, ValueError) as exc:  # pyarrow's errors are subclasses of these
        reason = f"'{path}' cannot be read on from row {number + 1} ({exc}); repair or replace it"
        yield _failing_item(path, f"{path}#{number + 1}", reason)


def count_rows(path: Path) -> int:
    """Return how many rows a file has; 1 if it cannot be read. Raises MissingExtra."""
    parquet = require_parquet()
    try:
        return int(parquet.read_metadata(path).num_rows)
    except (OSError, ValueError):
        return 1
