"""Articles as rows of a Parquet file, read a batch at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from newsbrief.batch.records import PARTICULARS, Columns, failing, item_of
from newsbrief.inputs.extras import require

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from newsbrief.batch.records import Item

__all__ = ["TABLES", "count_rows", "read_table", "require_arrow", "require_parquet"]

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
            wanted = [*columns.texts, columns.id, *PARTICULARS]
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
